package site

import (
	"slices"
	"testing"
)

func TestEveryPageHasItsTurnAndListsComeByTime(t *testing.T) {
	lists := 0
	for seed := range uint64(20) {
		d := newDesk(t, seed)
		s, _, err := New(d.input(d.archive()))
		if err != nil {
			t.Fatal(err)
		}
		turns, last := s.InTurn(), int32(-1)
		for n, i := range turns {
			p := s.pages[i]
			if planned := s.pages[n].Kind == List; planned != (p.Kind == List) || !planned && int(i) != n {
				t.Fatalf("seed %d: page %d has turn %d", seed, i, n)
			}
			if p.Kind != List || s.lists[p.Key].kind == outletList {
				continue
			}
			lists++
			l := &s.lists[p.Key]
			if newest := l.shown(int(p.Part))[0]; newest < last {
				t.Fatalf("seed %d: %s shows briefing %d and comes after %d", seed, p.Path, newest, last)
			} else {
				last = newest
			}
		}
		slices.Sort(turns)
		for i, page := range turns {
			if int(page) != i {
				t.Fatalf("seed %d: %d pages have no turn of their own", seed, len(turns)-i)
			}
		}
	}
	if lists < 100 {
		t.Errorf("only %d pages of lists were looked at", lists)
	}
}
