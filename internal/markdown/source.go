package markdown

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"dossier/internal/diag"
)

// normalise gives a body with "\n" at the end of each line, valid UTF-8, and none
// of the characters that HTML forbids and XML cannot hold. Each of these, and each
// byte that is no part of a character, becomes U+FFFD, a lone carriage return and
// a form feed a blank, so that lines and columns stay what they were. The body
// given is not changed. The first character that was forbidden is reported: where
// there is one there are often more, from the same place.
func normalise(body []byte) ([]byte, []fault) {
	if isNormal(body) {
		return body, nil
	}
	var faults []fault
	out := make([]byte, 0, len(body)+64)
	for i := 0; i < len(body); {
		r, size := utf8.DecodeRune(body[i:])
		switch {
		case r == '\r' && i+1 < len(body) && body[i+1] == '\n':
		case r == '\r' || r == '\f' || r == '\v' || r == '\u0085':
			out = append(out, ' ')
		case forbidden(r):
			if faults == nil {
				faults = []fault{{len(out), diag.Warning, "control-character", fmt.Sprintf("the control character %U stands here and cannot be shown", r),
					"take it out; it came with pasted text"}}
			}
			out = append(out, "\ufffd"...)
		default:
			out = utf8.AppendRune(out, r)
		}
		i += size
	}
	return out, faults
}

// isNormal reports whether normalise has nothing to do. It is asked of every body,
// so it looks at bytes.
func isNormal(body []byte) bool {
	for i, c := range body {
		if c < ' ' && c != '\n' && c != '\t' || c == 0x7F || c == 0xC2 && i+1 < len(body) && body[i+1] < 0xA0 {
			return false
		}
	}
	return utf8.Valid(body) && !bytes.Contains(body, []byte("\uFFFE")) && !bytes.Contains(body, []byte("\uFFFF"))
}

// forbidden reports whether XML 1.0 cannot hold a character (section 2.2), or HTML
// must not: DEL, and what Windows-1252 becomes when it is read as Latin-1.
func forbidden(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || 0x7F <= r && r < 0xA0 || r == 0xFFFE || r == 0xFFFF
}
