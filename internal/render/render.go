package render

import (
	"bytes"
	"fmt"
	"sync"

	"dossier/internal/biblio"
	"dossier/internal/briefing"
	"dossier/internal/config"
	"dossier/internal/site"
)

// Renderer makes the bytes of any page of one site. It is safe for concurrent use.
type Renderer struct {
	site      *site.Site
	shared    site.Shared
	siteData  *siteData // of it, for templates
	templates *Templates

	records sync.Pool // of *[]briefing.Record: each is half a kilobyte, and all briefings have theirs made three times
}

// New gives a renderer of the site's pages.
func New(s *site.Site, t *Templates) *Renderer {
	shared := s.Shared()
	return &Renderer{site: s, shared: shared, siteData: siteDataOf(&shared), templates: t, records: sync.Pool{New: func() any { return new([]briefing.Record) }}}
}

// Render appends the bytes of a page to w.
func (r *Renderer) Render(p site.Page, w *bytes.Buffer) error {
	switch p.Kind {
	case site.Asset, site.File:
		b, err := r.site.Data(p)
		w.Write(b)
		return err
	case site.Export:
		r.export(w, p)
	case site.Robots:
		robots(w, r.site.ForEverybody(), r.site.SitemapURL())
	case site.Headers:
		fmt.Fprintf(w, headers, r.site.Base())
	default:
		v, err := r.site.View(p)
		if err != nil {
			return err
		}
		return r.view(w, p, v)
	}
	return nil
}

// view prints a view in the form of its kind of page.
func (r *Renderer) view(w *bytes.Buffer, p site.Page, v any) error {
	switch p.Kind {
	case site.Atom, site.TagAtom:
		return r.atom(w, v.(*site.FeedView))
	case site.JSONFeed:
		return r.jsonFeed(w, v.(*site.FeedView))
	case site.Sitemap, site.SitemapPart:
		sitemap(w, v.(*site.SitemapView))
	case site.Redirects:
		redirects(w, v.(*site.RedirectsView))
	default:
		return r.template(w, p, v)
	}
	return nil
}

func (r *Renderer) template(w *bytes.Buffer, p site.Page, v any) error {
	t := r.templates.byKind[p.Kind]
	if t == nil {
		return fmt.Errorf("no template for the %s page %q", p.Kind, p.Path)
	}
	return t.Execute(w, data{r.siteData, v})
}

func (r *Renderer) export(w *bytes.Buffer, p site.Page) {
	kept := r.records.Get().(*[]briefing.Record)
	defer r.records.Put(kept)
	records := r.site.SourceRecords((*kept)[:0], p.Key)
	*kept = records
	Export(w, r.site.ExportFormat(p), records)
}

// Export writes records in a format.
func Export(w *bytes.Buffer, f config.Export, records []briefing.Record) {
	switch f {
	case config.BibTeX:
		biblio.WriteBibTeX(w, records)
	case config.RIS:
		biblio.WriteRIS(w, records)
	default:
		biblio.WriteCSL(w, records)
	}
}

// headers is the _headers file that static hosts read: nothing is loaded from
// elsewhere, no script runs, no address is told to the pages that are linked, and
// what has a hash in its name is kept for ever. Pages say nothing of caching: such
// hosts have them asked for anew each time, and some join what two rules say of one
// header. The %[1]s is the path of the base URL.
const headers = `%[1]s/*
  Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff

%[1]s/assets/*
  Cache-Control: public, max-age=31536000, immutable
`

// robots writes robots.txt (RFC 9309): an edition that is not for everybody is not
// for searchers.
func robots(w *bytes.Buffer, forEverybody bool, sitemap site.HTML) {
	if !forEverybody {
		w.WriteString("User-agent: *\nDisallow: /\n")
		return
	}
	w.WriteString("User-agent: *\nAllow: /\n")
	if sitemap != "" {
		w.WriteString("\nSitemap: " + string(sitemap) + "\n")
	}
}

func redirects(w *bytes.Buffer, v *site.RedirectsView) {
	for i, from := range v.From {
		fmt.Fprintf(w, "%s %s 301\n", from, v.To[i])
	}
}

// sitemap writes a sitemap or an index of sitemaps.
func sitemap(w *bytes.Buffer, v *site.SitemapView) {
	list, entry := "urlset", "url"
	if v.Index {
		list, entry = "sitemapindex", "sitemap"
	}
	w.WriteString(`<?xml version="1.0" encoding="utf-8"?>` + "\n<" + list + ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, l := range v.Locations {
		w.WriteString("<" + entry + "><loc>" + string(l.URL) + "</loc>")
		if l.LastMod != "" {
			w.WriteString("<lastmod>" + string(l.LastMod) + "</lastmod>")
		}
		w.WriteString("</" + entry + ">\n")
	}
	w.WriteString("</" + list + ">\n")
}

// feedBody writes the content of a briefing for feeds.
func (r *Renderer) feedBody(w *bytes.Buffer, i int) error {
	c, err := r.site.FeedContent(i)
	if err != nil {
		return err
	}
	write(w, `<div lang="`, c.Lang, `" dir="`, c.Dir, "\">\n")
	c.WriteBody(w)
	feedNotes(w, &c, r.shared.Words.Notes)
	w.WriteString("</div>\n")
	return nil
}

// feedNotes prints the notes of a feed entry: a plain list that needs no style.
func feedNotes(b *bytes.Buffer, c *site.FeedContent, heading site.HTML) {
	if len(c.Notes) == 0 {
		return
	}
	write(b, `<section role="doc-endnotes"><h2>`, heading, "</h2>\n<ol>\n")
	for i := range c.Notes {
		n := &c.Notes[i]
		write(b, `<li id="`, n.ID, `">`, n.Body)
		for k := range n.Sources {
			if msg := n.Sources[k].StatusMsg; msg != "" {
				write(b, "<p>", msg, "</p>")
			}
		}
		b.WriteString("<p>")
		for _, back := range n.Backs {
			write(b, `<a href="`, c.Self, "#", back.To, `" role="doc-backlink" aria-label="`, back.Name, `">`, back.Sign, "</a> ")
		}
		b.WriteString("</p></li>\n")
	}
	b.WriteString("</ol></section>\n")
}
