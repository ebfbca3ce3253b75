package site

import (
	"strings"

	"dossier/internal/archive"
)

// heading gives the name of a list as plain text.
func (s *Site) heading(l *list) string {
	switch l.kind {
	case yearList:
		return number(s.arch.Years[l.key].Year, 4)
	case monthList:
		return number(s.arch.Years[l.key/12].Year, 4) + "-" + number(l.key%12+1, 2)
	case tagList:
		return s.arch.Tags[l.key].Name
	case authorList:
		return s.arch.Authors[l.key].Name
	case deskList:
		return s.arch.Desks[l.key].Name
	case seriesList:
		return s.arch.Series[l.key].Name
	case outletList:
		return s.outletNames[l.key]
	}
	return ""
}

// shownHeading gives the heading of a list as readers see it.
func (s *Site) shownHeading(l *list) HTML {
	switch l.kind {
	case archiveList:
		return s.words.Archive
	case monthList:
		return s.words.Date(s.arch.Briefings[l.members[0]].Front.Date.ToMonth())
	}
	return Text(s.heading(l))
}

// aboveOf gives the index that a list belongs to.
func (s *Site) aboveOf(li *list, l linker) Link {
	w := s.words
	switch li.kind {
	case yearList:
		return Link{URL: l.to(ArchivePath), Text: w.Archive}
	case monthList:
		year := &s.lists[s.yearLists[li.key/12]]
		return Link{URL: l.to(year.root), Text: Text(s.heading(year))}
	case tagList:
		return Link{URL: l.to("/tags/"), Text: w.Tags}
	case authorList:
		return Link{URL: l.to("/authors/"), Text: w.Authors}
	case deskList:
		return Link{URL: l.to("/desks/"), Text: w.Desks}
	case seriesList:
		return Link{URL: l.to("/series/"), Text: w.Series}
	case outletList:
		return Link{URL: l.to("/outlets/"), Text: w.Outlets}
	}
	return Link{}
}

func (s *Site) listView(p Page) *ListView {
	l, li, part := s.linkerOf(p), &s.lists[p.Key], int(p.Part)
	v := &ListView{
		Heading: s.shownHeading(li),
		Above:   s.aboveOf(li, l),
		Older:   link(l, li.older(part), s.words.Older),
	}
	if part == 0 {
		s.rootOf(v, li, l)
	} else {
		v.Above = Link{URL: l.to(li.root), Text: v.Heading}
		v.Heading += " · " + Text(li.partName(part))
	}
	s.members(v, li, part, l)
	v.Head = s.head(p, l, v.Heading)
	v.Head.Kind = HTML(listNames[li.kind])
	v.Head.Description = v.Intro
	if li.kind == tagList {
		v.Head.Feeds = append(v.Head.Feeds, Feed{l.to(li.root + "feed.xml"), s.words.Tagged.With(v.Heading), "application/atom+xml"})
	}
	return v
}

func link(l linker, path string, text HTML) Link {
	if path == "" {
		return Link{}
	}
	return Link{URL: l.to(path), Text: text}
}

// rootOf adds what stands on a list's root alone: totals, descriptions, parts.
func (s *Site) rootOf(v *ListView, li *list, l linker) {
	if li.kind != outletList { // an outlet's count stands on the index of outlets only
		v.Total = len(li.members)
	}
	switch li.kind {
	case archiveList:
		v.Index = s.yearLinks(l)
	case yearList:
		v.Index = s.monthLinks(li.key, l)
	case tagList:
		v.Intro = Text(s.arch.Tags[li.key].Description)
	case outletList:
		s.describeOutlet(v, &s.arch.Outlets[li.key])
	}
	if li.kind != archiveList && li.kind != yearList && li.kind != monthList {
		v.Index = closedYears(li, l)
	}
}

// closedYears links the first closed page of each year of a list, the newest first.
func closedYears(li *list, l linker) []Link {
	var out []Link
	for part := len(li.closed); part > 0; part-- {
		if name := li.partName(part); !strings.Contains(name, " ") {
			out = append(out, Link{URL: l.to(li.closed[part-1].path), Text: Text(name)})
		}
	}
	return out
}

func (s *Site) yearLinks(l linker) []Link {
	var out []Link
	for y := len(s.arch.Years) - 1; y >= 0; y-- {
		li := &s.lists[s.yearLists[y]]
		out = append(out, Link{URL: l.to(li.root), Text: Text(s.heading(li)), Count: len(li.members)})
	}
	return out
}

func (s *Site) monthLinks(year int, l linker) []Link {
	var out []Link
	for m := range s.arch.Years[year].Months {
		if k, ok := s.monthLists[[2]int{year, m}]; ok {
			li := &s.lists[k]
			out = append(out, Link{URL: l.to(li.root), Text: s.shownHeading(li), Count: len(li.members)})
		}
	}
	return out
}

func (s *Site) describeOutlet(v *ListView, o *archive.Outlet) {
	fact := func(name, value HTML) {
		if value != "" {
			v.Facts = append(v.Facts, Fact{name, value})
		}
	}
	if o.Name != o.Domain {
		fact(s.words.Outlet, Text(o.Domain))
	}
	if o.Record == nil {
		return
	}
	fact(s.words.Reliability, s.graded(o.Record.Reliability))
	fact(s.words.Country, Text(o.Record.Country))
	v.Intro = Text(o.Record.Note)
}

func (s *Site) members(v *ListView, li *list, part int, l linker) {
	shown := li.shown(part)
	if li.kind != outletList {
		for _, m := range shown {
			v.Entries = append(v.Entries, s.entry(int(m), l))
		}
		return
	}
	asOf := s.shownAsOf(part, shown)
	for _, m := range shown {
		v.Sources = append(v.Sources, s.sourceInList(s.arch.SourceAsOf(m, asOf), l))
	}
}

// shownAsOf gives the document by whose knowledge a part of an outlet's list shows its
// sources: a closed page shows what was known when its newest source was cited.
func (s *Site) shownAsOf(part int, shown []int32) int {
	if part > 0 {
		return int(s.arch.Sources[shown[0]].Citations[0].Briefing)
	}
	return len(s.arch.Briefings) + len(s.arch.Pages)
}

func (s *Site) sourceInList(src *archive.Source, l linker) SourceLink {
	title, _ := s.titleOf(src)
	return SourceLink{Place: l.to(place(src)), Title: title, Date: s.words.Date(src.Facts.Date), Note: s.statusMessage(src)}
}
