package markdown

import (
	"slices"

	"dossier/internal/briefing"

	"github.com/yuin/goldmark/ast"
)

// printer prints a tree as HTML with slots and, beside it, as plain text. It
// prints the body and then each note in its turn: a note gets its number when
// the printer comes to its first marker, which is the order of reading for the
// body and breadth-first for notes that only notes cite. Printers are kept
// between documents for their buffers.
type printer struct {
	*reading
	lines *lines
	doc   *briefing.Document

	out      []byte // HTML of the body and of all notes, one behind the other
	base     int    // where the one being printed begins
	slots    []briefing.Slot
	slotFrom int    // the first slot of the one being printed
	parts    []part // the body, then the notes
	queue    []*note
	in       int // index of the note being printed, -1 for the body

	plain   []byte // plain text: of the block in the body, of the whole note in a note
	start   int    // where the block's text begins in plain
	runs    []run  // where the pieces of the block's text come from
	pending []place
	items   []span // of doc.Items: where they stand in the note's plain text

	shift   int // levels by which headings are lowered
	ids     map[string]int
	links   int        // depth of links being printed
	held    []ast.Node // markers and keys within a link, to be printed behind it
	heading bool
	cell    bool
	kept    briefing.Document // whose slices are used again
	lead    string            // the first paragraph that is no direct part of the body

	used       map[string]bool // labels of link definitions that were used
	references []*ast.LinkReferenceDefinition
	texts      map[*definition]string
}

// part is a stretch of HTML with its slots.
type part struct{ from, upto, slotFrom, slotUpto int }

// run says that the plain text from an offset on comes from an offset of the body.
type run struct{ plain, source int }

// place is a marker in the plain text of a block.
type place struct{ mark, plain int }

type span struct{ from, upto int }

// print makes the Document.
func (p *printer) print(r *reading, l *lines) *briefing.Document {
	p.reading, p.lines, p.doc = r, l, &briefing.Document{Notes: p.kept.Notes[:0], Marks: p.kept.Marks[:0], Items: p.kept.Items[:0], Links: p.kept.Links[:0]}
	p.in = -1
	p.shift = topHeading(r.tree)
	p.blocks(r.tree)
	p.endPart()
	for i := 0; i < len(p.queue); i++ {
		p.printNote(i)
	}
	p.nameNotes()
	p.reportFaults()
	doc := p.finish()
	p.reset()
	return doc
}

// finish hands out the HTML: all parts are pieces of one string.
func (p *printer) finish() *briefing.Document {
	html, slots := string(p.out), slices.Clone(p.slots)
	for i, part := range p.parts {
		body := briefing.Body{HTML: html[part.from:part.upto], Slots: slots[part.slotFrom:part.slotUpto:part.slotUpto]}
		if i == 0 {
			p.doc.Body = body
		} else {
			p.doc.Notes[i-1].Body = body
		}
	}
	if p.doc.Lead == "" {
		p.doc.Lead = p.lead
	}
	p.kept = *p.doc
	p.doc.Notes, p.doc.Marks = copied(p.doc.Notes), copied(p.doc.Marks)
	p.doc.Items, p.doc.Links = copied(p.doc.Items), copied(p.doc.Links)
	p.doc.Diags = p.doc.Diags.Sort()
	return p.doc
}

// endPart closes the HTML of the body or of a note.
func (p *printer) endPart() {
	p.parts = append(p.parts, part{p.base, len(p.out), p.slotFrom, len(p.slots)})
	p.base, p.slotFrom = len(p.out), len(p.slots)
}

// reset lets go of the document and keeps the buffers, unless they grew so much
// that keeping them would be waste.
func (p *printer) reset() {
	fresh := printer{}
	if cap(p.out) < 1<<20 {
		fresh = printer{out: p.out[:0], slots: p.slots[:0], parts: p.parts[:0], plain: p.plain[:0],
			runs: p.runs[:0], pending: p.pending[:0], items: p.items[:0]}
		fresh.kept = briefing.Document{Notes: cleared(p.kept.Notes), Marks: cleared(p.kept.Marks), Items: cleared(p.kept.Items), Links: cleared(p.kept.Links)}
	}
	*p = fresh
}

// copied gives a copy of a slice, nil when it is empty.
func copied[T any](s []T) []T { return append([]T(nil), s...) }

// cleared empties a slice, so that nothing of a document is held.
func cleared[T any](s []T) []T {
	clear(s)
	return s[:0]
}

func (p *printer) slot(kind briefing.SlotKind, index int) {
	p.slots = append(p.slots, briefing.Slot{At: len(p.out) - p.base, Kind: kind, Index: index})
}

func (p *printer) html(s string) { p.out = append(p.out, s...) }

// write prints running text of the body: escapes and character references are
// resolved, what HTML would read as markup is escaped. at is its offset.
func (p *printer) write(s []byte, at int) { p.text(s, at, false) }

// raw prints text in which nothing has a meaning, such as code.
func (p *printer) raw(s []byte, at int) { p.text(s, at, true) }

func (p *printer) text(s []byte, at int, raw bool) {
	p.runs = append(p.runs, run{len(p.plain), at})
	from := 0
	for i := 0; i < len(s); {
		if !special[s[i]] {
			i++
			continue
		}
		p.out = append(p.out, s[from:i]...)
		p.plain = append(p.plain, s[from:i]...)
		meant, end := string(s[i:i+1]), i+1
		if !raw || s[i] == 0 {
			meant, end = decode(s, i)
		}
		p.out = escape(p.out, meant)
		p.plain = append(p.plain, meant...)
		p.runs = append(p.runs, run{len(p.plain), at + end})
		i, from = end, end
	}
	p.out = append(p.out, s[from:]...)
	p.plain = append(p.plain, s[from:]...)
}

// both prints text of the printer's own.
func (p *printer) both(s string) {
	p.out = escape(p.out, s)
	p.plain = append(p.plain, s...)
}

// escape appends text so that HTML reads it as text, in an attribute too.
func escape(out []byte, s string) []byte {
	for i := range len(s) {
		switch c := s[i]; c {
		case '<':
			out = append(out, "&lt;"...)
		case '>':
			out = append(out, "&gt;"...)
		case '&':
			out = append(out, "&amp;"...)
		case '"':
			out = append(out, "&quot;"...)
		default:
			out = append(out, c)
		}
	}
	return out
}
