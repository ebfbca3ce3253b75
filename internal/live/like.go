package live

import (
	"cmp"
	"html"
	"path"
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/preview"
	"dossier/internal/site"
)

// Of pages of a like name so many are listed, and those that share this much of the name.
const (
	mostLike = 8
	likeness = 0.4
)

// Like lists the pages of a name like that of a path, the likest first.
func (e *edition) Like(at string) []preview.Link {
	if e.moment.Shown == nil {
		return nil
	}
	type like struct {
		page site.Page
		by   float64
	}
	var found []like
	name := triplesOf(at)
	s := e.moment.Shown.Site
	for _, p := range s.Pages() {
		if p.Part > 0 || !shownByName(p.Kind) {
			continue
		}
		if by := name.likeness(triplesOf(p.Path)); by >= likeness {
			found = append(found, like{p, by})
		}
	}
	slices.SortStableFunc(found, func(a, b like) int { return cmp.Compare(b.by, a.by) })
	var out []preview.Link
	for _, l := range found[:min(len(found), mostLike)] {
		out = append(out, preview.Link{Path: l.page.Path, Title: html.UnescapeString(string(s.TitleOf(l.page)))})
	}
	return out
}

func shownByName(k site.Kind) bool {
	return k == site.Briefing || k == site.Plain || k == site.List || k >= site.Tags && k <= site.Sources
}

// triples are the pieces of three letters of the last part of a path.
type triples map[string]bool

func triplesOf(at string) triples {
	name := "  " + briefing.FoldTag(strings.TrimSuffix(path.Base(at), ".html")) + " "
	t := triples{}
	for i := range len(name) - 2 {
		t[name[i:i+3]] = true
	}
	return t
}

// likeness gives the share of pieces that two names have in common, from 0 to 1.
func (t triples) likeness(u triples) float64 {
	both := 0
	for piece := range t {
		if u[piece] {
			both++
		}
	}
	return float64(both) / float64(len(t)+len(u)-both)
}
