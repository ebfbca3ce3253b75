package site

import (
	"encoding/json"
	"strings"

	"dossier/internal/archive"
	"dossier/internal/briefing"
	"dossier/internal/source"
)

// describeFor adds what machines read of a briefing: OpenGraph, the Highwire
// tags that reference managers take, and JSON-LD.
func (s *Site) describeFor(v *BriefingView, p Page, l linker) {
	b := s.arch.Briefings[p.Key]
	h := &v.Head
	property := func(name string, value HTML) {
		if value != "" {
			h.Properties = append(h.Properties, Meta{HTML(name), value})
		}
	}
	property("og:type", "article")
	property("og:title", v.Title)
	property("og:url", h.Canonical)
	property("og:description", h.Description)
	property("og:site_name", s.shared.Title)
	property("og:image", s.imageOf(p.Key))
	property("article:published_time", Text(b.Front.Date.String()))
	property("article:modified_time", Text(b.Front.Updated.String()))
	for _, t := range v.Tags {
		property("article:tag", t.Text)
	}
	s.highwire(v, b)
	for k, d := range v.Downloads {
		h.Feeds = append(h.Feeds, Feed{URL: d.URL, Title: d.Text, Type: formOf(s.cfg.Exports[k]).mediaType})
	}
	h.JSONLD = s.jsonLD(p.Key, h.Canonical)
}

func (s *Site) highwire(v *BriefingView, b *briefing.Briefing) {
	meta := func(name string, value HTML) {
		if value != "" {
			v.Head.Meta = append(v.Head.Meta, Meta{HTML(name), value})
		}
	}
	meta("citation_title", v.Title)
	meta("citation_publication_date", Text(scholarDate(b.Front.Date)))
	for _, a := range v.Authors {
		meta("citation_author", a.Text)
	}
	meta("citation_technical_report_institution", s.shared.Organisation)
	meta("citation_public_url", v.Head.Canonical)
	meta("citation_language", Text(s.langOf(b)))
	for _, t := range v.Tags {
		meta("citation_keywords", t.Text)
	}
}

// scholarDate writes a day as reference managers and indexers of papers expect it
// in citation_publication_date: "2018/11/12", or as much of that as is known.
func scholarDate(d briefing.Date) string {
	d.Time = ""
	return strings.ReplaceAll(d.String(), "-", "/")
}

func (s *Site) langOf(b *briefing.Briefing) string {
	if b.Front.Lang != "" {
		return b.Front.Lang
	}
	return s.cfg.Language
}

// imageOf gives the absolute address of a briefing's picture, "" without one.
func (s *Site) imageOf(i int) HTML {
	image := s.arch.Document(i).Front.Image.Value
	if image == "" || s.origin == "" {
		return ""
	}
	if t, ok := s.resolve(i, image); ok && !t.external {
		return s.absolute().to(t.path)
	}
	return ""
}

// The schema.org types of JSON-LD, in the order in which they are written.
type (
	ldReport struct {
		Context       string     `json:"@context"`
		Type          string     `json:"@type"`
		Headline      string     `json:"headline"`
		URL           string     `json:"url,omitempty"`
		Identifier    string     `json:"identifier,omitempty"`
		DatePublished string     `json:"datePublished,omitempty"`
		DateModified  string     `json:"dateModified,omitempty"`
		Language      string     `json:"inLanguage,omitempty"`
		Abstract      string     `json:"abstract,omitempty"`
		Keywords      []string   `json:"keywords,omitempty"`
		Author        []ldName   `json:"author,omitempty"`
		Publisher     *ldName    `json:"publisher,omitempty"`
		Citation      []ldSource `json:"citation,omitempty"`
	}
	ldName struct {
		Type string `json:"@type"`
		Name string `json:"name"`
	}
	ldSource struct {
		Type          string  `json:"@type"`
		Name          string  `json:"name"`
		URL           string  `json:"url,omitempty"`
		DatePublished string  `json:"datePublished,omitempty"`
		Publisher     *ldName `json:"publisher,omitempty"`
	}
)

// jsonLD describes a briefing as a schema.org Report with its citations.
// Encoding escapes "<", ">" and "&", so it may stand in a script element.
func (s *Site) jsonLD(i int, canonical HTML) HTML {
	b := s.arch.Briefings[i]
	r := ldReport{
		Context: "https://schema.org", Type: "Report",
		Headline: b.Front.Title, Identifier: b.Front.ID,
		DatePublished: b.Front.Date.String(), DateModified: b.Front.Updated.String(),
		Language: s.langOf(b), Abstract: b.Front.Summary,
	}
	if canonical != "" {
		r.URL = s.absolute().plain(s.paths[i])
	}
	for _, t := range s.arch.TagsOf(i) {
		r.Keywords = append(r.Keywords, s.arch.Tags[t].Name)
	}
	for _, a := range s.arch.AuthorsOf(i) {
		r.Author = append(r.Author, ldName{"Organization", s.arch.Authors[a].Name})
	}
	if s.cfg.Organisation != "" {
		r.Publisher = &ldName{"Organization", s.cfg.Organisation}
	}
	r.Citation = make([]ldSource, 0, len(s.arch.DistinctSources(i)))
	for _, k := range s.arch.DistinctSources(i) {
		r.Citation = append(r.Citation, s.ldSource(s.arch.SourceAsOf(k, i)))
	}
	var text strings.Builder
	if err := json.NewEncoder(&text).Encode(r); err != nil {
		panic(err) // strings and slices of strings always encode
	}
	return HTML(strings.TrimSuffix(text.String(), "\n"))
}

func (s *Site) ldSource(src *archive.Source) ldSource {
	out := ldSource{Type: "CreativeWork", Name: src.Facts.Title, DatePublished: src.Facts.Date.String()}
	if out.Name == "" {
		out.Name = source.Readable(src.Facts.URL)
	}
	if s.linked(src) {
		out.URL = src.Facts.URL
	} else if src.Facts.Title == "" {
		out.Name = source.Defang(src.Facts.URL)
	}
	if outlet := s.outletName(src); outlet != "" {
		out.Publisher = &ldName{"Organization", outlet}
	}
	return out
}
