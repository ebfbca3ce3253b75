package importer

import (
	"strings"
	"unicode/utf8"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// findMarking gives the highest TLP label of the report and its line, from 0. A
// label that TLP 2.0 does not know is an error, for it may keep text back,
// unless the author said how the briefing is marked.
func (r *report) findMarking(given bool) (highest briefing.Marking, line int) {
	for n := range r.lines {
		s := r.lines[n].text
		if strings.HasSuffix(s, ":") {
			s += " " + r.lineAt(n+1) // where a label may go on
		}
		for i := nextTLP(s, 0); i >= 0 && i < len(r.lines[n].text); i = nextTLP(s, i+3) {
			m, name := labelAt(s[i:])
			if m > highest {
				highest, line = m, n
			}
			if m == briefing.Unmarked && name != "" && !given {
				r.diags.Add(r.at(n, i), diag.Error, "tlp-invalid", "%q is not a TLP 2.0 label", "TLP:"+name)
				r.diags.Hint("say with --tlp how the briefing is marked")
			}
		}
	}
	return highest, line
}

// nextTLP gives the offset of the next "TLP" from i on that begins a word, or -1.
func nextTLP(s string, i int) int {
	for ; i+3 <= len(s); i++ {
		if (s[i] == 'T' || s[i] == 't') && strings.EqualFold(s[i:i+3], "TLP") {
			if before, _ := utf8.DecodeLastRuneInString(s[:i]); !isAlnum(before) {
				return i
			}
		}
	}
	return -1
}

// labelAt reads a label that begins with "TLP": with a colon, a hyphen, a bracket
// or blanks before its name, in any case. Without a marking, name is a word in
// capitals behind a colon that is none of the names.
func labelAt(s string) (m briefing.Marking, name string) {
	rest := strings.TrimLeft(s[3:], " :-–[(*")
	between := s[3 : len(s)-len(rest)]
	end := 0
	for end < len(rest) && (isLetterASCII(rest[end]) || rest[end] == '+' && end > 0) {
		end++
	}
	word := rest[:end]
	first, _, _ := strings.Cut(word, "+")
	for _, w := range [...]string{word, first} {
		if m, _, err := briefing.ParseMarking(w); err == nil && between != "" && w != "" {
			return strict(m, rest[len(w):]), word
		}
	}
	if strings.HasPrefix(between, ":") && word != "" && word == strings.ToUpper(word) {
		return briefing.Unmarked, word
	}
	return briefing.Unmarked, ""
}

// strict reads "AMBER STRICT" and "AMBER + STRICT" as the label with the sign.
func strict(m briefing.Marking, behind string) briefing.Marking {
	behind = strings.TrimLeft(behind, " +-")
	if m == briefing.Amber && len(behind) >= 6 && strings.EqualFold(behind[:6], "STRICT") {
		return briefing.AmberStrict
	}
	return m
}

// isMarkingLine reports whether a line holds a label and nothing else.
func isMarkingLine(s string) bool {
	s = strings.Trim(s, " *[]()|_-")
	if len(s) < 3 || len(s) > 24 || !strings.EqualFold(s[:3], "TLP") {
		return false
	}
	m, name := labelAt(s)
	rest := strings.ToUpper(strings.Trim(s[strings.LastIndex(strings.ToUpper(s), strings.ToUpper(name))+len(name):], " +-"))
	return m != briefing.Unmarked && (rest == "" || rest == "STRICT")
}

func isLetterASCII(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
