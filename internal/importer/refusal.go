package importer

import (
	"fmt"
	"slices"
	"strings"

	"dossier/internal/diag"
)

// Refusal says that a report was not imported. Its text names the number of
// faults, and shows the pairings where there is more than one.
type Refusal struct {
	Text     string
	Hint     string // what to do next
	Pairings []Pairing
}

// Pairing is one way to read which endnote each marker cites.
type Pairing struct {
	Order Order // the option that chooses it, "" when none does
	Table []Row
}

// Error gives the text with the pairings below it.
func (e *Refusal) Error() string {
	var b strings.Builder
	b.WriteString(e.Text)
	for i, p := range e.Pairings {
		fmt.Fprintf(&b, "\n\nreading %d", i+1)
		if p.Order != "" {
			fmt.Fprintf(&b, " (--endnote-order %s)", p.Order)
		}
		b.WriteByte('\n')
		writeTable(&b, p.Table) // a strings.Builder takes everything
	}
	return strings.TrimRight(b.String(), "\n")
}

func (r *report) refusal(pairings []Pairing) *Refusal {
	e := &Refusal{Pairings: pairings, Hint: nextTry(r.diags)}
	count := "an error"
	if n := r.diags.Count(diag.Error); n > 1 {
		count = fmt.Sprintf("%d errors", n)
	}
	e.Text = fmt.Sprintf("%s is not imported because of %s", nameOf(r.name), count)
	return e
}

// missing are the flags that give what a report did not say, in the order in
// which they are shown.
var missing = []struct{ flag, codes string }{
	{"--title TITLE", "title-missing"},
	{"--date 2018-11-12", "date-missing date-invalid"},
	{"--tlp AMBER", "tlp-missing tlp-invalid"},
}

// nextTry says what to do about the faults: all flags at once where flags mend
// them, else the hint of the first.
func nextTry(faults diag.List) string {
	flags, first := "", ""
	for _, m := range missing {
		if slices.ContainsFunc(faults, func(d diag.Diagnostic) bool {
			return d.Severity == diag.Error && strings.Contains(m.codes, d.Code)
		}) {
			flags += " " + m.flag
		}
	}
	for _, d := range faults {
		if d.Severity == diag.Error && first == "" {
			first = d.Hint
		}
	}
	if flags != "" {
		return "import again with" + flags
	}
	return first
}

func nameOf(name string) string {
	if name == "" || name == "-" {
		return "the report"
	}
	return name
}
