package importer

import (
	"fmt"
	"slices"
	"strings"
)

// definitions writes the notes: series by series, in the order of their numbers.
func (w *writer) definitions() {
	trimmed := 0
	for _, s := range w.r.series {
		if s.list == nil {
			continue
		}
		w.out = append(w.out, "")
		for _, e := range s.list.sorted() {
			if !e.cited || e.note == "" {
				continue
			}
			line, n := w.endnote(e)
			trimmed += n
			w.out = append(w.out, "[^"+e.note+"]: "+line)
		}
	}
	if trimmed > 0 {
		w.r.decide(0, len(w.r.lines), Trimmed, fmt.Sprintf("punctuation behind %d URLs taken off", trimmed))
	}
}

// sorted gives the entries that markers may cite, by label.
func (l *list) sorted() []*entry {
	var all []*entry
	for _, e := range l.byLabel {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b *entry) int { return a.label - b.label })
	return all
}

// endnote gives the text of an endnote as Markdown and how many of its URLs lost
// the punctuation behind them. An "@" at its start would name a source's key.
func (w *writer) endnote(e *entry) (s string, trimmed int) {
	in := inline{r: w.r, s: e.text, urls: w.r.urls(e.text)}
	for _, p := range in.urls {
		if p.trimmed {
			trimmed++
		}
	}
	s = in.render(0, len(e.text))
	if strings.HasPrefix(s, "@") {
		s = `\` + s
	}
	return escapeStart(s), trimmed
}

// keepLoose writes the endnotes that no note was made of as a plain list, below
// the heading of their list where it has one.
func (w *writer) keepLoose() {
	for _, l := range w.r.lists {
		begun := false
		for _, e := range l.entries {
			if e.cited || e.merged {
				continue
			}
			if !begun {
				w.beginLoose(l)
				begun = true
			}
			w.looseEndnote(e)
		}
		w.dropHeading(l, begun)
	}
}

func (w *writer) beginLoose(l *list) {
	w.gap = true
	if s := w.r.headingText(l); s != "" {
		var b strings.Builder
		escape(&b, s, 0, len(s), w.r.markup)
		w.block("## "+strings.TrimRight(b.String(), "#"), single)
	}
	w.block("<!-- Endnotes of the report of which no note was made: cite them or take them out. -->", single)
}

func (w *writer) looseEndnote(e *entry) {
	var label strings.Builder
	escape(&label, e.written, 0, len(e.written), w.r.markup)
	s := strings.TrimSpace("- " + escapeStart(label.String()+" "+w.plain(e)))
	if w.last == item {
		w.out = append(w.out, s)
	} else {
		w.block(s, item)
	}
	w.r.decide(e.from, e.to, Kept, "endnote "+e.written+" kept in a plain list")
}

// plain gives an endnote as running text: its URLs are not links there.
func (w *writer) plain(e *entry) string {
	in := inline{r: w.r, s: e.text}
	return in.render(0, len(e.text))
}

// dropHeading records that the heading above a list is left out, for the notes
// have one of their own.
func (w *writer) dropHeading(l *list, kept bool) {
	if l.heading < 0 || kept {
		return
	}
	end := l.heading + 1
	for end < l.entries[0].from && w.r.lines[end].use == ofHeading {
		end++
	}
	w.r.decide(l.heading, end, EndnotesHead, "the heading of the endnotes, left out: "+shown(w.r.lines[l.heading].text))
}
