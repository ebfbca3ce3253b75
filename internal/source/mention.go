package source

import (
	"cmp"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// mentioned tells mentions apart. One with authors, which come from records alone,
// is not shared.
type mentioned struct {
	folded, url, title, outlet string
	date                       briefing.Date
	saved                      briefing.Saved
	register                   *briefing.Record
}

// mention gives the one mention of the edition that says the same: an archive cites
// a source in the same words again and again.
func (r *Register) mention(m briefing.Mention) *briefing.Mention {
	if len(m.Given.Authors) > 0 {
		own := m
		return &own
	}
	g := &m.Given
	key := mentioned{m.Folded, g.URL, g.Title, g.Outlet, g.Date, g.Saved, m.Register}
	if known, ok := r.mentions.Load(key); ok {
		return known.(*briefing.Mention)
	}
	fresh := m                                                                              // and not the parameter, which would be allocated also where it is known
	fresh.Given.Title, fresh.Given.Outlet = strings.Clone(g.Title), strings.Clone(g.Outlet) // pieces of a whole text
	known, _ := r.mentions.LoadOrStore(key, &fresh)
	return known.(*briefing.Mention)
}

// checkLinks reports links of the author's to what must never become clickable: what
// the site never links, or a source with "link: off". The body says so in HTML that
// was made without knowing either, so the link is refused.
func (s *resolving) checkLinks() {
	for _, l := range s.doc.Links {
		if briefing.External(l.Target) {
			s.checkLink(l)
		}
	}
}

func (s *resolving) checkLink(l briefing.Link) {
	url := l.Target
	if strings.HasPrefix(url, "//") {
		url = "https:" + url
	}
	c, err := CleanTarget(url)
	if err != nil {
		return // no address of the web, as mailto: is not
	}
	leads := cmp.Or(c.Saved.URL, c.URL)
	if s.Linkable(leads) {
		return
	}
	s.diags.Add(s.file.At(l.Line, l.Col), diag.Error, "link-never", "a page may not link to %q", l.Target)
	s.diags.Hint("show it as text, as in %s, or cite it in a footnote", Defang(leads))
}
