package site

import (
	"bytes"
	"strings"

	"dossier/internal/archive"
	"dossier/internal/briefing"
	"dossier/internal/source"
)

// relExternal keeps a reader's visit from being told to the other side: no
// referrer, and no handle on the opening window.
const relExternal = ` rel="external noreferrer"`

// titleOf gives the title of a source, or its outlet's readable URL when nobody
// gave it one: defanged when it is not to be a link.
func (s *Site) titleOf(src *archive.Source) (title HTML, titled bool) {
	switch {
	case src.Facts.Title != "":
		return Text(src.Facts.Title), true
	case src.Facts.URL != "":
		return Text(s.addressOf(src)), false
	case src.Record != nil:
		return Text(src.Record.Key), false
	}
	return "", false
}

// addressOf gives a source's URL as readers read it.
func (s *Site) addressOf(src *archive.Source) string {
	if !s.linked(src) {
		return source.Defang(src.Facts.URL)
	}
	return source.Readable(src.Facts.URL)
}

// sourceLink writes the attributes of a link to a source, each after a space, and
// nothing for a source that must not be clickable. A dead source leads to its
// saved copy first, one that moved to where it went. The data attributes are
// those of Robust Links 1.0.
func (s *Site) sourceLink(b *bytes.Buffer, src *archive.Source) {
	url, saved := src.Facts.URL, src.Facts.Saved
	if url == "" || !s.linked(src) {
		return
	}
	lead := url
	switch s.status(src) {
	case briefing.Dead:
		if s.savedLinked(src) {
			lead = saved.URL
		}
	case briefing.Moved:
		if to := src.Record.MovedTo; s.in.Linkable(to) {
			lead = to
		}
	}
	write(b, ` href="`, Text(lead), `"`, relExternal)
	if s.savedLinked(src) {
		write(b, ` data-originalurl="`, Text(url), `" data-versionurl="`, Text(saved.URL), `"`)
		if !saved.Date.IsZero() {
			write(b, ` data-versiondate="`, Text(saved.Date.String()), `"`)
		}
	}
}

// linked reports whether a source's URL may be a link.
func (s *Site) linked(src *archive.Source) bool { return !src.Unlinked }

func (s *Site) status(src *archive.Source) briefing.Status {
	if src.Record == nil {
		return briefing.Live
	}
	return src.Record.Status
}

// statusMessage gives what a reader is told of a source that is no longer what
// it was.
func (s *Site) statusMessage(src *archive.Source) HTML {
	if src.Record == nil {
		return ""
	}
	r, w := src.Record, s.words
	var msg HTML
	switch r.Status {
	case briefing.Dead:
		msg = dated(w.Dead, w.DeadSince, w.Date(r.StatusDate))
	case briefing.Moved:
		msg = dated(w.Moved, w.MovedOn, w.Date(r.StatusDate))
	case briefing.Retracted:
		msg = dated(w.Retracted, w.RetractedOn, w.Date(r.StatusDate))
	default:
		return ""
	}
	if r.Reason != "" {
		msg += ": " + Text(r.Reason)
	}
	return msg
}

func dated(without, with, date HTML) HTML {
	if date == "" {
		return without
	}
	return with.With(date)
}

// savedLinked reports whether there is a saved copy that may be a link.
func (s *Site) savedLinked(src *archive.Source) bool {
	return src.Facts.Saved.URL != "" && s.in.Linkable(src.Facts.Saved.URL)
}

// savedLink gives the copy kept elsewhere, dated when its date is known, and
// without an address but defanged where it must not be a link.
func (s *Site) savedLink(src *archive.Source) Link {
	saved := src.Facts.Saved
	if saved.URL == "" || !s.linked(src) {
		return Link{}
	}
	text := s.words.SavedCopy
	if date := s.words.Date(saved.Date); date != "" {
		text += ", " + date
	}
	if !s.savedLinked(src) {
		return Link{Text: text + ": " + Text(source.Defang(saved.URL))}
	}
	return Link{URL: Text(saved.URL), Text: text}
}

