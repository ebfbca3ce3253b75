package archive

import (
	"slices"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// With gives the archive as New would make it, had the changed briefings stood in
// the place of those of the same path, and were those of the removed paths not
// there. The archive itself stays as it is.
//
// All that is learnt across briefings is learnt anew: which spelling names a tag,
// whose word on a source holds and who cites it may change with any briefing.
// That takes a small part of the time that parsing one of them takes.
func (a *Archive) With(changed []*briefing.Briefing, removed []string) (*Archive, diag.List) {
	in := Input{Outlets: a.outlets, Vocabulary: a.vocabulary, Linkable: a.linkable}
	gone := make(map[string]bool, len(changed)+len(removed))
	for _, p := range removed {
		gone[p] = true
	}
	for _, b := range changed {
		gone[b.Path] = true
	}
	for _, b := range slices.Concat(a.Briefings, a.Pages) {
		if !gone[b.Path] {
			in.Briefings = append(in.Briefings, b)
		}
	}
	in.Briefings = append(in.Briefings, changed...)
	return New(in)
}
