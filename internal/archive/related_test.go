package archive

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"dossier/internal/briefing"
)

// crowd makes briefings that share a few common and many rare tags and sources.
func crowd(r *rand.Rand, n int) []*briefing.Briefing {
	all := make([]*briefing.Briefing, n)
	for i := range all {
		tags := []string{"all", fmt.Sprint("a", r.IntN(3)), fmt.Sprint("b", r.IntN(9)), fmt.Sprint("c", r.IntN(60))}
		urls := []string{fmt.Sprintf("h.example/%d", r.IntN(2)), fmt.Sprintf("h.example/%d", r.IntN(n)), fmt.Sprintf("h.example/%d", r.IntN(n))}
		all[i] = brief(fmt.Sprintf("%05d.md", i), fmt.Sprint(2000+i/50), tags[r.IntN(3):], urls[r.IntN(3):]...)
	}
	return all
}

func TestRelatedIsWhatComparingWithEachEarlierBriefingFinds(t *testing.T) {
	for seed := range uint64(8) {
		a, _ := New(Input{Briefings: crowd(rand.New(rand.NewPCG(seed, 2)), 300)})
		for i := range a.Briefings {
			var all []relation
			for b := range i {
				if c := closeness(a, i, b); c > 0 {
					all = append(all, relation{b, c})
				}
			}
			slices.SortFunc(all, byCloseness)
			var want []int32
			for _, r := range all[:min(4, len(all))] {
				want = append(want, int32(r.briefing))
			}
			if got := a.Related(i); !slices.Equal(got, want) {
				t.Fatalf("seed %d: %d is related to %v, want %v", seed, i, got, want)
			}
		}
	}
}

// closeness compares each with each.
func closeness(a *Archive, x, y int) (c int) {
	for _, s := range a.DistinctSources(x) {
		if slices.Contains(a.DistinctSources(y), s) {
			c += sourceWeight
		}
	}
	for _, t := range a.TagsOf(x) {
		if slices.Contains(a.TagsOf(y), t) {
			c += tagWeight
		}
	}
	return c
}

func TestABackdatedBriefingChangesTheRelationsThatNameItAlone(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	all := crowd(r, 400)
	before, _ := New(Input{Briefings: all})
	listed := 0
	for trial := range 20 {
		late := crowd(r, 1)[0]
		late.Path, late.Front.Date.Year = fmt.Sprintf("late-%d.md", trial), 2000+r.Int32N(8)
		after, _ := before.With([]*briefing.Briefing{late}, nil)
		for i, b := range before.Briefings {
			was := paths(before, before.Related(i))
			is := paths(after, after.Related(slices.Index(after.Briefings, b)))
			if slices.Contains(is, late.Path) {
				listed++
			} else if !slices.Equal(was, is) {
				t.Fatalf("%s is related to %v, and with %s to %v", b.Path, was, late.Path, is)
			}
		}
	}
	if listed == 0 {
		t.Error("no briefing listed a backdated one: the test shows nothing")
	}
}

func paths(a *Archive, numbers []int32) []string {
	var out []string
	for _, i := range numbers {
		out = append(out, a.Briefings[i].Path)
	}
	return out
}

func BenchmarkRelated(b *testing.B) {
	a, _ := New(Input{Briefings: crowd(rand.New(rand.NewPCG(1, 1)), 10000)})
	for b.Loop() {
		for i := range a.Briefings {
			a.Related(i)
		}
	}
}
