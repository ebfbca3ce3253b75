package importer

import "strings"

// heading is a line that is read as one. Its text stands in [from, upto).
type heading struct {
	line, level int
	from, upto  int
	end         int // the line behind it and what underlines it
}

// headingAt reads a heading: "## Text", an underlined line, a bold line above
// text, a line in capitals. The highest level is two: the title is the first.
func (r *report) headingAt(n int) (heading, bool) {
	s := r.lines[n].text
	h := heading{line: n, level: 2, from: len(s) - len(strings.TrimLeft(s, " ")), upto: len(s), end: n + 1}
	if isRow(s) {
		return h, false
	}
	level, from := atxLevel(s)
	switch {
	case r.isUnderlined(n):
		h.end = n + 2
		return h, true
	case level > 1:
		h.level, h.from = level-r.highestLevel()+2, from
		return h, true
	case boldLine(s) && len(strings.Fields(s)) <= 12 && r.isText(r.next(n+1)):
		return h, true
	}
	return h, isCapitals(s) && !isRow(r.lineAt(n+1)) && (n == 0 || !isRow(r.lines[n-1].text))
}

// isText reports whether a line is running text and no table or picture.
func (r *report) isText(n int) bool {
	return r.isBody(n) && !isRow(r.lines[n].text) && !strings.HasPrefix(r.lines[n].text, "![")
}

// highestLevel gives the least number of "#" that a heading of the report has,
// two at least.
func (r *report) highestLevel() int {
	if r.topLevel > 0 {
		return r.topLevel
	}
	r.topLevel = 7
	for _, l := range r.lines {
		if level, _ := atxLevel(l.text); level > 1 {
			r.topLevel = min(r.topLevel, level)
		}
	}
	return r.topLevel
}

// heading writes a heading; it fails when nothing is left of its text. Bold in a
// heading, and the colon or the signs that close it, are not kept.
func (w *writer) heading(h heading) bool {
	s := strings.ReplaceAll(w.inline(h.line, h.from, h.upto), "**", "")
	s = strings.TrimSpace(strings.TrimRight(s, "#: "))
	if s == "" || strings.HasSuffix(s, `\`) {
		return false
	}
	w.block(strings.Repeat("#", h.level)+" "+s, single)
	if h.end > h.line+1 {
		w.r.decide(h.line+1, h.end, UnderlineOut, "underlines the heading above it")
	}
	w.headings = append(w.headings, h.line)
	return true
}
