package render

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"text/template"

	"dossier/internal/site"
)

// Functions gives the pure functions of the templates of a set. Those that print
// lists do in one call what a template could do item by item, at a twentieth of
// the time: a briefing has a hundred such items, an archive a million.
//
//	word W V      the word W with the value V at its {}
//	links L       a <li> for each link, with its count where it has one
//	nav L         a <li> for each entry of the navigation, the current one marked
//	entries L     each briefing of a list through the template "entry"
//	places L      a <li> for each source of a list, leading to its place
//	cited L       a <li> for each citation of a source: date, briefing, sentence, locator
//	notes L W A   a <li> for each note: its text, what is known of its sources, a link
//	              called W to the place of each, and the ways back to its markers;
//	              A are attributes for what is not the author's words
//	metadata H    what a page's head says for machines: description, canonical address,
//	              style sheets, icon, <meta> elements, alternate links, JSON-LD
func Functions(set *template.Template) template.FuncMap {
	e := &entries{set: set, made: map[site.Entry]site.HTML{}}
	return template.FuncMap{
		"word": word, "entries": e.print,
		"links":    printer(links),
		"nav":      printer(nav),
		"places":   printer(places),
		"metadata": printer(metadata),
		"cited":    printer(cited),
		"notes": func(l []site.NoteView, place site.HTML, attributes string) printed {
			return printed{func(b io.StringWriter) { notes(b, l, place, attributes) }}
		},
	}
}

// entryTemplate is executed for each briefing of a list.
const entryTemplate = "entry"

// printed is HTML in the making, written where the template prints it: what is long
// and printed once is not worth a string of its own.
type printed struct{ write func(io.StringWriter) }

// Format writes it, whatever the verb (fmt.Formatter).
func (p printed) Format(s fmt.State, _ rune) { p.write(s.(io.StringWriter)) }

// printer makes a function of templates of one that writes.
func printer[T any](write func(io.StringWriter, T)) func(T) printed {
	return func(what T) printed { return printed{func(b io.StringWriter) { write(b, what) }} }
}

// entries prints briefings as lists show them, each once: a briefing stands in a
// dozen lists.
type entries struct {
	set  *template.Template
	mu   sync.RWMutex
	made map[site.Entry]site.HTML
}

// fewEntries is how many printed entries are kept.
const fewEntries = 20_000

func (e *entries) print(list []site.Entry) (site.HTML, error) {
	var b strings.Builder
	b.Grow(2 * room * len(list))
	for i := range list {
		text, err := e.one(&list[i])
		if err != nil {
			return "", err
		}
		b.WriteString(string(text))
	}
	return site.HTML(b.String()), nil
}

func (e *entries) one(entry *site.Entry) (site.HTML, error) {
	e.mu.RLock()
	text, ok := e.made[*entry]
	e.mu.RUnlock()
	if ok {
		return text, nil
	}
	var b strings.Builder
	if err := e.set.ExecuteTemplate(&b, entryTemplate, entry); err != nil {
		return "", err
	}
	text = site.HTML(b.String())
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.made) == fewEntries {
		clear(e.made)
	}
	e.made[*entry] = text
	return text, nil
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

// room is about how many bytes an item of a list takes. A builder that has to grow
// copies what it holds, and there are a million items.
const room = 200

func links(b io.StringWriter, list []site.Link) {
	for _, l := range list {
		b.WriteString("<li>")
		if l.URL != "" {
			write(b, `<a href="`, l.URL, `">`, l.Text, "</a>")
		} else {
			b.WriteString(string(l.Text))
		}
		if l.Count > 0 {
			write(b, ` <span class="count">`, site.HTML(strconv.Itoa(l.Count)), "</span>")
		}
		b.WriteString("</li>\n")
	}
}

func nav(b io.StringWriter, list []site.NavLink) {
	for _, l := range list {
		write(b, `<li><a href="`, l.URL, `"`)
		if l.Current {
			b.WriteString(` aria-current="page"`)
		}
		write(b, ">", l.Text, "</a></li>\n")
	}
}

