package markdown

import (
	"bytes"
	"hash/fnv"
	"strconv"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"

	"github.com/yuin/goldmark/ast"
)

// marker prints a marker, or keeps it until the link around it is printed.
func (p *printer) marker(n *marker) {
	if p.links > 0 {
		p.held = append(p.held, n)
		p.misplaced(n, "note-in-link", "footnote marker inside a link", "put the marker behind the link")
		return
	}
	p.place(n)
}

func (p *printer) misplaced(n *marker, code, text, hint string) {
	p.say(n.at, diag.Error, code, text, hint)
}

// place gives a marker its slot, and its note a number if it has none yet.
func (p *printer) place(m *marker) {
	n := m.note
	if n.index < 0 {
		n.index = len(p.queue)
		p.queue = append(p.queue, n)
	}
	index := len(p.doc.Marks)
	line, col := p.lines.at(m.at)
	p.doc.Marks = append(p.doc.Marks, briefing.Mark{Note: n.index, In: p.in, Line: line, Col: col})
	p.slot(briefing.SlotMark, index)
	p.pending = append(p.pending, place{index, len(p.plain)})
	if p.heading && p.in < 0 {
		p.say(m.at, diag.Info, "note-in-heading", "this marker will not appear in the list of contents", "")
	}
}

// printNote prints the text of a note.
func (p *printer) printNote(i int) {
	n := p.queue[i]
	p.in, p.plain, p.items = i, p.plain[:0], p.items[:0]
	first := len(p.doc.Items)
	if n.text != nil {
		p.blocks(n.text)
	} else {
		p.html("<p>")
		p.beginText()
		p.keys(n.keys)
		p.endText()
		p.html("</p>\n")
	}
	p.after(first)
	line, col := p.lines.at(n.at)
	text := folded(p.plain)
	p.doc.Notes = append(p.doc.Notes, briefing.Note{
		Label: n.label, Inline: n.kind == inline, Bracketed: n.kind == bracketed, Implied: n.kind == implied,
		Text: text, Items: briefing.Range{From: first, To: len(p.doc.Items)}, Line: line, Col: col,
	})
	if text == "" && p.lastSlot() < 0 {
		p.out = p.out[:p.base]
		p.say(n.at, diag.Error, "note-empty", "footnote "+n.name()+" is empty", "")
	}
	p.endPart()
}

// name gives the note as messages to authors call it.
func (n *note) name() string {
	if n.kind == inline {
		return "^[]"
	}
	return "[^" + n.label + "]"
}

// after gives each item of a note the text between it and the next.
func (p *printer) after(first int) {
	for i, s := range p.items {
		end := len(p.plain)
		if i+1 < len(p.items) {
			end = max(p.items[i+1].from, s.upto)
		}
		p.doc.Items[first+i].After = folded(p.plain[s.upto:end])
	}
}

// repeated prints a definition of a label that is defined already where it
// stands, so that no word is lost; unless it says the same.
func (p *printer) repeated(d *definition) {
	if d.repeats == nil || d.note.kind == inline || p.sameText(d) {
		return
	}
	line, col := p.lines.at(d.repeats.at)
	p.say(d.at, diag.Error, "note-duplicate",
		"footnote ["+"^"+d.note.label+"] is defined again with different text (first: "+strconv.Itoa(line)+":"+strconv.Itoa(col)+")",
		"give one of them another label")
	p.html("<p>")
	p.beginText()
	_, n := scanLabel(p.body[d.at:])
	p.raw(p.body[d.at:d.at+n], d.at)
	p.both(":")
	p.endText()
	p.html("</p>\n")
	p.blocks(d)
}

// sameText reports whether a definition says what the first of its label says.
// One that holds definitions never does: they would be dropped with it.
func (p *printer) sameText(d *definition) bool {
	if p.texts == nil {
		p.texts = make(map[*definition]string)
	}
	first, ok := p.texts[d.repeats]
	if !ok {
		first, _ = p.written(d.repeats)
		p.texts[d.repeats] = first
	}
	text, whole := p.written(d)
	return whole && text == first
}

