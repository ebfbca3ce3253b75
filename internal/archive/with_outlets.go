package archive

import (
	"cmp"
	"slices"
)

// outlets makes those anew that held a source that was learnt anew, or hold one.
func (r *recital) outlets() {
	anew := r.byDomain()
	n := len(r.was.Outlets)
	all := make([]Outlet, 0, n+len(anew))
	for _, o := range r.was.Outlets {
		members, is := anew[o.Domain]
		delete(anew, o.Domain)
		if o.Sources = r.members(o.Sources, is, members); len(o.Sources) > 0 {
			all = append(all, o)
		}
	}
	r.now.Outlets = all
	if len(all) == n && len(anew) == 0 {
		r.nameOutlets()
		return
	}
	records := r.now.outletRecords()
	for domain, members := range anew { // of outlets that there were not
		r.now.Outlets = append(r.now.Outlets, outletOf(domain, r.members(nil, true, members), records))
	}
	r.now.sortOutlets()
}

// byDomain gives, for each outlet that held or holds a source that was learnt anew, those
// that it holds now.
func (r *recital) byDomain() map[string][]int32 {
	by := map[string][]int32{}
	for _, k := range r.touched {
		if int(k) < len(r.was.Sources) {
			if o := r.was.Sources[k].Outlet; o >= 0 {
				by[r.was.Outlets[o].Domain] = nil
			}
		}
	}
	for n, k := range r.live {
		s := &r.now.Sources[k]
		s.Outlet = -1
		if s.Facts.URL != "" {
			by[r.domains[n]] = append(by[r.domains[n]], k)
		}
	}
	return by
}

// members gives the sources of an outlet by their new numbers. Those of one that is made
// anew are the old ones of which nothing was learnt, and the others, each in its place.
func (r *recital) members(was []int32, anew bool, others []int32) []int32 {
	if !anew && r.to == nil {
		return was
	}
	all := make([]int32, 0, len(was)+len(others))
	for _, k := range was {
		if !anew || !r.isTouched(k) {
			all = append(all, r.to.of(k))
		}
	}
	for _, k := range others {
		at, _ := slices.BinarySearchFunc(all, k, r.now.byFirstCitation)
		all = slices.Insert(all, at, k)
	}
	return all
}

// nameOutlets tells the sources that were learnt anew which outlet is theirs, where the
// others have theirs still.
func (r *recital) nameOutlets() {
	for n, k := range r.live {
		if s := &r.now.Sources[k]; s.Facts.URL != "" {
			at, _ := slices.BinarySearchFunc(r.now.Outlets, r.domains[n], func(o Outlet, domain string) int { return cmp.Compare(o.Domain, domain) })
			s.Outlet = int32(at)
		}
	}
}
