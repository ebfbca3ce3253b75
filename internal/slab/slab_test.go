package slab

import (
	"slices"
	"strings"
	"testing"
	"testing/quick"
)

func TestWhatIsKeptStaysAsItWas(t *testing.T) {
	check := func(lists [][]uint32, texts []string) bool {
		var numbers Of[uint32]
		var words Text
		var keptLists [][]uint32
		var keptTexts []string
		for _, l := range lists {
			keptLists = append(keptLists, numbers.Keep(l))
		}
		for _, s := range texts {
			keptTexts = append(keptTexts, words.Keep(s))
		}
		return slices.EqualFunc(lists, keptLists, slices.Equal) && slices.Equal(texts, keptTexts)
	}
	if err := quick.Check(check, nil); err != nil {
		t.Error(err)
	}
}

func TestListsDoNotGrowIntoEachOther(t *testing.T) {
	var s Of[int]
	s.room(100) // the next piece has room for both
	a, b := s.Keep([]int{1, 2}), s.Keep([]int{3})
	_ = append(a, 9)
	if b[0] != 3 {
		t.Errorf("appending to one list changed its neighbour to %d", b[0])
	}
	if s.Keep(nil) != nil {
		t.Error("no list became an empty one")
	}
	if new(Of[int]).Keep([]int{}) == nil {
		t.Error("an empty list became none")
	}
}

func TestPiecesAreFewAndNoLargerThanNeeded(t *testing.T) {
	if cost := testing.AllocsPerRun(10, func() {
		var s Of[[4]uint64]
		for range 10_000 {
			s.One([4]uint64{})
		}
	}); cost > 20 {
		t.Errorf("10,000 things of 32 bytes took %v pieces", cost)
	}
	var one Text
	one.Keep("as long as it is")
	if room := one.piece.Cap(); room > 2*len("as long as it is") {
		t.Errorf("a text of 16 bytes took %d", room)
	}
	large := strings.Repeat("x", 3*largest)
	if kept := one.Keep(large); kept != large {
		t.Error("a text larger than a piece was not kept")
	}
}
