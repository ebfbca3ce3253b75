package importer

import (
	"fmt"
	"strings"

	"dossier/internal/diag"
)

// Refusal says that a report was not imported. Its text names the number of
// faults, and shows the pairings where there is more than one.
type Refusal struct {
	Text     string
	Hint     string // of the first fault
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
	e := &Refusal{Pairings: pairings}
	for _, d := range r.diags {
		if d.Severity == diag.Error && e.Hint == "" {
			e.Hint = d.Hint
		}
	}
	count := "an error"
	if n := r.diags.Count(diag.Error); n > 1 {
		count = fmt.Sprintf("%d errors", n)
	}
	e.Text = fmt.Sprintf("%s is not imported because of %s", nameOf(r.name), count)
	return e
}

func nameOf(name string) string {
	if name == "" || name == "-" {
		return "the report"
	}
	return name
}
