package archive

import (
	"cmp"
	"slices"
)

// A briefing's related ones are found among earlier briefings only, so that
// publishing one never changes the page of another. Sharing a source says more
// than sharing a tag, and the newest win a tie.
//
// How close two briefings are depends on those two alone, so that a backdated or
// a deleted briefing changes no pages but those that list it.
const (
	sourceWeight = 3
	tagWeight    = 1
)

// Related gives the earlier briefings that share sources or tags with briefing i, the
// closest first, then the newest.
func (a *Archive) Related(i int) []int32 {
	if a.related != nil {
		return a.related[i].listed()
	}
	found := relationsOf(a.relate(i, relatedKept))
	return found.listed()
}

// relate finds up to n related ones.
//
// The briefings that share a source or tag are walked from the newest back, those
// of the rarest first. What has not been met by then shares but the more common
// ones: a walk ends when even one that shared all of these would come too late. So
// a tag of thousands costs a few steps.
func (a *Archive) relate(i, n int) []relation {
	shared := a.sharedBy(i)
	own := slices.Sorted(slices.Values(a.DistinctSources(i)))
	most := 0
	for _, s := range shared {
		most += s.weight
	}
	out := make([]relation, 0, n+1)
	unmet := len(own) // sources of which not all uses were met
	for _, s := range shared {
		k := s.n - 1
		for ; k >= 0; k-- {
			b := s.at(k)
			if len(out) == n && byCloseness(relation{b, most}, out[n-1]) > 0 {
				break
			}
			if unmet == 0 { // what shares a source was met, and cannot come closer
				out = keep(out, relation{b, a.sharedTags(i, b)}, n)
			} else {
				out = keep(out, relation{b, a.closeness(i, own, b)}, n)
			}
		}
		if k < 0 && s.weight == sourceWeight {
			unmet--
		}
		most -= s.weight
	}
	return out
}

// shared is a source or tag of a briefing and the n uses of it by earlier ones, the
// oldest first.
type shared struct {
	weight, n int
	at        func(k int) int
}

// sharedBy lists the sources and tags of briefing i, the rarest first.
func (a *Archive) sharedBy(i int) []shared {
	var out []shared
	for _, s := range a.DistinctSources(i) {
		cited := a.Sources[s].Citations
		n, _ := slices.BinarySearchFunc(cited, i, func(c CitedFrom, i int) int { return cmp.Compare(int(c.Briefing), i) })
		out = append(out, shared{sourceWeight, n, func(k int) int { return int(cited[k].Briefing) }})
	}
	for _, t := range a.TagsOf(i) {
		members := a.Tags[t].Members
		n, _ := slices.BinarySearch(members, int32(i))
		out = append(out, shared{tagWeight, n, func(k int) int { return int(members[k]) }})
	}
	slices.SortStableFunc(out, func(x, y shared) int { return cmp.Compare(x.n, y.n) })
	return out
}

// closeness adds up what two briefings share; sources are those of x, sorted.
func (a *Archive) closeness(x int, sources []int32, y int) int {
	c := 0
	for _, s := range a.DistinctSources(y) {
		if _, both := slices.BinarySearch(sources, s); both {
			c += sourceWeight
		}
	}
	return c + a.sharedTags(x, y)
}

func (a *Archive) sharedTags(x, y int) int {
	c, of := 0, a.TagsOf(y)
	for _, t := range a.TagsOf(x) {
		if slices.Contains(of, t) {
			c += tagWeight
		}
	}
	return c
}

// relation is an earlier briefing and how close it is.
type relation struct{ briefing, closeness int }

func byCloseness(x, y relation) int {
	return cmp.Or(cmp.Compare(y.closeness, x.closeness), cmp.Compare(y.briefing, x.briefing))
}

// keep adds a relation to the n closest ones met, unless its briefing is among them
// already.
func keep(met []relation, r relation, n int) []relation {
	at, _ := slices.BinarySearchFunc(met, r, byCloseness)
	if at == n || slices.ContainsFunc(met, func(m relation) bool { return m.briefing == r.briefing }) {
		return met
	}
	met = slices.Insert(met, at, r)
	return met[:min(n, len(met))]
}
