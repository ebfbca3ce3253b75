package site

// RedirectView is the stub at an old address.
type RedirectView struct {
	URL       HTML // where the page is now
	Canonical HTML // the same, absolute; "" when the site was not told where it will stand
	Title     HTML // of the document
	Marking   Label
}

// RedirectsView lists all aliases for hosts that read a _redirects file.
type RedirectsView struct{ From, To []string }

// View makes the view of a page: a pointer to one of the view structs, and nil
// for pages that are bytes (Asset, File) or have their own makers (Robots,
// Headers, Export). The error is one of reading a text that was put away.
func (s *Site) View(p Page) (any, error) {
	switch p.Kind {
	case Home:
		return s.homeView(p), nil
	case NotFound:
		return s.notFoundView(p), nil
	case Briefing, Plain:
		return s.briefingView(p)
	case List:
		return s.listView(p), nil
	case Tags, Authors, Desks, SeriesIndex, Outlets, Sources:
		return s.indexView(p), nil
	case Shelf:
		return s.shelfView(p)
	case Leaf:
		return s.leafView(p)
	case SourceYear:
		return s.sourceYearView(p)
	case Redirect:
		return s.redirectView(p), nil
	case Atom, JSONFeed, TagAtom:
		return s.feedView(p), nil
	case Sitemap, SitemapPart:
		return s.sitemapView(p), nil
	case Redirects:
		return s.redirectsView(), nil
	}
	return nil, nil
}

func (s *Site) redirectView(p Page) *RedirectView {
	to := s.aliases[p.Key].to
	b := s.arch.Document(to)
	return &RedirectView{
		URL: s.linkerOf(p).to(s.paths[to]), Canonical: s.canonical(s.paths[to]),
		Title: Text(b.Front.Title), Marking: label(b.Front.Marking),
	}
}

func (s *Site) redirectsView() *RedirectsView {
	v := &RedirectsView{}
	l := linker{prefix: s.base}
	for _, a := range s.aliases {
		v.From = append(v.From, l.plain(a.from))
		v.To = append(v.To, l.plain(s.paths[a.to]))
	}
	return v
}

// SitemapURL gives the absolute address of the sitemap, for robots.txt; "" when
// the site was not told where it will stand.
func (s *Site) SitemapURL() HTML { return s.canonical("/sitemap.xml") }
