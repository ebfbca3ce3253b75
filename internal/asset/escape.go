package asset

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// unescape gives the text of a string or name of CSS (CSS Syntax Level 3, 4.3.7):
// a backslash and up to six hex digits with one white space behind is a code
// point, one before a line end is nothing, any other stands for what follows it.
func unescape(s []byte) string {
	if bytes.IndexByte(s, '\\') < 0 {
		return string(s)
	}
	var b strings.Builder
	for len(s) > 0 {
		if s[0] != '\\' || len(s) == 1 {
			b.WriteByte(s[0])
			s = s[1:]
			continue
		}
		s = unescapeOne(&b, s[1:])
	}
	return b.String()
}

// unescapeOne writes what the escape means whose backslash stood before s, and
// gives what follows it.
func unescapeOne(b *strings.Builder, s []byte) []byte {
	n := 0
	for n < len(s) && n < 6 && isHex(s[n]) {
		n++
	}
	if n > 0 {
		v, _ := strconv.ParseUint(string(s[:n]), 16, 32)
		b.WriteRune(codePoint(rune(v)))
		return s[n+spaceAt(s[n:]):]
	}
	if newline := spaceAt(s); newline > 0 && s[0] != ' ' && s[0] != '\t' {
		return s[newline:]
	}
	r, size := utf8.DecodeRune(s)
	b.WriteRune(r)
	return s[size:]
}

func codePoint(r rune) rune {
	if r == 0 || !utf8.ValidRune(r) {
		return utf8.RuneError
	}
	return r
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}

// spaceAt gives the length of the one white space at the start of s, where CR LF
// counts as one.
func spaceAt(s []byte) int {
	switch {
	case bytes.HasPrefix(s, []byte("\r\n")):
		return 2
	case len(s) > 0 && strings.IndexByte(" \t\r\n\f", s[0]) >= 0:
		return 1
	}
	return 0
}

// quoteTarget writes a path as an address in double quotes: percent-encoding
// leaves nothing that CSS would have to escape.
func quoteTarget(path, suffix string, asURL bool) string {
	s := (&url.URL{Path: path}).String() + suffix
	quoted := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
	if asURL {
		return "url(" + quoted + ")"
	}
	return quoted
}

// quoteStart quotes the first line of a lexeme, cut where it is long.
func quoteStart(lexeme []byte) string {
	line, _, _ := bytes.Cut(lexeme, []byte("\n"))
	s := strings.TrimRight(string(line), "\r")
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	return strconv.Quote(s)
}
