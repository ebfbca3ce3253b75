package site

import (
	"fmt"
	"hash/crc32"
	"strings"

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
	members []int32
	phase   int          // by how much the first page of a year is shorter: see phaseOf
	closed  []closedPage // the oldest first
	from    int          // members[from:] stand on the root
}

type closedPage struct {
	path     string
	from, to int  // members[from:to]
	ends     bool // the last page of its year, as far as the members go
}

// part cuts the members into runs of at most n of the same year, and leaves the
// last runs, as few as hold n members, on the root.
func (l *list) part(n int, year func(member int32) int) {
	runs := l.runs(n, year)
	last := len(runs)
	for l.from = len(l.members); last > 0 && len(l.members)-l.from < n; last-- {
		l.from = runs[last-1].from
	}
	if l.phase > 0 && last > 0 && runs[last-1].ends && len(l.members)-runs[last-1].from < 2*n {
		last--
		l.from = runs[last].from
	}
	l.closed = runs[:last]
}

// runs cuts the members where a page of them ends: at the end of a year, and when
// it is full.
func (l *list) runs(n int, year func(member int32) int) []closedPage {
	var runs []closedPage
	count := map[int]int{} // of runs, by year
	for i := 0; i < len(l.members); {
		y, j, most := year(l.members[i]), i, n
		if count[y] == 0 {
			most -= l.phase
		}
		for j < len(l.members) && j-i < most && year(l.members[j]) == y {
			j++
		}
		count[y]++
		ends := j == len(l.members) || year(l.members[j]) != y
		runs = append(runs, closedPage{l.pagePath(y, count[y]), i, j, ends})
		i = j
	}
	return runs
}

// phaseOf spreads the lists of outlets over the points at which a page of theirs
// may close. A desk that reads the same outlets for every issue fills their lists
// in step, and all would close a page in one build. So the first page of a year is
// shorter by the phase, and the last one stays on the root for as long as there is
// room.
func phaseOf(root string, n int) int { return 1 + int(crc32.ChecksumIEEE([]byte(root)))%(n-1) }

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
func (l *list) shown(part int) []int32 {
	on := l.members[l.from:]
	if part > 0 {
		on = l.members[l.closed[part-1].from:l.closed[part-1].to]
	}
	out := make([]int32, len(on))
	for i, m := range on {
		out[len(on)-1-i] = m
	}
	return out
}

// older gives the path of the next older part, "" where there is none. A closed
// page has no link to the next newer one: that page does not exist yet when this
// one is closed, and closed pages do not change.
func (l *list) older(part int) string {
	if part == 0 {
		part = len(l.closed) + 1
	}
	if part < 2 {
		return ""
	}
	return l.closed[part-2].path
}

// partName says which closed page of its list a part is: "2018" for the first of
// that year, "2018 · 2" for the second; "2" where the list is of one year alone.
func (l *list) partName(part int) string {
	name := strings.TrimSuffix(strings.TrimPrefix(l.closed[part-1].path, l.root), "/")
	return strings.ReplaceAll(strings.TrimPrefix(name, "page-"), "/", " · ")
}

// addList parts a list and plans its pages; it gives the list's index.
func (s *Site) addList(l list, year func(int32) int) int {
	l.part(s.cfg.PageSize, year)
	if l.kind == archiveList {
		l.closed = nil // the years are its older pages
	}
	key := len(s.lists)
	s.add(Page{Path: l.root, Kind: List, Key: key})
	for i, c := range l.closed {
		s.add(Page{Path: c.path, Kind: List, Key: key, Part: int32(i + 1)})
	}
	s.lists = append(s.lists, l)
	return key
}

func (s *Site) groupLists(kind listKind, folder string, groups []archive.Group) []int {
	out := make([]int, len(groups))
	for i, g := range groups {
		out[i] = s.addGroup(kind, i, folder, &g)
	}
	return out
}

// addGroup plans the list of a group, of which key is the index.
func (s *Site) addGroup(kind listKind, key int, folder string, g *archive.Group) int {
	return s.addList(list{kind: kind, key: key, root: folder + g.Slug + "/", members: g.Members}, s.yearOf)
}

// yearOf gives the year of a briefing.
func (s *Site) yearOf(i int32) int { return int(s.arch.Briefings[i].Front.Date.Year) }

// firstCited gives the year in which a source was first cited, 0 when only a
// plain page cites it.
func (s *Site) firstCited(source int32) int {
	return int(s.arch.Document(int(s.arch.Sources[source].Citations[0].Briefing)).Front.Date.Year)
}
