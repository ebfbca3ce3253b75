package preview

import (
	"slices"
	"strings"
	"testing"
)

func TestAPageIsTakenApart(t *testing.T) {
	page := strings.Replace(document("Title", "<p>text</p><pre>&lt;/main></pre>"), "</head>", `<script src="/a.js"></script><script type="application/ld+json">{"a": "<main>"}</script></head>`, 1)
	was := dissect([]byte(page))
	if want := []string{"/assets/site.1.css"}; !slices.Equal(was.styles, want) {
		t.Errorf("its style sheets are %q", was.styles)
	}
	for _, c := range []struct {
		old, new             string
		text, around, styles bool // differ
	}{
		{"<p>text", "<p>other", true, false, false},
		{"<title>Title", "<title>Other", true, false, false},
		{`<html lang="en">`, `<html lang="fr">`, true, false, false},
		{`<main id="part:text">`, `<main id="part:text" class="places">`, true, false, false},
		{`{"a": "<main>"}`, `{"b": 1}`, true, false, false},
		{"site.1.css", "site.2.css", false, false, true},
		{`<link rel="stylesheet" href="/assets/site.1.css">`, `<LINK href=/assets/site.1.css rel="preload StyleSheet">`, false, false, false},
		{"/a.js", "/b.js", false, true, false},
		{"<p>About", "<p>Other", false, true, false},
		{`<body class="briefing">`, `<body class="plain">`, false, true, false},
		{"<p>text", "<script>1</script><p>text", false, true, false},
		{"<p>text", `<script type="text/template">1</script><p>text`, true, false, false},
		{"</html>\n", "</html>\n<!-- end", false, true, false},
	} {
		if !strings.Contains(page, c.old) {
			t.Fatalf("the page has no %q", c.old)
		}
		is := dissect([]byte(strings.Replace(page, c.old, c.new, 1)))
		if text, around, styles := is.text != was.text, is.around != was.around, !slices.Equal(is.styles, was.styles); text != c.text || around != c.around || styles != c.styles {
			t.Errorf("%q for %q: text differs %v, what is around it %v, styles %v", c.new, c.old, text, around, styles)
		}
	}
}

// A page of any bytes is read to its end, and each of them counts.
func FuzzEveryByteOfAPageCounts(f *testing.F) {
	f.Add(document("Title", "<p>text</p>"), 300)
	f.Add("<main><script>", 3)
	f.Add("<a <b='\x00'><!--", 2)
	f.Fuzz(func(t *testing.T, page string, at int) {
		if strings.Contains(strings.ToLower(page), "<link") || at < 0 || at >= len(page) {
			return
		}
		changed := page[:at] + "\x7f" + page[at:]
		a, b := dissect([]byte(page)), dissect([]byte(changed))
		if a.text == b.text && a.around == b.around {
			t.Errorf("%q and %q are the same", page, changed)
		}
	})
}

func TestAStyleSheetIsReadWhereThePageLeadsToIt(t *testing.T) {
	w := sample()
	w.change(func(e *fakeEdition) { e.base = "/reports"; e.pages["/a/b.css"] = "1" })
	e := w.editions["AMBER"]
	p := sheet{wish: wish{path: "/reports/a/x/"}, edition: e}
	for _, href := range []string{"/reports/a/b.css", "../b.css", "../b.css?v=1", "/reports/x/../a/b.css"} {
		was := stylesOf(p, []string{href})
		e.pages["/a/b.css"] += "2"
		if stylesOf(p, []string{href}) == was {
			t.Errorf("what is behind %q does not count", href)
		}
	}
	for _, href := range []string{"https://example.org/reports/a/b.css", "//example.org/reports/a/b.css", "/a/b.css", "../../../../b.css", "%zz", "data:text/css,x", ""} {
		was := stylesOf(p, []string{href})
		e.pages["/a/b.css"] += "2"
		if stylesOf(p, []string{href}) != was {
			t.Errorf("%q leads to the site's", href)
		}
	}
}
