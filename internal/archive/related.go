package archive

import (
	"cmp"
	"slices"
	"sync"
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
	k := a.kinOf(i)
	defer k.done()
	shared := k.shared()
	most := 0
	for _, s := range shared {
		most += s.weight
	}
	out := make([]relation, 0, n+1)
	unmet := len(a.DistinctSources(i)) // sources of which not all uses were met
	for _, s := range shared {
		at := s.n - 1
		for ; at >= 0; at-- {
			b := s.use(at)
			if len(out) == n && byCloseness(relation{b, most}, out[n-1]) > 0 {
				break
			}
			if !k.meet(b) {
				continue
			}
			if unmet == 0 { // what shares a source was met
				out = keep(out, relation{b, k.sharedTags(b)}, n)
			} else {
				out = keep(out, relation{b, k.closeness(b)}, n)
			}
		}
		if at < 0 && s.weight == sourceWeight {
			unmet--
		}
		most -= s.weight
	}
	return out
}

// kin holds others against one briefing. Its sources and tags are marked, so that each of
// another's is looked up in one step.
type kin struct {
	a       *Archive
	of      int
	sources []bool  // by source
	tags    []bool  // by tag
	met     []bool  // by briefing
	all     []int32 // that were met
	uses    []shared
}

// kins are kept for the next briefing, with nothing marked: they are as long as the
// archive is large.
var kins = sync.Pool{New: func() any { return new(kin) }}

func (a *Archive) kinOf(i int) *kin {
	k := kins.Get().(*kin)
	k.a, k.of = a, i
	k.sources, k.tags, k.met = long(k.sources, len(a.Sources)), long(k.tags, len(a.Tags)), long(k.met, len(a.Briefings))
	k.mark(true)
	return k
}

// long gives marks for n things, none of them set as none of those given is.
func long(marks []bool, n int) []bool { return slices.Grow(marks[:0], n)[:n] }

func (k *kin) mark(as bool) {
	for _, s := range k.a.DistinctSources(k.of) {
		k.sources[s] = as
	}
	for _, t := range k.a.TagsOf(k.of) {
		k.tags[t] = as
	}
}

// done takes the marks back.
func (k *kin) done() {
	k.mark(false)
	for _, b := range k.all {
		k.met[b] = false
	}
	clear(k.uses)
	k.a, k.all, k.uses = nil, k.all[:0], k.uses[:0]
	kins.Put(k)
}

// meet reports whether a briefing is met for the first time.
func (k *kin) meet(b int) bool {
	if k.met[b] {
		return false
	}
	k.met[b], k.all = true, append(k.all, int32(b))
	return true
}

// shared is a source or tag of a briefing and the n uses of it by earlier ones, the
// oldest first.
type shared struct {
	weight, n int
	cited     []CitedFrom // of a source
	members   []int32     // of a tag
}

// use gives the briefing of use k.
func (s *shared) use(k int) int {
	if s.weight == sourceWeight {
		return int(s.cited[k].Briefing)
	}
	return int(s.members[k])
}

// shared lists the sources and tags of the briefing, the rarest first.
func (k *kin) shared() []shared {
	for _, s := range k.a.DistinctSources(k.of) {
		cited := k.a.Sources[s].Citations
		n, _ := slices.BinarySearchFunc(cited, k.of, func(c CitedFrom, i int) int { return cmp.Compare(int(c.Briefing), i) })
		k.uses = append(k.uses, shared{weight: sourceWeight, n: n, cited: cited})
	}
	for _, t := range k.a.TagsOf(k.of) {
		members := k.a.Tags[t].Members
		n, _ := slices.BinarySearch(members, int32(k.of))
		k.uses = append(k.uses, shared{weight: tagWeight, n: n, members: members})
	}
	slices.SortStableFunc(k.uses, func(x, y shared) int { return cmp.Compare(x.n, y.n) })
	return k.uses
}

// closeness adds up what the briefing shares with another.
func (k *kin) closeness(b int) int {
	c := k.sharedTags(b)
	for _, s := range k.a.DistinctSources(b) {
		if k.sources[s] {
			c += sourceWeight
		}
	}
	return c
}

func (k *kin) sharedTags(b int) (c int) {
	for _, t := range k.a.TagsOf(b) {
		if k.tags[t] {
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

// keep adds a relation of a briefing that was not met before to the n closest ones.
func keep(closest []relation, r relation, n int) []relation {
	at, _ := slices.BinarySearchFunc(closest, r, byCloseness)
	if at == n {
		return closest
	}
	closest = slices.Insert(closest, at, r)
	return closest[:min(n, len(closest))]
}
