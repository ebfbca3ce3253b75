package importer

import (
	"strings"
)

// labeller reads the label at the start of a line: its number, how many bytes it
// takes with the blanks behind it, and what of them is the label.
type labeller func(s string) (label, length int, written string)

func bracketLabel(s string) (label, length int, written string) {
	from := len(s) - len(strings.TrimLeft(s, " "))
	if from == len(s) || s[from] != '[' {
		return 0, 0, ""
	}
	end := strings.IndexByte(s[from:min(len(s), from+8)], ']')
	if end < 0 {
		return 0, 0, ""
	}
	n, ok := labelOf(s[from+1 : from+end])
	if !ok || isLinkText(s[from+end+1:]) {
		return 0, 0, ""
	}
	return n, skipBlanks(s, from+end+1), s[from : from+end+1]
}

// plainLabel reads "1.", "1)", "(1)", "1" and superscript digits, for lines below
// a heading such as "References".
func plainLabel(s string) (label, length int, written string) {
	t := strings.TrimLeft(s, " ")
	if n, size, ok := superscriptNumber(t); ok && n > 0 && n <= highest {
		return n, skipBlanks(s, len(s)-len(t)+size), t[:size]
	}
	digits := strings.TrimPrefix(t, "(")
	n := 0
	for n < len(digits) && n < 4 && isDigit(digits[n]) {
		n++
	}
	label, ok := labelOf(digits[:n])
	rest := strings.TrimLeft(digits[n:], ".)")
	if !ok || len(digits)-n-len(rest) > 1 || rest == "" || rest[0] != ' ' {
		return 0, 0, ""
	}
	return label, skipBlanks(s, len(s)-len(rest)), strings.TrimSpace(t[:len(t)-len(rest)])
}

func skipBlanks(s string, i int) int {
	for i < len(s) && s[i] == ' ' {
		i++
	}
	return i
}
