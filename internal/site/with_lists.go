package site

import (
	"slices"

	"dossier/internal/archive"
)

// lists keeps the lists of all briefings, of years and months, and plans those of groups
// anew that got other members.
func (r *replan) lists() {
	s, a, b := r.was, r.was.arch, r.now.arch
	dated := 1 + len(s.yearLists) + len(s.monthLists)
	r.now.lists = make([]list, 0, len(s.lists)+16)
	for k := range dated {
		r.keepList(k, s.lists[k].key)
	}
	r.now.tagLists, r.tagWas = r.groups(tagList, "/tags/", b.Tags, s.tagLists)
	r.now.authorLists, _ = r.groups(authorList, "/authors/", b.Authors, s.authorLists)
	r.now.deskLists, _ = r.groups(deskList, "/desks/", b.Desks, s.deskLists)
	r.now.seriesLists, _ = r.groups(seriesList, "/series/", b.Series, s.seriesLists)
	r.keep(1) // the index of tags
	r.index(Authors, "/authors/", len(a.Authors), len(b.Authors))
	r.index(Desks, "/desks/", len(a.Desks), len(b.Desks))
	r.index(SeriesIndex, "/series/", len(a.Series), len(b.Series))
	r.keep(1) // the index of sources
}

// groups plans the lists of groups of one kind, of which there were some. Before gives for
// each group the index that it had, -1 for one that there was not.
func (r *replan) groups(kind listKind, folder string, groups []archive.Group, was []int) (lists, before []int) {
	byRoot := make(map[string]int, len(was))
	for k, li := range was {
		byRoot[r.was.lists[li].root] = k
	}
	next := 0
	for k := range groups {
		g := &groups[k]
		old, found := byRoot[folder+g.Slug+"/"]
		if !found || old < next { // it may have changed its place among the others
			r.again(0, func() { lists = append(lists, r.now.addGroup(kind, k, folder, g)) })
			before = append(before, -1)
			continue
		}
		r.dropLists(was[next:old])
		lists = append(lists, len(r.now.lists))
		if slices.Equal(r.was.lists[was[old]].members, g.Members) {
			r.keepList(was[old], k)
			r.now.lists[len(r.now.lists)-1].members = g.Members
		} else {
			r.again(r.was.lists[was[old]].pages(), func() { r.now.addGroup(kind, k, folder, g) })
		}
		before, next = append(before, old), old+1
	}
	r.dropLists(was[next:])
	return lists, before
}

// pages gives how many pages a list has.
func (l *list) pages() int { return 1 + len(l.closed) }

// keepList takes over a list with its pages; what it lists has another index.
func (r *replan) keepList(was, key int) {
	l := r.was.lists[was]
	l.key = key
	at := len(r.now.lists)
	r.keepAs(l.pages(), func(Page) int { return at })
	r.now.lists = append(r.now.lists, l)
}

func (r *replan) dropLists(which []int) {
	for _, k := range which {
		r.drop(r.was.lists[k].pages())
	}
}
