package preview

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
)

// The addresses that are not the site's.
const (
	deskPath   = "/__desk"
	livePath   = "/__live"
	viewPath   = "/__view"
	assetsPath = "/__preview/"
)

// wish is what a browser wants to see: a choice, and the path of an address,
// unescaped and base included. Terms are of the desk alone. First says that the
// files of the page are to be looked at.
type wish struct {
	choice Choice
	path   string
	terms  url.Values
	first  bool
}

// sheet is a page as a browser gets it.
type sheet struct {
	Page
	wish
	status  int
	to      string  // the address to go to instead, "" for none
	edition Edition // nil when none could be had
	site    string  // the site path, "" for what is not the site's
	above   Choice  // an edition that has the page that this one has not, of no name for none
}

// sheet makes what a wish gets. The only error is that of a context that ended.
func (s *Server) sheet(ctx context.Context, w wish) (sheet, error) {
	at := ""
	if w.first {
		at, _ = below(*s.base.Load(), w.path)
	}
	e, err := s.work.Edition(ctx, w.choice.Name, at)
	if ctx.Err() != nil {
		return sheet{}, ctx.Err()
	}
	if err != nil {
		return troubled(w, nil, http.StatusServiceUnavailable, err), nil
	}
	base := e.Base()
	s.base.Store(&base)
	if w.path == deskPath {
		return s.deskSheet(w, e), nil
	}
	p := fromSite(w, e)
	if p.status == http.StatusNotFound {
		p.above = s.above(ctx, p)
	}
	return p, nil
}

// above gives the highest edition when it has a page that another has not.
func (s *Server) above(ctx context.Context, p sheet) Choice {
	highest := s.work.Editions()[0]
	if highest.Name == p.choice.Name || p.site == "" {
		return Choice{}
	}
	e, err := s.work.Edition(ctx, highest.Name, "")
	if err != nil {
		return Choice{}
	}
	if _, err := e.Page(p.site); err != nil {
		return Choice{}
	}
	return highest
}

// fromSite makes the sheet of a page or file of the site.
func fromSite(w wish, e Edition) sheet {
	site, ok := below(e.Base(), w.path)
	if !ok {
		if w.path == "/" || w.path == e.Base() {
			return sheet{wish: w, edition: e, status: http.StatusFound, to: address(e.Base(), "/")}
		}
		return missing(w, e, "")
	}
	p, err := e.Page(site)
	switch {
	case err == nil && p.Path != site && isSitePath(p.Path):
		return sheet{wish: w, edition: e, status: http.StatusFound, to: address(e.Base(), p.Path)}
	case err == nil:
		return sheet{Page: typed(p), wish: w, status: http.StatusOK, edition: e, site: site}
	case !errors.Is(err, fs.ErrNotExist):
		return troubled(w, e, http.StatusInternalServerError, err)
	}
	if to, ok := e.Moved(site); ok && to != site && isSitePath(to) {
		return sheet{wish: w, edition: e, status: http.StatusFound, to: address(e.Base(), to), site: site}
	}
	return missing(w, e, site)
}

// missing makes the sheet of a path without a page: the site's own, where it has one.
func missing(w wish, e Edition, site string) sheet {
	p, err := e.Page("/404.html")
	if err != nil {
		p = Page{Body: plain("No such page", "There is no page at this address.")}
		if e.Stale() {
			p.Body = plain("Nothing to show yet", "Errors stand in the way of the first edition. This page goes on by itself when they are mended.")
		}
	}
	p.Path = "/404.html"
	return sheet{Page: typed(p), wish: w, status: http.StatusNotFound, edition: e, site: site}
}

// troubled makes the sheet that says why there is no other.
func troubled(w wish, e Edition, status int, err error) sheet {
	body := plain("The preview cannot show this", err.Error())
	return sheet{Page: Page{Path: w.path, Type: htmlType, Body: body}, wish: w, status: status, edition: e}
}

func typed(p Page) Page {
	if p.Type == "" {
		p.Type = mediaType(p.Path)
	}
	return p
}

// below takes the base off a path; ok is false for what does not stand below it.
func below(base, path string) (site string, ok bool) {
	site, ok = strings.CutPrefix(path, base)
	return site, ok && strings.HasPrefix(site, "/")
}

// address gives the address of a site path.
func address(base, site string) string { return (&url.URL{Path: base + site}).String() }

// place gives the address of a site path and a fragment behind "#".
func place(base, site string) string {
	path, fragment, _ := strings.Cut(site, "#")
	return (&url.URL{Path: base + path, Fragment: fragment}).String()
}
