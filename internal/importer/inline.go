package importer

import (
	"fmt"
	"slices"
	"strings"
)

// inline writes a text as Markdown: markers as notes, whole remains of Markdown
// as they are, URLs of endnotes as links, everything else as text.
type inline struct {
	r        *report
	s        string
	clusters []cluster // of a line
	note     bool      // it is an endnote
	urls     []place   // of an endnote
	b        strings.Builder
	pictures int
}

// render gives the part [from, to) as Markdown.
func (w *inline) render(from, to int) string {
	w.b.Grow(to - from + 16)
	w.clampFirst(from)
	w.write(from, to)
	return w.b.String()
}

// clampFirst takes from markers that open the part the blanks before it, as those
// between the bullet of an item and its text.
func (w *inline) clampFirst(from int) {
	for i, c := range w.clusters {
		if c.from >= from {
			return
		}
		if c.to > from && strings.Trim(w.s[c.from:from], " ") == "" {
			w.clusters = slices.Clone(w.clusters[i:])
			w.clusters[0].from = from
			return
		}
	}
}

func (w *inline) write(from, to int) {
	plain := from
	for i := from; i < to; {
		end, put := w.construct(i, to)
		if end == 0 {
			i++
			continue
		}
		w.b.WriteString(guarded(w.text(plain, i)))
		put()
		plain, i = end, end
	}
	w.b.WriteString(w.text(plain, to))
}

// text gives a part in which there is nothing else. In notes a host must not seem
// to begin within a word, behind its "_".
func (w *inline) text(from, to int) string {
	s := escaped(w.s, from, to, w.r.markup)
	if w.note {
		s = strings.ReplaceAll(strings.ReplaceAll(s, `\_`, "_"), "_", `\_`)
	}
	return s
}

// construct finds what is more than text at i, and how it is written.
func (w *inline) construct(i, to int) (end int, put func()) {
	if p, ok := w.urlAt(i, to); ok && !p.link {
		return p.to, func() { w.b.WriteString(p.asMarkdown()) }
	}
	for len(w.clusters) > 0 && w.clusters[0].from < i {
		w.clusters = w.clusters[1:]
	}
	if len(w.clusters) > 0 && w.clusters[0].from == i && w.clusters[0].to <= to {
		c := w.clusters[0]
		return c.to, func() { w.writeCluster(c) }
	}
	if !w.r.markup {
		return 0, nil
	}
	switch c := w.s[i]; {
	case c == '!' && !w.note: // in a note it names a source
		return w.picture(i, to)
	case c == '[':
		return w.link(i, to)
	case c == '*':
		return w.emphasis(i, to)
	}
	return 0, nil
}

// urlAt gives the URL that begins at i.
func (w *inline) urlAt(i, to int) (place, bool) {
	if len(w.urls) == 0 || w.urls[0].from > i {
		return place{}, false
	}
	p := w.urls[0]
	w.urls = w.urls[1:]
	return p, p.from == i && p.to <= to
}

// writeCluster writes markers. With all of them resolved, the brackets around
// and the blanks before them go. Of a bracket with some resolved, the other labels
// stay text in brackets of their own.
func (w *inline) writeCluster(c cluster) {
	if c.whole() {
		start := w.b.Len() == 0
		w.writeMarks(c.marks)
		if start && c.to < len(w.s) && w.s[c.to] == ':' {
			w.b.WriteByte('\\')
		}
		return
	}
	at := c.from
	for rest := c.marks; len(rest) > 0; {
		var marks []*mark
		marks, rest = cutBracket(rest)
		if !slices.ContainsFunc(marks, (*mark).resolved) {
			continue
		}
		escape(&w.b, w.s, at, marks[0].bracket.from, w.r.markup)
		at = marks[0].bracket.to
		w.writeMarks(marks)
	}
	escape(&w.b, w.s, at, c.to, w.r.markup)
}

func (w *inline) writeMarks(marks []*mark) {
	for _, m := range marks {
		if m.resolved() {
			w.b.WriteString("[^" + m.entry.note + "]")
		} else {
			fmt.Fprintf(&w.b, `\[%d\]`, m.label)
		}
	}
}
