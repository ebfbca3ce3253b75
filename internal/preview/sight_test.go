package preview

import (
	"fmt"
	"strings"
	"testing"
)

// ownPart is what is ours on a page, as a script sees it.
const ownPart = `document.querySelector('dossier-preview').shadowRoot`

func own(selector string) string { return fmt.Sprintf("%s.querySelector(%q)", ownPart, selector) }

// long is a briefing that scrolls, with what a reader may have changed on it.
func long(insert string) string {
	var b strings.Builder
	for i := range 80 {
		if i == 3 {
			b.WriteString(insert)
		}
		fmt.Fprintf(&b, "<p id=\"p%d\">Paragraph %d of a long text.</p>\n", i, i)
		if i == 40 {
			b.WriteString("<details><summary>More</summary><p>Inside.</p></details>\n<details><summary>Less</summary></details>\n<p><a href=\"/\">a link without id</a> <input id=\"field\"></p>\n")
		}
	}
	return document("Long", "<h1>Long</h1>\n"+b.String())
}

// TestInABrowser is one test, as a browser takes a second to start.
func TestInABrowser(t *testing.T) {
	b := browser(t)
	for _, c := range []struct {
		name string
		test func(*tab, *fakeWork, *running)
	}{
		{"a text changes and everything else stays", textChanges},
		{"a heading before the reader's place moves nothing", textIsInserted},
		{"what is around a text needs a reload", frameChanges},
		{"head follows", headFollows},
		{"a style sheet is swapped", styleIsSwapped},
		{"errors are shown, closed and gone", errorsComeAndGo},
		{"warnings are read", warningsAreRead},
		{"a moved page is followed", movedIsFollowed},
		{"a new page is followed, but not away from a field", addedIsFollowed},
		{"a missing page comes alive", missingComesAlive},
		{"the server is started again", serverComesBack},
		{"a hidden tab holds no line and catches up", hiddenTab},
		{"the view is switched", viewIsSwitched},
		{"the desk", deskIsUsed},
		{"the bar of a briefing", barIsUsed},
		{"print shows nothing of ours", printed},
		{"narrow and wide, light and dark", sizes},
	} {
		t.Run(c.name, func(t *testing.T) {
			defer func(outer *testing.T) { b.T = outer }(b.T)
			b.T = t
			w := sample()
			c.test(b, w, start(t, w, Options{Notices: func() []string { return []string{"drafts and scheduled briefings are shown"} }}))
			b.leave() // before the server stops
			b.quiet()
		})
	}
}

func textChanges(b *tab, w *fakeWork, s *running) {
	w.change(func(e *fakeEdition) { e.pages["/long/"] = long("") })
	b.visit(s, "/long/")
	b.run(`document.querySelector('details').open = true; document.getElementById('p41').scrollIntoView();
		document.getElementById('field').value = 'typed'; document.querySelector('main a').focus({preventScroll: true});
		getSelection().selectAllChildren(document.getElementById('p45')); window.at = scrollY; window.node = document.getElementById('p79'); undefined`)
	if !seen[bool](b, `window.at > 500`) {
		b.T.Fatal("the page does not scroll")
	}
	s.edit(w, "/long/", "Paragraph 42 of", "Sentence 42 of")
	b.until(`document.getElementById('p42').textContent.startsWith('Sentence')`)
	b.stays()
	for what, condition := range map[string]string{
		"scroll": `scrollY === window.at`, "focus": `document.activeElement === document.querySelector('main a')`,
		"open details": `document.querySelectorAll('details')[0].open && !document.querySelectorAll('details')[1].open`,
		"field":        `document.getElementById('field').value === 'typed'`, "node": `window.node === document.getElementById('p79')`,
		"selection": `getSelection().toString().includes('Paragraph 45')`,
	} {
		if !seen[bool](b, condition) {
			b.T.Errorf("%s is not kept", what)
		}
	}
}

