package briefing

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// MaxSlug is the greatest length of a slug in code points.
const MaxSlug = 80

// Slug makes the last part of a path from a title: NFC, lower case, letters,
// marks and digits of every script, each run of anything else one hyphen, cut
// between words at 80 characters. A text without a letter or digit is an error.
func Slug(s string) (string, error) {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(strings.ToLower(norm.NFC.String(s))) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || (unicode.IsMark(r) && b.Len() > 0 && !gap):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r == '\'' || r == '’': // don't, l’État: one word
		default:
			gap = true
		}
	}
	if b.Len() == 0 {
		return "", errors.New("no letter or digit to make a slug from")
	}
	return cutSlug(b.String()), nil
}

// cutSlug shortens a slug to MaxSlug, at a hyphen when there is one.
func cutSlug(s string) string {
	r := []rune(s)
	if len(r) <= MaxSlug {
		return s
	}
	cut := string(r[:MaxSlug])
	if i := strings.LastIndexByte(cut, '-'); i > 0 && r[MaxSlug] != '-' {
		cut = cut[:i]
	}
	return strings.TrimSuffix(cut, "-")
}

// FoldLabel makes the form in which note labels and paths are compared: NFC and
// case-folded.
func FoldLabel(s string) string {
	if isLowerASCII(s) {
		return s
	}
	return norm.NFC.String(cases.Fold().String(norm.NFC.String(s)))
}

func isLowerASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x80 || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// FoldTag makes the form in which tags are compared: without case, accents and
// differences of white space, hyphen and underscore.
func FoldTag(s string) string {
	words := strings.FieldsFunc(withoutAccents(s), func(r rune) bool {
		return unicode.IsSpace(r) || r == '-' || r == '_'
	})
	return strings.Join(words, "-")
}

// withoutAccents case-folds a text and takes the accents off its letters.
func withoutAccents(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	strip := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	plain, _, err := transform.String(strip, s)
	if err != nil {
		plain = s
	}
	return cases.Fold().String(plain)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// FoldSpace trims a text and makes each run of white space, no-break spaces
// included, one space.
func FoldSpace(s string) string {
	if folded(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// folded reports whether a text has no white space but single spaces between
// words: most texts are so already, and this is asked for every sentence.
func folded(s string) bool {
	gap := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case ' ' < c && c < 0x7F:
		case c == ' ':
			if gap {
				return false
			}
			gap = true
			continue
		case c <= 0x7F:
			return false
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if unicode.IsSpace(r) {
				return false
			}
			i += n - 1
		}
		gap = false
	}
	return !gap || s == ""
}

// Nearest gives the candidate closest to the word by edit distance, at most two
// edits and less than half the word's length away, or "".
func Nearest(word string, candidates []string) string {
	best, least := "", 3
	for _, c := range candidates {
		d := distance(strings.ToLower(word), strings.ToLower(c), least)
		if d < least && d*2 < max(len(word), 2) {
			best, least = c, d
		}
	}
	return best
}

// distance is the optimal string alignment distance (edits and swaps of
// neighbours), or limit when it is not below it.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) >= limit || len(y)-len(x) >= limit {
		return limit
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], limit)
}
