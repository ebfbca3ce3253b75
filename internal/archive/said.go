package archive

import (
	"cmp"
	"slices"

	"dossier/internal/diag"
)

// said is a diagnostic of a group or a source, by its index. They are kept, so that an
// archive made of another need not find again what is still to be said.
type said struct {
	of int32
	diag.Diagnostic
}

// saidOf appends what is said of one thing.
func saidOf(to []said, of int32, diags diag.List) []said {
	for _, d := range diags {
		to = append(to, said{of, d})
	}
	return to
}

func appendSaid(to diag.List, all []said) diag.List {
	for _, s := range all {
		to = append(to, s.Diagnostic)
	}
	return to
}

// resaid gives what is said of things that have other indexes now, but for those that
// are spoken of anew: now of an index is the new one, and anew has what is said of the
// others, by new indexes.
func resaid(was []said, spoken func(old int32) bool, now numbers, anew []said) []said {
	var out []said
	for _, s := range was {
		if !spoken(s.of) {
			s.of = now.of(s.of)
			out = append(out, s)
		}
	}
	out = append(out, anew...)
	slices.SortStableFunc(out, func(x, y said) int { return cmp.Compare(x.of, y.of) })
	return out
}

// saidIn reports whether something is said of a place in a file.
func saidIn(all []said, path string) bool {
	return slices.ContainsFunc(all, func(s said) bool { return s.Path == path })
}
