package diag

import (
	"bufio"
	"fmt"
	"io"
)

// The colours of ANSI terminals (ECMA-48 SGR) that are used.
const (
	bold   = "\x1b[1m"
	red    = "\x1b[1;31m"
	yellow = "\x1b[1;33m"
	cyan   = "\x1b[1;36m"
	dim    = "\x1b[2m"
	plain  = "\x1b[0m"
)

// WriteText prints the list for people, a line each and below it, indented, the
// line of the file and the hint where there are such:
//
//	content/a.md:12:9: error: footnote [^nty] has no definition [note-undefined]
//	    12 | Turnout fell.[^nty]
//	       |              ^
//	    hint: did you mean [^nyt]?
//
// Color adds the colours of a terminal. Excerpt gives the bytes of a file; nil
// leaves the file's lines out. Whatever could steer a terminal is made visible.
func (l List) WriteText(w io.Writer, color bool, excerpt func(path string) []byte) error {
	out := bufio.NewWriter(w)
	p := textPrinter{out: out, color: color, lines: lines{read: excerpt}}
	for _, d := range l {
		p.print(d)
	}
	return out.Flush()
}

type textPrinter struct {
	out   *bufio.Writer
	color bool
	lines lines
}

func (p *textPrinter) print(d Diagnostic) {
	if at := Visible(d.Pos.String()); at != "" {
		fmt.Fprintf(p.out, "%s: ", p.in(bold, at))
	}
	fmt.Fprintf(p.out, "%s: %s %s\n", p.in(severityColor(d.Severity), d.Severity.String()), Visible(d.Text), p.in(dim, "["+Visible(d.Code)+"]"))
	if text, ok := p.lines.line(d.Pos); ok {
		p.excerpt(d.Pos, text)
	}
	if d.Hint != "" {
		fmt.Fprintf(p.out, "    hint: %s\n", Visible(d.Hint))
	}
}

func (p *textPrinter) excerpt(at Pos, text []byte) {
	shown, before := p.lines.window(text, at.Col)
	number := fmt.Sprintf("%6d", at.Line)
	fmt.Fprintf(p.out, "%s %s\n", p.in(dim, number+" |"), shown)
	if at.Col > 0 {
		fmt.Fprintf(p.out, "%s %*s%s\n", p.in(dim, "       |"), before, "", p.in(cyan, "^"))
	}
}

func (p *textPrinter) in(color, s string) string {
	if !p.color {
		return s
	}
	return color + s + plain
}

func severityColor(s Severity) string {
	switch s {
	case Error:
		return red
	case Warning:
		return yellow
	}
	return cyan
}