// written gives the text of a definition as written, white space folded and
// without the definitions within it; whole is false when it holds any.
func (p *printer) written(d *definition) (text string, whole bool) {
	var b []byte
	whole = true
	_ = ast.Walk(d, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			b = append(b, ' ')
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *definition:
			if n != d {
				whole = false
				return ast.WalkSkipChildren, nil
			}
		case *ast.Text:
			b = append(b, n.Segment.Value(p.body)...)
		case *ast.Link:
			b = append(append(b, n.Destination...), n.Title...)
		case *ast.Image:
			b = append(append(b, n.Destination...), n.Title...)
		case *ast.AutoLink:
			b = append(b, n.Label(p.body)...)
		case *bareURL:
			b = append(b, p.body[n.from:n.upto]...)
		case *citation:
			b = append(b, p.body[n.from:n.upto]...)
		case *marker:
			b = append(b, n.note.name()...)
		default:
			if n.Type() == ast.TypeBlock && n.IsRaw() {
				b = append(b, n.Lines().Value(p.body)...)
			}
		}
		return ast.WalkContinue, nil
	})
	return string(bytes.Join(bytes.Fields(b), []byte{' '})), whole
}

// nameNotes gives labels to the notes that have none, and ids to the markers.
func (p *printer) nameNotes() {
	var taken map[string]int
	for i, n := range p.queue {
		if n.kind != inline && n.kind != bracketed {
			continue
		}
		if taken == nil {
			taken = make(map[string]int)
		}
		stem := keysLabel(n.keys)
		if n.kind == inline {
			stem = textLabel(p.doc.Notes[i].Text)
		}
		n.label = p.free(taken, stem)
		p.doc.Notes[i].Label = n.label
	}
	p.nameMarks()
}

// free gives a label that no other note has: the stem, or the stem and the next
// number. taken counts how often each folded label was given.
func (p *printer) free(taken map[string]int, stem string) string {
	fold := briefing.FoldLabel(stem)
	label, again := stem, fold
	for taken[again] > 0 || p.notes[again] != nil {
		taken[fold] = max(taken[fold], 1) + 1
		suffix := "-" + strconv.Itoa(taken[fold])
		label, again = stem+suffix, fold+suffix
	}
	taken[again] = max(taken[again], 1)
	return label
}

// keysLabel makes a label of the keys of a citation and their locators.
func keysLabel(keys []key) string {
	var b strings.Builder
	for i, k := range keys {
		if i > 0 {
			b.WriteByte('+')
		}
		b.WriteString("@" + strings.Join(strings.FieldsFunc(k.name, notOfLabel), "-"))
		if slug, err := briefing.Slug(k.locator); err == nil {
			b.WriteString(":" + slug)
		}
	}
	return b.String()
}

// textLabel makes a label of a note's text: its first words, and a hash of the
// whole, so that a note added elsewhere changes no label.
func textLabel(text string) string {
	h := fnv.New32a()
	h.Write([]byte(text))
	hash := strconv.FormatUint(uint64(h.Sum32()), 36)
	words := strings.Fields(text[:min(len(text), 120)])
	slug, err := briefing.Slug(strings.ToValidUTF8(strings.Join(words[:min(len(words), 4)], " "), ""))
	if err != nil {
		slug = "note"
	}
	return slug + "-" + hash
}

// nameMarks gives each marker its id, and each note its markers.
func (p *printer) nameMarks() {
	counts := make([]int, len(p.doc.Notes)+1)
	for _, m := range p.doc.Marks {
		counts[m.Note]++
	}
	backing := make([]int, 0, len(p.doc.Marks))
	for i := range p.doc.Notes {
		n := len(backing)
		backing = backing[:n+counts[i]]
		p.doc.Notes[i].Marks = backing[n : n : n+counts[i]]
	}
	for i := range p.doc.Marks {
		m := &p.doc.Marks[i]
		n := &p.doc.Notes[m.Note]
		n.Marks = append(n.Marks, i)
		m.ID = "fnref:" + n.Label
		if len(n.Marks) > 1 {
			m.ID = "fnref" + strconv.Itoa(len(n.Marks)) + ":" + n.Label
		}
	}
}
