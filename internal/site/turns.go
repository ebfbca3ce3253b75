package site

import (
	"cmp"
	"slices"
)

// InTurn lists the pages of the site, by index, in the order in which they are best
// rendered. That is the order of planning but for lists: a briefing stands in a dozen of
// them, and its entry is made once where the pages that show it come one after the other.
func (s *Site) InTurn() []int32 {
	all, lists := make([]int32, len(s.pages)), []int{}
	for i := range all {
		all[i] = int32(i)
		if s.pages[i].Kind == List {
			lists = append(lists, i)
		}
	}
	turns := slices.Clone(lists)
	slices.SortStableFunc(turns, func(x, y int) int { return cmp.Compare(s.newestOn(s.pages[x]), s.newestOn(s.pages[y])) })
	for n, i := range lists {
		all[i] = int32(turns[n])
	}
	return all
}

// newestOn gives the newest briefing that a page of a list shows, -1 for a list of sources.
func (s *Site) newestOn(p Page) int32 {
	l := &s.lists[p.Key]
	switch {
	case l.kind == outletList || len(l.members) == 0:
		return -1
	case p.Part > 0:
		return l.members[l.closed[p.Part-1].to-1]
	}
	return l.members[len(l.members)-1]
}
