package markdown

import (
	"bytes"
	"unicode/utf8"
)

// normalise gives a body with "\n" at the end of each line and valid UTF-8. Each
// byte that is no part of a character becomes U+FFFD and a lone carriage return
// a blank, so that lines and columns stay what they were. The body given is not
// changed.
func normalise(body []byte) []byte {
	cr := bytes.IndexByte(body, '\r') >= 0
	if !cr && utf8.Valid(body) {
		return body
	}
	out := make([]byte, 0, len(body)+64)
	for i := 0; i < len(body); {
		r, size := utf8.DecodeRune(body[i:])
		switch {
		case r == '\r' && i+1 < len(body) && body[i+1] == '\n':
		case r == '\r':
			out = append(out, ' ')
		default:
			out = utf8.AppendRune(out, r)
		}
		i += size
	}
	return out
}
