package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible makes a text safe to show on a terminal or in a log: control
// characters, bytes that are not UTF-8, and the characters that turn the
// direction of text or show nothing are written as Go does, "\x1b", "\u202e". A
// hostile file name can so neither steer a terminal nor forge a line.
func Visible(s string) string {
	if strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case !hidden(r):
			b.WriteRune(r)
		case r == utf8.RuneError:
			writeBroken(&b, s[i:])
		case r == '\n' || r == '\r' || r == '\t':
			b.WriteString(map[rune]string{'\n': `\n`, '\r': `\r`, '\t': `\t`}[r])
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	return b.String()
}

// writeBroken writes the replacement character as it is where the text holds it,
// and the byte where it stands for one that is not UTF-8.
func writeBroken(b *strings.Builder, s string) {
	if _, size := utf8.DecodeRuneInString(s); size > 1 {
		b.WriteRune(utf8.RuneError)
		return
	}
	fmt.Fprintf(b, `\x%02x`, s[0])
}

// hidden reports whether a character must not be printed as it is: controls
// (Cc), formatting (Cf: direction marks, joiners without a letter beside them are
// not worth the distinction), line and paragraph separators.
func hidden(r rune) bool {
	if r < 0x7f {
		return r < ' '
	}
	if r == '\u200c' || r == '\u200d' || r == '\u00ad' { // joiners are part of words
		return false
	}
	return r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}
