package archive

import (
	"cmp"
	"slices"
)

// A briefing's related ones are found among earlier briefings only, so that
// publishing one never changes the page of another. Sharing a source says more
// than sharing a tag. Only the last few briefings of a tag are looked at: a tag
// of thousands would make every page cost thousands, and the newest win a tie
// anyhow.
const (
	sourceWeight = 3
	tagWeight    = 1
	tagReach     = 32
)

// Related gives up to n earlier briefings that share sources or tags with
// briefing i, the closest first, then the newest.
func (a *Archive) Related(i, n int) []int {
	var shared []share
	for _, s := range a.distinct[i] {
		last := -1
		for _, c := range before(a.Sources[s].Citations, i, tagReach) {
			if c.Briefing != last {
				shared = append(shared, share{c.Briefing, sourceWeight})
			}
			last = c.Briefing
		}
	}
	for _, t := range a.tagsOf[i] {
		for _, m := range earlier(a.Tags[t].Members, i, tagReach) {
			shared = append(shared, share{m, tagWeight})
		}
	}
	return best(shared, n)
}

// share is what one source or tag adds to an earlier briefing.
type share struct{ briefing, weight int }

// before gives the last few citations by briefings earlier than i.
func before(all []CitedFrom, i, reach int) []CitedFrom {
	end, _ := slices.BinarySearchFunc(all, i, func(c CitedFrom, i int) int { return cmp.Compare(c.Briefing, i) })
	return all[max(0, end-reach):end]
}

// earlier gives the last few members below i.
func earlier(members []int, i, reach int) []int {
	end, _ := slices.BinarySearch(members, i)
	return members[max(0, end-reach):end]
}

// best adds up what each briefing shares and gives the n that share most.
func best(shared []share, n int) []int {
	slices.SortFunc(shared, func(x, y share) int { return cmp.Compare(y.briefing, x.briefing) })
	sums := shared[:0]
	for _, s := range shared {
		if last := len(sums) - 1; last >= 0 && sums[last].briefing == s.briefing {
			sums[last].weight += s.weight
		} else {
			sums = append(sums, s)
		}
	}
	slices.SortStableFunc(sums, func(x, y share) int { return cmp.Compare(y.weight, x.weight) })
	out := make([]int, min(n, len(sums)))
	for k := range out {
		out[k] = sums[k].briefing
	}
	return out
}
