package render

import (
	"bytes"
	"encoding/json"
	"html"

	"dossier/internal/site"
)

// atom writes an Atom feed (RFC 4287). Content stands in CDATA sections:
// escaping it took a tenth of a build.
func (r *Renderer) atom(w *bytes.Buffer, v *site.FeedView) error {
	w.WriteString(`<?xml version="1.0" encoding="utf-8"?>` + "\n" + `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="` + string(v.Lang) + "\">\n")
	element(w, "title", v.Title)
	element(w, "id", v.ID)
	w.WriteString(`<link rel="self" href="` + string(v.Self) + "\"/>\n" + `<link href="` + string(v.Home) + "\"/>\n")
	element(w, "updated", v.Updated)
	w.WriteString("<author><name>" + string(v.Author) + "</name></author>\n")
	element(w, "generator", r.shared.Generator)
	element(w, "icon", v.Icon)
	for i := range v.Entries {
		if err := r.atomEntry(w, &v.Entries[i]); err != nil {
			return err
		}
	}
	w.WriteString("</feed>\n")
	return nil
}

func (r *Renderer) atomEntry(w *bytes.Buffer, e *site.FeedEntry) error {
	w.WriteString(`<entry xml:lang="` + string(e.Lang) + "\">\n")
	element(w, "title", marked(e))
	element(w, "id", e.ID)
	w.WriteString(`<link href="` + string(e.URL) + "\"/>\n")
	element(w, "published", e.Published)
	element(w, "updated", e.Updated)
	for _, a := range e.Authors {
		w.WriteString("<author><name>" + string(a) + "</name></author>\n")
	}
	for _, t := range e.Tags {
		w.WriteString(`<category term="` + string(t) + "\"/>\n")
	}
	element(w, "summary", e.Summary)
	w.WriteString(`<content type="html"><![CDATA[`)
	from := w.Len()
	if err := r.feedBody(w, e.Document); err != nil {
		return err
	}
	if body := w.Bytes()[from:]; bytes.Contains(body, []byte("]]>")) {
		body = bytes.ReplaceAll(body, []byte("]]>"), []byte("]]]]><![CDATA[>"))
		w.Truncate(from)
		w.Write(body)
	}
	w.WriteString("]]></content>\n</entry>\n")
	return nil
}

// marked puts the label of what is not for everybody before a title: a feed
// reader shows nothing else of a page's marking.
func marked(e *site.FeedEntry) site.HTML {
	if e.Marking == "" {
		return e.Title
	}
	return e.Marking + " " + e.Title
}

func element(w *bytes.Buffer, name string, value site.HTML) {
	if value != "" {
		w.WriteString("<" + name + ">" + string(value) + "</" + name + ">\n")
	}
}

// The objects of a JSON Feed, version 1.1.
type (
	jsonFeed struct {
		Version     string       `json:"version"`
		Title       string       `json:"title"`
		HomePageURL string       `json:"home_page_url,omitempty"`
		FeedURL     string       `json:"feed_url,omitempty"`
		Icon        string       `json:"icon,omitempty"`
		Language    string       `json:"language,omitempty"`
		Authors     []jsonAuthor `json:"authors,omitempty"`
		Items       []jsonItem   `json:"items"`
	}
	jsonAuthor struct {
		Name string `json:"name"`
	}
	jsonItem struct {
		ID            string       `json:"id"`
		URL           string       `json:"url"`
		Title         string       `json:"title"`
		ContentHTML   string       `json:"content_html"`
		Summary       string       `json:"summary,omitempty"`
		DatePublished string       `json:"date_published"`
		DateModified  string       `json:"date_modified,omitempty"`
		Authors       []jsonAuthor `json:"authors,omitempty"`
		Tags          []string     `json:"tags,omitempty"`
		Language      string       `json:"language,omitempty"`
	}
)

func (r *Renderer) jsonFeed(w *bytes.Buffer, v *site.FeedView) error {
	feed := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1",
		Title:   plain(v.Title), HomePageURL: plain(v.Home), FeedURL: plain(v.Self), Icon: plain(v.Icon),
		Language: plain(v.Lang), Authors: []jsonAuthor{{plain(v.Author)}}, Items: []jsonItem{},
	}
	for i := range v.Entries {
		item, err := r.jsonItem(&v.Entries[i])
		if err != nil {
			return err
		}
		feed.Items = append(feed.Items, item)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(feed)
}

func (r *Renderer) jsonItem(e *site.FeedEntry) (jsonItem, error) {
	var body bytes.Buffer
	err := r.feedBody(&body, e.Document)
	item := jsonItem{
		ID: plain(e.ID), URL: plain(e.URL), Title: plain(marked(e)), ContentHTML: body.String(),
		Summary: plain(e.Summary), DatePublished: plain(e.Published), DateModified: plain(e.Updated), Language: plain(e.Lang),
	}
	for _, a := range e.Authors {
		item.Authors = append(item.Authors, jsonAuthor{plain(a)})
	}
	for _, t := range e.Tags {
		item.Tags = append(item.Tags, plain(t))
	}
	return item, err
}

// plain takes the escaping off again: JSON holds plain text.
func plain(h site.HTML) string { return html.UnescapeString(string(h)) }
