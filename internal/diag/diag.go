// Package diag holds what dossier has to say to an author about a place in a
// file: a positioned message with a code, lists of them in a fixed order, and
// the four ways they are printed (text, JSON, SARIF, GitHub).
//
// An error stops a build before anything is written and cannot be silenced. A
// warning does not, unless the build is strict; its code can be switched off.
// A note (severity Info) says what was made of the author's words where nothing is
// wrong with them. It never stops anything, and only a check shows it.
package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity says what a diagnostic does to a build.
type Severity uint8

// The severities, the gravest first.
const (
	Error Severity = iota
	Warning
	Info
)

// String gives the word that is printed: "error", "warning" or "info".
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "info"
}

// Pos is a place in a file: Path slash-separated from the site's root, Line and
// Col 1-based, Col in code points. Line 0 means the file as a whole, and an
// empty Path the site as a whole.
type Pos struct {
	Path string `json:"path,omitempty"`
	Line int    `json:"line,omitempty"`
	Col  int    `json:"col,omitempty"`
}

// String prints the parts that are known: "path:line:col", "path:line", "path".
func (p Pos) String() string {
	switch {
	case p.Line > 0 && p.Col > 0:
		return fmt.Sprintf("%s:%d:%d", p.Path, p.Line, p.Col)
	case p.Line > 0:
		return fmt.Sprintf("%s:%d", p.Path, p.Line)
	}
	return p.Path
}

// Compare orders places by path, line and column.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.Path, q.Path), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// Diagnostic is one message to an author. Text is lower-case without a full
// stop and quotes the value at fault; Hint, when there is one, says what to try.
type Diagnostic struct {
	Pos
	Severity Severity
	Code     string // kebab-case, stable: "note-undefined"
	Text     string
	Hint     string
}

// List is a set of diagnostics. The zero value is empty and ready to use.
type List []Diagnostic

// Add appends a diagnostic with a formatted text.
func (l *List) Add(at Pos, s Severity, code, format string, args ...any) {
	*l = append(*l, Diagnostic{Pos: at, Severity: s, Code: code, Text: fmt.Sprintf(format, args...)})
}

// Hint sets the hint of the diagnostic added last.
func (l List) Hint(format string, args ...any) {
	if len(l) > 0 {
		l[len(l)-1].Hint = fmt.Sprintf(format, args...)
	}
}

// Count gives how many diagnostics have the severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Sort orders by place, then severity, code and text, so that the order does not
// depend on which goroutine spoke first, and drops exact repetitions.
func (l List) Sort() List {
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		return cmp.Or(a.Pos.Compare(b.Pos), cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Code, b.Code), cmp.Compare(a.Text, b.Text))
	})
	return slices.Compact(l)
}

// AtLeast drops what is less grave than a severity.
func (l List) AtLeast(s Severity) List {
	var out List
	for _, d := range l {
		if d.Severity <= s {
			out = append(out, d)
		}
	}
	return out
}

// Without drops the warnings and notes whose codes are listed. Errors stay.
func (l List) Without(codes []string) List {
	return slices.DeleteFunc(slices.Clone(l), func(d Diagnostic) bool {
		return d.Severity != Error && slices.Contains(codes, d.Code)
	})
}
