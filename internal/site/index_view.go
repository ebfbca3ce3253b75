package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"dossier/internal/briefing"
)

// The home page shows this many of the newest briefings and of the tags.
const (
	homeEntries = 12
	homeTags    = 24
	mostCited   = 40
)

func (s *Site) homeView(p Page) *HomeView {
	l := s.linkerOf(p)
	v := &HomeView{
		Entries: s.newest(homeEntries, l),
		All:     Link{URL: l.to(ArchivePath), Text: s.words.All},
		Years:   s.yearLinks(l),
		Tags:    s.mostUsed(s.tagLists, homeTags, l),
		Series:  s.mostUsed(s.seriesLists, homeTags, l),
		Indexes: s.furtherIndexes(l),
		Total:   len(s.arch.Briefings),
		Sources: len(s.arch.Sources),
	}
	v.Head = s.head(p, l, s.shared.Title)
	v.Head.Description = s.shared.Description
	return v
}

// furtherIndexes links the indexes that not every edition has.
func (s *Site) furtherIndexes(l linker) []Link {
	w, a := s.words, s.arch
	var out []Link
	for _, x := range []Link{{"/series/", w.Series, len(a.Series)}, {"/desks/", w.Desks, len(a.Desks)}, {"/authors/", w.Authors, len(a.Authors)}} {
		if x.Count > 0 {
			out = append(out, Link{URL: l.to(string(x.URL)), Text: x.Text, Count: x.Count})
		}
	}
	return out
}

func (s *Site) newest(n int, l linker) []Entry {
	var out []Entry
	for i := len(s.arch.Briefings) - 1; i >= 0 && len(out) < n; i-- {
		out = append(out, s.entry(i, l))
	}
	return out
}

// mostUsed links the n lists with most members, by name.
func (s *Site) mostUsed(lists []int, n int, l linker) []Link {
	order := slices.Clone(lists)
	slices.SortStableFunc(order, func(x, y int) int {
		return cmp.Compare(len(s.lists[y].members), len(s.lists[x].members))
	})
	order = order[:min(n, len(order))]
	slices.Sort(order)
	return s.counted(order, l)
}

// byName orders lists by what readers know them by: outlets stand in the archive
// by domain, and the register names them otherwise.
func (s *Site) byName(lists []int) []int {
	order := slices.Clone(lists)
	slices.SortStableFunc(order, func(x, y int) int {
		return cmp.Compare(briefing.FoldTag(s.heading(&s.lists[x])), briefing.FoldTag(s.heading(&s.lists[y])))
	})
	return order
}

// counted links lists with the number of their members.
func (s *Site) counted(lists []int, l linker) []Link {
	out := make([]Link, len(lists))
	for i, k := range lists {
		li := &s.lists[k]
		out[i] = Link{URL: l.to(li.root), Text: Text(s.heading(li)), Count: len(li.members)}
	}
	return out
}

// uncounted links lists by their names alone.
func (s *Site) uncounted(lists []int, l linker) []Link {
	out := s.counted(lists, l)
	for i := range out {
		out[i].Count = 0
	}
	return out
}

func (s *Site) indexView(p Page) *IndexView {
	l, w := s.linkerOf(p), s.words
	v := &IndexView{}
	switch p.Kind {
	case Tags:
		v.Heading, v.Groups = w.Tags, s.byInitial(s.tagLists, l)
	case Authors:
		v.Heading, v.Groups = w.Authors, s.byInitial(s.authorLists, l)
	case Desks:
		v.Heading, v.Groups = w.Desks, s.byInitial(s.deskLists, l)
	case SeriesIndex:
		v.Heading, v.Groups = w.Series, s.byInitial(s.seriesLists, l)
	case Outlets:
		v.Heading, v.Groups = w.Outlets, s.byInitial(s.byName(s.outletLists), l)
	case Sources:
		s.sourceIndex(v, l)
	}
	v.Head = s.head(p, l, v.Heading)
	return v
}

// An index of fewer entries than this has no headings by initial.
const fewEntries = 30

// byInitial groups lists by the first letter of their names.
func (s *Site) byInitial(lists []int, l linker) []Group {
	links := s.counted(lists, l)
	if len(links) < fewEntries {
		return []Group{{Items: links}}
	}
	var groups []Group
	for i, k := range lists {
		initial := Text(firstLetter(s.heading(&s.lists[k])))
		if len(groups) == 0 || groups[len(groups)-1].Heading != initial {
			groups = append(groups, Group{Heading: initial})
		}
		g := &groups[len(groups)-1]
		g.Items = append(g.Items, links[i])
	}
	return groups
}

func firstLetter(s string) string {
	for _, r := range s {
		return strings.ToUpper(string(r))
	}
	return ""
}

// sourceIndex shows what the archive rests on: totals, the most cited sources, the
// outlets, and the sources that have none.
func (s *Site) sourceIndex(v *IndexView, l linker) {
	w := s.words
	v.Heading = w.Sources
	cited := 0
	order := make([]int, len(s.arch.Sources))
	for i := range order {
		order[i] = i
		cited += len(s.arch.Sources[i].Citations)
	}
	v.Facts = []Fact{{w.Sources, Text(strconv.Itoa(len(order)))}, {w.Citations, Text(strconv.Itoa(cited))}, {w.Outlets, Text(strconv.Itoa(len(s.arch.Outlets)))}}
	slices.SortStableFunc(order, func(x, y int) int {
		return cmp.Compare(len(s.arch.Sources[y].Citations), len(s.arch.Sources[x].Citations))
	})
	v.Groups = []Group{{w.Most, s.placesOf(order[:min(mostCited, len(order))], l)}, {w.Outlets, s.uncounted(s.byName(s.outletLists), l)}}
	order = slices.DeleteFunc(order, func(k int) bool { return s.arch.Sources[k].Outlet >= 0 })
	v.Groups = append(v.Groups, Group{w.Offline, s.placesOf(order, l)}) // no list of an outlet leads to these
	v.Groups = slices.DeleteFunc(v.Groups, func(g Group) bool { return len(g.Items) == 0 })
}

// placesOf links sources, with the number of their citations.
func (s *Site) placesOf(sources []int, l linker) []Link {
	out := make([]Link, len(sources))
	for i, k := range sources {
		src := &s.arch.Sources[k]
		title, _ := s.titleOf(src)
		out[i] = Link{URL: l.to(place(src)), Text: title, Count: len(src.Citations)}
	}
	return out
}

func (s *Site) notFoundView(p Page) *NotFoundView {
	l := s.linkerOf(p)
	v := &NotFoundView{Head: s.head(p, l, s.words.NotFound), Entries: s.newest(5, l)}
	v.Head.Canonical, v.Head.NoIndex = "", true
	return v
}
