package importer

import (
	"strings"
	"unicode/utf8"
)

// escape writes the part [from, to) of a text so that Markdown reads it as it
// stands. Only what would mean something else is escaped, so that the file stays
// readable. With escapes, "\_" is an escape already.
func escape(b *strings.Builder, s string, from, to int, escapes bool) {
	for i := from; i < to; i++ {
		if escapes && s[i] == '\\' && i+1 < to && s[i+1] == '_' {
			b.WriteString(`\_`)
			i++
			continue
		}
		if special(s, i) {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
}

// escaped is escape for a part that is needed as text.
func escaped(s string, from, to int, escapes bool) string {
	var b strings.Builder
	escape(&b, s, from, to, escapes)
	return b.String()
}

// guarded escapes the last character of a text where it would make something else
// of a bracket behind it: "![", "^[" and a backslash.
func guarded(s string) string {
	if s == "" || strings.IndexByte(`!^\`, s[len(s)-1]) < 0 {
		return s
	}
	before := s[:len(s)-1]
	if slashes := len(before) - len(strings.TrimRight(before, `\`)); slashes%2 == 1 {
		return s
	}
	return before + `\` + s[len(s)-1:]
}

// special reports whether the byte would mean something to Markdown there.
func special(s string, i int) bool {
	switch s[i] {
	case '*', '`', '[', ']', '<', '~':
		return true
	case '\\':
		return i+1 == len(s) || isMark(s[i+1])
	case '_':
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+1:])
		return !isAlnum(before) || !isAlnum(after)
	case '&':
		end := strings.IndexByte(s[i:min(len(s), i+40)], ';')
		return end > 1 && strings.Trim(s[i+1:i+end], "#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
	}
	return false
}

// isMark reports whether a byte is punctuation of ASCII (CommonMark 0.31, 2.1).
func isMark(c byte) bool {
	return '!' <= c && c <= '/' || ':' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~'
}

// escapeStart escapes what would make a block of a line: headings, quotations,
// items, rules, underlines. The line has been escaped as running text.
func escapeStart(s string) string {
	if s == "" {
		return s
	}
	switch {
	case isDelimiter(s), s[0] == '>', (s[0] == '-' || s[0] == '+') && (len(s) == 1 || s[1] == ' '):
		return `\` + s
	case s[0] == '#':
		if rest := strings.TrimLeft(s, "#"); rest == "" || rest[0] == ' ' {
			return `\` + s
		}
	}
	n := 0
	for n < len(s) && n < 10 && isDigit(s[n]) {
		n++
	}
	if n > 0 && n < len(s) && (s[n] == '.' || s[n] == ')') && (n+1 == len(s) || s[n+1] == ' ') {
		return s[:n] + `\` + s[n:]
	}
	return s
}
