package archive

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"dossier/internal/briefing"
)

// knownOf gives what a knows of the briefings of b. Those that are the very same are.
func knownOf(a, b *Archive) []Known {
	now := map[*briefing.Briefing]int32{}
	for i, x := range b.Briefings {
		now[x] = int32(i)
	}
	known := make([]Known, len(b.Briefings))
	for i, x := range a.Briefings {
		n, ok := now[x]
		if !ok {
			continue
		}
		r := a.Relations(i)
		for k, m := range r {
			if m == None {
				continue
			}
			if r[k], ok = now[a.Briefings[m]]; !ok {
				r[k] = Gone
			}
		}
		known[n] = Known{true, r}
	}
	return known
}

// edited removes, replaces, moves and adds some of the briefings.
func edited(r *rand.Rand, all []*briefing.Briefing, trial int) []*briefing.Briefing {
	all = slices.Clone(all)
	for n := range 1 + r.IntN(4) {
		fresh := crowd(r, 1)[0]
		fresh.Front.Date.Year = 2000 + r.Int32N(8)
		switch k := r.IntN(len(all)); r.IntN(3) {
		case 0:
			all = slices.Delete(all, k, k+1)
		case 1:
			fresh.Path = all[k].Path
			all[k] = fresh
		default:
			fresh.Path = fmt.Sprintf("new-%d-%d.md", trial, n)
			all = append(all, fresh)
		}
	}
	return all
}

func TestRelationsThatAreKeptAreThoseFoundAnew(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	all := crowd(r, 250)
	last, _ := New(Input{Briefings: all})
	last.Relate(nil)
	differ := 0
	for trial := range 200 {
		all = edited(r, all, trial)
		kept, _ := New(Input{Briefings: all})
		anew, _ := New(Input{Briefings: all})
		known := knownOf(last, kept)
		kept.Relate(known)
		anew.Relate(nil)
		for i := range anew.Briefings {
			if kept.Relations(i) != anew.Relations(i) {
				t.Fatalf("trial %d: %d is related to %v, and by what was known to %v", trial, i, anew.Relations(i), kept.Relations(i))
			}
			if known[i].Same && known[i].Related != kept.Relations(i) {
				differ++
			}
		}
		last = kept
	}
	if differ == 0 {
		t.Error("no list changed but those of changed briefings: the test shows nothing")
	}
}

func BenchmarkRelate(b *testing.B) {
	all := crowd(rand.New(rand.NewPCG(1, 1)), 10000)
	a, _ := New(Input{Briefings: all})
	b.Run("anew", func(b *testing.B) {
		for b.Loop() {
			a.Relate(nil)
		}
	})
	known := knownOf(a, a)
	known[5000].Same = false
	b.Run("one changed", func(b *testing.B) {
		for b.Loop() {
			a.Relate(known)
		}
	})
}
