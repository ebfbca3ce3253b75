package render_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dossier/internal/biblio"
	"dossier/internal/briefing"
	"dossier/internal/build"
	"dossier/internal/config"
	"dossier/internal/site"
)

type sitemap struct {
	XMLName xml.Name
	URLs    []location `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 url"`
	Maps    []location `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemap"`
}

type location struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
}

func sitemapOf(t *testing.T, b built, name string) sitemap {
	t.Helper()
	var m sitemap
	if err := xml.Unmarshal([]byte(b.files[name]), &m); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return m
}

func TestSitemapsListWhatSearchersShouldKnowWithRealDates(t *testing.T) {
	b := publish(t, desk())
	index := sitemapOf(t, b, "sitemap.xml")
	if index.XMLName.Local != "sitemapindex" || len(index.Maps) != 4 {
		t.Fatalf("%+v", index)
	}
	dates := map[string]string{}
	for _, m := range index.Maps {
		part := sitemapOf(t, b, strings.TrimPrefix(m.Loc, base))
		if part.XMLName.Local != "urlset" || len(part.URLs) == 0 {
			t.Errorf("%s: %+v", m.Loc, part)
		}
		for _, u := range part.URLs {
			name := site.Page{Path: "/" + strings.TrimPrefix(u.Loc, base)}.Output()
			if _, twice := dates[u.Loc]; twice || !strings.HasPrefix(u.Loc, base) {
				t.Errorf("%s is listed twice or of another site", u.Loc)
			}
			if len(all(b.page(t, name), "meta", "name=robots")) > 0 {
				t.Errorf("%s is listed and asks not to be", u.Loc)
			}
			dates[u.Loc] = u.LastMod
		}
	}
	for path, want := range map[string]string{
		"": "", "briefings/": "", "tags/harbours/": "", "series/coasts/": "", "outlets/port.example/": "", "sources/": "", "method/": "",
		"briefings/2021/harbour/": "2021-05-06", "briefings/2022/pier/": "2022-06-07", "briefings/2023/plain-day/": "2023-02",
	} {
		if got, ok := dates[base+path]; !ok || got != want {
			t.Errorf("%q: listed %v with the date %q, want %q", path, ok, got, want)
		}
	}
	for loc := range dates {
		if strings.Contains(loc, "404") || strings.Contains(loc, "/old/") || strings.Contains(loc, "few") {
			t.Errorf("%s is listed", loc)
		}
	}
}

func TestRobotsAreLedToTheSitemapOfThePublicEditionAlone(t *testing.T) {
	if got, want := publish(t, desk()).files["robots.txt"], "User-agent: *\nAllow: /\n\nSitemap: "+base+"sitemap.xml\n"; got != want {
		t.Errorf("robots.txt is %q", got)
	}
	amber := publish(t, desk(), func(o *build.Options) { o.Edition = briefing.Amber })
	if got := amber.files["robots.txt"]; got != "User-agent: *\nDisallow: /\n" {
		t.Errorf("robots.txt of TLP:AMBER is %q", got)
	}
	nowhere := publish(t, desk(), func(o *build.Options) { o.Config.BaseURL = "" })
	if got := nowhere.files["robots.txt"]; got != "User-agent: *\nAllow: /\n" {
		t.Errorf("robots.txt without a base URL is %q", got)
	}
}

// headerRules reads a _headers file: the headers of each pattern, in order.
func headerRules(text string) (patterns []string, headers map[string]map[string]string) {
	headers = map[string]map[string]string{}
	for line := range strings.Lines(text) {
		switch line = strings.TrimRight(line, "\n"); {
		case strings.HasPrefix(line, "  "):
			name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
			headers[patterns[len(patterns)-1]][name] = value
		case line != "":
			patterns = append(patterns, line)
			headers[line] = map[string]string{}
		}
	}
	return patterns, headers
}

func TestHeadersForbidWhatPagesDoNotNeed(t *testing.T) {
	patterns, headers := headerRules(publish(t, desk()).files["_headers"])
	same(t, "patterns", patterns, []string{"/sub/*", "/sub/assets/*"})
	everywhere := headers["/sub/*"]
	policy := map[string]string{}
	for d := range strings.SplitSeq(everywhere["Content-Security-Policy"], ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(d), " ")
		policy[name] = value
	}
	for name, want := range map[string]string{"default-src": "'none'", "style-src": "'self'", "img-src": "'self'", "base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'none'"} {
		if policy[name] != want {
			t.Errorf("%s is %q, want %q", name, policy[name], want)
		}
	}
	if len(policy) != 6 || everywhere["Referrer-Policy"] != "no-referrer" || everywhere["X-Content-Type-Options"] != "nosniff" {
		t.Errorf("headers %v", everywhere)
	}
	if !strings.Contains(headers["/sub/assets/*"]["Cache-Control"], "immutable") || everywhere["Cache-Control"] != "" {
		t.Error("what is hashed is kept for ever, and two rules must not say the same header")
	}
}

