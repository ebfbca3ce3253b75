package diag

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// lines gives lines of files one after another. Diagnostics come sorted, so it
// goes on from where it was: a file, or a line, with very many is walked once.
type lines struct {
	read func(path string) []byte
	path string
	rest []byte // what follows the line number at
	text []byte // that line
	at   int

	col    int // a column of text that was found, 1 or more
	offset int // where it begins
}

// line gives a line of a file, unless it is blank or not there.
func (l *lines) line(p Pos) (text []byte, ok bool) {
	if l.read == nil || p.Path == "" || p.Line < 1 {
		return nil, false
	}
	if p.Path != l.path || p.Line < l.at {
		l.path, l.rest, l.at = p.Path, bytes.TrimPrefix(l.read(p.Path), []byte("\ufeff")), 0
	}
	for l.at < p.Line {
		if l.rest == nil {
			return nil, false
		}
		l.text, l.rest = cut(l.rest)
		l.at++
		l.col, l.offset = 1, 0
	}
	text = bytes.TrimSuffix(l.text, []byte("\r"))
	return text, len(bytes.TrimSpace(text)) > 0
}

// from gives what the line holds from a column on.
func (l *lines) from(text []byte, col int) []byte {
	if col < l.col {
		l.col, l.offset = 1, 0
	}
	for l.col < col && l.offset < len(text) {
		_, n := utf8.DecodeRune(text[l.offset:])
		l.col, l.offset = l.col+1, l.offset+n
	}
	return text[l.offset:]
}

// cut gives the first line and what follows it, nil when nothing does.
func cut(b []byte) (line, rest []byte) {
	line, rest, found := bytes.Cut(b, []byte("\n"))
	if !found {
		return line, nil
	}
	return line, rest
}

// The part of a long line that is shown, in code points.
const (
	windowBefore = 60
	windowAfter  = 40
)

// window cuts what lies around a column out of the line, ready to print, and
// says how many cells of a terminal come before the column.
func (l *lines) window(text []byte, col int) (shown string, before int) {
	var b strings.Builder
	first := max(1, col-windowBefore)
	if first > 1 {
		b.WriteString("…")
		before = 1
	}
	text = l.from(text, first)
	for at := first; len(text) > 0; at++ {
		if at > col+windowAfter {
			b.WriteString("…")
			break
		}
		r, n := utf8.DecodeRune(text)
		cell := cellText(text[:n], r)
		b.WriteString(cell)
		if at < col {
			before += cellsOf(cell)
		}
		text = text[n:]
	}
	return b.String(), before
}

// cellText gives what a character of an excerpt is printed as.
func cellText(b []byte, r rune) string {
	if r == '\t' {
		return " "
	}
	return Visible(string(b))
}

// cellsOf counts the cells a terminal takes for a text: two for wide characters,
// none for combining marks (Unicode Standard Annex 11).
func cellsOf(s string) (n int) {
	for _, r := range s {
		switch k := width.LookupRune(r).Kind(); {
		case unicode.In(r, unicode.Mn, unicode.Me):
		case k == width.EastAsianWide || k == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
