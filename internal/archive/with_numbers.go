package archive

import (
	"cmp"
	"slices"
)

// number gives every source its place among those that there are now.
func (r *recital) number() {
	gone := r.gone()
	if len(r.fresh)+len(gone) == 0 {
		r.now.Sources = slices.Clone(r.was.Sources)
	} else {
		r.renumber(gone)
	}
	for n, k := range r.live {
		r.now.Sources[k] = r.learnt[n]
	}
}

// live gives those of the sources learnt anew that somebody cites: the index in learnt
// and the new number.
func (r *recital) live(yield func(n int, k int32) bool) {
	for n, k := range r.touched {
		if len(r.learnt[n].Citations) > 0 && !yield(n, r.to.of(k)) {
			return
		}
	}
}

// gone lists the sources that nobody cites any more.
func (r *recital) gone() []int32 {
	var gone []int32
	for n, k := range r.touched {
		if len(r.learnt[n].Citations) == 0 {
			gone = append(gone, k)
		}
	}
	return gone
}

// renumber takes out the sources that are gone, and leaves room for those that there
// were not.
func (r *recital) renumber(gone []int32) {
	was := r.was.Sources
	r.to = make(numbers, len(was)+len(r.fresh))
	all := make([]Source, 0, len(r.to)-len(gone))
	next := 0
	take := func(end int) { // all up to there but what is gone
		for next < end {
			stop := end
			if len(gone) > 0 && int(gone[0]) < end {
				stop = int(gone[0])
			}
			for k := next; k < stop; k++ {
				r.to[k] = int32(len(all) + k - next)
			}
			all = append(all, was[next:stop]...)
			if next = stop; stop < end {
				r.to[stop], gone = -1, gone[1:]
				next++
			}
		}
	}
	order := make([]int32, len(r.fresh))
	for n := range order {
		order[n] = int32(n)
	}
	slices.SortFunc(order, func(x, y int32) int { return cmp.Compare(r.fresh[x], r.fresh[y]) })
	for _, n := range order {
		before, _ := r.was.sourceAt(r.fresh[n])
		take(before)
		r.to[len(was)+int(n)] = int32(len(all))
		all = append(all, Source{})
	}
	take(len(was))
	r.now.Sources = all
}

// isTouched reports whether a source is learnt anew, by its old number.
func (r *recital) isTouched(k int32) bool {
	_, is := slices.BinarySearch(r.touched, k)
	return is
}

// settle enters all that goes by the numbers of sources: which each document cites, what
// was joined, and what there is to say.
func (r *recital) settle(disputed []said) {
	if r.to != nil {
		r.cited.rename(r.to)
		r.once.rename(r.to)
	}
	if len(r.at) > 0 {
		r.now.sources = r.was.sources.with(r.at, &r.cited, r.to)
		r.now.distinct = r.was.distinct.with(r.at, &r.once, r.to)
	}
	for n := range disputed {
		disputed[n].of = r.to.of(r.touched[disputed[n].of])
	}
	r.now.disputed = resaid(r.was.disputed, r.isTouched, r.to, disputed)
	r.rejoin()
}

func (r *recital) rejoin() {
	var all []Joined
	for _, j := range r.was.Joined {
		if !r.isTouched(int32(j.Source)) {
			all = append(all, Joined{j.Shelf, j.ID, int(r.to.of(int32(j.Source)))})
		}
	}
	for _, k := range r.live {
		all = r.now.appendJoined(all, int(k))
	}
	r.now.Joined = sortJoined(all)
}
