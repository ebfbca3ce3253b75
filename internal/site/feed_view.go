package site

import (
	"strconv"
	"time"

	"dossier/internal/briefing"
)

// FeedView is what the Atom feed (RFC 4287) and the JSON Feed (version 1.1) of a
// list hold. Addresses are absolute.
type FeedView struct {
	Title   HTML
	Home    HTML // address of the list as a page
	Self    HTML // address of the feed
	Icon    HTML
	Author  HTML
	Lang    HTML
	Updated HTML // RFC 3339
	Entries []FeedEntry
}

// FeedEntry is one briefing in a feed, its whole content included.
type FeedEntry struct {
	ID        HTML // a tag URI or the address; never changes
	URL       HTML
	Title     HTML
	Summary   HTML
	Published HTML // RFC 3339
	Updated   HTML // RFC 3339
	Authors   []HTML
	Tags      []HTML
	Lang      HTML
	Marking   HTML // label, "" for TLP:CLEAR
	Document  int  // number of the briefing, whose content FeedBody makes
}

func (s *Site) feedView(p Page) *FeedView {
	l := s.absolute()
	v := &FeedView{Title: s.shared.Title, Home: l.to("/"), Self: l.to(p.Path), Icon: s.asset(l, "assets/favicon.svg"), Lang: s.shared.Lang}
	v.Author = s.shared.Organisation
	if v.Author == "" {
		v.Author = s.shared.Title
	}
	members := s.lists[s.archiveList].members
	if p.Kind == TagAtom {
		li := &s.lists[s.tagLists[p.Key]]
		members = li.members
		v.Home = l.to(li.root)
		v.Title += ": " + Text(s.heading(li))
	}
	updated := time.Unix(0, 0).UTC()
	for i := len(members) - 1; i >= 0 && len(v.Entries) < s.cfg.FeedEntries; i-- {
		e, at := s.feedEntry(members[i], l)
		v.Entries = append(v.Entries, e)
		if at.After(updated) {
			updated = at
		}
	}
	v.Updated = HTML(updated.Format(time.RFC3339))
	return v
}

func (s *Site) feedEntry(i int, l linker) (FeedEntry, time.Time) {
	b := s.arch.Briefings[i]
	published := b.Front.Date.Moment(s.cfg.Zone)
	updated := published
	if u := b.Front.Updated.Moment(s.cfg.Zone); u.After(updated) {
		updated = u
	}
	e := FeedEntry{
		URL: l.to(s.paths[i]), Title: Text(b.Front.Title), Summary: description(b),
		Published: HTML(published.Format(time.RFC3339)), Updated: HTML(updated.Format(time.RFC3339)),
		Lang: Text(s.langOf(b)), Marking: above(b.Front.Marking).Text, Document: i,
	}
	e.ID = e.URL
	if b.Front.ID != "" {
		e.ID = "urn:dossier:" + Text(escapePath(b.Front.ID))
	}
	for _, k := range s.arch.AuthorsOf(i) {
		e.Authors = append(e.Authors, Text(s.arch.Authors[k].Name))
	}
	for _, k := range s.arch.TagsOf(i) {
		e.Tags = append(e.Tags, Text(s.arch.Tags[k].Name))
	}
	return e, updated
}

// FeedBody makes the content of briefing i for a feed: its text and notes with
// absolute addresses, and ids that do not meet those of another entry.
func (s *Site) FeedBody(i int) (body HTML, notes []NoteView) {
	b := s.arch.Briefings[i]
	p := s.printer(i, s.absolute(), "b"+strconv.Itoa(b.Front.Date.Year)+"-"+b.Front.Slug+"-")
	return p.body(&b.Doc.Body), p.notes()
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
	v := &SitemapView{Index: p.Kind == Sitemap}
	for _, q := range s.pages {
		if s.inSitemap(p, q) {
			v.Locations = append(v.Locations, Location{l.to(q.Path), s.lastMod(q)})
		}
	}
	return v
}

// inSitemap reports whether page q belongs into sitemap p: into the index all
// other sitemaps, into a year's its briefings, into the rest's the home page,
// plain pages and the roots of lists.
func (s *Site) inSitemap(p, q Page) bool {
	switch q.Kind {
	case SitemapPart:
		return p.Kind == Sitemap
	case Briefing:
		return p.Kind == SitemapPart && p.Key == s.yearOf(q.Key)
	case Home, Plain, Tags, Authors, Desks, SeriesIndex, Sources, Outlets:
		return p.Kind == SitemapPart && p.Key == 0
	case List:
		return p.Kind == SitemapPart && p.Key == 0 && q.Part == 0
	}
	return false
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
