package briefing

import (
	"math/rand/v2"
	"testing"
)

// Mentions of two registers have the same numbers, and some have none.
func TestByMentionIsAMap(t *testing.T) {
	for seed := range uint64(50) {
		random := rand.New(rand.NewPCG(seed, 4))
		var all []*Mention
		for n := range 300 {
			all = append(all, &Mention{Number: uint32(n)}, &Mention{Number: uint32(random.IntN(400))}, &Mention{})
		}
		want := map[*Mention]int32{}
		got := NewByMention(int(seed))
		for n := range int32(2000) {
			m := all[random.IntN(len(all))]
			w, known := want[m]
			if g, ok := got.Get(m); ok != known || g != w {
				t.Fatalf("seed %d: mention %d is %d, %v; want %d, %v", seed, m.Number, g, ok, w, known)
			}
			if !known {
				want[m] = n
				got.Add(m, n)
			}
		}
	}
}
