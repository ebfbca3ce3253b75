package preview

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func read(t *testing.T, answer *http.Response) reply {
	t.Helper()
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{answer.StatusCode, answer.Header, string(body)}
}

func TestAPageWithoutWhatIsOursIsThePageOfABuild(t *testing.T) {
	w := sample()
	w.change(func(e *fakeEdition) {
		e.messages = append(e.messages, fault(3, "</body></dossier-preview><script>"))
		e.pages["/odd/"] = "<html><body><script>'</body>'</script>text</BODY  >\n<!-- </bodyx> -->"
		e.pages["/bare/"] = "no tags at all"
		e.pages["/empty/"] = ""
		e.pages["/twice/"] = document("Twice", `<dossier-preview data-x="1"><script src="/__preview/preview.js"></script>`)
	})
	s := start(t, w, Options{Notices: func() []string { return []string{"<b>polling</b>"} }})
	for path, want := range w.editions["AMBER"].pages {
		got := s.get(t, path)
		if got.status != http.StatusOK {
			t.Errorf("%s: status %d", path, got.status)
		}
		if !isHTML(mediaType(path)) {
			if got.body != want {
				t.Errorf("%s is no page and was touched: %q", path, got.body)
			}
			continue
		}
		if got.body == want || !strings.Contains(got.body, "TLP:AMBER") || !strings.Contains(got.body, "&lt;b&gt;polling") {
			t.Errorf("%s has nothing of ours: %q", path, got.body)
		}
		if back := string(unsplice([]byte(got.body))); back != want {
			t.Errorf("%s without ours is\n%s\nnot\n%s", path, back, want)
		}
	}
}

func FuzzUnspliceUndoesSplice(f *testing.F) {
	f.Add("<body>a</body>", "x")
	f.Add("</BODY\t></body", "</dossier-preview>")
	f.Add(hostTag+afterTag+"</body>", hostTag)
	s := New(sample(), Options{})
	f.Fuzz(func(t *testing.T, page, notice string) {
		s.options.Notices = func() []string { return []string{notice} }
		p := sheet{Page: Page{Body: []byte(page)}, wish: wish{choice: Choice{notice, notice}, path: "/" + notice}}
		served := splice(p.Body, s.ours(p).markup())
		if got := string(unsplice(served)); got != page {
			t.Errorf("%q came back as %q", page, got)
		}
	})
}

func TestEachFileHasTheTypeThatAStaticHostGivesIt(t *testing.T) {
	w := sample()
	w.editions["AMBER"].pages["/x"] = "y"
	s := start(t, w, Options{})
	for path, want := range map[string]string{
		"/": "text/html; charset=utf-8", "/404.html": "text/html; charset=utf-8", "/assets/site.1.css": "text/css; charset=utf-8",
		"/feed.xml": "application/xml", "/x": "application/octet-stream", "/__preview/preview.js": "text/javascript; charset=utf-8",
	} {
		got := s.get(t, path)
		if got.header.Get("Content-Type") != want {
			t.Errorf("%s is %q, not %q", path, got.header.Get("Content-Type"), want)
		}
		if got.header.Get("Cache-Control") != "no-store" || got.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s may be kept or guessed at: %v", path, got.header)
		}
	}
}

func TestPartsAndHeadsAreGiven(t *testing.T) {
	s := start(t, sample(), Options{})
	if got := s.get(t, "/data/all.csl", "Range: bytes=2-4"); got.status != http.StatusPartialContent || got.body != "234" {
		t.Errorf("a range gave %d %q", got.status, got.body)
	}
	page := s.get(t, "/")
	head := s.do(t, http.MethodHead, "/", "")
	if head.status != http.StatusOK || head.body != "" || head.header.Get("Content-Length") != page.header.Get("Content-Length") {
		t.Errorf("HEAD gave %+v", head)
	}
	if head := s.do(t, http.MethodHead, "/nowhere/", ""); head.status != http.StatusNotFound || head.body != "" {
		t.Errorf("HEAD of a missing page gave %+v", head)
	}
}

