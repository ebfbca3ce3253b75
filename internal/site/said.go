package site

import (
	"cmp"
	"slices"

	"dossier/internal/diag"
)

// said is a diagnostic of a document, by its number. They are kept, so that a site made
// of another need not find again what is still to be said.
type said struct {
	of int32
	diag.Diagnostic
}

// say keeps what there is to say of document i.
func (s *Site) say(i int, diags diag.List) {
	for _, d := range diags {
		s.spoken = append(s.spoken, said{int32(i), d})
	}
}

// diags gives all that there is to say of the site.
func (s *Site) diags() diag.List {
	slices.SortStableFunc(s.spoken, func(x, y said) int { return cmp.Compare(x.of, y.of) })
	var all diag.List
	for _, d := range s.spoken {
		all = append(all, d.Diagnostic)
	}
	return append(all, s.colliding...)
}
