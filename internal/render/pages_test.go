package render_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"dossier/internal/briefing"
	"dossier/internal/build"
)

// facts gives "name: value" of each entry of the fact lists below a node.
func facts(n *html.Node) (out []string) {
	for _, dt := range all(n, "dt") {
		out = append(out, text(dt)+": "+text(all(dt.Parent, "dd")[0]))
	}
	return out
}

// counted gives "text count" of each item of an index.
func counted(n *html.Node) (out []string) {
	for _, li := range all(n, "li") {
		out = append(out, text(li))
	}
	return out
}

// listed gives the addresses of the entries of a list, in order.
func listed(n *html.Node) (out []string) {
	for _, ol := range all(n, "ol", "class=entries") {
		for _, a := range all(ol, "a") {
			out = append(out, attr(a, "href"))
		}
	}
	return out
}

func TestABriefingsPageHasAllItsParts(t *testing.T) {
	doc := publish(t, desk()).page(t, "briefings/2021/harbour/index.html")
	if h := all(doc, "h1"); len(h) != 1 || text(h[0]) != "The harbour <before> the storm & after" {
		t.Errorf("headings %v", h)
	}
	for _, place := range []string{"header", "footer"} {
		if m := all(all(doc, place, "class=site")[0], "strong", "class=tlp"); len(m) != 1 || text(m[0]) != "TLP:CLEAR" {
			t.Errorf("the %s has %d markings", place, len(m))
		}
	}
	same(t, "contents", links(part(t, doc, "part:contents")), []string{"Before -> #before", "After -> #after"})
	same(t, "sign-off", facts(part(t, doc, "part:signoff")), []string{"Prepared by: North desk", "Reviewed by: Review desk"})
	same(t, "sourcing", facts(part(t, doc, "part:sourcing")), []string{"Citations: 3", "Sources: 2"})
	same(t, "outlets", counted(part(t, doc, "part:sourcing")), []string{"Port Office 2", "gone.example 1"})
	same(t, "tags", links(part(t, doc, "part:tags")), []string{"harbours -> /sub/tags/harbours/", "Weather -> /sub/tags/weather/"})
	notes := part(t, doc, "part:notes")
	if attr(notes, "role") != "doc-endnotes" || len(all(notes, "li")) != 2 {
		t.Errorf("%d notes, role %q", len(all(notes, "li")), attr(notes, "role"))
	}
	same(t, "a note", links(all(notes, "li")[0])[2:], []string{"↩1 -> #fnref:log", "↩2 -> #fnref2:log"})
	if got := text(all(notes, "li")[1]); !strings.Contains(got, "Retracted by its publisher on 1 January 2022: its figures were wrong") {
		t.Errorf("the note does not say that its source is retracted: %q", got)
	}
	same(t, "first line", links(all(doc, "p", "class=line")[0]), []string{"North desk -> /sub/authors/north-desk/"})
	same(t, "kicker", links(all(doc, "p", "class=kicker")[0]), []string{"North -> /sub/desks/north/", "Coasts -> /sub/series/coasts/"})
}

func TestABriefingLeadsToItsNeighboursAndToEarlierOnesOnItsSubject(t *testing.T) {
	b := publish(t, desk())
	pier := b.page(t, "briefings/2022/pier/index.html")
	same(t, "neighbours", links(all(pier, "nav", "class=paging")[0]), []string{
		"Next briefing الميناء -> /sub/briefings/2023/arabic/", "Previous briefing The harbour <before> the storm & after -> /sub/briefings/2021/harbour/"})
	same(t, "related", listed(part(t, pier, "part:related")), []string{"/sub/briefings/2021/harbour/"})
	if r := all(b.page(t, "briefings/2021/harbour/index.html"), "", "aria-labelledby=part:related"); len(r) > 0 {
		t.Error("the first briefing names a later one as related")
	}
	same(t, "related by a source and a tag", listed(part(t, b.page(t, "briefings/2023/arabic/index.html"), "part:related")), []string{"/sub/briefings/2021/harbour/"})
}

