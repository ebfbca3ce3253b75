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
	w.definitions()
	w.summarise()
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
	goesOn := !w.gap && (w.last == text || w.last == item) && len(w.out) > 0
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
	if _, _, bold := boldLine(s); bold {
		return true
	}
	stars, end := 0, 0
	if s != "" {
		stars, end = emphasisAt(s, 0)
	}
	return stars == 1 && end == len(s)
}

// itemAt gives where the text of an item begins and, for ordered lists, its
// number; 0 when the line is no item.
func (w *writer) itemAt(n int) (from, number int) {
	s := w.r.lines[n].text
	if from = bulletLength(s); from > 0 {
		return from, 0
	}
	number, from = itemNumber(s)
	switch {
	case number == 0:
		return 0, 0
	case number > 1 && number == w.number+1 && n-w.itemLine <= nearItem:
		return from, number
	case number == 1 && w.secondFollows(n):
		return from, number
	}
	return 0, 0
}

const nearItem = 6 // lines from one item of an ordered list to the next

// secondFollows reports whether an item "2." comes soon after line n.
func (w *writer) secondFollows(n int) bool {
	for i := n + 1; i <= n+nearItem && i < len(w.r.lines); i++ {
		if number, _ := itemNumber(w.r.lines[i].text); number > 0 {
			return number == 2 && w.r.lines[i].use == body
		}
	}
	return false
}

// item writes an item of a list.
func (w *writer) item(n, from, number int) {
	mark := "- "
	if number > 0 {
		mark = strconv.Itoa(number) + ". "
		w.number, w.itemLine = number, n
	}
	s := mark + escapeStart(strings.Trim(w.inline(n, from, len(w.r.lines[n].text)), " "))
	if w.last == item && !w.gap && len(w.indent) == len(mark) {
		w.out = append(w.out, s)
	} else {
		w.block(s, item)
	}
	w.indent = strings.Repeat(" ", len(mark))
}

// numbered writes one of several lines that begin with [n]: each stays a line.
func (w *writer) numbered(n int) {
	s := strings.Trim(w.inline(n, 0, len(w.r.lines[n].text)), " ")
	if !w.gap && w.last == text && n > 0 && w.r.lines[n-1].numbered {
		w.out[len(w.out)-1] += `\`
		w.more(s)
		return
	}
	w.block(s, text)
}

// table writes a table whose rows are even.
func (w *writer) table(t rows) {
	for i, row := range t.lines {
		if i == 1 && !isRule(w.r.lines[row[0]].text) {
			w.more(rule(bars(w.out[len(w.out)-1])))
		}
		var parts []string
		for n := row[0]; n < row[1]; n++ {
			if s := w.r.lines[n].text; i == 1 && isRule(s) {
				parts = append(parts, strings.Trim(s, " "))
			} else {
				parts = append(parts, strings.Trim(w.inline(n, 0, len(s)), " "))
			}
		}
		if s := strings.Join(parts, " "); i == 0 {
			w.block(s, single)
		} else {
			w.more(s)
		}
	}
}

// brokenRow writes a line that begins with a bar but belongs to no table.
func (w *writer) brokenRow(n int) {
	if w.broken[1] > 0 && n-w.broken[1] > longestRow {
		w.reportTable()
	}
	if w.broken[1] == 0 {
		w.broken[0] = n
	}
	w.broken[1] = n + 1
	w.text(n)
}

// reportTable says where a table lost its shape.
func (w *writer) reportTable() {
	if from, to := w.broken[0], w.broken[1]; to > 0 {
		w.r.warn(from, 0, "import-table", "lines %d to %d look like a table that lost its shape; they are running text now", from+1, to)
		w.r.diags.Hint("draw the table again in the briefing")
	}
	w.broken = [2]int{}
}

// summarise records the decisions that were taken line by line.
func (w *writer) summarise() {
	w.reportTable()
	if len(w.headings) > 0 {
		w.r.decide(w.headings[0], w.headings[len(w.headings)-1]+1, Headed, "read as headings: lines "+numbers(w.headings))
	}
	if w.pictures > 0 {
		w.r.decide(w.pictured[0], w.pictured[len(w.pictured)-1]+1, Picture,
			fmt.Sprintf("%d pictures left out, each a comment in the file: lines %s", w.pictures, numbers(w.pictured)))
	}
}

// numbers lists lines for people.
func numbers(lines []int) string {
	var all []string
	for _, n := range slices.Compact(lines) {
		all = append(all, strconv.Itoa(n+1))
	}
	return strings.Join(all, ", ")
}
