package archive

import "slices"

// lists are lists of numbers, one for each of many things. They are short, so that all
// are pieces of one array.
type lists struct {
	all  []int32
	from []int32 // where each list begins in all, and last where the next one would
}

// newLists makes room for n lists of so many numbers in all.
func newLists(n, numbers int) lists {
	return lists{make([]int32, 0, numbers), make([]int32, 1, n+1)}
}

// add adds a number to the list that is being made.
func (l *lists) add(number int32) { l.all = append(l.all, number) }

// begun gives the list that is being made.
func (l *lists) begun() []int32 { return l.all[l.from[len(l.from)-1]:] }

// end ends the list that is being made and begins another.
func (l *lists) end() { l.from = append(l.from, int32(len(l.all))) }

// of gives list i.
func (l *lists) of(i int) []int32 { return l.all[l.from[i]:l.from[i+1]:l.from[i+1]] }

// rename puts the number now[k] in the place of each k.
func (l *lists) rename(now []int32) {
	for i, k := range l.all {
		l.all[i] = now[k]
	}
}

// inverse gives for each of n numbers the lists that it is in, in order.
func (l *lists) inverse(n int) lists {
	in := lists{make([]int32, len(l.all)), make([]int32, n+1)}
	for _, k := range l.all {
		in.from[k+1]++
	}
	for k := range n {
		in.from[k+1] += in.from[k]
	}
	next := slices.Clone(in.from)
	for i := range len(l.from) - 1 {
		for _, k := range l.of(i) {
			in.all[next[k]] = int32(i)
			next[k]++
		}
	}
	return in
}
