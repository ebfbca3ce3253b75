package site

import (
	"strings"

	"dossier/internal/asset"
	"dossier/internal/briefing"
)

// head makes what <head>, header and footer of a page need. The title is HTML
// already; the rest is added by whoever knows more of the page.
func (s *Site) head(p Page, l linker, title HTML) Head {
	return Head{
		Kind:      HTML(p.Kind.String()),
		Title:     title,
		FullTitle: s.fullTitle(title),
		Canonical: s.canonical(p.Path),
		Home:      l.to("/"),
		Styles:    s.styles(l),
		Icon:      s.asset(l, "assets/favicon.svg"),
		Nav:       s.nav(p, l),
		FootNav:   s.footNav(p, l),
		Feeds:     []Feed{{l.to("/feed.xml"), s.shared.Title, "application/atom+xml"}, {l.to("/feed.json"), s.shared.Title, "application/feed+json"}},
		Marking:   s.shared.Edition,
	}
}

// fullTitle names the page and then the site, the site alone where they are one.
func (s *Site) fullTitle(title HTML) HTML {
	if title == "" || title == s.shared.Title {
		return s.shared.Title
	}
	return title + " – " + s.shared.Title
}

// canonical gives the absolute address of a path, "" when the site was not told
// where it will stand.
func (s *Site) canonical(path string) HTML {
	if s.origin == "" {
		return ""
	}
	return s.absolute().to(path)
}

// asset gives the address of a static file, "" when theme and site have none.
func (s *Site) asset(l linker, name string) HTML {
	hashed, ok := s.assets.Name(name)
	if !ok {
		return ""
	}
	return l.to("/" + hashed)
}

// styleNames lists the style sheets of theme and site: site.css first, so that
// the others may build on it.
func styleNames(set *asset.Set) []string {
	var names []string
	for _, n := range set.Names() {
		if strings.HasPrefix(n, "assets/") && strings.HasSuffix(n, ".css") && n != "assets/site.css" {
			names = append(names, n)
		}
	}
	return append([]string{"assets/site.css"}, names...)
}

// styles links every style sheet.
func (s *Site) styles(l linker) []HTML {
	out := make([]HTML, len(s.styleNames))
	for i, name := range s.styleNames {
		out[i] = s.asset(l, name)
	}
	return out
}

// nav links the indexes that every edition has. Were it to link what only some
// editions have, the first briefing of a series would change every page there is.
func (s *Site) nav(p Page, l linker) []NavLink {
	w := s.words
	out := []NavLink{{URL: ArchivePath, Text: w.Archive}, {URL: "/tags/", Text: w.Tags}, {URL: "/sources/", Text: w.Sources}, {URL: "/outlets/", Text: w.Outlets}}
	for i := range out {
		path := string(out[i].URL)
		out[i].URL, out[i].Current = l.to(path), p.Path == path
	}
	return out
}

func (s *Site) footNav(p Page, l linker) []NavLink {
	out := make([]NavLink, 0, len(s.arch.Pages)+1)
	for i, b := range s.arch.Pages {
		path := s.paths[len(s.arch.Briefings)+i]
		out = append(out, NavLink{URL: l.to(path), Text: Text(b.Front.Title), Current: p.Path == path})
	}
	return append(out, NavLink{URL: l.to("/feed.xml"), Text: s.words.Feed})
}

// description gives a document's summary, or the start of its text.
func description(b *briefing.Briefing) HTML {
	if b.Front.Summary != "" {
		return Text(strings.TrimSpace(b.Front.Summary))
	}
	return Text(b.Outline.Lead)
}
