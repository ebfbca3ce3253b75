package archive

import (
	"slices"

	"dossier/internal/cores"
)

// relatedKept is how many related ones a briefing has at most.
const relatedKept = 4

// Relations are the numbers of the related ones of a briefing, None where there are no
// more. In what is Known one may also be Gone.
type Relations [relatedKept]int32

// None and Gone stand in Relations for a briefing.
const (
	None = -1 // no briefing
	Gone = -2 // one that is no longer there, or not what it was
)

// NoRelations are those of a briefing without related ones.
var NoRelations = Relations{None, None, None, None}

func relationsOf(found []relation) Relations {
	r := NoRelations
	for k := range found {
		r[k] = int32(found[k].briefing)
	}
	return r
}

func (r *Relations) listed() []int32 {
	if n := slices.Index(r[:], None); n >= 0 {
		return r[:n]
	}
	return r[:]
}

// Known is what an earlier archive knew of a briefing's related ones, by today's
// numbers. Same says that the briefing has its sources, its tags and its place among
// the others that are the same.
type Known struct {
	Same    bool
	Related Relations
}

// Relate finds the related ones of every briefing; known is what is known of each, nil
// when nothing is. Where few briefings changed it is found out of each list only
// whether one of them comes into it: how close two briefings are depends on those two
// alone.
func (a *Archive) Relate(known []Known) {
	a.related = make([]Relations, len(a.Briefings))
	c := a.changedAmong(known)
	cores.Each(len(a.related), func(i int) {
		if known != nil && known[i].Same && c.leave(i, known[i].Related) {
			a.related[i] = known[i].Related
			return
		}
		a.related[i] = relationsOf(a.relate(i, relatedKept))
	})
}

// Relations gives the related ones of briefing i as they are kept for the next time.
func (a *Archive) Relations(i int) Relations { return a.related[i] }

// changed is the briefings that are not what they were, and what they share with others.
type changed struct {
	a       *Archive
	numbers []int
	sources []bool // by source: whether one of them cites it
	tags    []bool
}

func (a *Archive) changedAmong(known []Known) *changed {
	c := &changed{a: a, sources: make([]bool, len(a.Sources)), tags: make([]bool, len(a.Tags))}
	for i := range known {
		if known[i].Same {
			continue
		}
		c.numbers = append(c.numbers, i)
		for _, s := range a.DistinctSources(i) {
			c.sources[s] = true
		}
		for _, t := range a.TagsOf(i) {
			c.tags[t] = true
		}
	}
	return c
}

// leave reports whether the related ones of briefing i are what they were.
func (c *changed) leave(i int, r Relations) bool {
	if slices.Contains(r[:], Gone) {
		return false
	}
	if len(c.numbers) == 0 || c.numbers[0] >= i || !c.shareWith(i) {
		return true
	}
	kin := c.a.kinOf(i)
	defer kin.done()
	last := relation{briefing: None}
	if k := r[relatedKept-1]; k != None {
		last = relation{int(k), kin.closeness(int(k))}
	}
	for _, j := range c.numbers {
		if j >= i {
			break
		}
		if n := kin.closeness(j); n > 0 && byCloseness(relation{j, n}, last) < 0 {
			return false
		}
	}
	return true
}

// shareWith reports whether briefing i may share something with one that changed.
func (c *changed) shareWith(i int) bool {
	return slices.ContainsFunc(c.a.DistinctSources(i), func(s int32) bool { return c.sources[s] }) ||
		slices.ContainsFunc(c.a.TagsOf(i), func(t int32) bool { return c.tags[t] })
}
