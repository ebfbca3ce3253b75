package importer

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/internal/diag"
)

// report is the pasted text while it is read.
type report struct {
	name      string
	lines     []line
	markup    bool // it holds remains of Markdown
	topLevel  int  // see highestLevel
	signed    signOff
	lists     []*list
	clusters  [][]cluster // of each line
	series    pairing     // runs of markers, as paired
	diags     diag.List
	decisions []Decision
	counted   counted // see at
}

// counted is a place up to which the code points of a line were counted.
type counted struct{ line, offset, col int }

// line is one line of the report: each white space is one blank, so that columns
// are those of the report, and there is none at its end.
type line struct {
	text     string
	use      use
	numbered bool // one of several lines that begin with [n] but are no endnotes
}

// use says what a line is to the briefing.
type use uint8

const (
	body use = iota
	blank
	out // left out: a Decision says why
	ofEndnote
	ofHeading // the heading above a list: printed when something of the list is kept
)

// read splits the text into lines; it fails when the text is none.
func (r *report) read(text []byte) bool {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !r.checkEncoding(text) {
		return false
	}
	s := strings.ReplaceAll(strings.ReplaceAll(string(text), "\r\n", "\n"), "\r", "\n")
	warned := false
	for n, t := range strings.Split(s, "\n") {
		l := line{text: strings.TrimRight(plainSpace(t), " ")}
		if l.text == "" {
			l.use = blank
		}
		r.lines = append(r.lines, l)
		if !warned && hasControl(t) {
			r.warn(n, 0, "import-control", "the report holds control characters; a blank was put in the place of each")
			warned = true
		}
	}
	if !slices.ContainsFunc(r.lines, func(l line) bool { return l.use == body }) {
		r.fail("file-empty", "the report is empty")
		return false
	}
	r.markup = r.hasMarkup()
	r.warnMarkdown()
	return true
}

// plainSpace makes each white space and control character a blank.
func plainSpace(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) || unicode.IsControl(c) {
			return ' '
		}
		return c
	}, s)
}

// hasControl reports whether there are control characters that are no white space.
func hasControl(s string) bool {
	return strings.ContainsFunc(s, func(c rune) bool { return unicode.IsControl(c) && !unicode.IsSpace(c) })
}

func (r *report) checkEncoding(text []byte) bool {
	if i := bytes.IndexByte(text, 0); i >= 0 {
		r.diags.Add(diag.Place(r.name, text, i), diag.Error, "encoding", "a NUL byte stands here; the report is no UTF-8 text")
		r.diags.Hint("save it as plain text in UTF-8")
		return false
	}
	for i := 0; i < len(text); {
		c, n := utf8.DecodeRune(text[i:])
		if c == utf8.RuneError && n == 1 {
			r.diags.Add(diag.Place(r.name, text, i), diag.Error, "encoding", "byte 0x%X is not UTF-8", text[i])
			r.diags.Hint("in Latin-1 it would be %q; save the report as UTF-8", rune(text[i]))
			return false
		}
		i += n
	}
	return true
}

// at gives the place of a byte of a line, both counted from 0. It counts from the
// place given last where that is in the same line, for a line may hold very many.
func (r *report) at(n, offset int) diag.Pos {
	from := &r.counted
	if from.line != n || from.offset > offset {
		*from = counted{line: n}
	}
	from.col += utf8.RuneCountInString(r.lines[n].text[from.offset:offset])
	from.offset = offset
	return diag.Pos{Path: r.name, Line: n + 1, Col: from.col + 1}
}

func (r *report) warn(n, offset int, code, format string, args ...any) {
	p := diag.Pos{Path: r.name, Line: n + 1, Col: 1}
	if offset > 0 {
		p = r.at(n, offset)
	}
	r.diags.Add(p, diag.Warning, code, format, args...)
}

// fail reports a fault of the report as a whole.
func (r *report) fail(code, format string, args ...any) {
	r.diags.Add(diag.Pos{Path: r.name}, diag.Error, code, format, args...)
}

// decide records a decision on the lines from up to to, counted from 0.
func (r *report) decide(from, to int, k Kind, text string) {
	r.decisions = append(r.decisions, Decision{From: from + 1, To: to, Kind: k, Text: text})
}

// drop leaves the lines out of the briefing.
func (r *report) drop(from, to int, k Kind, text string) {
	for i := from; i < to; i++ {
		if r.lines[i].use != blank {
			r.lines[i].use = out
		}
	}
	r.decide(from, to, k, text)
}

// decided gives the decisions by line.
func (r *report) decided() []Decision {
	slices.SortStableFunc(r.decisions, func(a, b Decision) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return r.decisions
}

// next gives the first line from n on that is not blank, or the number of lines.
func (r *report) next(n int) int {
	for n < len(r.lines) && r.lines[n].use == blank {
		n++
	}
	return n
}

// before gives the last line before n that is not blank, or -1.
func (r *report) before(n int) int {
	for n--; n >= 0 && r.lines[n].use == blank; n-- {
	}
	return n
}

// isBody reports whether there is such a line and it is text of the report.
func (r *report) isBody(n int) bool {
	return n >= 0 && n < len(r.lines) && r.lines[n].use == body
}

// shown gives a line for a message.
func shown(s string) string {
	s = strings.TrimSpace(s)
	if c := []rune(s); len(c) > 60 {
		return string(c[:59]) + "…"
	}
	return s
}
