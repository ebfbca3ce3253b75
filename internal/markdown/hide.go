package markdown

import (
	"bytes"
	"slices"

	"dossier/internal/diag"
)

// hideRounds is how often a body is read again for comments that run over the
// end of their block. After that every comment is hidden, in code as well.
const hideRounds = 4

// hide gives a copy of a body in which the comments that begin at the offsets
// stand on one line: their text and line ends are blanks. A comment that is so
// already, or that does not end, is blanked whole. Offsets do not change.
func hide(body []byte, starts []int, all bool) []byte {
	out := slices.Clone(body)
	if all {
		starts = allComments(body)
	}
	slices.Sort(starts)
	done := 0
	for _, at := range starts {
		if at < done {
			continue
		}
		end := commentEnd(body[at:])
		if end == 0 {
			blank(out[at:])
			return out
		}
		done = at + end
		inner := out[min(at+len(commentOpen), done):max(done-len(commentClose), at+len(commentOpen))]
		if all || len(bytes.Trim(inner, " ")) == 0 {
			inner = out[at:done]
		}
		blank(inner)
	}
	return out
}

// allComments gives the offset of every comment's first byte.
func allComments(body []byte) []int {
	var starts []int
	for at := 0; ; {
		i := bytes.Index(body[at:], commentOpen)
		if i < 0 {
			return starts
		}
		starts = append(starts, at+i)
		at += i + max(commentEnd(body[at+i:]), len(commentOpen))
	}
}

func blank(s []byte) {
	for i := range s {
		s[i] = ' '
	}
}

// unclosed reports the first of the comments that never ends. Everything behind
// it is hidden, for its author meant to hide some of it.
func unclosed(body []byte, starts []int) []fault {
	for _, at := range starts {
		if commentEnd(body[at:]) == 0 {
			return []fault{{at, diag.Error, "comment-unclosed", "this comment has no end, so everything behind it is hidden",
				"end it with -->, or write \\<!-- to show it"}}
		}
	}
	return nil
}
