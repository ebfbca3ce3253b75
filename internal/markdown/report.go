package markdown

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"

	"dossier/internal/diag"

	"github.com/yuin/goldmark/util"
)

// say adds a diagnostic at an offset of the body.
func (p *printer) say(at int, s diag.Severity, code, text, hint string) {
	line, col := p.lines.at(at)
	p.doc.Diags = append(p.doc.Diags, diag.Diagnostic{Pos: diag.Pos{Line: line, Col: col}, Severity: s, Code: code, Text: text, Hint: hint})
}

// reportFaults adds what was noticed while reading, and what was never reached.
func (p *printer) reportFaults() {
	for _, f := range p.faults {
		p.say(f.at, f.severity, f.code, f.text, f.hint)
	}
	for _, d := range p.defined {
		if d.repeats == nil && d.note.index < 0 {
			p.unreached(d.note)
		}
	}
	p.unusedReferences()
	p.restart()
	p.overrides()
}

// overrides tells of characters that make text run backwards for readers, so that
// it is not what its editors read.
func (p *printer) overrides() {
	for _, mark := range [...]string{"\u202d", "\u202e"} {
		if at := bytes.Index(p.body, []byte(mark)); at >= 0 {
			r, _ := utf8.DecodeRuneInString(mark)
			p.say(at, diag.Warning, "bidi-override", fmt.Sprintf("the character %U here turns the direction of what follows", r),
				"take it out; text of another direction needs no mark")
		}
	}
}

// restart tells of labels that count from 1 a second time, as those of two texts
// put together do: then half of the markers lead to the notes of the other text.
func (p *printer) restart() {
	run, started := 0, false
	for i, m := range p.doc.Marks {
		if m.In >= 0 {
			return
		}
		switch label := p.queue[m.Note].label; label {
		case "1":
			run = 1
		case strconv.Itoa(run + 1):
			run++
		default:
			run = 0
		}
		if run != restartRun {
			continue
		}
		if first := p.doc.Marks[i-restartRun+1]; started {
			p.doc.Diags = append(p.doc.Diags, diag.Diagnostic{
				Pos: diag.Pos{Line: first.Line, Col: first.Col}, Severity: diag.Info, Code: "note-numeric-order",
				Text: "footnote labels count from 1 again here", Hint: "give the second series labels of its own, such as [^b1], or import the text with \"dossier import\"",
			})
			return
		}
		started = true
	}
}

// restartRun is how many labels in a row make a series.
const restartRun = 3

// unreached reports a note that no marker leads to from the body.
func (p *printer) unreached(n *note) {
	if n.from == nil {
		p.say(n.at, diag.Warning, "note-unused", "footnote "+n.name()+" is defined but never referenced",
			"cite it with "+n.name()+" or take it out")
		return
	}
	from := "an inline footnote"
	if n.from.kind != inline {
		from = n.from.name()
	}
	p.say(n.at, diag.Warning, "note-unreachable",
		"footnote "+n.name()+" is referenced only from "+from+", which is itself unused", "")
}

// unusedReferences reports definitions of links that no link uses, for their
// text is printed nowhere. "[1]: https://…" is often meant as a footnote.
func (p *printer) unusedReferences() {
	seen := make(map[string]string)
	for _, n := range p.references {
		label := util.ToLinkReference(n.Label)
		target, again := seen[label]
		switch {
		case again && target != string(n.Destination):
			p.say(n.Pos(), diag.Warning, "link-duplicate", "the link ["+string(n.Label)+"] is defined again; the first definition counts", "")
		case !again && !p.used[label]:
			p.say(n.Pos(), diag.Warning, "link-unused", "the link ["+string(n.Label)+"] is defined but never used, so its address is shown nowhere",
				"write [^"+string(n.Label)+"]: for a footnote")
		}
		if !again {
			seen[label] = string(n.Destination)
		}
	}
}

func quote(s string) string { return strconv.Quote(s) }

// short cuts a long address for a message.
func short(s string) string {
	if utf8.RuneCountInString(s) <= 60 {
		return s
	}
	return string([]rune(s)[:59]) + "…"
}
