package render_test

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"dossier/internal/briefing"
	"dossier/internal/build"
)

// The elements of RFC 4287 that a feed of ours has. Those that must stand once are
// slices, so that a second one is seen.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      []string    `xml:"id"`
	Title   []string    `xml:"title"`
	Updated []string    `xml:"updated"`
	Authors []string    `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	Lang       string     `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID         []string   `xml:"id"`
	Title      []string   `xml:"title"`
	Published  []string   `xml:"published"`
	Updated    []string   `xml:"updated"`
	Summary    []string   `xml:"summary"`
	Authors    []string   `xml:"author>name"`
	Links      []atomLink `xml:"link"`
	Categories []struct {
		Term string `xml:"term,attr"`
	} `xml:"category"`
	Content []struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	} `xml:"content"`
}

func atom(t *testing.T, text string) atomFeed {
	t.Helper()
	var f atomFeed
	if err := xml.Unmarshal([]byte(text), &f); err != nil {
		t.Fatal(err)
	}
	return f
}

type jsonFeed struct {
	Version     string `json:"version"`
	Title       string `json:"title"`
	HomePageURL string `json:"home_page_url"`
	FeedURL     string `json:"feed_url"`
	Language    string `json:"language"`
	Authors     []struct{ Name string }
	Items       []struct {
		ID            any      `json:"id"`
		URL           string   `json:"url"`
		Title         string   `json:"title"`
		ContentHTML   string   `json:"content_html"`
		Summary       string   `json:"summary"`
		DatePublished string   `json:"date_published"`
		DateModified  string   `json:"date_modified"`
		Language      string   `json:"language"`
		Tags          []string `json:"tags"`
		Authors       []struct{ Name string }
	}
}

func moment(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Errorf("%v", err)
	}
	return at
}

func isAbsolute(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.IsAbs() && (u.Host != "" || u.Opaque != "")
}

// RFC 4287, 4.1.1 and 4.1.2: what must be there, and once.
func TestAnAtomFeedIsWhole(t *testing.T) {
	b := publish(t, desk())
	for name, title := range map[string]string{"feed.xml": "The Coast", "tags/harbours/feed.xml": "The Coast: harbours", "tags/weather/feed.xml": "The Coast: Weather"} {
		f := atom(t, b.files[name])
		if len(f.ID) != 1 || !isAbsolute(f.ID[0]) || len(f.Title) != 1 || f.Title[0] != title || len(f.Updated) != 1 || len(f.Authors) != 1 {
			t.Errorf("%s: id %q, title %q, updated %q, authors %q", name, f.ID, f.Title, f.Updated, f.Authors)
		}
		home := strings.TrimSuffix(base+name, "feed.xml")
		if want := []atomLink{{"self", base + name}, {"", home}}; !slices.Equal(f.Links, want) {
			t.Errorf("%s: links %v, want %v", name, f.Links, want)
		}
		ids, newest := map[string]bool{f.ID[0]: true}, time.Time{}
		for _, e := range f.Entries {
			if len(e.ID) != 1 || ids[e.ID[0]] || !isAbsolute(e.ID[0]) || len(e.Title) != 1 || len(e.Published) != 1 || len(e.Updated) != 1 || len(e.Summary) != 1 {
				t.Fatalf("%s: an entry has ids %q, titles %q, times %q and %q, summaries %q", name, e.ID, e.Title, e.Published, e.Updated, e.Summary)
			}
			ids[e.ID[0]] = true
			if len(e.Links) != 1 || !isAbsolute(e.Links[0].Href) || len(e.Content) != 1 || e.Content[0].Type != "html" {
				t.Errorf("%s: %s has links %v and %d contents", name, e.ID, e.Links, len(e.Content))
			}
			updated := moment(t, e.Updated[0])
			if updated.Before(moment(t, e.Published[0])) {
				t.Errorf("%s: %s was updated before it was published", name, e.ID)
			}
			if updated.After(newest) {
				newest = updated
			}
		}
		if !moment(t, f.Updated[0]).Equal(newest) {
			t.Errorf("%s: updated %s, its newest entry %s", name, f.Updated[0], newest)
		}
	}
}

