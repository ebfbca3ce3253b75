package site

import (
	"slices"

	"dossier/internal/archive"
)

// holds reports whether one of some sources stands on the shelf.
func (sh shelf) holds(sources []int32) bool {
	at, _ := slices.BinarySearch(sources, int32(sh.from))
	return at < len(sources) && int(sources[at]) < sh.to
}

// shelves keeps those of which nothing is touched, and plans the others anew.
func (r *replan) shelves() {
	n := r.now
	n.leafed = make([]bool, len(n.arch.Sources))
	n.shelves = make([]shelf, 0, len(r.was.shelves)+1)
	was := r.was.shelves
	for sh := range n.onShelves(was) {
		for len(was) > 0 && was[0].name < sh.name {
			r.drop(r.pagesOnShelf())
			was = was[1:]
		}
		if len(was) == 0 || was[0].name != sh.name {
			n.lighten(sh)
			r.again(0, func() { n.addShelf(sh) })
			continue
		}
		r.shelf(was[0], sh)
		was = was[1:]
	}
	for range was {
		r.drop(r.pagesOnShelf())
	}
}

// shelf keeps a shelf, or plans it anew.
func (r *replan) shelf(was, now shelf) {
	n, count := r.now, r.pagesOnShelf()
	if now.to-now.from != was.to-was.from || was.holds(r.gone) || now.holds(r.sources) {
		n.lighten(now)
		r.again(count, func() { n.addShelf(now) })
		return
	}
	copy(n.leafed[now.from:now.to], r.was.leafed[was.from:was.to])
	r.keepAs(count, func(p Page) int {
		if p.Kind == SourceYear {
			return p.Key + now.from - was.from
		}
		return len(n.shelves)
	})
	n.shelves = append(n.shelves, now)
}

// pagesOnShelf counts the pages of the next shelf: its own, its leaves, and those of
// years.
func (r *replan) pagesOnShelf() int {
	n := 1
	for k := r.was.pages[r.next+n].Kind; k == Leaf || k == SourceYear; k = r.was.pages[r.next+n].Kind {
		n++
	}
	return n
}

// outlets keeps the lists of those of which every source is cited first where it was, and
// plans the others anew.
func (r *replan) outlets() {
	a, b := r.was.arch, r.now.arch
	gone, touched := r.reordered()
	was := 0
	for o := range b.Outlets {
		now := &b.Outlets[o]
		for was < len(a.Outlets) && a.Outlets[was].Domain < now.Domain {
			r.dropLists(r.was.outletLists[was : was+1])
			was++
		}
		if was == len(a.Outlets) || a.Outlets[was].Domain != now.Domain {
			r.again(0, func() { r.addOutlet(o) })
			continue
		}
		li := r.was.outletLists[was]
		if gone[int32(was)] || touched[int32(o)] || len(now.Sources) != len(a.Outlets[was].Sources) {
			r.again(r.was.lists[li].pages(), func() { r.addOutlet(o) })
		} else {
			r.now.outletLists = append(r.now.outletLists, len(r.now.lists))
			r.keepList(li, o)
			r.now.lists[len(r.now.lists)-1].members = now.Sources
		}
		was++
	}
	r.dropLists(r.was.outletLists[was:])
	r.keep(1) // the index of outlets
}

func (r *replan) addOutlet(o int) {
	r.now.outletLists = append(r.now.outletLists, r.now.addOutlet(o))
}

// reordered gives the outlets, as they were and as they are numbered, of which a source
// came or went or is cited first elsewhere: their lists stand in that order, by year.
func (r *replan) reordered() (gone, touched map[int32]bool) {
	a, b := r.was.arch, r.now.arch
	gone, touched = map[int32]bool{}, map[int32]bool{}
	now := r.sources
	for _, k := range r.gone {
		was := &a.Sources[k]
		for len(now) > 0 && b.Sources[now[0]].ID < was.ID {
			touched[b.Sources[now[0]].Outlet] = true
			now = now[1:]
		}
		if len(now) == 0 || b.Sources[now[0]].ID != was.ID {
			gone[was.Outlet] = true
			continue
		}
		is := &b.Sources[now[0]]
		now = now[1:]
		if was.Citations[0] != is.Citations[0] || domainOf(a, was) != domainOf(b, is) {
			gone[was.Outlet], touched[is.Outlet] = true, true
		}
	}
	for _, k := range now {
		touched[b.Sources[k].Outlet] = true
	}
	return gone, touched
}

func domainOf(a *archive.Archive, s *archive.Source) string {
	if s.Outlet < 0 {
		return ""
	}
	return a.Outlets[s.Outlet].Domain
}

// nameOutlets takes over the names of outlets that are named as they were.
func (r *replan) nameOutlets() {
	was, now := r.was.arch.Outlets, r.now.arch.Outlets
	r.now.outletNames = make([]string, len(now))
	k := 0
	for i := range now {
		for k < len(was) && was[k].Domain < now[i].Domain {
			k++
		}
		if k < len(was) && was[k].Domain == now[i].Domain && was[k].Name == now[i].Name {
			r.now.outletNames[i] = r.was.outletNames[k]
		} else {
			r.now.outletNames[i] = r.now.nameOutlet(&now[i])
		}
	}
}
