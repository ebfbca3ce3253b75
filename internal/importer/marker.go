package importer

import (
	"slices"
	"strings"
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

// whole reports whether every marker has an endnote.
func (c cluster) whole() bool {
	return !slices.ContainsFunc(c.marks, func(m *mark) bool { return !m.resolved() })
}

func (m *mark) resolved() bool { return m.entry != nil }

// cutBracket parts the markers of the first bracket from the others.
func cutBracket(marks []*mark) (first, rest []*mark) {
	n := slices.IndexFunc(marks, func(m *mark) bool { return m.bracket.from != marks[0].bracket.from })
	if n < 0 {
		n = len(marks)
	}
	return marks[:n], marks[n:]
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
		r.warn(m.line, m.bracket.from, "note-undefined", "marker [%d] cites an endnote that is empty or given twice; it stays text", m.label)
	default:
		r.warn(m.line, m.bracket.from, "note-undefined", "marker [%d] has no endnote; it stays text", m.label)
	}
}
