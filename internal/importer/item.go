package importer

import (
	"strconv"
	"strings"
)

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
