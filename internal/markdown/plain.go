package markdown

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// special are the bytes at which running text is not simply copied.
var special = [256]bool{'<': true, '>': true, '&': true, '\\': true, 0: true}

// decode reads the escape or the character reference that stands at i and gives
// the text that it means and where it ends. A byte that means itself gives
// itself.
func decode(s []byte, i int) (meant string, end int) {
	switch s[i] {
	case 0:
		return "\ufffd", i + 1
	case '\\':
		if i+1 < len(s) && util.IsPunct(s[i+1]) {
			return string(s[i+1 : i+2]), i + 2
		}
	case '&':
		if meant, end = reference(s, i+1); end > 0 {
			return meant, end
		}
	}
	return string(s[i : i+1]), i + 1
}

// reference reads a character reference of HTML behind its "&".
func reference(s []byte, i int) (meant string, end int) {
	if i < len(s) && s[i] == '#' {
		return numericReference(s, i+1)
	}
	for end = i; end < len(s) && end < i+32 && util.IsAlphaNumeric(s[end]); end++ {
	}
	if end == i || end == len(s) || s[end] != ';' {
		return "", 0
	}
	entity, ok := util.LookUpHTML5EntityByName(string(s[i:end]))
	if !ok {
		return "", 0
	}
	return string(entity.Characters), end + 1
}

// numericReference reads "1234;" or "x1F600;": at most seven digits, six of them
// hexadecimal (CommonMark 6.2). A character that no page can hold is U+FFFD.
func numericReference(s []byte, i int) (meant string, end int) {
	base, most, digit := 10, 7, util.IsNumeric
	if i < len(s) && (s[i] == 'x' || s[i] == 'X') {
		base, most, digit = 16, 6, util.IsHexDecimal
		i++
	}
	for end = i; end < len(s) && digit(s[end]); end++ {
		if end-i == most {
			return "", 0
		}
	}
	if end == i || end == len(s) || s[end] != ';' {
		return "", 0
	}
	n, _ := strconv.ParseUint(string(s[i:end]), base, 32)
	if n > utf8.MaxRune || !utf8.ValidRune(rune(n)) || forbidden(rune(n)) {
		return "\ufffd", end + 1
	}
	return string(rune(n)), end + 1
}

// plainText gives what a piece of the body means, escapes and character
// references resolved.
func plainText(s []byte) string {
	i := 0
	for i < len(s) && s[i] != '\\' && s[i] != '&' && s[i] != 0 {
		i++
	}
	if i == len(s) {
		return string(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for from := 0; ; {
		b.Write(s[from:i])
		if i == len(s) {
			return b.String()
		}
		meant, end := decode(s, i)
		b.WriteString(meant)
		from = end
		for i = end; i < len(s) && s[i] != '\\' && s[i] != '&' && s[i] != 0; i++ {
		}
	}
}
