package markdown

import (
	"bytes"
	"unicode/utf8"
)

// normalise gives a body with "\n" at the end of each line, valid UTF-8, and none
// of the characters that HTML forbids and XML cannot hold. Each of these, and each
// byte that is no part of a character, becomes U+FFFD, a lone carriage return and
// a form feed a blank, so that lines and columns stay what they were. The body
// given is not changed.
func normalise(body []byte) []byte {
	if isNormal(body) {
		return body
	}
	out := make([]byte, 0, len(body)+64)
	for i := 0; i < len(body); {
		r, size := utf8.DecodeRune(body[i:])
		switch {
		case r == '\r' && i+1 < len(body) && body[i+1] == '\n':
		case r == '\r' || r == '\f' || r == '\v':
			out = append(out, ' ')
		case forbidden(r):
			out = append(out, "\ufffd"...)
		default:
			out = utf8.AppendRune(out, r)
		}
		i += size
	}
	return out
}

// isNormal reports whether normalise has nothing to do. It is asked of every body,
// so it looks at bytes.
func isNormal(body []byte) bool {
	for _, c := range body {
		if c < ' ' && c != '\n' && c != '\t' || c == 0x7F {
			return false
		}
	}
	return utf8.Valid(body) && !bytes.Contains(body, []byte("\uFFFE")) && !bytes.Contains(body, []byte("\uFFFF"))
}

// forbidden reports whether XML 1.0 cannot hold a character (section 2.2), or HTML
// must not (DEL).
func forbidden(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r == 0x7F || r == 0xFFFE || r == 0xFFFF
}