func TestAFeedHasItsBriefingsTheNewestFirst(t *testing.T) {
	b := publish(t, desk())
	titles := func(name string) (out []string) {
		for _, e := range atom(t, b.files[name]).Entries {
			out = append(out, e.Title[0])
		}
		return out
	}
	harbour := "The harbour <before> the storm & after"
	same(t, "feed.xml", titles("feed.xml"), []string{"No sources", "الميناء", "The pier", harbour})
	same(t, "harbours", titles("tags/harbours/feed.xml"), []string{"The pier", harbour})
	same(t, "weather", titles("tags/weather/feed.xml"), []string{"الميناء", harbour})
	short := publish(t, desk(), func(o *build.Options) { o.Config.FeedEntries = 2 })
	if n := len(atom(t, short.files["feed.xml"]).Entries); n != 2 {
		t.Errorf("with feed_entries = 2 there are %d", n)
	}
	last := atom(t, b.files["feed.xml"]).Entries[3]
	if last.Published[0] != "2021-03-04T00:00:00Z" || last.Updated[0] != "2021-05-06T00:00:00Z" || last.Summary[0] != "What the harbour's own papers say." {
		t.Errorf("the last entry has %s, %s, %q", last.Published, last.Updated, last.Summary)
	}
	if len(last.Categories) != 2 || last.Categories[0].Term != "harbours" || !slices.Equal(last.Authors, []string{"North desk"}) {
		t.Errorf("the last entry has categories %v and authors %v", last.Categories, last.Authors)
	}
}

// The content of an entry is the page's text and notes: every address in it is
// absolute, and each marker leads to where its note stands, on the page and, for a
// reader that knows the id, in the entry.
func TestNotesOfAFeedLeadToTheNoteInEveryReader(t *testing.T) {
	b := publish(t, desk())
	markers := 0
	for _, e := range atom(t, b.files["feed.xml"]).Entries {
		content, page := parse(t, e.Content[0].Text), e.Links[0].Href
		onPage := b.page(t, strings.TrimPrefix(page, base)+"index.html")
		if got, want := text(all(content, "div")[0]), text(all(onPage, "div", "class=text")[0]); !strings.HasPrefix(got, want) {
			t.Errorf("%s: the content is %q, the page's text %q", page, got, want)
		}
		for _, n := range slices.Concat(all(content, "a"), all(content, "img")) {
			if to := attr(n, "href") + attr(n, "src"); to != "" && !isAbsolute(to) { // a source that is not on the web has no address
				t.Errorf("%s: the address %q is not absolute", page, to)
			}
		}
		for _, a := range slices.Concat(all(content, "a", "role=doc-noteref"), all(content, "a", "role=doc-backlink")) {
			at, id, _ := strings.Cut(attr(a, "href"), "#")
			if at != page || len(all(content, "", "id="+id)) != 1 || len(all(onPage, "", "id="+id)) != 1 {
				t.Errorf("%s: %q leads to no note of entry and page", page, attr(a, "href"))
			}
			markers++
		}
	}
	if markers < 12 {
		t.Errorf("%d markers and back links: the test shows little", markers)
	}
}

func TestAnEntryOfAnotherLanguageSaysItsDirection(t *testing.T) {
	b := publish(t, desk())
	e := atom(t, b.files["feed.xml"]).Entries[1]
	div := all(parse(t, e.Content[0].Text), "div")[0]
	if e.Lang != "ar" || attr(div, "lang") != "ar" || attr(div, "dir") != "rtl" {
		t.Errorf("entry in %q, content in %q, %q", e.Lang, attr(div, "lang"), attr(div, "dir"))
	}
}

func TestNoMediumHasMarginNotesOrMarkersInTitles(t *testing.T) {
	b := publish(t, files(map[string]string{"content/2024/a.md": "---\ntitle: A\ndate: 2024-01-01\ntlp: CLEAR\n---\n\nFirst words.[^1] <!-- do not tell -->\n\n## Head[^1]\n\nMore. <!--\nnor this -->\n\n[^1]: https://a.example/ <!-- or this -->\n"}))
	for name, file := range b.files {
		for _, secret := range []string{"do not tell", "nor this", "or this"} {
			if strings.Contains(file, secret) {
				t.Errorf("%s has a margin note", name)
			}
		}
	}
	if e := atom(t, b.files["feed.xml"]).Entries[0]; e.Summary[0] != "First words." {
		t.Errorf("summary %q", e.Summary[0])
	}
}

