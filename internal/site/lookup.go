package site

import (
	"math/bits"

	"github.com/zeebo/xxh3"
)

// lookup finds a thing by its name, and holds no names: in the slots stand numbers of
// things, from the place on that the hash of the name says, and what a thing is called
// tells whether it is the one. A map would keep a copy of each path of an archive, which
// is more than all else that is planned.
type lookup struct {
	slots []int32 // number + 1; 0 where nothing stands, as in every other one
	name  func(number int) string
	hash  func(name string) uint64
}

// newLookup makes room for n things.
func newLookup(n int, name func(number int) string) lookup {
	return lookup{make([]int32, 2*n+1), name, xxh3.HashString}
}

// add enters a thing, unless one of the same name is there; it gives the number of the
// one that is there now.
func (l *lookup) add(number int) int {
	slot := l.slot(l.name(number))
	if *slot == 0 {
		*slot = int32(number) + 1
	}
	return int(*slot) - 1
}

// find gives the number of the thing that has a name.
func (l *lookup) find(name string) (number int, ok bool) {
	slot := *l.slot(name)
	return int(slot) - 1, slot != 0
}

// slot gives the slot in which the thing of a name stands, or would stand.
func (l *lookup) slot(name string) *int32 {
	at, _ := bits.Mul64(l.hash(name), uint64(len(l.slots)))
	for l.slots[at] != 0 && l.name(int(l.slots[at])-1) != name {
		if at++; at == uint64(len(l.slots)) {
			at = 0
		}
	}
	return &l.slots[at]
}

// renumbered gives the lookup of things that have new numbers: to of the old one, -1 for
// those that are no longer there. It shares nothing with the one that it is made of, whose
// names must be those of the new numbers already.
func (l *lookup) renumbered(to []int32) lookup {
	out := lookup{make([]int32, len(l.slots)), l.name, l.hash}
	var holes []int
	for i, n := range l.slots {
		switch {
		case n == 0:
		case to[n-1] < 0:
			holes = append(holes, i)
		default:
			out.slots[i] = to[n-1] + 1
		}
	}
	for _, i := range holes {
		out.close(i)
	}
	return out
}

// close enters again what stands between a hole and the next free slot, as it would not
// be looked for behind the hole.
func (l *lookup) close(hole int) {
	for i := (hole + 1) % len(l.slots); l.slots[i] != 0; i = (i + 1) % len(l.slots) {
		n := int(l.slots[i]) - 1
		l.slots[i] = 0
		l.add(n)
	}
}
