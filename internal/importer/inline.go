package importer

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// inline writes a text as Markdown: markers as notes, whole remains of Markdown
// as they are, URLs of endnotes as links, everything else as text.
type inline struct {
	r        *report
	s        string
	clusters []cluster // of a line
	urls     []place   // of an endnote
	b        strings.Builder
	pictures int
}

// render gives the part [from, to) as Markdown.
func (w *inline) render(from, to int) string {
	w.b.Grow(to - from + 16)
	w.write(from, to)
	return w.b.String()
}

func (w *inline) write(from, to int) {
	plain := from
	for i := from; i < to; {
		end, put := w.construct(i, to)
		if end == 0 {
			i++
			continue
		}
		escape(&w.b, w.s, plain, i, w.r.markup)
		put()
		plain, i = end, end
	}
	escape(&w.b, w.s, plain, to, w.r.markup)
}

// construct finds what is more than text at i, and how it is written.
func (w *inline) construct(i, to int) (end int, put func()) {
	if len(w.urls) > 0 && w.urls[0].from <= i {
		p := w.urls[0]
		w.urls = w.urls[1:]
		if p.from == i && p.to <= to {
			return p.to, func() { w.b.WriteString(p.asMarkdown()) }
		}
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
	switch w.s[i] {
	case '!':
		return w.picture(i, to)
	case '[':
		return w.link(i, to)
	case '*':
		return w.emphasis(i, to)
	}
	return 0, nil
}

// writeCluster writes markers. With all of them resolved, the brackets around
// and the blanks before them go.
func (w *inline) writeCluster(c cluster) {
	if c.whole() {
		start := w.b.Len() == 0
		for _, m := range c.marks {
			w.b.WriteString("[^" + m.entry.note + "]")
		}
		if start && c.to < len(w.s) && w.s[c.to] == ':' {
			w.b.WriteByte('\\')
		}
		return
	}
	at := c.from
	for i := 0; i < len(c.marks); {
		b, n := c.marks[i].bracket, 1
		for i+n < len(c.marks) && c.marks[i+n].bracket.from == b.from {
			n++
		}
		if resolved(c.marks[i : i+n]) {
			escape(&w.b, w.s, at, b.from, w.r.markup)
			for _, m := range c.marks[i : i+n] {
				w.b.WriteString("[^" + m.entry.note + "]")
			}
			at = b.to
		}
		i += n
	}
	escape(&w.b, w.s, at, c.to, w.r.markup)
}

// picture writes "![alt](target)" as a comment.
func (w *inline) picture(i, to int) (int, func()) {
	if i+1 >= to || w.s[i+1] != '[' {
		return 0, nil
	}
	alt, target, end := linkAt(w.s[:to], i+1)
	if end == 0 || w.cuts(i, end) || strings.Contains(w.s[i:end], "-->") || strings.Contains(w.s[i:end], "<!--") {
		return 0, nil
	}
	return end, func() {
		w.pictures++
		fmt.Fprintf(&w.b, "<!-- picture: %s -->", strings.TrimSpace(alt+" "+target))
	}
}

// link writes "[text](target)", for targets of http and https.
func (w *inline) link(i, to int) (int, func()) {
	text, target, end := linkAt(w.s[:to], i)
	if end == 0 || w.cuts(i, end) || strings.TrimSpace(text) == "" || schemeAt(target) != 0 || strings.ContainsAny(target, "()\\") {
		return 0, nil
	}
	return end, func() {
		w.b.WriteByte('[')
		escape(&w.b, w.s, i+1, i+1+len(text), true)
		w.b.WriteString("](" + target + ")")
	}
}

// linkAt reads "[text](target)"; there are no brackets in either and no blanks in
// the target.
func linkAt(s string, i int) (text, target string, end int) {
	n := strings.IndexAny(s[i+1:], "[]")
	if n < 0 || !strings.HasPrefix(s[i+1+n:], "](") {
		return "", "", 0
	}
	text = s[i+1 : i+1+n]
	if strings.ContainsAny(strings.ReplaceAll(text, `\_`, ""), "`\\") {
		return "", "", 0
	}
	rest := s[i+1+n+len("]("):]
	n = strings.IndexAny(rest, " <>[])")
	if n < 1 || rest[n] != ')' {
		return "", "", 0
	}
	target = rest[:n]
	return text, target, len(s) - len(rest) + n + 1
}

// emphasis writes bold and italic text that stands whole in the line.
func (w *inline) emphasis(i, to int) (int, func()) {
	n, end := emphasisAt(w.s[:to], i)
	if end == 0 || w.straddles(i, n, end) {
		return 0, nil
	}
	return end, func() {
		w.b.WriteString(w.s[i : i+n])
		w.write(i+n, end-n)
		w.b.WriteString(w.s[i : i+n])
	}
}

// emphasisAt reads text between stars, one or two, that neither begins nor ends
// within a word and holds no star.
func emphasisAt(s string, i int) (stars, end int) {
	if s[i] != '*' || i > 0 && s[i-1] == '*' {
		return 0, 0
	}
	n := 1
	if i+1 < len(s) && s[i+1] == '*' {
		n = 2
	}
	length := strings.IndexByte(s[min(i+n, len(s)):], '*')
	if length < 1 {
		return 0, 0
	}
	inner := s[i+n : i+n+length]
	end = i + n + length + n
	if end > len(s) || s[end-n:end] != s[i:i+n] || end < len(s) && s[end] == '*' ||
		inner[0] == ' ' || inner[len(inner)-1] == ' ' || inner[len(inner)-1] == '\\' || !strings.ContainsFunc(inner, isAlnum) {
		return 0, 0
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[end:])
	if i > 0 && !isOpen(before) || end < len(s) && !isOpen(after) {
		return 0, 0
	}
	return n, end
}

// cuts reports whether markers stand in [from, to).
func (w *inline) cuts(from, to int) bool {
	for _, c := range w.clusters {
		if c.from >= to {
			break
		}
		if c.to > from {
			return true
		}
	}
	return false
}

// straddles reports whether markers stand across the stars at either end of
// [from, to).
func (w *inline) straddles(from, stars, to int) bool {
	for _, c := range w.clusters {
		if c.from >= to {
			break
		}
		outside := c.to <= from
		inside := c.from >= from+stars && c.to <= to-stars
		if !outside && !inside {
			return true
		}
	}
	return false
}