// reliability gives the letter of a source's outlet (NATO STANAG 2511).
func (s *Site) reliability(src *archive.Source) string {
	if src.Outlet < 0 || s.arch.Outlets[src.Outlet].Record == nil {
		return ""
	}
	return s.arch.Outlets[src.Outlet].Record.Reliability
}

// graded spells a reliability letter out: "B, usually reliable".
func (s *Site) graded(letter string) HTML {
	if len(letter) != 1 || letter < "A" || letter > "F" {
		return Text(letter)
	}
	return HTML(letter) + ", " + s.words.Grades[letter[0]-'A']
}

func (s *Site) sourceView(src *archive.Source, l linker, cited []archive.CitedFrom) (SourceView, error) {
	title, titled := s.titleOf(src)
	var href bytes.Buffer
	s.sourceLink(&href, src)
	v := SourceView{
		ID:          Text(src.ID),
		Title:       title,
		Titled:      titled,
		Href:        HTML(href.String()),
		Authors:     Text(strings.Join(src.Facts.Authors, ", ")),
		Date:        s.words.Date(src.Facts.Date),
		Status:      HTML(s.status(src)),
		StatusMsg:   s.statusMessage(src),
		Saved:       s.savedLink(src),
		Reliability: s.graded(s.reliability(src)),
	}
	if src.Facts.URL != "" {
		v.Shown = s.shownURL(src)
	}
	if src.Record != nil {
		v.Type, v.Note = Text(src.Record.Type), Text(src.Record.Note)
	}
	v.Outlet = s.outletLink(src, l)
	v.Cited = make([]CitedBy, len(cited))
	for k, c := range cited {
		var err error
		if v.Cited[len(cited)-1-k], err = s.citedBy(c, l); err != nil {
			return SourceView{}, err
		}
	}
	return v, nil
}

// shownURL gives the URL as text, defanged when it is not to be a link.
func (s *Site) shownURL(src *archive.Source) HTML {
	if !s.linked(src) {
		return Text(source.Defang(src.Facts.URL))
	}
	return Text(src.Facts.URL)
}

func (s *Site) outletLink(src *archive.Source, l linker) Link {
	link := Link{Text: Text(s.outletName(src))}
	if src.Outlet >= 0 {
		link.URL = l.to(s.lists[s.outletLists[src.Outlet]].root)
	}
	return link
}

// nameOutlets gives every outlet the name under which it is shown: its own, or its
// domain, which is defanged when nothing on it may be linked.
func (s *Site) nameOutlets() {
	s.outletNames = make([]string, len(s.arch.Outlets))
	for i := range s.arch.Outlets {
		s.outletNames[i] = s.nameOutlet(&s.arch.Outlets[i])
	}
}

func (s *Site) nameOutlet(o *archive.Outlet) string {
	if o.Name == o.Domain && !s.in.Linkable("https://"+o.Domain+"/") {
		return source.Defang(o.Domain)
	}
	return o.Name
}

// outletName gives the name of a source's outlet; a bare domain that must not
// become clickable is defanged.
func (s *Site) outletName(src *archive.Source) string {
	name := s.arch.OutletName(src)
	if src.Outlet >= 0 && name == s.arch.Outlets[src.Outlet].Domain && !s.linked(src) {
		return source.Defang(name)
	}
	return name
}

// markOf gives the marker at which a citation stands.
func (s *Site) markOf(c archive.CitedFrom) *briefing.Citing {
	return &s.arch.Document(int(c.Briefing)).Outline.Marks[c.Mark]
}

