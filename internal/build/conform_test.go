package build

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/text/language"

	"dossier/internal/briefing"
)

// What the HTML Standard, schema.org, RFC 4287 and JSON Feed ask for beyond being
// well-formed, held on every page and feed of the widest edition of content/.
func conforming(t *testing.T) rendered {
	o := real(t, nil)
	o.Edition = briefing.Red
	return renderAll(t, edition(t, o))
}

func TestPicturesAndLanguagesAreDeclared(t *testing.T) {
	pictures := 0
	for name, text := range conforming(t) {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		doc, err := html.Parse(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if lang := attr(n, "lang"); lang != "" || n.Data == "html" {
				if _, err := language.Parse(lang); err != nil {
					t.Errorf("%s: <%s lang=%q>: %v", name, n.Data, lang, err)
				}
			}
			if dir := attr(n, "dir"); n.Data == "html" && dir != "ltr" && dir != "rtl" {
				t.Errorf("%s: the page's direction is %q", name, dir)
			}
			if n.Data == "img" {
				pictures++
				for _, key := range []string{"alt", "width", "height"} {
					if !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key }) {
						t.Errorf("%s: a picture has no %s", name, key)
					}
				}
			}
		}
	}
	if pictures == 0 {
		t.Error("content/ shows no picture")
	}
}

func TestBriefingsDescribeThemselvesToMachines(t *testing.T) {
	o := real(t, nil)
	r := edition(t, o)
	files := renderAll(t, r)
	for i, b := range r.Archive.Briefings {
		path, address := r.Site.AddressOf(i)
		_, script, _ := bytes.Cut(files[strings.TrimPrefix(path, "/")+"index.html"], []byte(`<script type="application/ld+json">`))
		script, _, _ = bytes.Cut(script, []byte("</script>"))
		var report struct {
			Context  string `json:"@context"`
			Type     string `json:"@type"`
			Headline string
			URL      string
			Date     string `json:"datePublished"`
			Language string `json:"inLanguage"`
			Citation []struct {
				Type string `json:"@type"`
				Name string
				URL  string
			}
		}
		if err := json.Unmarshal(script, &report); err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if report.Context != "https://schema.org" || report.Type != "Report" || report.Headline != b.Front.Title ||
			report.URL != address || report.Date != b.Front.Date.String() || report.Language == "" {
			t.Errorf("%s says of itself %+v", path, report)
		}
		if want := len(r.Archive.DistinctSources(i)); len(report.Citation) != want {
			t.Errorf("%s names %d citations, and rests on %d sources", path, len(report.Citation), want)
		}
		for _, c := range report.Citation {
			if c.Type == "" || c.Name == "" || c.URL != "" && !isAbsolute(c.URL) {
				t.Errorf("%s cites %+v", path, c)
			}
		}
	}
}

func isAbsolute(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && u.Scheme != "" && u.Host != ""
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

func TestAtomFeedsHoldWhatReadersNeed(t *testing.T) {
	feeds := 0
	for name, text := range conforming(t) {
		if !strings.HasSuffix(name, "feed.xml") {
			continue
		}
		feeds++
		var feed struct {
			XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
			ID      string     `xml:"id"`
			Title   string     `xml:"title"`
			Updated string     `xml:"updated"`
			Author  string     `xml:"author>name"`
			Links   []atomLink `xml:"link"`
			Entries []struct {
				ID      string     `xml:"id"`
				Title   string     `xml:"title"`
				Updated string     `xml:"updated"`
				Links   []atomLink `xml:"link"`
				Content struct {
					Type string `xml:"type,attr"`
					Text string `xml:",chardata"`
				} `xml:"content"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal(text, &feed); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		wellFormed(t, name, feed.ID, feed.Title, feed.Updated, feed.Author)
		if !slices.ContainsFunc(feed.Links, func(l atomLink) bool { return l.Rel == "self" && isAbsolute(l.Href) }) {
			t.Errorf("%s has no address of its own", name)
		}
		ids := map[string]bool{}
		for _, e := range feed.Entries {
			wellFormed(t, name, e.ID, e.Title, e.Updated, e.Content.Text)
			if ids[e.ID] {
				t.Errorf("%s: two entries have the id %q", name, e.ID)
			}
			ids[e.ID] = true
			if len(e.Links) != 1 || !isAbsolute(e.Links[0].Href) || e.Content.Type != "html" {
				t.Errorf("%s: %q has links %v and content of type %q", name, e.Title, e.Links, e.Content.Type)
			}
			addressesInContent(t, name, e.Content.Text)
		}
	}
	if feeds < 3 {
		t.Errorf("only %d feeds", feeds)
	}
}

// wellFormed checks the four things that a feed and each entry must have.
func wellFormed(t *testing.T, name, id, title, updated, text string) {
	t.Helper()
	u, err := url.Parse(id)
	if err != nil || u.Scheme == "" {
		t.Errorf("%s: the id %q is no IRI", name, id)
	}
	if _, err := time.Parse(time.RFC3339, updated); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	if title == "" || text == "" {
		t.Errorf("%s: the title is %q, author or content %q", name, title, text)
	}
}

// addressesInContent finds links that a reader elsewhere could not follow.
func addressesInContent(t *testing.T, name, content string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for n := range doc.Descendants() {
		ids[attr(n, "id")] = true
	}
	for n := range doc.Descendants() {
		for _, key := range []string{"href", "src"} {
			to := attr(n, key)
			if within, ok := strings.CutPrefix(to, "#"); ok && !ids[within] || !ok && to != "" && !isAbsolute(to) {
				t.Errorf("%s: <%s %s=%q> leads nowhere in a reader", name, n.Data, key, to)
			}
		}
	}
}

func TestJSONFeedHoldsWhatReadersNeed(t *testing.T) {
	var feed struct {
		Version string
		Title   string
		FeedURL string `json:"feed_url"`
		Items   []struct {
			ID        string
			URL       string
			Title     string
			Content   string `json:"content_html"`
			Published string `json:"date_published"`
		}
	}
	text := conforming(t)["feed.json"]
	if err := json.Unmarshal(text, &feed); err != nil {
		t.Fatal(err)
	}
	if feed.Version != "https://jsonfeed.org/version/1.1" || feed.Title == "" || !isAbsolute(feed.FeedURL) || len(feed.Items) == 0 {
		t.Errorf("the feed is %+v", feed)
	}
	ids := map[string]bool{}
	for _, i := range feed.Items {
		wellFormed(t, "feed.json", i.ID, i.Title, i.Published, i.Content)
		if ids[i.ID] || !isAbsolute(i.URL) {
			t.Errorf("item %q at %q", i.ID, i.URL)
		}
		ids[i.ID] = true
		addressesInContent(t, "feed.json", i.Content)
	}
}
