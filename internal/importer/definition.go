package importer

import (
	"fmt"
	"slices"
	"strings"
)

// definitions writes the notes: series by series, in the order of their numbers.
func (w *writer) definitions() {
	trimmed, schemeless := 0, 0
	for _, s := range w.r.series {
		if s.list == nil {
			continue
		}
		w.out = append(w.out, "")
		for _, e := range s.list.sorted() {
			if !e.cited {
				continue
			}
			w.out = append(w.out, "[^"+e.note+"]: "+w.endnote(e))
			for _, p := range e.urls {
				trimmed += count(p.trimmed)
				schemeless += count(p.schemeless && !p.inert)
			}
		}
	}
	w.cleaned(trimmed, "punctuation behind %s taken off")
	w.cleaned(schemeless, "https:// put before %s that had no scheme")
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// cleaned records what was done to so many URLs of notes.
func (w *writer) cleaned(urls int, what string) {
	if urls > 0 {
		w.r.decide(-1, 0, Cleaned, fmt.Sprintf(what, fmt.Sprintf("%d %s", urls, plural("URL", urls))))
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

// endnote gives the text of an endnote as Markdown. An "@" at its start would name
// a source's key.
func (w *writer) endnote(e *entry) string {
	in := inline{r: w.r, s: e.text, note: true, urls: e.urls}
	s := in.render(0, len(e.text))
	if strings.HasPrefix(s, "@") {
		s = `\` + s
	}
	return escapeStart(s)
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
	in := inline{r: w.r, s: e.text, note: true}
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
