package archive

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestListsGiveWhatWasAddedAndTheirInverse(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 8))
	for n := range 40 {
		const numbers = 6
		l, want, in := newLists(n, 0), make([][]int32, n), make([][]int32, numbers)
		for i := range want {
			for k := range int32(numbers) {
				if r.IntN(3) == 0 {
					l.add(k)
					want[i], in[k] = append(want[i], k), append(in[k], int32(i))
				}
			}
			if !slices.Equal(l.begun(), want[i]) {
				t.Fatalf("list %d begins with %v, want %v", i, l.begun(), want[i])
			}
			l.end()
		}
		inverse := l.inverse(numbers)
		for i := range want {
			if !slices.Equal(l.of(i), want[i]) {
				t.Fatalf("list %d of %d is %v, want %v", i, n, l.of(i), want[i])
			}
		}
		for k := range in {
			if !slices.Equal(inverse.of(k), in[k]) {
				t.Fatalf("%d is in the lists %v, want %v", k, inverse.of(k), in[k])
			}
		}
	}
}