func TestAnOldAddressLeadsToTheNewOne(t *testing.T) {
	b := publish(t, desk(), func(o *build.Options) {
		if err := o.Config.Permalinks[0].UnmarshalText([]byte("/b/:slug/")); err != nil {
			t.Fatal(err)
		}
		o.Config.Permalinks = append(o.Config.Permalinks, config.Default().Permalinks[0])
	})
	want := []string{
		"/sub/briefings/2021/harbour/ /sub/b/harbour/ 301", "/sub/old/harbour/ /sub/b/harbour/ 301", "/sub/briefings/2022/pier/ /sub/b/pier/ 301",
		"/sub/briefings/2023/arabic/ /sub/b/arabic/ 301", "/sub/briefings/2023/plain-day/ /sub/b/plain-day/ 301",
	}
	got := strings.Split(strings.TrimSpace(b.files["_redirects"]), "\n")
	slices.Sort(got)
	slices.Sort(want)
	same(t, "_redirects", got, want)
	for _, old := range []string{"old/harbour/index.html", "briefings/2021/harbour/index.html"} {
		stub := b.page(t, old)
		refresh, canonical := all(stub, "meta", "http-equiv=refresh"), all(stub, "link", "rel=canonical")
		if len(refresh) != 1 || attr(refresh[0], "content") != "0; url=/sub/b/harbour/" || len(canonical) != 1 || attr(canonical[0], "href") != base+"b/harbour/" {
			t.Errorf("%s: %s", old, b.files[old])
		}
		if len(all(stub, "strong", "class=tlp-clear")) != 2 || len(all(stub, "meta", "name=robots")) != 1 {
			t.Errorf("%s has no marking above and below, or is for searchers", old)
		}
		same(t, old, links(stub), []string{"/sub/b/harbour/ -> /sub/b/harbour/"})
	}
}

// The sources of a briefing as data: each once, in the order of first citation.
func TestASitesExportsHoldTheSourcesOfABriefing(t *testing.T) {
	b := publish(t, desk())
	const dir = "briefings/2022/pier/"
	want := []string{"https://www.port.example/log Pilot log", " The keeper's ledger"}
	said := func(records []briefing.Record) (out []string) {
		for _, r := range records {
			out = append(out, r.URL+" "+r.Title)
		}
		return out
	}
	csl, diags := biblio.ParseCSL("x", []byte(b.files[dir+"sources.csl.json"]), briefing.Clear)
	same(t, "CSL-JSON", said(csl), want)
	bib, more := biblio.ParseBibTeX("x", []byte(b.files[dir+"sources.bib"]), briefing.Clear)
	same(t, "BibTeX", said(bib), want)
	if len(diags)+len(more) > 0 {
		t.Errorf("%v %v", diags, more)
	}
	if csl[0].Outlet != "Port Office" || csl[0].Date.String() != "2021-02-01" || bib[1].Key != "ledger" {
		t.Errorf("%+v, %+v", csl[0], bib[1])
	}
	var ris []string
	for line := range strings.Lines(b.files[dir+"sources.ris"]) {
		tag, value, _ := strings.Cut(strings.TrimSpace(line), "  -")
		if slices.Contains([]string{"TY", "TI", "UR", "ER"}, tag) {
			ris = append(ris, strings.TrimSpace(tag+value))
		}
	}
	same(t, "RIS", ris, []string{"TY ELEC", "TI Pilot log", "UR https://www.port.example/log", "ER", "TY GEN", "TI The keeper's ledger", "ER"})
	doc := b.page(t, dir+"index.html")
	for _, name := range []string{"sources.csl.json", "sources.bib", "sources.ris"} {
		if len(all(doc, "link", "rel=alternate", "href=/sub/"+dir+name)) != 1 || len(all(doc, "a", "href=/sub/"+dir+name)) != 1 {
			t.Errorf("the briefing does not lead to %s", name)
		}
	}
}

func TestExportsAreThereWhenTheSiteAsksForThem(t *testing.T) {
	names := func(b built) (out []string) {
		for name := range b.files {
			if strings.Contains(name, "/sources.") {
				out = append(out, name)
			}
		}
		slices.Sort(out)
		return out
	}
	ris := publish(t, desk(), func(o *build.Options) { o.Config.Exports = []config.Export{config.RIS} })
	same(t, "files", names(ris), []string{"briefings/2021/harbour/sources.ris", "briefings/2022/pier/sources.ris", "briefings/2023/arabic/sources.ris"})
	none := publish(t, desk(), func(o *build.Options) { o.Config.Exports = nil })
	same(t, "files", names(none), nil)
	if doc := none.page(t, "briefings/2022/pier/index.html"); len(all(doc, "a", "download=")) > 0 && len(all(doc, "", "class=downloads")) > 0 {
		t.Error("a briefing offers what there is not")
	}
}

// What later briefings tell of a source changes no earlier export.
func TestAnExportLooksBack(t *testing.T) {
	cite := func(title string) string {
		return "---\ntitle: T\ndate: %s\ntlp: CLEAR\n---\n\nSo it is.[^1]\n\n[^1]: " + title + "\n"
	}
	root := files(map[string]string{
		"content/a.md": fmt.Sprintf(cite("https://a.example/x"), "2020-01-01"),
		"content/b.md": fmt.Sprintf(cite("[Named at last](https://a.example/x)"), "2021-01-01"),
	})
	b := publish(t, root)
	title := func(name string) string {
		var items []struct{ Title string }
		if err := json.Unmarshal([]byte(b.files[name]), &items); err != nil || len(items) != 1 {
			t.Fatalf("%s: %v, %v", name, items, err)
		}
		return items[0].Title
	}
	if was, is := title("briefings/2020/a/sources.csl.json"), title("briefings/2021/b/sources.csl.json"); was == is || is != "Named at last" {
		t.Errorf("titles %q and %q", was, is)
	}
}