func TestAPlainPageHasNoneOfABriefingsParts(t *testing.T) {
	doc := publish(t, desk()).page(t, "method/index.html")
	for _, id := range []string{"part:signoff", "part:tags", "part:related", "part:sourcing"} {
		if len(all(doc, "", "aria-labelledby="+id)) > 0 {
			t.Errorf("a plain page has %s", id)
		}
	}
	if len(all(doc, "nav", "class=paging")) > 0 || text(all(doc, "h1")[0]) != "Method" || len(all(doc, "strong", "class=tlp")) != 2 {
		t.Error("a plain page has neighbours, or no heading, or no markings")
	}
}

func TestListsAndIndexesLeadToEachOther(t *testing.T) {
	b := publish(t, desk())
	harbour, pier, arabic, day := "/sub/briefings/2021/harbour/", "/sub/briefings/2022/pier/", "/sub/briefings/2023/arabic/", "/sub/briefings/2023/plain-day/"
	for name, want := range map[string][]string{
		"index.html":                    {day, arabic, pier, harbour},
		"briefings/index.html":          {day, arabic, pier, harbour},
		"briefings/2023/index.html":     {day, arabic},
		"briefings/2023/02/index.html":  {day},
		"tags/weather/index.html":       {arabic, harbour},
		"authors/north-desk/index.html": {pier, harbour},
		"desks/north/index.html":        {harbour},
		"series/coasts/index.html":      {pier, harbour},
		"404.html":                      {day, arabic, pier, harbour},
	} {
		same(t, name, listed(b.page(t, name)), want)
	}
	for name, want := range map[string][]string{
		"tags/index.html":           {"harbours 2", "Weather 2"},
		"authors/index.html":        {"North desk 2", "South desk 1"},
		"desks/index.html":          {"North 1"},
		"series/index.html":         {"Coasts 2"},
		"outlets/index.html":        {"gone.example 1", "Port Office 1"},
		"sources/index.html":        {"Pilot log 3", "A page that was withdrawn 2", "The keeper's ledger 1", "gone.example", "Port Office", "The keeper's ledger 1"},
		"briefings/index.html":      {"2023 2", "2022 1", "2021 1"},
		"briefings/2023/index.html": {"January 2023 1", "February 2023 1"},
	} {
		var got []string
		for _, ul := range all(b.page(t, name), "ul", "class=index") {
			got = append(got, counted(ul)...)
		}
		same(t, name, got, want)
	}
	home := b.page(t, "index.html")
	same(t, "totals", facts(home), []string{"Briefings: 4", "Sources: 3"})
	same(t, "further indexes", counted(all(home, "ul", "class=inline")[0]), []string{"Series 1", "Desks 1", "Authors 2"})
	tag := b.page(t, "tags/harbours/index.html")
	if len(all(tag, "link", "href=/sub/tags/harbours/feed.xml")) != 1 || text(all(tag, "p", "class=lead")[0]) != "Where ships lie." {
		t.Error("a tag's page lacks its feed or its description")
	}
}

func TestAMissingPageIsForNoSearcherAndLeadsOn(t *testing.T) {
	doc := publish(t, desk()).page(t, "404.html")
	if len(all(doc, "link", "rel=canonical")) > 0 || len(all(doc, "meta", "name=robots", "content=noindex")) != 1 {
		t.Error("404.html has an address of its own or is for searchers")
	}
}

