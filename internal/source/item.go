package source

import (
	"cmp"
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// item resolves one source as a note names it. It is false, and reported, for
// what names none.
func (s *resolving) item(note *briefing.Note, i int) (citing, bool) {
	item := &s.doc.Items[i]
	at := s.file.At(item.Line, item.Col)
	c := citing{briefing.Citation{Item: int32(i), Line: int32(item.Line), Col: int32(item.Col)}, item.Locator}
	var ok bool
	if item.Kind == briefing.KeyItem {
		ok = s.byKey(&c, note, item, at)
	} else {
		ok = s.byURL(&c, item, at)
	}
	return c, ok
}

// byKey finds the source that a key names: in the front matter, then in the
// register.
func (s *resolving) byKey(c *citing, note *briefing.Note, item *briefing.Item, at diag.Pos) bool {
	a := readAfter(item.After, false)
	if front := s.frontByKey(item.Key); front != nil {
		front.used = true
		s.cite(c, front.folded, briefing.Facts{}, a, at)
		return true
	}
	rec := s.Register.ByKey(item.Key)
	if rec == nil {
		s.unknownKey(note, item, at)
		return false
	}
	s.cite(c, identity(rec), briefing.Facts{URL: rec.URL}, a, at)
	return true
}

// unknownKey reports a key that nobody defines: for a marker without a
// definition as an undefined note.
func (s *resolving) unknownKey(note *briefing.Note, item *briefing.Item, at diag.Pos) {
	if s.near == nil {
		s.near = s.names()
	}
	if !note.Implied {
		s.diags.Add(at, diag.Error, "source-key-unknown", "@%s is neither in sources: nor in the register", item.Key)
		if near := s.near.keys.to(item.Key); near != "" {
			s.diags.Hint("did you mean @%s?", near)
		}
		return
	}
	at.Line, at.Col = note.Line, note.Col
	s.diags.Add(at, diag.Error, "note-undefined", "footnote [^%s] has no definition", item.Key)
	if near := s.near.labels.to(item.Key); near != "" {
		s.diags.Hint("did you mean [^%s]?", near)
	} else {
		s.diags.Hint("write a line that begins with \"[^%s]: \", or make it a key under sources:", item.Key)
	}
}

// names are what a key may have been meant for, and a label too.
type names struct{ keys, labels suggestions }

func (s *resolving) names() *names {
	keys := slices.Clone(s.keys)
	for i := range s.front {
		keys = append(keys, s.front[i].record.Key)
	}
	labels := slices.Clone(keys)
	for i := range s.doc.Notes {
		if n := &s.doc.Notes[i]; !n.Implied && !n.Inline && !n.Bracketed {
			labels = append(labels, n.Label)
		}
	}
	return &names{suggestions{candidates: keys}, suggestions{candidates: labels}}
}

// byURL takes the source that a note names by its address.
func (s *resolving) byURL(c *citing, item *briefing.Item, at diag.Pos) bool {
	sp := s.spelled(item.URL, item.Kind == briefing.BareURL)
	if sp.err != nil {
		addRefusal(&s.diags, at, "", sp.err)
		return false
	}
	s.reportCleaning(item.URL, sp, at)
	given := briefing.Facts{URL: sp.URL, Saved: sp.Saved}
	if item.Kind == briefing.TitledURL {
		given.Title = titleOf(item.Title)
	}
	s.cite(c, sp.folded, given, readAfter(item.After, true), at)
	return true
}

// titleOf takes the text of a link as a title, unless it says nothing of the
// document.
func titleOf(text string) string {
	text = briefing.FoldSpace(text)
	switch foldWords(text) {
	case "", "here", "link", "source", "this", "archive", "archived", "archivedcopy", "savedcopy", "copy", "pdf":
		return ""
	}
	if !strings.Contains(text, " ") {
		if _, err := Clean(text); err == nil {
			return "" // the address again
		}
	}
	return text
}

// cite settles a citation: its identity, what the note says of it first, then
// what the front matter adds and, for a copy, the copy's record.
func (s *resolving) cite(c *citing, folded string, given briefing.Facts, a after, at diag.Pos) {
	given.Outlet, given.Date = a.outlet, a.date
	c.Credibility = uint8(a.credibility)
	c.Locator = cmp.Or(c.Locator, a.locator)
	m := briefing.Mention{Folded: s.Canonical(folded), Given: given, Register: s.ByURL(folded)}
	own := m.Register
	if n, ok := s.byFolded[folded]; ok {
		own = &s.records[n]
	}
	if own != nil {
		s.contradictions(&m.Given, own, at)
		s.status(own, at)
	}
	if m.Register != nil && m.Register != own {
		s.status(m.Register, at)
	}
	if front := s.frontByURL(folded); front != nil {
		front.used = true
		s.disagreements(&m.Given, &front.record, at)
		m.Given.Fill(front.record.Facts)
	}
	if own != nil && own != m.Register {
		m.Given.Fill(briefing.Facts{Title: own.Title, Authors: own.Authors, Date: own.Date})
	}
	c.Mention = s.mention(m)
	s.grade(a, c, at)
}
