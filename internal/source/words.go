package source

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// SameWords reports whether two titles or names differ in nothing but case,
// punctuation, white space and the way their letters are encoded.
func SameWords(a, b string) bool { return a == b || foldWords(a) == foldWords(b) }

// foldWords gives the letters, marks and digits of a text, in lower case.
func foldWords(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(s))
}
