package importer

import (
	"fmt"
	"slices"
	"strings"

	"dossier/internal/diag"
)

// refusePairing reports that the markers cannot be paired for certain, and shows
// the pairings that are as good as each other and those that an order chooses.
func (r *report) refusePairing(marks []*mark, found []pairing) []Pairing {
	runs := cutWhereFalling(marks)
	ways := "in no way that is certain"
	if len(found) > 1 {
		ways = "in more than one way"
	}
	r.diags.Add(r.at(marks[0].line, marks[0].bracket.from), diag.Error, "endnotes-ambiguous", "%d %s of markers and %d %s of endnotes fit %s",
		len(runs), plural("run", len(runs)), len(r.lists), plural("list", len(r.lists)), ways)
	shown := r.readings(marks, found[:min(2, len(found))])
	r.diags.Hint("%sgive each list its own numbers in the report", choice(shown))
	return shown
}

// readings makes a table of each pairing.
func (r *report) readings(marks []*mark, all []pairing) []Pairing {
	chosen := make(map[int]Order)
	for _, order := range [...]Order{Reverse, Same} {
		p := r.pairings(marks, order)
		if len(p) != 1 {
			continue
		}
		i := slices.IndexFunc(all, func(other pairing) bool { return sameWords(p[0], other) })
		if i < 0 {
			i = len(all)
			all = append(all, p[0])
		}
		chosen[i] = order
	}
	var shown []Pairing
	for i, p := range all {
		p.apply()
		r.series = p
		r.nameNotes()
		shown = append(shown, Pairing{Order: chosen[i], Table: r.table()})
	}
	return shown
}

// choice says which of the readings an option chooses.
func choice(shown []Pairing) string {
	var b strings.Builder
	for i, p := range shown {
		if p.Order != "" {
			fmt.Fprintf(&b, "choose reading %d with --endnote-order %s, or ", i+1, p.Order)
		}
	}
	return b.String()
}

func plural(word string, n int) string {
	if n == 1 {
		return word
	}
	return word + "s"
}
