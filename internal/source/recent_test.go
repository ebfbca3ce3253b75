package source

import (
	"sync"
	"testing"
)

func TestWhatIsAskedForAgainAndAgainIsMadeOnce(t *testing.T) {
	var r recent[int, int]
	made := map[int]int{}
	get := func(k int) int {
		return r.get(0, k, func() (int, int) { made[k]++; return k, 2 * k })
	}
	for i := range 20 * generation {
		if v := get(i % 7); v != 2*(i%7) {
			t.Fatalf("%d came to %d", i%7, v)
		}
		get(1000 + i)
		if n := len(r.parts[0].young) + len(r.parts[0].older); n > 2*generation {
			t.Fatalf("%d things are remembered", n)
		}
	}
	for k := range 7 {
		if made[k] != 1 {
			t.Errorf("%d was made %d times", k, made[k])
		}
	}
	if get(1000); made[1000] != 2 {
		t.Errorf("what nobody asked for was made %d times, want it forgotten", made[1000])
	}
}

func TestManyMayAskAtOnce(t *testing.T) {
	var r recent[int, int]
	var all sync.WaitGroup
	for g := range 4 {
		all.Go(func() {
			for i := range 5000 {
				k := (i * (g + 1)) % 2000
				if v := r.get(uint64(k), k, func() (int, int) { return k, -k }); v != -k {
					t.Errorf("%d came to %d", k, v)
				}
			}
		})
	}
	all.Wait()
	if r.forget(); r.parts[1].young != nil {
		t.Error("not all is forgotten")
	}
}
