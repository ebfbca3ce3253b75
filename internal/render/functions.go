package render

import (
	"fmt"
	"strconv"
	"strings"
	"text/template"

	"dossier/internal/site"
)

// Functions gives the pure functions of templates. Those that print lists do in one
// call what a template could do item by item, at a twentieth of the time: a
// briefing has a hundred such items, an archive a million.
//
//	word W V      the word W with the value V at its {}
//	links L       a <li> for each link, with its count where it has one
//	nav L         a <li> for each entry of the navigation, the current one marked
//	backs L       the links from a note back to its markers
//	metadata H    the <meta> elements and alternate links of a page's head
func Functions() template.FuncMap {
	return template.FuncMap{"word": word, "links": links, "nav": nav, "backs": backs, "metadata": metadata}
}

func word(w site.HTML, value any) site.HTML {
	switch v := value.(type) {
	case site.HTML:
		return w.With(v)
	case int:
		return w.With(site.HTML(strconv.Itoa(v)))
	}
	return w.With(site.Text(fmt.Sprint(value)))
}

func links(list []site.Link) site.HTML {
	var b strings.Builder
	for _, l := range list {
		b.WriteString("<li>")
		if l.URL != "" {
			write(&b, `<a href="`, l.URL, `">`, l.Text, "</a>")
		} else {
			b.WriteString(string(l.Text))
		}
		if l.Count > 0 {
			write(&b, ` <span class="count">`, site.HTML(strconv.Itoa(l.Count)), "</span>")
		}
		b.WriteString("</li>\n")
	}
	return site.HTML(b.String())
}

func nav(list []site.NavLink) site.HTML {
	var b strings.Builder
	for _, l := range list {
		write(&b, `<li><a href="`, l.URL, `"`)
		if l.Current {
			b.WriteString(` aria-current="page"`)
		}
		write(&b, ">", l.Text, "</a></li>\n")
	}
	return site.HTML(b.String())
}

func backs(list []site.Back) site.HTML {
	var b strings.Builder
	for _, l := range list {
		write(&b, `<a class="back" href="`, l.URL, `" role="doc-backlink" aria-label="`, l.Name, `">`, l.Sign, "</a> ")
	}
	return site.HTML(b.String())
}

func metadata(h site.Head) site.HTML {
	var b strings.Builder
	for _, m := range h.Properties {
		write(&b, `<meta property="`, m.Name, `" content="`, m.Content, "\">\n")
	}
	for _, m := range h.Meta {
		write(&b, `<meta name="`, m.Name, `" content="`, m.Content, "\">\n")
	}
	for _, f := range h.Feeds {
		write(&b, `<link rel="alternate" type="`, f.Type, `" title="`, f.Title, `" href="`, f.URL, "\">\n")
	}
	return site.HTML(b.String())
}

func write(b *strings.Builder, parts ...site.HTML) {
	for _, p := range parts {
		b.WriteString(string(p))
	}
}
