package site

import (
	"strconv"

	"dossier/internal/briefing"
)

// The sitemaps protocol (sitemaps.org, 0.9) lets one file hold so many addresses.
const sitemapLimit = 50_000

// sitemap is one file of addresses: the briefings of a year, or the pages that
// have none; the second file of a year holds what the first has no room for.
type sitemap struct {
	path    string
	members []int32 // indexes into pages
}

// planSitemaps parts the pages that searchers should know: home, plain pages and
// the roots of lists; and the briefings by year, so that a new one changes the
// file of its year alone.
func (s *Site) planSitemaps() {
	var rest []int32
	years := map[int][]int32{}
	for i, p := range s.pages {
		switch p.Kind {
		case Briefing:
			y := s.yearOf(int32(p.Key))
			years[y] = append(years[y], int32(i))
		case Home, Plain, Tags, Authors, Desks, SeriesIndex, Sources, Outlets:
			rest = append(rest, int32(i))
		case List:
			if p.Part == 0 {
				rest = append(rest, int32(i))
			}
		}
	}
	s.add(Page{Path: "/sitemap.xml", Kind: Sitemap})
	s.addSitemaps("/sitemap-pages", rest)
	for _, y := range s.arch.Years {
		s.addSitemaps("/sitemap-"+strconv.Itoa(y.Year), years[y.Year])
	}
}

func (s *Site) addSitemaps(stem string, members []int32) {
	for n := 1; len(members) > 0; n++ {
		path := stem
		if n > 1 {
			path += "-" + strconv.Itoa(n)
		}
		k := min(sitemapLimit, len(members))
		s.add(Page{Path: path + ".xml", Kind: SitemapPart, Key: len(s.sitemaps)})
		s.sitemaps = append(s.sitemaps, sitemap{path + ".xml", members[:k]})
		members = members[k:]
	}
}

// SitemapView is a sitemap: addresses with the day of their last change, or the
// sitemaps that an index lists (sitemaps.org, 0.9).
type SitemapView struct {
	Index     bool
	Locations []Location
}

// Location is one entry of a sitemap.
type Location struct {
	URL     HTML
	LastMod HTML // W3C date, "" when not known
}

func (s *Site) sitemapView(p Page) *SitemapView {
	l := s.absolute()
	if p.Kind == Sitemap {
		v := &SitemapView{Index: true}
		for _, m := range s.sitemaps {
			v.Locations = append(v.Locations, Location{URL: l.to(m.path)})
		}
		return v
	}
	v := &SitemapView{}
	for _, i := range s.sitemaps[p.Key].members {
		v.Locations = append(v.Locations, Location{l.to(s.pages[i].Path), s.lastMod(s.pages[i])})
	}
	return v
}

func (s *Site) lastMod(p Page) HTML {
	if p.Kind != Briefing && p.Kind != Plain {
		return ""
	}
	f := &s.arch.Document(p.Key).Front
	d := f.Updated
	if d.IsZero() {
		d = f.Date
	}
	return HTML(w3cDate(d))
}

// w3cDate drops a time without a zone, which the format does not know.
func w3cDate(d briefing.Date) string {
	if len(d.Time) == len("15:04:05") {
		d.Time = ""
	}
	return d.String()
}