// An id stays when title, slug, folder and address change.
func TestTheIDOfAnEntryIsPermanent(t *testing.T) {
	ids := func(b built) (out []string) {
		for _, e := range atom(t, b.files["feed.xml"]).Entries {
			if !strings.HasPrefix(e.ID[0], "http") {
				out = append(out, e.ID[0])
			}
		}
		return out
	}
	before := ids(publish(t, desk()))
	moved := desk()
	for name, f := range moved {
		if strings.HasSuffix(name, "arabic.md") {
			f.Data = []byte(strings.Replace(string(f.Data), "lang: ar", "lang: ar\nslug: haven", 1))
		}
	}
	after := ids(publish(t, moved, func(o *build.Options) {
		if err := o.Config.SetBaseURL("https://elsewhere.example/"); err != nil {
			t.Fatal(err)
		}
	}))
	same(t, "ids", after, before)
	if len(before) != 3 {
		t.Errorf("%d permanent ids, want 3", len(before))
	}
}

func TestWithoutABaseURLIDsAreStillAbsolute(t *testing.T) {
	b := publish(t, desk(), func(o *build.Options) { o.Config.BaseURL = "" })
	f := atom(t, b.files["feed.xml"])
	seen := map[string]bool{f.ID[0]: true}
	for _, e := range f.Entries {
		if seen[e.ID[0]] || !isAbsolute(e.ID[0]) {
			t.Errorf("id %q", e.ID[0])
		}
		seen[e.ID[0]] = true
	}
	if !isAbsolute(f.ID[0]) {
		t.Errorf("the feed's id is %q", f.ID[0])
	}
}

func TestAJSONFeedSaysWhatTheAtomFeedSays(t *testing.T) {
	b := publish(t, desk())
	var f jsonFeed
	if err := json.Unmarshal([]byte(b.files["feed.json"]), &f); err != nil {
		t.Fatal(err)
	}
	if f.Version != "https://jsonfeed.org/version/1.1" || f.Title != "The Coast" || f.HomePageURL != base || f.FeedURL != base+"feed.json" || f.Language != "en" || len(f.Authors) != 1 {
		t.Errorf("%+v", f)
	}
	a := atom(t, b.files["feed.xml"])
	if len(f.Items) != len(a.Entries) {
		t.Fatalf("%d items, %d entries", len(f.Items), len(a.Entries))
	}
	for i, item := range f.Items {
		e := a.Entries[i]
		if item.ID != any(e.ID[0]) || item.URL != e.Links[0].Href || item.Title != e.Title[0] || item.ContentHTML != e.Content[0].Text || item.Summary != e.Summary[0] ||
			item.DatePublished != e.Published[0] || item.DateModified != e.Updated[0] || item.Language != e.Lang || len(item.Tags) != len(e.Categories) || len(item.Authors) != len(e.Authors) {
			t.Errorf("item %d is %+v, the entry %+v", i, item, e)
		}
	}
}

// Readers show nothing of a page's header, so the title says what is not for all.
func TestAFeedOfANarrowEditionMarksItsTitles(t *testing.T) {
	title := func(m briefing.Marking) string {
		b := publish(t, desk(), func(o *build.Options) { o.Edition = m })
		return atom(t, b.files["feed.xml"]).Entries[0].Title[0]
	}
	if got := title(briefing.Amber); got != "TLP:AMBER For few" {
		t.Errorf("the newest title is %q", got)
	}
	if got := title(briefing.Clear); got != "No sources" {
		t.Errorf("the newest title of the public edition is %q", got)
	}
}

func TestAnEmptyArchiveHasValidFeeds(t *testing.T) {
	b := publish(t, files(map[string]string{"content/pages/a.md": "---\ntitle: A\ntlp: CLEAR\n---\n\nText.\n"}))
	if f := atom(t, b.files["feed.xml"]); len(f.Entries) != 0 || len(f.Updated) != 1 {
		t.Errorf("%+v", f)
	}
	if !strings.Contains(b.files["feed.json"], `"items": []`) {
		t.Error("items of a JSON feed must be a list, also when there are none")
	}
}