func TestASourceHasAPlaceWithItsFactsAndWhatRestsOnIt(t *testing.T) {
	b := publish(t, desk())
	outlet := b.page(t, "outlets/port.example/index.html")
	same(t, "facts", facts(outlet), []string{"Outlet: port.example", "Reliability of the outlet: B, usually reliable", "Country: NO"})
	if strings.Contains(text(all(outlet, "main")[0]), "3") || len(all(outlet, "", "class=count")) > 0 {
		t.Error("an outlet's list counts")
	}
	place := listed(outlet)
	if len(place) != 1 {
		t.Fatalf("places %v", place)
	}
	path, id, _ := strings.Cut(place[0], "#")
	found := all(b.page(t, strings.TrimPrefix(path, "/sub/")+"index.html"), "article", "id="+id)
	if len(found) != 1 {
		t.Fatalf("%s is not there", place[0])
	}
	src := found[0]
	if text(all(src, "h2")[0]) != "Pilot log" || text(all(src, "p", "class=line")[0]) != "Port Office 1 February 2021" {
		t.Errorf("facts %q, %q", text(all(src, "h2")[0]), text(all(src, "p", "class=line")[0]))
	}
	var got []string
	for _, li := range all(src, "li") {
		got = append(got, text(all(li, "span", "class=date")[0])+" | "+text(all(li, "blockquote")[0])+" | "+attr(all(li, "a")[0], "href"))
	}
	same(t, "cited by", got, []string{
		"7 June 2022 | One pier was built. | /sub/briefings/2022/pier/#fnref:1",
		"4 March 2021 | ]]> is code. | /sub/briefings/2021/harbour/#fnref2:log",
		"4 March 2021 | The pilots counted ships. | /sub/briefings/2021/harbour/#fnref:log",
	})
	for _, g := range got {
		at := g[strings.LastIndex(g, "/sub/")+len("/sub/"):]
		page, mark, _ := strings.Cut(at, "#")
		if m := all(b.page(t, page+"index.html"), "sup", "id="+mark); len(m) != 1 {
			t.Errorf("%s is no marker", at)
		}
	}
}

