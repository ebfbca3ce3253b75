package site

import "dossier/internal/briefing"

// TitleOf gives what readers call a page: of a briefing, a list or an index; "" for others.
func (s *Site) TitleOf(p Page) HTML {
	w := s.words
	switch p.Kind {
	case Home:
		return s.shared.Title
	case Briefing, Plain:
		return Text(s.arch.Document(p.Key).Front.Title)
	case List:
		return s.shownHeading(&s.lists[p.Key])
	case Tags:
		return w.Tags
	case Authors:
		return w.Authors
	case Desks:
		return w.Desks
	case SeriesIndex:
		return w.Series
	case Outlets:
		return w.Outlets
	case Sources:
		return w.Sources
	}
	return ""
}

// PathOf gives the path of document i.
func (s *Site) PathOf(i int) string { return s.paths[i] }

// StandsAs reports whether it is known that all documents are the files, and stand at the
// paths, of another site.
func (s *Site) StandsAs(t *Site) bool {
	return len(s.paths) == len(t.paths) && (len(s.paths) == 0 || &s.paths[0] == &t.paths[0])
}

// TextOf gives the text of document i, which is not to be changed.
func (s *Site) TextOf(i int) (*briefing.Document, error) { return s.text(s.arch.Document(i)) }

// Minutes gives how long reading a text takes.
func Minutes(d *briefing.Document) int { return (d.Words + wordsAMinute - 1) / wordsAMinute }