func places(b io.StringWriter, list []site.SourceLink) {
	for i := range list {
		l := &list[i]
		write(b, `<li><span class="date">`, l.Date, `</span> <div><a href="`, l.Place, `">`, l.Title, "</a>")
		if l.Note != "" {
			write(b, ` <strong class="status">`, l.Note, "</strong>")
		}
		b.WriteString("</div></li>\n")
	}
}

func cited(b io.StringWriter, list []site.CitedBy) {
	for i := range list {
		c := &list[i]
		write(b, `<li><span class="date">`, c.Date, `</span> <div><a href="`, c.URL, `">`, c.Title, "</a>")
		if c.Marking.Text != "" {
			write(b, ` <strong class="tlp `, c.Marking.Class, `" lang="en" dir="ltr" translate="no">`, c.Marking.Text, "</strong>")
		}
		if c.Sentence != "" {
			write(b, "\n<blockquote><p>", c.Sentence, "</p></blockquote>")
		}
		if c.Locator != "" {
			write(b, "\n<p class=\"locator\">", c.Locator, "</p>")
		}
		b.WriteString("</div></li>\n")
	}
}

func notes(b io.StringWriter, list []site.NoteView, place site.HTML, attributes string) {
	for i := range list {
		n := &list[i]
		write(b, `<li id="`, n.ID, `" class="n`, site.HTML(strconv.Itoa(n.Number)), `">`)
		for _, id := range n.Also {
			write(b, `<span id="`, id, `"></span>`)
		}
		write(b, n.Body, "\n<p class=\"about\"", site.HTML(attributes), ">")
		about(b, n, place)
		b.WriteString("</p></li>\n")
	}
}

func about(b io.StringWriter, n *site.NoteView, place site.HTML) {
	for i := range n.Sources {
		s := &n.Sources[i]
		if s.Shown != "" {
			write(b, `<span class="url" dir="ltr">`, s.Shown, "</span> ")
		}
		if s.Status != "" {
			write(b, `<strong class="status">`, s.StatusMsg, "</strong> ")
		}
		if s.Saved.URL != "" {
			write(b, `<a href="`, s.Saved.URL, `" rel="external noreferrer">`, s.Saved.Text, "</a> ")
		} else if s.Saved.Text != "" {
			write(b, "<span>", s.Saved.Text, "</span> ")
		}
		if s.Grade != "" {
			write(b, `<span class="grade">`, s.Grade, "</span> ")
		}
		write(b, `<a href="`, s.Place, `">`, place, "</a> ")
	}
	for _, l := range n.Backs {
		write(b, `<a class="back" href="#`, l.To, `" role="doc-backlink" aria-label="`, l.Name, `">`, l.Sign, "</a> ")
	}
}

func metadata(b io.StringWriter, h site.Head) {
	if h.Description != "" {
		write(b, `<meta name="description" content="`, h.Description, "\">\n")
	}
	if h.NoIndex {
		b.WriteString("<meta name=\"robots\" content=\"noindex\">\n")
	}
	if h.Canonical != "" {
		write(b, `<link rel="canonical" href="`, h.Canonical, "\">\n")
	}
	for _, s := range h.Styles {
		write(b, `<link rel="stylesheet" href="`, s, "\">\n")
	}
	if h.Icon != "" {
		write(b, `<link rel="icon" href="`, h.Icon, "\" type=\"image/svg+xml\">\n")
	}
	for _, m := range h.Properties {
		write(b, `<meta property="`, m.Name, `" content="`, m.Content, "\">\n")
	}
	for _, m := range h.Meta {
		write(b, `<meta name="`, m.Name, `" content="`, m.Content, "\">\n")
	}
	for _, f := range h.Feeds {
		write(b, `<link rel="alternate" type="`, f.Type, `" title="`, f.Title, `" href="`, f.URL, "\">\n")
	}
	if h.JSONLD != "" {
		write(b, `<script type="application/ld+json">`, h.JSONLD, "</script>\n")
	}
}

func write(b io.StringWriter, parts ...site.HTML) {
	for _, p := range parts {
		b.WriteString(string(p))
	}
}
