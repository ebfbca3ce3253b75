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

// numbers are the new numbers of things, by their old ones; nil where all keep theirs.
type numbers []int32

func (now numbers) of(old int32) int32 {
	if now == nil {
		return old
	}
	return now[old]
}

// with gives the lists with some of them replaced: those of the indexes at, which rise,
// by the lists of others. What stands in the rest gets its new number.
func (l *lists) with(at []int, others *lists, now numbers) lists {
	size := len(l.all) + len(others.all)
	for _, i := range at {
		size -= len(l.of(i))
	}
	out := newLists(len(l.from)-1, size)
	from := 0
	for j, i := range at {
		out.take(l, from, i, now)
		out.all = append(out.all, others.of(j)...)
		out.end()
		from = i + 1
	}
	out.take(l, from, len(l.from)-1, now)
	return out
}

// take appends the lists from one index to another, with their new numbers.
func (l *lists) take(of *lists, from, to int, now numbers) {
	begun := len(l.all)
	l.all = append(l.all, of.all[of.from[from]:of.from[to]]...)
	if now != nil {
		for i, k := range l.all[begun:] {
			l.all[begun+i] = now[k]
		}
	}
	moved := int32(begun) - of.from[from]
	for _, end := range of.from[from+1 : to+1] {
		l.from = append(l.from, end+moved)
	}
}
