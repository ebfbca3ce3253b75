package importer

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// nameNotes gives each cited endnote the label of its note: its number, with the
// letter of its series before it when there are several.
func (r *report) nameNotes() {
	several := 0
	for _, s := range r.series {
		if s.list != nil {
			several++
		}
	}
	n := 0
	for _, s := range r.series {
		if s.list == nil {
			continue
		}
		prefix := ""
		if several > 1 {
			prefix = letters(n)
		}
		n++
		for _, m := range s.marks {
			if m.entry != nil {
				m.entry.note = prefix + strconv.Itoa(m.label)
			}
		}
	}
}

// letters gives a, b, … z, aa, ab, …
func letters(n int) string {
	if n < 26 {
		return string(rune('a' + n))
	}
	return letters(n/26-1) + string(rune('a'+n%26))
}

// table gives the row of every marker.
func (r *report) table() []Row {
	var rows []Row
	for _, s := range r.series {
		for _, m := range s.marks {
			at := r.at(m.line, m.bracket.from)
			row := Row{Marker: r.written(m), Line: at.Line, Col: at.Col, Sentence: r.sentenceBefore(m)}
			if e := m.entry; e != nil {
				row.Label, row.Endnote, row.URL = e.note, e.from+1, e.cleaned()
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// cleaned gives the URLs of an endnote as readers are sent to them.
func (e *entry) cleaned() string {
	var all []string
	for _, p := range e.urls {
		if !p.inert {
			all = append(all, p.clean)
		}
	}
	return strings.Join(all, " ")
}

const (
	sentenceEnd    = 44  // code points of a sentence in the table
	longestOpening = 200 // bytes of the markers that open a line
)

// sentenceBefore gives the end of the text before a marker, of the line above
// where the marker opens its line.
func (r *report) sentenceBefore(m *mark) string {
	s := strings.TrimRight(r.lines[m.line].text[:m.bracket.from], " (")
	if len(s) < longestOpening && strings.Trim(s, " ([]0123456789") == "" && r.isBody(m.line-1) {
		s = r.lines[m.line-1].text
	}
	s = strings.TrimSpace(s)
	n := 0
	for i := len(s); i > 0; {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		if n++; n == sentenceEnd && i > 0 {
			return "…" + s[i:]
		}
	}
	return s
}