func TestAPathIsMadeCanonicalAndAMovedPageFollowed(t *testing.T) {
	w := sample()
	s := start(t, w, Options{})
	for from, to := range map[string]string{
		"/ports/closures": "/ports/closures/", "/ports/closures/index.html": "/ports/closures/", "/index.html": "/",
		"/ports/old/": "/ports/closures/",
	} {
		if got := s.get(t, from); got.status != http.StatusFound || got.header.Get("Location") != to {
			t.Errorf("%s gave %d to %q", from, got.status, got.header.Get("Location"))
		}
	}
	if want := "/ports/closures"; !slices.Contains(w.asked, want) {
		t.Errorf("%q was not looked at first, but %q", want, w.asked)
	}
}

func TestASiteBelowAPathIsServedThere(t *testing.T) {
	w := sample()
	w.change(func(e *fakeEdition) { e.base = "/reports"; e.pages["/a b/"] = "<body>spaced</body>" })
	s := start(t, w, Options{})
	for from, to := range map[string]string{"/": "/reports/", "/reports": "/reports/", "/reports/a%20b": "/reports/a%20b/", "/reports/ports/old/": "/reports/ports/closures/"} {
		if got := s.get(t, from); got.status != http.StatusFound || got.header.Get("Location") != to {
			t.Errorf("%s gave %d to %q", from, got.status, got.header.Get("Location"))
		}
	}
	if got := s.get(t, "/reports/ports/closures/"); got.status != http.StatusOK || !strings.Contains(got.body, `href="/reports/sources/ab/#ab12"`) {
		t.Errorf("the page below the base gave %d\n%s", got.status, got.body)
	}
	for _, path := range []string{"/ports/closures/", "/reportsx/", "/__desk/"} {
		if got := s.get(t, path); got.status != http.StatusNotFound {
			t.Errorf("%s gave %d", path, got.status)
		}
	}
	if got := s.get(t, "/__desk"); got.status != http.StatusOK || !strings.Contains(got.body, `href="/reports/ports/closures/"`) {
		t.Errorf("the desk gave %d", got.status)
	}
	if last := w.asked[len(w.asked)-1]; strings.HasPrefix(last, "/reports") {
		t.Errorf("the base is asked for as part of the path: %q", w.asked)
	}
}

func TestAMissingPageSaysWhatThereIs(t *testing.T) {
	w := sample()
	s := start(t, w, Options{})
	got := s.get(t, "/ports/closur/")
	if got.status != http.StatusNotFound || string(unsplice([]byte(got.body))) != w.editions["AMBER"].pages["/404.html"] {
		t.Errorf("status %d, %s", got.status, got.body)
	}
	for _, want := range []string{"No page at /ports/closur/", `<a href="/ports/closures/">Port &lt;closures&gt;</a>`} {
		if !strings.Contains(got.body, want) {
			t.Errorf("%q is not said:\n%s", want, got.body)
		}
	}
}

func TestFaultsOfTheWorkAreShown(t *testing.T) {
	w := sample()
	s := start(t, w, Options{})
	if got := s.get(t, "/broken/"); got.status != http.StatusInternalServerError || !strings.Contains(got.body, "template &lt;x&gt; is broken") {
		t.Errorf("a broken page gave %d %s", got.status, got.body)
	}
	w.change(func(e *fakeEdition) { e.pages, e.stale, e.messages = nil, true, []Message{fault(3, "first")} })
	if got := s.get(t, "/"); got.status != http.StatusNotFound || !strings.Contains(got.body, "Nothing to show yet") || !strings.Contains(got.body, "first") {
		t.Errorf("a work without a first edition gave %d %s", got.status, got.body)
	}
	w.err = errors.New("content/ is <gone>")
	if got := s.get(t, "/"); got.status != http.StatusServiceUnavailable || !strings.Contains(got.body, "content/ is &lt;gone&gt;") {
		t.Errorf("no edition gave %d %s", got.status, got.body)
	}
}

