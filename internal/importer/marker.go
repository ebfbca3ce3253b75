package importer

import (
	"strings"

	"dossier/internal/diag"
)

// mark is one marker: one label of a bracket.
type mark struct {
	line    int // from 0
	bracket bracket
	label   int
	raised  bool // superscript digits, not a bracket
	entry   *entry
}

// cluster is what is replaced as one when all its markers are resolved: brackets
// with the round brackets around them and the blanks before.
type cluster struct {
	from, to int
	marks    []*mark
}

func (c cluster) whole() bool { return resolved(c.marks) }

func resolved(marks []*mark) bool {
	for _, m := range marks {
		if m.entry == nil {
			return false
		}
	}
	return true
}

// findMarkers finds what may be markers in the body: brackets, or superscript
// digits where there are no brackets.
func (r *report) findMarkers() {
	r.clusters = make([][]cluster, len(r.lines))
	if r.scan(brackets) == 0 {
		r.scan(raised)
	}
}

func (r *report) scan(find func(string) []bracket) int {
	count := 0
	for n := range r.lines {
		l := &r.lines[n]
		if l.use != body || l.numbered {
			continue
		}
		found := find(l.text)
		count += len(found)
		if len(found) > 0 {
			r.clusters[n] = clustersOf(l.text, n, found)
		}
	}
	return count
}

// clustersOf groups the brackets of a line.
func clustersOf(s string, line int, found []bracket) []cluster {
	var all []cluster
	for i := 0; i < len(found); {
		n, from, to := inParentheses(s, found[i:])
		c := cluster{from: len(strings.TrimRight(s[:from], " ")), to: to}
		if s[from] >= 0x80 { // superscript digits stand at their word
			c.from = from
		}
		for _, b := range found[i : i+n] {
			for _, label := range b.labels {
				c.marks = append(c.marks, &mark{line: line, bracket: b, label: label, raised: s[b.from] != '['})
			}
		}
		all = append(all, c)
		i += n
	}
	return all
}

// inParentheses gives how many of the brackets stand in the same pair of round
// brackets as the first, and where the pair stands; without one it is the first
// alone.
func inParentheses(s string, found []bracket) (n, from, to int) {
	before := strings.TrimRight(s[:found[0].from], " ")
	if !strings.HasSuffix(before, "(") {
		return 1, found[0].from, found[0].to
	}
	for n < len(found) {
		end := found[n].to
		n++
		next := end + len(s[end:]) - len(strings.TrimLeft(s[end:], " ,;"))
		if next < len(s) && s[next] == ')' {
			return n, len(before) - 1, next + 1
		}
		if n == len(found) || next != found[n].from {
			break
		}
	}
	return 1, found[0].from, found[0].to
}

// marks gives all markers in reading order.
func (r *report) marks() []*mark {
	var all []*mark
	for _, line := range r.clusters {
		for _, c := range line {
			all = append(all, c.marks...)
		}
	}
	return all
}

// written gives a marker as it stands in the report.
func (r *report) written(m *mark) string {
	return r.lines[m.line].text[m.bracket.from:m.bracket.to]
}

// reportLoose says which markers have no endnote and which endnotes no marker.
func (r *report) reportLoose() {
	loose := 0
	for _, s := range r.series {
		for _, m := range s.marks {
			if m.entry == nil {
				loose++
				r.reportMark(m, s.list)
			}
		}
	}
	if loose > 0 && len(r.lists) == 0 {
		m := r.series[0].marks[0]
		r.warn(m.line, m.bracket.from, "note-undefined", "the report has no list of endnotes; markers that stay text: %d", loose)
		r.diags.Hint(`if it has one, write a line "References" above it, number its lines [1], [2] and import again`)
	}
	for _, l := range r.lists {
		for _, e := range l.entries {
			if !e.cited && !e.twice && !e.merged && e.text != "" {
				r.warn(e.from, 0, "note-unused", "endnote %s is cited by no marker; it is kept in a plain list", e.written)
			}
		}
	}
}

func (r *report) reportMark(m *mark, l *list) {
	switch {
	case len(r.lists) == 0:
	case l != nil && l.gives(m.label):
		r.warn(m.line, m.bracket.from, "note-undefined", "marker %s may cite either of two endnotes, or an empty one; it stays text", r.written(m))
	default:
		r.warn(m.line, m.bracket.from, "note-undefined", "marker %s has no endnote; it stays text", r.written(m))
	}
}

func (l *list) gives(label int) bool {
	for _, e := range l.entries {
		if e.label == label {
			return true
		}
	}
	return false
}

// reportLost says where a digit may be a marker that lost its superscript: behind
// the mark that ends a clause, the number of an endnote that no marker cites.
func (r *report) reportLost() {
	wanted := make(map[int]bool)
	for _, l := range r.lists {
		for _, e := range l.entries {
			if !e.cited && !e.twice && !e.merged {
				wanted[e.label] = true
			}
		}
	}
	if len(wanted) == 0 {
		return
	}
	for n, l := range r.lines {
		if l.use == body && !l.numbered {
			r.lostIn(n, l.text, wanted)
		}
	}
}

// lostIn looks for such digits in one line.
func (r *report) lostIn(n int, s string, wanted map[int]bool) {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) || i > 0 && isDigit(s[i-1]) {
			continue
		}
		end := i
		for end < len(s) && isDigit(s[end]) {
			end++
		}
		label, ok := labelOf(s[i:end])
		if !ok || !wanted[label] || !isLost(s, i, end) {
			continue
		}
		r.diags.Add(r.at(n, i), diag.Warning, "import-superscript", "%q may hold a marker of endnote %d that lost its superscript", around(s, i, end), label)
		r.diags.Hint("if it does, write [%d] in the report there and at its endnote, and import again", label)
	}
}

// isLost reports whether digits stand like a marker without its brackets: "end.2
// Next", or "2.Next" at the start of a line.
func isLost(s string, from, to int) bool {
	before := s[:from]
	if before == "" {
		rest, ok := strings.CutPrefix(s[to:], ".")
		return ok && rest != "" && isLetterASCII(rest[0])
	}
	if to < len(s) && s[to] != ' ' {
		return false
	}
	mark := strings.TrimRight(before, ".,;:!?)”\"’")
	return mark != before && mark != "" && !isDigit(mark[len(mark)-1])
}

// around gives the words about a place, for a message.
func around(s string, from, to int) string {
	start := max(strings.LastIndexByte(s[:from], ' ')+1, from-30)
	for start < from && s[start]&0xC0 == 0x80 {
		start++
	}
	end := min(to+20, len(s))
	for end > to && end < len(s) && s[end]&0xC0 == 0x80 {
		end--
	}
	return s[start:end]
}
