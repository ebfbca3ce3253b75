package site

import (
	"bytes"
	"slices"
	"time"
)

// FeedView is what the Atom feed (RFC 4287) and the JSON Feed (version 1.1) of a
// list hold. Addresses are absolute.
type FeedView struct {
	ID      HTML // an absolute IRI, as RFC 4287 wants it
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
	ID        HTML // made of the briefing's permanent id, else of its address
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
	v.ID = s.feedID(p.Path)
	v.Author = s.shared.Organisation
	if v.Author == "" {
		v.ID = s.feedID(p.Path)
		v.Author = s.shared.Title
	}
	if p.Kind == TagAtom {
		li := &s.lists[s.tagLists[p.Key]]
		v.Home = l.to(li.root)
		v.Title += ": " + Text(s.heading(li))
	}
	updated := time.Unix(0, 0).UTC()
	for _, i := range slices.Backward(s.feedMembers(p)) {
		e, at := s.feedEntry(int(i), l)
		v.Entries = append(v.Entries, e)
		if at.After(updated) {
			updated = at
		}
	}
	v.Updated = HTML(updated.Format(time.RFC3339))
	return v
}

// feedMembers lists the briefings of a feed, the oldest first.
func (s *Site) feedMembers(p Page) []int32 {
	members := s.lists[s.archiveList].members
	if p.Kind == TagAtom {
		members = s.lists[s.tagLists[p.Key]].members
	}
	return members[max(0, len(members)-s.cfg.FeedEntries):]
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
	e.ID = s.feedID(s.paths[i])
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

// feedID names a feed, or an entry without an id of its own, by its address.
func (s *Site) feedID(path string) HTML {
	if s.origin == "" {
		return "urn:dossier:" + Text(escapePath(path))
	}
	return s.absolute().to(path)
}

// FeedContent is a briefing as feeds hold it. Every address is absolute, those of
// its notes and markers too. They lead to where the same ids stand on the page: a
// reader that resolves an address against the entry's, drops ids or shows several
// entries at once still gets to the note, and one that knows the id stays in place.
type FeedContent struct {
	Lang, Dir HTML
	Self      HTML // address of the briefing
	Notes     []NoteView

	printer *printer
}

// FeedContent makes the content of briefing i.
func (s *Site) FeedContent(i int) (FeedContent, error) {
	lang := s.langOf(s.arch.Briefings[i])
	p, err := s.printer(i, s.absolute(), "")
	if err != nil {
		return FeedContent{}, err
	}
	p.self = p.link.to(s.paths[i])
	return FeedContent{Text(lang), direction(lang), p.self, p.notes(), p}, nil
}

// WriteBody writes the text without the notes, straight into a feed's: it is long,
// and nothing else wants it.
func (c *FeedContent) WriteBody(to *bytes.Buffer) { c.printer.print(to, &c.printer.text.Body) }