func TestAnotherEditionIsSeenByWhoChoseIt(t *testing.T) {
	s := start(t, sample(), Options{})
	chose := s.do(t, http.MethodPost, "/__view", "edition=CLEAR&to=%2Fsecret%2F", "Content-Type: application/x-www-form-urlencoded", "Origin: "+s.url)
	cookie, _, _ := strings.Cut(chose.header.Get("Set-Cookie"), ";")
	if chose.status != http.StatusSeeOther || chose.header.Get("Location") != "/secret/" || cookie == "" {
		t.Fatalf("choosing gave %+v", chose)
	}
	if got := s.get(t, "/", "Cookie: "+cookie); !strings.Contains(got.body, "Home for all") {
		t.Errorf("who chose CLEAR sees %s", got.body)
	}
	if got := s.get(t, "/secret/", "Cookie: "+cookie); got.status != http.StatusNotFound || !strings.Contains(got.body, "It stands in TLP:AMBER") {
		t.Errorf("a page above the edition gave %d %s", got.status, got.body)
	}
	if got := s.get(t, "/"); strings.Contains(got.body, "Home for all") {
		t.Errorf("who chose nothing sees CLEAR")
	}
	for _, to := range []string{"https://example.org/", "//example.org/", "/%5cexample.org", "x", "javascript:x"} {
		got := s.do(t, http.MethodPost, "/__view", "edition=NONE&to="+to, "Content-Type: application/x-www-form-urlencoded", "Origin: "+s.url)
		if got.header.Get("Location") != "/" || !strings.Contains(got.header.Get("Set-Cookie"), "=AMBER;") {
			t.Errorf("choosing nothing to go to %q gave %v", to, got.header)
		}
	}
}

func TestWhatTheAuthorIsShownOfABriefing(t *testing.T) {
	s := start(t, sample(), Options{Root: "/home/an author/desk", Editor: "vscode://file/{path}:{line}:{col}"})
	got := s.get(t, "/ports/closures/").body
	for _, want := range []string{
		`<a href="vscode://file/home/an%20author/desk/content/ports.md:1:1">content/ports.md</a>`, "4 min to read", "2 notes",
		`<a href="#fn:1">1</a>`, "[^second]", "vscode://file/home/an%20author/desk/content/ports.md:12:9", `<a href="/sources/ab/#ab12">Second port &lt;closes&gt;</a>`,
		`<strong class="bad">dead</strong>`, `<a href="/f/">F</a>; <a href="/sources/ab/#ab12">1 more</a>`,
		`<p class="url">javascript:alert(1)</p>`, "1 warning", "assumed https:// for &#34;www.example.org/&lt;third&gt;&#34;",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not shown:\n%s", want, got)
		}
	}
	if strings.Contains(got, `href="javascript`) || strings.Contains(got, "ZgotmplZ") {
		t.Errorf("a link is not one:\n%s", got)
	}
}

func TestErrorsAreListedWithTheirPlaces(t *testing.T) {
	w := sample()
	w.change(func(e *fakeEdition) {
		e.stale = true
		for i := range 60 {
			e.messages = append(e.messages, fault(i+1, `footnote [^secnd] has no <definition>`))
		}
	})
	got := start(t, w, Options{}).get(t, "/").body
	for _, want := range []string{"60 errors", "What is seen is the last good site", "content/ports.md:50:16", "and 10 more", "has no &lt;definition&gt;",
		"Turnout &lt;fell&gt;.[^secnd]\n               ^</pre>", "did you mean [^second]?"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not shown:\n%s", want, got)
		}
	}
	if strings.Contains(got, "content/ports.md:51:16") {
		t.Error("errors beyond the fiftieth weigh the page down")
	}
}
