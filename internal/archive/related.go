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
	score := map[int]int{}
	seen := map[int]bool{}
	for _, s := range a.sources[i] {
		if seen[s] {
			continue
		}
		seen[s] = true
		last := -1
		for _, c := range before(a.Sources[s].Citations, i, tagReach) {
			if c.Briefing != last {
				score[c.Briefing] += sourceWeight
			}
			last = c.Briefing
		}
	}
	for _, t := range a.tagsOf[i] {
		for _, m := range earlier(a.Tags[t].Members, i, tagReach) {
			score[m] += tagWeight
		}
	}
	return best(score, n)
}

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

func best(score map[int]int, n int) []int {
	found := make([]int, 0, len(score))
	for b := range score {
		found = append(found, b)
	}
	slices.SortFunc(found, func(x, y int) int {
		return cmp.Or(cmp.Compare(score[y], score[x]), cmp.Compare(y, x))
	})
	return found[:min(n, len(found))]
}
