package importer

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// bracket is "[1]", "[1, 3]" or "[1-3]" in a line, or a run of superscript
// digits: one marker for each of its labels.
type bracket struct {
	from, to int // bytes of the line
	labels   []int
}

const (
	highest = 999 // the highest label that is read as one
	widest  = 30  // the most labels that one bracket may hold

	longestWord = 500 // bytes of a word that are looked at
)

// brackets finds the brackets of a line that may be markers. Those that are the
// text of a link, or stand within the word of a URL, are none.
func brackets(s string) []bracket {
	var found []bracket
	for i := strings.IndexByte(s, '['); i >= 0 && i < len(s); {
		if b, ok := bracketAt(s, i); ok && !isLinkText(s[b.to:]) && !inURL(s, b) {
			found = append(found, b)
			i = b.to
		} else {
			i++
		}
		next := strings.IndexByte(s[i:], '[')
		if next < 0 {
			break
		}
		i += next
	}
	return found
}

func bracketAt(s string, i int) (bracket, bool) {
	end := strings.IndexByte(s[i:min(len(s), i+200)], ']')
	if end < 2 {
		return bracket{}, false
	}
	labels := labelsOf(s[i+1 : i+end])
	return bracket{i, i + end + 1, labels}, len(labels) > 0
}

// labelsOf reads labels and ranges of them, separated by commas or semicolons.
// Anything else gives none.
func labelsOf(s string) []int {
	var labels []int
	for part := range strings.FieldsFuncSeq(s, func(c rune) bool { return c == ',' || c == ';' }) {
		from, upto, isRange := cutRange(part)
		a, ok := labelOf(from)
		b, also := a, true
		if isRange {
			b, also = labelOf(upto)
		}
		if !ok || !also || b < a || b-a > widest || len(labels) > widest {
			return nil
		}
		for ; a <= b; a++ {
			if !slices.Contains(labels, a) {
				labels = append(labels, a)
			}
		}
	}
	if strings.ContainsAny(s, ",;") && len(labels) < 2 || strings.HasSuffix(s, ",") {
		return nil
	}
	return labels
}

func cutRange(s string) (from, upto string, ok bool) {
	for _, dash := range []string{"-", "–", "—"} {
		if from, upto, ok = strings.Cut(s, dash); ok {
			return from, upto, true
		}
	}
	return s, "", false
}

// labelOf reads a label: a number from 1 to 999 without leading zero.
func labelOf(s string) (int, bool) {
	s = strings.Trim(s, " ")
	if s == "" || len(s) > 3 || s[0] == '0' {
		return 0, false
	}
	n := 0
	for _, c := range []byte(s) {
		if !isDigit(c) {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// isLinkText reports whether what follows a bracket makes it the text of a link.
func isLinkText(rest string) bool {
	if len(rest) < 2 || rest[0] != '(' {
		return false
	}
	return rest[1] == '/' || rest[1] == '#' || strings.HasPrefix(rest[1:], "http") || strings.HasPrefix(rest[1:], "www.")
}

// inURL reports whether a bracket stands inside the word of a URL, or of a path:
// more of the word follows.
func inURL(s string, b bracket) bool {
	word := s[max(0, b.from-longestWord):b.from]
	word = word[strings.LastIndexByte(word, ' ')+1:]
	if !strings.Contains(word, "://") {
		return false
	}
	return b.to < len(s) && s[b.to] != ' ' && !strings.ContainsRune(".,;:)[", rune(s[b.to]))
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹"

// superscriptDigit gives the digit that a superscript character stands for.
func superscriptDigit(c rune) (int, bool) {
	n := 0
	for _, d := range superscripts {
		if c == d {
			return n, true
		}
		n++
	}
	return 0, false
}

// units before a superscript digit make it a power.
var units = []string{"m", "km", "cm", "mm", "ft", "mi", "in", "yd", "x", "n", "r"}

// raised finds the runs of superscript digits that follow a word or a mark. Those
// that follow a unit or a digit are powers.
func raised(s string) []bracket {
	var found []bracket
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		if c < utf8.RuneSelf {
			i++
			continue
		}
		n, end, ok := superscriptNumber(s[i:])
		if !ok {
			i += size
			continue
		}
		if n > 0 && n <= highest && !isPower(s[:i]) {
			found = append(found, bracket{i, i + end, []int{n}})
		}
		i += end
	}
	return found
}

// superscriptNumber reads the number at the start of a text and its length.
func superscriptNumber(s string) (n, length int, ok bool) {
	for length < len(s) {
		c, size := utf8.DecodeRuneInString(s[length:])
		d, isDigit := superscriptDigit(c)
		if !isDigit {
			break
		}
		n = min(n*10+d, 10*highest)
		length += size
	}
	return n, length, length > 0
}

func isPower(before string) bool {
	word := before[max(0, len(before)-16):]
	word = word[strings.LastIndexAny(word, " /(")+1:]
	return word == "" || isDigit(word[len(word)-1]) || slices.Contains(units, strings.ToLower(word))
}
