package archive

import "dossier/internal/briefing"

// known says which document made each fact of a source known, by its number; 0
// also where the fact is not known or comes from the register.
//
// Pages look back: what a briefing's own page says of a source is what it and
// earlier briefings know. Else one note that gives a much cited source its title
// would change the page of every briefing that cites it.
type known struct{ title, outlet, authors, date, saved int32 }

// learn notes which gaps in the facts that hold are filled by those given in
// document i, and reports whether any is.
func (k *known) learn(holds, given *briefing.Facts, i int32) (any bool) {
	note := func(at *int32, fills bool) {
		if fills {
			*at, any = i, true
		}
	}
	note(&k.title, holds.Title == "" && given.Title != "")
	note(&k.outlet, holds.Outlet == "" && given.Outlet != "")
	note(&k.authors, len(holds.Authors) == 0 && len(given.Authors) > 0)
	note(&k.date, holds.Date.IsZero() && !given.Date.IsZero())
	note(&k.saved, holds.Saved.URL == "" && given.Saved.URL != "")
	return any || holds.URL == "" && given.URL != ""
}

// all gives the document by which all of it was known.
func (k *known) all() int32 { return max(k.title, k.outlet, k.authors, k.date, k.saved) }

// SourceAsOf gives source k with the facts that a document, the documents before it
// and the register give.
func (a *Archive) SourceAsOf(k int32, document int) *Source {
	s, i := &a.Sources[k], int32(document)
	if s.known.all() <= i {
		return s
	}
	then, facts := *s, *s.Facts
	then.Facts = &facts
	if s.known.title > i {
		facts.Title = ""
	}
	if s.known.outlet > i {
		facts.Outlet = ""
	}
	if s.known.authors > i {
		facts.Authors = nil
	}
	if s.known.date > i {
		facts.Date = briefing.Date{}
	}
	if s.known.saved > i {
		facts.Saved = briefing.Saved{}
	}
	return &then
}
