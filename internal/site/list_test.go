package site

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// years gives n members with rising years, some years empty.
func years(r *rand.Rand, n int) []int {
	out, y := make([]int, n), 2001
	for i := range out {
		if r.IntN(9) == 0 {
			y += 1 + r.IntN(2)
		}
		out[i] = y
	}
	return out
}

func parted(kind listKind, ys []int, n int) list {
	l := list{kind: kind, root: "/tags/x/", members: make([]int32, len(ys))}
	if kind == outletList {
		l.phase = n / 2
	}
	for i := range ys {
		l.members[i] = int32(i)
	}
	l.part(n, func(m int32) int { return ys[m] })
	return l
}

func TestEveryMemberStandsOnExactlyOnePage(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		n := 1 + r.IntN(12)
		l := parted([]listKind{tagList, outletList}[r.IntN(2)], years(r, r.IntN(90)), n)
		var all []int32
		paths := map[string]bool{l.root: true}
		for i, c := range l.closed {
			shown := l.shown(i + 1)
			if len(shown) == 0 || len(shown) > n || paths[c.path] {
				t.Fatalf("page %s with %d members, page size %d, pages %v", c.path, len(shown), n, paths)
			}
			paths[c.path] = true
			slices.Reverse(shown)
			all = append(all, shown...)
		}
		root := l.shown(0)
		slices.Reverse(root)
		if all = append(all, root...); !slices.Equal(all, l.members) {
			t.Fatalf("pages hold %v of %v", all, l.members)
		}
		if len(l.closed) > 0 && (len(root) < n || len(root) > 2*n-1) {
			t.Fatalf("the root shows %d, page size %d", len(root), n)
		}
	}
}

func TestANewestMemberLeavesClosedPagesAsTheyAre(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		n := 1 + r.IntN(12)
		ys, kind := years(r, 1+r.IntN(90)), []listKind{tagList, outletList}[r.IntN(2)]
		before, after := parted(kind, ys, n), parted(kind, append(ys, ys[len(ys)-1]+r.IntN(2)), n)
		if len(after.closed) < len(before.closed) {
			t.Fatalf("%d closed pages became %d", len(before.closed), len(after.closed))
		}
		for i, c := range before.closed {
			if after.closed[i] != c {
				t.Fatalf("closed page %+v became %+v", c, after.closed[i])
			}
		}
		if len(after.closed) > len(before.closed)+2 {
			t.Fatalf("%d pages closed at once", len(after.closed)-len(before.closed))
		}
	}
}

func TestTheWayBackLeadsThroughAllPages(t *testing.T) {
	l := parted(tagList, []int{1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 5}, 3)
	part := map[string]int{l.root: 0}
	for i, c := range l.closed {
		part[c.path] = i + 1
	}
	var seen []string
	for at := l.root; at != ""; at = l.older(part[at]) {
		seen = append(seen, at)
	}
	if len(seen) != len(l.closed)+1 {
		t.Errorf("walked %v of %d pages", seen, len(l.closed)+1)
	}
}