func textIsInserted(b *tab, w *fakeWork, s *running) {
	w.change(func(e *fakeEdition) { e.pages["/long/"] = long("") })
	b.visit(s, "/long/")
	b.run(`document.querySelector('details').open = true; document.getElementById('p41').scrollIntoView();
		document.querySelector('main a').focus({preventScroll: true}); window.top41 = document.getElementById('p41').getBoundingClientRect().top; undefined`)
	w.change(func(e *fakeEdition) {
		e.pages["/long/"] = strings.Replace(long(`<h2 id="novel">Novel</h2><details><summary>New</summary></details>`), "Paragraph 60", "Sentence 60", 1)
	})
	s.Changed()
	b.until(`document.getElementById('novel')`)
	b.until(`Math.abs(document.getElementById('p41').getBoundingClientRect().top - window.top41) < 2`)
	b.stays()
	if !seen[bool](b, `!document.querySelectorAll('details')[0].open && document.querySelectorAll('details')[1].open`) {
		b.T.Error("other details are open than before")
	}
	if !seen[bool](b, `document.activeElement === document.querySelector('main a')`) {
		b.T.Error("the focus is lost")
	}
}

func frameChanges(b *tab, w *fakeWork, s *running) {
	b.visit(s, closures)
	s.edit(w, closures, "<footer>", "<footer><p>novel</p>")
	b.until(`!window.marked && document.querySelector('footer')?.textContent.includes('novel')`)
	b.mark()
	s.edit(w, closures, "<h1>", "<script>document.title = 'run'</script><h1>")
	b.until(`!window.marked && document.title === 'run'`)
}

func headFollows(b *tab, w *fakeWork, s *running) {
	b.visit(s, closures)
	w.change(func(e *fakeEdition) {
		e.pages[closures] = strings.NewReplacer(`<html lang="en">`, `<html lang="ar" dir="rtl">`, "<title>Port closures", "<title>Ports",
			`<meta name="color-scheme" content="light dark">`, `<meta name="description" content="d"><link rel="canonical" href="https://example.org/"><script type="application/ld+json">{}</script>`).Replace(e.pages[closures])
	})
	s.Changed()
	b.until(`document.title === 'Ports' && document.documentElement.lang === 'ar' && document.documentElement.dir === 'rtl' &&
		document.querySelector('link[rel=canonical]') && document.querySelector('meta[name=description]') && !document.querySelector('meta[name=color-scheme]') &&
		document.querySelectorAll('script[type="application/ld+json"]').length === 1 && document.querySelectorAll('meta[charset]').length === 1`)
	b.stays()
	if direction := seen[string](b, `getComputedStyle(`+own(".strip")+`).direction`); direction != "ltr" {
		b.T.Errorf("the strip runs %s", direction)
	}
}

func styleIsSwapped(b *tab, w *fakeWork, s *running) {
	b.visit(s, closures)
	b.run(`window.styled = true; window.watch = setInterval(() => { if (!getComputedStyle(document.body).fontFamily.match(/serif|mono/)) window.styled = false }, 1); undefined`)
	w.change(func(e *fakeEdition) { // the same address
		e.pages["/assets/site.1.css"] = "body { font-family: monospace }"
	})
	s.Changed()
	b.until(`getComputedStyle(document.body).fontFamily === 'monospace' && document.querySelectorAll('link[rel=stylesheet]').length === 1`)
	w.change(func(e *fakeEdition) { // another one, as hashed names have
		e.pages["/assets/site.2.css"] = "body { font-family: sans-serif }"
		e.pages[closures] = strings.Replace(e.pages[closures], "site.1.css", "site.2.css", 1)
	})
	s.Changed()
	b.until(`getComputedStyle(document.body).fontFamily === 'sans-serif' && document.querySelectorAll('link[rel=stylesheet]').length === 1`)
	b.stays()
	if !seen[bool](b, `window.styled`) {
		b.T.Error("the page was seen without a style")
	}
}
