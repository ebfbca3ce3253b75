package importer

import (
	"strings"

	"dossier/internal/diag"
)

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
		r.diags.Hint("if it does, write [%d] in the report there and import again", label)
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
	return mark != before && mark != "" && !isDigit(mark[len(mark)-1]) && mark[len(mark)-1] != '['
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
