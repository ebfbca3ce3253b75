package site

import (
	"fmt"

	"dossier/internal/archive"
)

// listKind says what the members of a list are and where the list belongs.
type listKind uint8

const (
	archiveList listKind = iota
	yearList
	monthList
	tagList
	authorList
	deskList
	seriesList
	outletList // its members are sources
)

var listNames = [...]string{"archive", "year", "month", "tag", "author", "desk", "series", "outlet"}

// list is what one heading gathers, the oldest first, parted into a root and
// closed pages. The root shows the newest n to 2n-1 members; the others stand on
// pages of their year, n a page, which never change again once they are full. So
// publishing one briefing rewrites the root of a list and nothing behind it.
type list struct {
	kind    listKind
	key     int // index of the tag, year …; for a month 12 × year + month
	root    string
	members []int
	closed  []closedPage // the oldest first
	from    int          // members[from:] stand on the root
}

type closedPage struct {
	path     string
	from, to int // members[from:to]
}

// part cuts the members into runs of at most n of the same year, and leaves the
// last runs, as few as hold n members, on the root.
func (l *list) part(n int, year func(member int) int) {
	var runs []closedPage
	count := map[int]int{} // of runs, by year
	for i := 0; i < len(l.members); {
		y, j := year(l.members[i]), i
		for j < len(l.members) && j-i < n && year(l.members[j]) == y {
			j++
		}
		count[y]++
		runs = append(runs, closedPage{l.pagePath(y, count[y]), i, j})
		i = j
	}
	last := len(runs)
	for l.from = len(l.members); last > 0 && len(l.members)-l.from < n; last-- {
		l.from = runs[last-1].from
	}
	l.closed = runs[:last]
}

// pagePath gives the path of the k-th closed page of a year. A list of one year
// alone has no year in its pages' paths.
func (l *list) pagePath(year, k int) string {
	switch {
	case l.kind == yearList || l.kind == monthList:
		return fmt.Sprintf("%spage-%d/", l.root, k)
	case k == 1:
		return fmt.Sprintf("%s%d/", l.root, year)
	}
	return fmt.Sprintf("%s%d/%d/", l.root, year, k)
}

// shown gives the members on a part of the list, the newest first.
func (l *list) shown(part int) []int {
	on := l.members[l.from:]
	if part > 0 {
		on = l.members[l.closed[part-1].from:l.closed[part-1].to]
	}
	out := make([]int, len(on))
	for i, m := range on {
		out[len(on)-1-i] = m
	}
	return out
}

// newer and older give the paths of the neighbouring parts, "" where there is none.
func (l *list) newer(part int) string {
	switch {
	case part == 0:
		return ""
	case part == len(l.closed):
		return l.root
	}
	return l.closed[part].path
}

func (l *list) older(part int) string {
	if part == 0 {
		part = len(l.closed) + 1
	}
	if part < 2 {
		return ""
	}
	return l.closed[part-2].path
}

// addList parts a list and plans its pages; it gives the list's index.
func (s *Site) addList(l list, year func(int) int) int {
	l.part(s.cfg.PageSize, year)
	key := len(s.lists)
	s.add(Page{Path: l.root, Kind: List, Key: key})
	if l.kind == archiveList {
		l.closed = nil // the years are its older pages
	}
	for i, c := range l.closed {
		s.add(Page{Path: c.path, Kind: List, Key: key, Part: i + 1})
	}
	s.lists = append(s.lists, l)
	return key
}

func (s *Site) groupLists(kind listKind, folder string, groups []archive.Group) []int {
	out := make([]int, len(groups))
	for i, g := range groups {
		out[i] = s.addList(list{kind: kind, key: i, root: folder + g.Slug + "/", members: g.Members}, s.yearOf)
	}
	return out
}

// yearOf gives the year of a briefing.
func (s *Site) yearOf(i int) int { return s.arch.Briefings[i].Front.Date.Year }

// firstCited gives the year in which a source was first cited, 0 when only a
// plain page cites it.
func (s *Site) firstCited(source int) int {
	return s.arch.Document(s.arch.Sources[source].Citations[0].Briefing).Front.Date.Year
}
