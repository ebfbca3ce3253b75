package site

import (
	"cmp"
	"slices"
	"strconv"

	"golang.org/x/text/language"

	"dossier/internal/briefing"
	"dossier/internal/config"
)

// Readers manage about this many words of such text a minute.
const wordsAMinute = 220

// rightToLeft lists the scripts in use that are written so (ISO 15924).
var rightToLeft = []string{"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}

// direction gives "rtl" or "ltr" for a BCP 47 tag, by the script that it names or
// that its language is usually written in.
func direction(lang string) HTML {
	script, _ := language.Make(lang).Script()
	if slices.Contains(rightToLeft, script.String()) {
		return "rtl"
	}
	return "ltr"
}

// language gives lang and dir of a document, "" where they are the site's.
func (s *Site) language(b *briefing.Briefing) (lang, dir HTML) {
	if b.Front.Lang == "" || b.Front.Lang == s.cfg.Language {
		return "", ""
	}
	return Text(b.Front.Lang), direction(b.Front.Lang)
}

func (s *Site) briefingView(p Page) (*BriefingView, error) {
	l := s.linkerOf(p)
	b := s.arch.Document(p.Key)
	pr, err := s.printer(p.Key, l, "")
	if err != nil {
		return nil, err
	}
	v := &BriefingView{
		Plain:    p.Kind == Plain,
		Title:    Text(b.Front.Title),
		Summary:  Text(b.Front.Summary),
		Date:     s.dates[p.Key],
		DateISO:  Text(b.Front.Date.String()),
		Updated:  s.words.Date(b.Front.Updated),
		Minutes:  Minutes(pr.text),
		Imported: b.Front.Imported,
		Contents: contents(pr.text.Headings),
		Body:     pr.body(&pr.text.Body),
		Notes:    pr.notes(),
	}
	v.Lang, v.Dir = s.language(b)
	v.Head = s.head(p, l, v.Title)
	v.Head.Description = description(b)
	v.Head.Marking = label(b.Front.Marking)
	v.Head.Held = s.held(b)
	v.Sourcing = s.sourcing(p.Key, l)
	if !v.Plain {
		s.placeInArchive(v, p, l)
		s.describeFor(v, p, l)
	}
	return v, nil
}

// placeInArchive adds what ties a briefing to the others.
func (s *Site) placeInArchive(v *BriefingView, p Page, l linker) {
	i, b := p.Key, s.arch.Briefings[p.Key]
	v.SignOff = s.signOff(b)
	v.Desk = s.groupLink(l, s.deskLists, s.arch.DeskOf(i))
	for _, k := range s.arch.AuthorsOf(i) {
		v.Authors = append(v.Authors, s.groupLink(l, s.authorLists, int(k)))
	}
	for _, k := range s.arch.TagsOf(i) {
		v.Tags = append(v.Tags, s.groupLink(l, s.tagLists, int(k)))
	}
	if k := s.arch.SeriesOf(i); k >= 0 {
		v.Series = s.groupLink(l, s.seriesLists, k)
	}
	if i > 0 {
		v.Previous = s.documentLink(i-1, l)
	}
	if i+1 < len(s.arch.Briefings) {
		v.Next = s.documentLink(i+1, l)
	}
	for _, k := range s.arch.Related(i) {
		v.Related = append(v.Related, s.entry(int(k), l))
	}
	if len(s.arch.SourcesOf(i)) > 0 {
		v.Downloads = s.downloads(p, l)
	}
}

func (s *Site) groupLink(l linker, lists []int, k int) Link {
	if k < 0 {
		return Link{}
	}
	li := &s.lists[lists[k]]
	return Link{URL: l.to(li.root), Text: Text(s.heading(li))}
}

func (s *Site) documentLink(i int, l linker) Link {
	return Link{URL: l.to(s.paths[i]), Text: Text(s.arch.Document(i).Front.Title)}
}

// entry makes a briefing's entry in a list.
func (s *Site) entry(i int, l linker) Entry {
	b := s.arch.Briefings[i]
	e := Entry{
		URL:     l.to(s.paths[i]),
		Title:   Text(b.Front.Title),
		Date:    s.dates[i],
		Summary: description(b),
		Desk:    Text(b.Front.Desk),
		Marking: above(b.Front.Marking),
	}
	e.Lang, e.Dir = s.language(b)
	return e
}

func (s *Site) signOff(b *briefing.Briefing) []Fact {
	var out []Fact
	add := func(field config.SignOff, name HTML, value string) {
		if value != "" && slices.Contains(s.cfg.SignOff, field) {
			out = append(out, Fact{name, Text(value)})
		}
	}
	add(config.Prepared, s.words.Prepared, b.Front.Prepared)
	add(config.Reviewed, s.words.Reviewed, b.Front.Reviewed)
	add(config.Approved, s.words.Approved, b.Front.Approved)
	return out
}

// held says why a briefing is not published yet; a build shows such briefings
// only when it is asked for drafts or scheduled ones.
func (s *Site) held(b *briefing.Briefing) HTML {
	f := &b.Front
	switch {
	case f.Draft:
		return s.words.Draft
	case !f.Embargo.IsZero() && f.Embargo.Moment(s.cfg.Zone).After(s.in.Now):
		return s.words.Embargoed.With(s.words.Date(f.Embargo) + " " + Text(f.Embargo.Time))
	case f.Date.Moment(s.cfg.Zone).After(s.in.Now):
		return s.words.Scheduled.With(s.words.Date(f.Date))
	}
	return ""
}

// contents makes the contents list, its levels counted from the highest there is.
// A single heading needs none.
func contents(headings []briefing.Heading) []ContentsItem {
	if len(headings) < 2 {
		return nil
	}
	top := slices.MinFunc(headings, func(x, y briefing.Heading) int { return cmp.Compare(x.Level, y.Level) }).Level
	out := make([]ContentsItem, 0, len(headings))
	for _, h := range headings {
		if level := h.Level - top + 1; level <= 3 {
			out = append(out, ContentsItem{URL: "#" + Text(escapeFragment(h.ID)), Text: Text(h.Text), Level: level})
		}
	}
	return out
}

// notes makes the printed list of notes.
func (p *printer) notes() []NoteView {
	bodies, together := p.noteBodies(), p.doc.NotesByNumber()
	out := make([]NoteView, len(bodies))
	for i, body := range bodies {
		out[i] = p.note(i, body)
		if together != nil {
			out[i].Also = p.idsOf(together[i][1:])
		}
	}
	return out
}

func (p *printer) note(i int, body HTML) NoteView {
	printed := &p.doc.Notes[i]
	first := &p.text.Notes[printed.First]
	v := NoteView{
		Number: i + 1,
		ID:     HTML(p.prefix) + Text(briefing.NoteID(first.Label)),
		Body:   body,
	}
	v.Sources = make([]NoteSource, 0, printed.Citations.Len())
	for c := printed.Citations.From; c < printed.Citations.To; c++ {
		v.Sources = append(v.Sources, p.noteSource(int(c)))
	}
	v.Backs = p.backs(i)
	return v
}

// idsOf gives the ids of notes.
func (p *printer) idsOf(notes []int) []HTML {
	ids := make([]HTML, len(notes))
	for i, n := range notes {
		ids[i] = HTML(p.prefix) + Text(briefing.NoteID(p.text.Notes[n].Label))
	}
	return ids
}

func (p *printer) noteSource(citation int) NoteSource {
	s, src := p.site, p.source(citation)
	grade := s.reliability(src)
	if c := p.doc.Citations[citation].Credibility; c > 0 {
		grade += strconv.Itoa(int(c))
	}
	v := NoteSource{
		Shown:     p.unlinked(citation),
		Grade:     Text(grade),
		Saved:     s.savedLink(src),
		Status:    HTML(s.status(src)),
		StatusMsg: s.statusMessage(src),
	}
	if p.self == "" { // feeds lead to the note on its page, and from there on
		v.Place = p.link.to(place(src))
	}
	return v
}

// unlinked gives the URL of a source that is not to be a link, defanged, where the
// note shows a title in its stead.
func (p *printer) unlinked(citation int) HTML {
	src := p.source(citation)
	titled := src.Facts.Title != "" || p.text.Items[p.doc.Citations[citation].Item].Kind == briefing.TitledURL
	if !titled || src.Facts.URL == "" || p.site.linked(src) {
		return ""
	}
	return p.site.shownURL(src)
}

// backs makes a way back to each marker of a note, numbered when there are several.
func (p *printer) backs(i int) []Back {
	marks := p.doc.MarksOf(i)
	out := make([]Back, len(marks))
	for k, m := range marks {
		out[k] = Back{To: HTML(p.prefix) + Text(escapeFragment(p.text.Marks[m.Mark].ID)), Name: p.site.backName(i), Sign: "↩"}
		if len(marks) > 1 {
			which := HTML(strconv.Itoa(k + 1))
			out[k].Name = p.site.words.Back.With(HTML(strconv.Itoa(i+1)) + "-" + which)
			out[k].Sign += which
		}
	}
	return out
}

// backName gives the accessible name of the way back to the only marker of the
// note at index i.
func (s *Site) backName(i int) HTML {
	if i < len(s.backs) {
		return s.backs[i]
	}
	return s.words.Back.With(HTML(strconv.Itoa(i + 1)))
}

// sourcing counts what a document rests on: its markers with a source, its
// sources, and its citations of each outlet, the most cited first.
func (s *Site) sourcing(i int, l linker) Sourcing {
	b, of := s.arch.Document(i), s.arch.SourcesOf(i)
	v := Sourcing{Sources: len(s.arch.DistinctSources(i))}
	type cited struct{ outlet, n int }
	by := make([]cited, 0, len(of))
	for c, src := range of {
		n := len(b.MarksOf(int(b.Citations[c].Note)))
		v.Citations += n
		o := int(s.arch.Sources[src].Outlet)
		if k := slices.IndexFunc(by, func(x cited) bool { return x.outlet == o }); k >= 0 {
			by[k].n += n
		} else if o >= 0 {
			by = append(by, cited{o, n})
		}
	}
	v.Outlets = make([]Link, len(by))
	for k, c := range by {
		v.Outlets[k] = Link{URL: l.to(s.lists[s.outletLists[c.outlet]].root), Text: Text(s.outletNames[c.outlet]), Count: c.n}
	}
	slices.SortFunc(v.Outlets, func(x, y Link) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Text, y.Text), cmp.Compare(x.URL, y.URL))
	})
	return v
}
