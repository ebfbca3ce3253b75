package archive

import (
	"cmp"
	"slices"

	"dossier/internal/briefing"
)

// names makes anew the groups in which a changed briefing was or is.
func (e *edit) names() {
	for k := range kind(kinds) {
		at := slices.DeleteFunc(slices.Clone(e.at), func(i int) bool { return i >= len(e.now.Briefings) || e.namesAlike(k, i) })
		if len(at) > 0 {
			e.regroup(k, at)
		}
	}
}

// namesAlike reports whether a changed briefing gives the same names of a kind as it
// did, and nothing was said of any in its file.
func (e *edit) namesAlike(k kind, i int) bool {
	names, was, now := namings[k].names, e.was.Document(i), e.now.Document(i)
	return slices.Equal(names(nil, was), names(nil, now)) && !saidIn(e.was.names[k].said, now.Path)
}

// regroup makes anew the groups of a kind in which the briefings of some numbers were
// or are.
func (e *edit) regroup(k kind, at []int) {
	g := e.now.gatherer(k, 0)
	g.wanted = e.foldsOf(g, at)
	among := e.among(k, at, g.wanted)
	from := make([]*briefing.Briefing, len(among))
	for j, i := range among {
		from[j] = e.now.Briefings[i]
	}
	made, names := g.gather(from)
	for _, group := range made {
		for j, m := range group.Members {
			group.Members[j] = int32(among[m])
		}
	}
	own := newLists(len(at), 0)
	for _, i := range at {
		j, _ := slices.BinarySearch(among, i)
		own.all = append(own.all, names.of.of(j)...)
		own.end()
	}
	names.of = own
	e.merge(k, at, g.wanted, made, names)
}

// foldsOf gives the folded names that the briefings of some numbers gave or give.
func (e *edit) foldsOf(g *gatherer, at []int) map[string]bool {
	folds := map[string]bool{}
	for _, i := range at {
		for _, b := range []*briefing.Briefing{e.was.Briefings[i], e.now.Briefings[i]} {
			for _, name := range g.names(nil, b) {
				folds[g.fold(name)] = true
			}
		}
	}
	return folds
}

// among gives the numbers of all briefings that may be in one of the groups of some
// folded names: the changed ones, and those that were.
func (e *edit) among(k kind, at []int, wanted map[string]bool) []int {
	numbers := slices.Clone(at)
	for j, fold := range e.was.names[k].folds {
		if wanted[fold] {
			for _, m := range (*e.was.groups(k))[j].Members {
				numbers = append(numbers, int(m))
			}
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// merge puts the groups that were made anew among those that were not; names.of is of
// the changed briefings alone.
func (e *edit) merge(k kind, at []int, wanted map[string]bool, made []Group, names named) {
	was, groups, folds := &e.was.names[k], made, names.folds
	for j, fold := range was.folds {
		if !wanted[fold] {
			groups, folds = append(groups, (*e.was.groups(k))[j]), append(folds, fold)
		}
	}
	order := make([]int32, len(folds))
	for j := range order {
		order[j] = int32(j)
	}
	slices.SortFunc(order, func(x, y int32) int { return cmp.Compare(folds[x], folds[y]) })
	groups, folds = inOrder(groups, order), inOrder(folds, order)
	now, places := places(was.folds, folds), places(names.folds, folds)
	for j := range names.said {
		names.said[j].of = places.of(names.said[j].of)
	}
	names.of.rename(places)
	said := resaid(was.said, func(j int32) bool { return wanted[was.folds[j]] }, now, names.said)
	*e.now.groups(k), e.now.names[k] = groups, named{was.of.with(at, &names.of, now), folds, said}
}

// places gives for each of some names where it stands among the sorted ones, or would
// stand.
func places(of, sorted []string) numbers {
	out := make(numbers, len(of))
	for j, name := range of {
		at, _ := slices.BinarySearch(sorted, name)
		out[j] = int32(at)
	}
	return out
}