// A shelf over 160 KB keeps cited by on leaves; a source cited by very many shows
// the newest 50 and pages the rest by year. No place changes.
func TestAMuchCitedSourceShowsTheNewestFifty(t *testing.T) {
	root := fstest.MapFS{}
	for i := range 130 {
		root[fmt.Sprintf("content/b%03d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"---\ntitle: B %d\ndate: %d-03-01\ntlp: CLEAR\n---\n\nSo it is.[^1]\n\n[^1]: [Log](https://www.port.example/log).\n", i, 2010+i/10)}
	}
	b := publish(t, root)
	place := listed(b.page(t, "outlets/port.example/index.html"))[0]
	shelf := b.page(t, strings.TrimPrefix(strings.Split(place, "#")[0], "/sub/")+"index.html")
	cited := listed(shelf)
	if len(cited) != 50 || cited[0] != "/sub/briefings/2022/b129/#fnref:1" || cited[49] != "/sub/briefings/2018/b080/#fnref:1" {
		t.Errorf("%d citations at the place, from %v", len(cited), cited[:1])
	}
	seen := map[string]bool{}
	for _, at := range cited {
		seen[at] = true
	}
	years := links(all(shelf, "nav", "class=parts")[0])
	if len(years) != 8 || !strings.HasPrefix(years[0], "2017 -> ") {
		t.Errorf("years %v", years)
	}
	for _, y := range years {
		_, path, _ := strings.Cut(y, " -> /sub/")
		for _, at := range listed(b.page(t, path+"index.html")) {
			if seen[at] {
				t.Errorf("%s is listed twice", at)
			}
			seen[at] = true
		}
	}
	if len(seen) != 130 {
		t.Errorf("%d of 130 citations are listed", len(seen))
	}
}

func TestAHeavyShelfKeepsCitedByOnLeaves(t *testing.T) {
	root := fstest.MapFS{}
	var same []string
	for i := 0; len(same) < 40; i++ {
		url := fmt.Sprintf("https://www.port.example/%d", i)
		if shelf, _ := placeOf(url); shelf == firstShelf {
			same = append(same, url)
		}
	}
	for i := range 50 {
		text := fmt.Sprintf("---\ntitle: B %d\ndate: %d-03-01\ntlp: CLEAR\n---\n", i, 2010+i/10)
		for k := range same {
			text += fmt.Sprintf("\nSo it is with number %d.[^%d]\n", k, k)
		}
		for k, url := range same {
			text += fmt.Sprintf("\n[^%d]: [Log %d](%s).\n", k, k, url)
		}
		root[fmt.Sprintf("content/b%03d.md", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	b := publish(t, root)
	name := "sources/" + firstShelf + "/index.html"
	if n := len(b.files[name]); n > 165<<10 || n < 140<<10 {
		t.Errorf("the shelf has %d bytes", n)
	}
	leaves := 0
	for _, src := range all(b.page(t, name), "article", "class=source") {
		cited := listed(src)
		if leaf := all(src, "p", "class=all"); len(leaf) == 1 {
			leaves++
			if len(cited) > 0 {
				t.Errorf("%s has cited by here and on a leaf", attr(src, "id"))
			}
			path, id, _ := strings.Cut(strings.TrimPrefix(attr(all(leaf[0], "a")[0], "href"), "/sub/"), "#")
			cited = listed(all(b.page(t, path+"index.html"), "article", "id="+id)[0])
		}
		if len(cited) != 50 {
			t.Errorf("%s is cited by %d", attr(src, "id"), len(cited))
		}
	}
	if leaves == 0 || leaves == 40 {
		t.Errorf("%d leaves of 40 sources", leaves)
	}
}

func TestMachinesReadWhatABriefingIs(t *testing.T) {
	b := publish(t, desk())
	doc := b.page(t, "briefings/2021/harbour/index.html")
	said := func(key string) (out []string) {
		for _, m := range all(doc, "meta") {
			if name := attr(m, key); name != "" && (key == "property" || strings.HasPrefix(name, "citation_")) {
				out = append(out, name+": "+attr(m, "content"))
			}
		}
		return out
	}
	title, url := "The harbour <before> the storm & after", base+"briefings/2021/harbour/"
	same(t, "OpenGraph", said("property"), []string{
		"og:type: article", "og:title: " + title, "og:url: " + url, "og:description: What the harbour's own papers say.", "og:site_name: The Coast",
		"article:published_time: 2021-03-04", "article:modified_time: 2021-05-06", "article:tag: harbours", "article:tag: Weather"})
	same(t, "Highwire", said("name"), []string{
		"citation_title: " + title, "citation_publication_date: 2021/03/04", "citation_author: North desk", "citation_technical_report_institution: Coast Institute",
		"citation_public_url: " + url, "citation_language: en", "citation_keywords: harbours", "citation_keywords: Weather"})
	script := all(doc, "script", "type=application/ld+json")
	if len(script) != 1 {
		t.Fatalf("%d scripts", len(script))
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(script[0].FirstChild.Data), &got); err != nil {
		t.Fatal(err)
	}
	citations := got["citation"].([]any)
	if got["@context"] != "https://schema.org" || got["@type"] != "Report" || got["headline"] != title || got["url"] != url || got["identifier"] != "b-harbour" ||
		got["datePublished"] != "2021-03-04" || got["dateModified"] != "2021-05-06" || len(citations) != 2 {
		t.Errorf("%v", got)
	}
	if c := citations[0].(map[string]any); c["@type"] != "CreativeWork" || c["name"] != "Pilot log" || c["url"] != "https://www.port.example/log" || c["datePublished"] != "2021-02-01" {
		t.Errorf("%v", c)
	}
}

// A source whose URL must not be a link is none in any form that machines follow.
func TestAnUnlinkedSourceIsALinkNowhere(t *testing.T) {
	b := publish(t, files(map[string]string{"content/a.md": "---\ntitle: A\ndate: 2024-01-01\ntlp: CLEAR\n---\n\nSo it is.[^1]\n\n[^1]: http://abcdefghij234567.onion/page\n"}))
	for name, text := range b.files {
		if strings.HasSuffix(name, ".html") || strings.HasSuffix(name, ".xml") {
			if strings.Contains(text, "http://abcdefghij234567.onion") {
				t.Errorf("%s has the address", name)
			}
		}
	}
}

func TestABriefingAboveTheEditionLeavesNoTraceOnAnyPage(t *testing.T) {
	b := publish(t, desk())
	for name, text := range b.files {
		for _, secret := range []string{"For few", "few.example", "secret", "b-amber", "/amber/"} {
			if strings.Contains(text, secret) || strings.Contains(name, "secret") {
				t.Errorf("%s tells of %q", name, secret)
			}
		}
	}
	amber := publish(t, desk(), func(o *build.Options) { o.Edition = briefing.Amber })
	doc := amber.page(t, "briefings/2023/amber/index.html")
	if m := all(doc, "strong", "class=tlp-amber"); len(m) != 2 {
		t.Errorf("%d markings on a page marked TLP:AMBER", len(m))
	}
	home := amber.page(t, "index.html")
	if i := slices.IndexFunc(all(home, "li"), func(li *html.Node) bool { return strings.Contains(text(li), "For few TLP:AMBER") }); i < 0 {
		t.Error("a list does not mark what is not for everybody")
	}
}
