package importer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// writer writes the body of the briefing line by line.
type writer struct {
	r        *report
	out      []string
	last     shape
	gap      bool   // a blank line stands before what comes next
	indent   string // of the text that goes on an item
	number   int    // of the last item of an ordered list
	itemLine int    // its line
	pictures int
	headings []int
	pictured []int
	broken   [2]int // lines of a table that lost its shape
}

// shape is what a line of the body is written as.
type shape uint8

const (
	nothing shape = iota
	text
	item
	single // a heading, table, picture: nothing goes on with it
)

func (w *writer) write() {
	for n := 0; n < len(w.r.lines); {
		switch l := w.r.lines[n]; l.use {
		case body:
			n = w.line(n)
		default:
			w.gap = true
			n++
		}
	}
	w.keepLoose()
	w.escapeKey()
	w.definitions()
	w.summarise()
}

// escapeKey keeps the first line, as in "Draft: a plan", from looking like front
// matter, which would be an error.
func (w *writer) escapeKey() {
	if len(w.out) == 0 {
		return
	}
	s := w.out[0]
	i := strings.IndexAny(s, ":=")
	if i > 0 && len(strings.Fields(s[:i])) == 1 {
		w.out[0] = s[:i] + `\` + s[i:]
	}
}

// line writes the line n, with those below it that belong to the same thing, and
// gives the next.
func (w *writer) line(n int) int {
	s := w.r.lines[n].text
	if t, ok := w.r.tableAt(n); ok {
		w.table(t)
		return t.end
	}
	if h, ok := w.r.headingAt(n); ok && w.heading(h) {
		return h.end
	}
	switch from, number := w.itemAt(n); {
	case w.r.lines[n].numbered:
		w.numbered(n)
	case from > 0:
		w.item(n, from, number)
	case isRow(s):
		w.brokenRow(n)
	default:
		w.text(n)
	}
	return n + 1
}

// inline gives a line as Markdown, from a byte on and up to another.
func (w *writer) inline(n, from, upto int) string {
	in := inline{r: w.r, s: w.r.lines[n].text, clusters: w.r.clusters[n]}
	s := in.render(from, upto)
	if in.pictures > 0 {
		w.pictures += in.pictures
		w.pictured = append(w.pictured, n)
	}
	return s
}

// block adds a line that begins a block of its own.
func (w *writer) block(s string, as shape) {
	if len(w.out) > 0 && w.out[len(w.out)-1] != "" {
		w.out = append(w.out, "")
	}
	w.out = append(w.out, s)
	w.last, w.gap, w.indent = as, false, ""
}

// more adds a line to the block before it.
func (w *writer) more(s string) { w.out = append(w.out, w.indent+s) }

// text writes a line of running text. Markers that open it go to the end of the
// sentence before.
func (w *writer) text(n int) {
	s := w.r.lines[n].text
	from := len(s) - len(strings.TrimLeft(s, " "))
	goesOn := !w.gap && (w.last == text || w.last == item) && !w.r.lines[n-1].numbered
	if goesOn {
		from = w.moveMarkers(n, from)
		if from == len(s) {
			return
		}
	}
	t := escapeStart(strings.Trim(w.inline(n, from, len(s)), " "))
	switch alone := standsAlone(s); {
	case t == "":
	case goesOn && !alone:
		w.more(t)
	case alone:
		w.block(t, single)
	default:
		w.block(t, text)
	}
}

// moveMarkers adds the markers that open line n to the line before, with the mark
// that ends the sentence behind them, and gives where the rest begins.
func (w *writer) moveMarkers(n, from int) int {
	s := w.r.lines[n].text
	for _, c := range w.r.clusters[n] {
		if strings.Trim(s[from:max(from, c.from)], " ") != "" || c.from > c.marks[0].bracket.from || !c.whole() {
			break
		}
		last := &w.out[len(w.out)-1]
		*last = guarded(*last)
		for _, m := range c.marks {
			*last += "[^" + m.entry.note + "]"
		}
		from = skipBlanks(s, c.to)
		if from < len(s) && strings.IndexByte(".,;:", s[from]) >= 0 && (from+1 == len(s) || s[from+1] == ' ' || isUpperASCII(s[from+1])) {
			*last += s[from : from+1]
			from = skipBlanks(s, from+1)
		}
	}
	return from
}

func isUpperASCII(c byte) bool { return 'A' <= c && c <= 'Z' }

// standsAlone reports whether a line is a picture, a caption in italics or a bold
// line: a paragraph of its own.
func standsAlone(s string) bool {
	s = strings.Trim(s, " ")
	if strings.HasPrefix(s, "![") {
		return true
	}
	if boldLine(s) {
		return true
	}
	stars, end := 0, 0
	if s != "" {
		stars, end = emphasisAt(s, 0)
	}
	return stars == 1 && end == len(s)
}

// summarise records the decisions that were taken line by line.
func (w *writer) summarise() {
	w.reportTable()
	if len(w.headings) > 0 {
		w.r.decide(w.headings[0], w.headings[len(w.headings)-1]+1, Headed, "read as headings: "+numbers(w.headings))
	}
	if w.pictures > 0 {
		w.r.decide(w.pictured[0], w.pictured[len(w.pictured)-1]+1, Picture,
			fmt.Sprintf("%d %s left out, each a comment in the file: %s", w.pictures, plural("picture", w.pictures), numbers(w.pictured)))
	}
}

// numbers lists lines for people.
func numbers(lines []int) string {
	var all []string
	for _, n := range slices.Compact(lines) {
		all = append(all, strconv.Itoa(n+1))
	}
	return plural("line", len(all)) + " " + strings.Join(all, ", ")
}