func (s *Site) citedBy(c archive.CitedFrom, l linker) (CitedBy, error) {
	b, mark := s.arch.Document(int(c.Briefing)), s.markOf(c)
	id, sentence, err := s.said(b, mark)
	return CitedBy{
		URL:      l.to(s.paths[c.Briefing] + "#" + id),
		Title:    Text(b.Front.Title),
		Date:     s.dates[c.Briefing],
		Sentence: Text(sentence),
		Locator:  Text(b.LocatorOf(int(c.Citation))),
		Marking:  above(b.Front.Marking),
	}, err
}

// shelfView makes the view of a shelf.
func (s *Site) shelfView(p Page) (*ShelfView, error) {
	l, sh := s.linkerOf(p), s.shelves[p.Key]
	v := &ShelfView{Heading: s.words.Shelf.With(Text(sh.name)), Above: Link{URL: l.to("/sources/"), Text: s.words.Sources}}
	for i := sh.from; i < sh.to; i++ {
		if err := s.shelved(v, i, !s.leafed[i], l); err != nil {
			return nil, err
		}
	}
	for _, j := range sh.joined {
		src := &s.arch.Sources[j.Source]
		title, _ := s.titleOf(src)
		v.Joined = append(v.Joined, JoinedView{Text(j.ID), Link{URL: l.to(place(src)), Text: title}})
	}
	v.Head = s.head(p, l, v.Heading)
	return v, nil
}

// leafView makes the view of a leaf.
func (s *Site) leafView(p Page) (*ShelfView, error) {
	l, sh := s.linkerOf(p), s.shelves[p.Key]
	v := &ShelfView{
		Heading: s.words.Shelf.With(Text(sh.name + string(rune(p.Part)))),
		Above:   Link{URL: l.to(sh.path()), Text: s.words.Shelf.With(Text(sh.name))},
	}
	for _, i := range s.onLeaf(p) {
		if err := s.shelved(v, i, true, l); err != nil {
			return nil, err
		}
	}
	v.Head = s.head(p, l, v.Heading)
	return v, nil
}

// shelved puts source i on a page, with what it is cited by or with the way to it.
func (s *Site) shelved(v *ShelfView, i int, cited bool, l linker) error {
	src := &s.arch.Sources[i]
	newest, rest := s.newestOf(src)
	if !cited {
		newest = nil
	}
	view, err := s.sourceView(src, l, newest)
	if err != nil {
		return err
	}
	if cited {
		view.More = s.moreCited(src, rest, l)
	} else {
		view.Elsewhere = Link{URL: l.to(leafPath(src.Shelf(), leafOf(src)) + "#" + src.ID), Text: s.words.Elsewhere}
	}
	v.Sources = append(v.Sources, view)
	return nil
}

// sourceYearView makes the view of what a source was cited by in a year.
func (s *Site) sourceYearView(p Page) (*ShelfView, error) {
	l, src := s.linkerOf(p), &s.arch.Sources[p.Key]
	_, rest := s.newestOf(src)
	cited := s.citedIn(int(p.Part), rest)
	view, err := s.sourceView(s.arch.SourceAsOf(int32(p.Key), int(cited[len(cited)-1].Briefing)), l, cited)
	if err != nil {
		return nil, err
	}
	v := &ShelfView{Single: true, Heading: view.Title, Sources: []SourceView{view}}
	v.Above = Link{URL: l.to(place(src)), Text: s.words.Shelf.With(Text(src.Shelf()))}
	v.Head = s.head(p, l, view.Title)
	return v, nil
}

// citedIn gives the citations by briefings of a year.
func (s *Site) citedIn(year int, all []archive.CitedFrom) []archive.CitedFrom {
	var in []archive.CitedFrom
	for _, c := range all {
		if s.yearOf(c.Briefing) == year {
			in = append(in, c)
		}
	}
	return in
}

func (s *Site) moreCited(src *archive.Source, rest []archive.CitedFrom, l linker) []Link {
	var links []Link
	for _, year := range s.yearsOf(rest) {
		links = append(links, Link{URL: l.to(yearPath(src, year)), Text: HTML(number(year, 4))})
	}
	return links
}
