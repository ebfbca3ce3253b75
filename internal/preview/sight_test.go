package preview

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"dossier/internal/diag"
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
			defer func(outer *testing.T) { b.t = outer }(b.t)
			b.t = t
			w := sample()
			c.test(b, w, start(t, w, Options{Notices: func() []string { return []string{"drafts and scheduled briefings are shown"} }}))
			b.quiet("favicon.ico")
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
		b.t.Fatal("the page does not scroll")
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
			b.t.Errorf("%s is not kept", what)
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
		b.t.Error("other details are open than before")
	}
	if !seen[bool](b, `document.activeElement === document.querySelector('main a')`) {
		b.t.Error("the focus is lost")
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
		b.t.Errorf("the strip runs %s", direction)
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
		b.t.Error("the page was seen without a style")
	}
}

func errorsComeAndGo(b *tab, w *fakeWork, s *running) {
	errors := func(all ...Message) {
		w.change(func(e *fakeEdition) { e.messages, e.stale = all, len(all) > 0 })
		s.Changed()
	}
	b.visit(s, closures)
	errors(fault(3, "first <b>"))
	b.until(own(".card.errors") + `?.textContent.includes('content/ports.md:3:16')`)
	if text := seen[string](b, own(".card.errors pre")+`.textContent`); text != "Turnout <fell>.[^secnd]\n               ^" {
		b.t.Errorf("the excerpt is %q", text)
	}
	m := fault(5, "far")
	m.Excerpt = []string{strings.Repeat("word ", 60), strings.Repeat(" ", 200) + "^"}
	errors(m)
	b.until(`(e => e && e.scrollLeft > 0 && e.scrollLeft < 200 / 300 * e.scrollWidth && e.scrollLeft + e.clientWidth > 200 / 300 * e.scrollWidth)(` + own(".card.errors pre") + `)`)
	errors(fault(3, "first <b>"))
	b.until(own(".card.errors") + `.textContent.includes('content/ports.md:3:16')`)
	if !seen[bool](b, own(".notices")+`.textContent.includes('the last good site')`) {
		b.t.Error("that the site is the last good one is not said")
	}
	b.press(kb.Escape)
	b.until(own(".card.errors") + `.hidden`)
	errors(fault(3, "first <b>")) // the same: stays closed
	s.edit(w, closures, "Two", "Three")
	b.until(`document.body.textContent.includes('Three ports') && ` + own(".card.errors") + `.hidden`)
	b.visit(s, "/") // on another page as well
	b.until(own(".card.errors") + `.hidden`)
	b.run(own(".count.error") + `.click(); undefined`)
	b.until(`!` + own(".card.errors") + `.hidden && ` + own(".count.error") + `.getAttribute('aria-expanded') === 'true'`)
	b.run(own(".close") + `.click(); undefined`)
	b.until(own(".card.errors") + `.hidden`)
	errors(fault(3, "first <b>"), fault(9, "second"))
	b.until(`!` + own(".card.errors") + `.hidden && ` + own(".card.errors") + `.querySelectorAll('li').length === 2`)
	errors()
	b.until(`!` + own(".card.errors") + ` && !` + own(".count.error"))
	b.stays()
}

func movedIsFollowed(b *tab, w *fakeWork, s *running) {
	b.visit(s, closures+"#fn:1")
	move := func(from, to string) {
		w.change(func(e *fakeEdition) {
			e.pages[to], e.moved = e.pages[from], map[string]string{from: to}
			delete(e.pages, from)
		})
		s.Changed()
	}
	move(closures, "/ports/é/")
	b.until(`location.pathname === '/ports/%C3%A9/' && location.hash === '#fn:1'`)
	s.edit(w, "/ports/é/", "Two", "Three") // it listens there
	b.until(`document.body.textContent.includes('Three ports')`)
	move("/ports/é/", "/harbours/")
	b.until(`location.pathname === '/harbours/'`)
	b.stays()
}

func addedIsFollowed(b *tab, w *fakeWork, s *running) {
	add := func(path string) {
		w.change(func(e *fakeEdition) {
			e.pages[path], e.added = document("Novel", `<h1>Novel</h1><p><label>Name <input></label></p>`), []string{path}
		})
		s.Changed()
	}
	b.visit(s, "/")
	add("/novel/")
	b.until(`location.pathname === '/novel/' && document.title === 'Novel'`)
	b.mark()
	b.run(`document.querySelector('input').focus(); undefined`)
	add("/newer/")
	b.until(own(".status a") + `?.pathname === '/newer/'`)
	b.stays()
	if b.path() != "/novel/" {
		b.t.Errorf("whoever writes is led away to %s", b.path())
	}
}

func missingComesAlive(b *tab, w *fakeWork, s *running) {
	b.visit(s, "/ports/closur/")
	b.until(own(".missing a") + `.textContent === 'Port <closures>'`)
	w.change(func(e *fakeEdition) { e.pages["/ports/closur/"] = document("Closur", "<h1>It is there</h1>") })
	s.Changed()
	b.until(`document.querySelector('h1').textContent === 'It is there' && !` + own(".missing"))
	w.change(func(e *fakeEdition) { delete(e.pages, "/ports/closur/") })
	s.Changed()
	b.until(`document.querySelector('h1').textContent === 'Not found' && ` + own(".missing"))
	b.quiet("404")
}

func serverComesBack(b *tab, w *fakeWork, s *running) {
	b.visit(s, closures)
	b.until(own(".status") + `.textContent === ''`)
	s.stop()
	b.until(own(".status") + `.textContent !== ''`)
	s.edit(w, closures, "Two", "Three")
	again := start(b.t, w, Options{Addr: s.net.Addr().String(), Notices: s.options.Notices})
	b.until(`document.body.textContent.includes('Three ports') && ` + own(".status") + `.textContent === ''`)
	again.edit(w, closures, "Three", "Four")
	b.until(`document.body.textContent.includes('Four ports')`)
	b.stays()
	b.quiet("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_RESET")
}

func hiddenTab(b *tab, w *fakeWork, s *running) {
	hide := func(is bool) {
		b.run(fmt.Sprintf(`Object.defineProperty(document, 'hidden', { value: %v, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); undefined`, is))
	}
	lines := func(n int) {
		b.t.Helper()
		for len(s.Server.open) != n {
			if b.ctx.Err() != nil {
				b.t.Fatalf("%d lines, not %d", len(s.Server.open), n)
			}
			b.until(`true`)
		}
	}
	b.visit(s, closures)
	lines(1)
	hide(true)
	lines(0)
	s.edit(w, closures, "Two", "Three")
	hide(false)
	b.until(`document.body.textContent.includes('Three ports')`)
	lines(1)
	b.stays()
}

func viewIsSwitched(b *tab, w *fakeWork, s *running) {
	b.visit(s, "/")
	b.run(own(".editions") + `.open = true; ` + own(`.editions button[value="CLEAR"]`) + `.click(); undefined`)
	b.until(`document.querySelector('h1')?.textContent === 'Home for all' && ` + own(".editions summary") + `?.textContent.includes('TLP:CLEAR')`)
	b.visit(s, "/secret/")
	b.until(own(".missing button") + `.textContent === 'View as TLP:AMBER'`)
	b.run(own(".missing button") + `.click(); undefined`)
	b.until(`document.querySelector('h1')?.textContent === 'Secret'`)
	b.quiet("404")
}

func deskIsUsed(b *tab, w *fakeWork, s *running) {
	w.change(func(e *fakeEdition) {
		for i := range 10_000 {
			e.desk = append(e.desk, Briefing{Path: fmt.Sprintf("/b%d/", i), Title: fmt.Sprintf("Briefing %d", i), File: fmt.Sprintf("content/b%d.md", i), Date: "2026-01-01", Marking: "TLP:CLEAR"})
		}
	})
	b.visit(s, "/__desk")
	if n := seen[int](b, `document.querySelectorAll('tbody tr').length`); n != rows {
		b.t.Errorf("%d rows are shown", n)
	}
	if text := seen[string](b, `document.querySelector('.found').textContent`); text != "1 to 200 of 10003" {
		b.t.Errorf("the desk says %q", text)
	}
	b.run(`document.querySelector('[rel=next]').click(); undefined`)
	b.until(`location.search === '?page=2' && document.querySelector('.found')?.textContent === '201 to 400 of 10003'`)
	b.run(`[...document.querySelectorAll('.filters a')].find(a => a.textContent.startsWith('draft')).click(); undefined`)
	b.until(`location.search === '?state=draft' && document.querySelectorAll('tbody tr').length === 1`)
	b.mark()
	w.change(func(e *fakeEdition) {
		e.desk = append([]Briefing{{Path: "/n/", Title: "Novel", File: "content/n.md", States: []State{Draft}}}, e.desk...)
		e.added = []string{"/n/"}
	})
	s.Changed()
	b.until(`document.querySelectorAll('tbody tr').length === 2`)
	b.stays()
	b.run(`document.getElementById('q').value = 'clos port'; document.querySelector('form').submit(); undefined`)
	b.until(`location.search === '?state=draft&q=clos+port' && document.querySelectorAll('tbody tr').length === 1`)
}

func barIsUsed(b *tab, w *fakeWork, s *running) {
	b.visit(s, closures)
	b.run(own(".briefing") + `.open = true; undefined`)
	s.edit(w, closures, "Two", "Three")
	w.change(func(e *fakeEdition) {
		bar := e.bars[closures]
		bar.Minutes = 5
		e.bars = map[string]Bar{closures: bar}
	})
	s.Changed()
	b.until(own(".briefing") + `.open && ` + own(".briefing") + `.textContent.includes('5 min to read')`)
	b.run(own(`.briefing a[href="#fn:1"]`) + `.click(); undefined`)
	b.until(`location.hash === '#fn:1' && !` + own(".briefing") + `.open`)
	b.run(own(".editions") + `.open = true; undefined`)
	b.press(kb.Escape)
	b.until(`!` + own(".editions") + `.open`)
	b.stays()
}

func printed(b *tab, w *fakeWork, s *running) {
	w.change(func(e *fakeEdition) { e.messages = []Message{fault(3, "x")} })
	b.visit(s, closures)
	b.until(own(".strip") + `.getBoundingClientRect().height > 0`)
	b.media("print")
	defer b.media("")
	for _, what := range []string{".strip", ".card.errors", ".all", ".status"} {
		if box := seen[float64](b, own(what)+`.getBoundingClientRect().height`); box != 0 {
			b.t.Errorf("%s is printed, %v px high", what, box)
		}
	}
}

func sizes(b *tab, w *fakeWork, s *running) {
	w.change(func(e *fakeEdition) {
		m := fault(3, strings.Repeat("very_long_", 40))
		m.Excerpt = []string{strings.Repeat("word ", 80), "    ^"}
		e.messages = append(e.messages, m, Message{Diagnostic: diag.Diagnostic{Severity: diag.Warning, Code: "c", Text: "t"}})
		e.stale = true
	})
	defer b.size(1280, 800)
	defer b.media("")
	for _, width := range []int64{320, 1440} {
		for _, scheme := range []string{"light", "dark"} {
			b.size(width, 700)
			b.media("", "prefers-color-scheme="+scheme)
			for _, path := range []string{closures, "/__desk", "/nowhere/"} {
				b.visit(s, path)
				b.until(own(".all") + ` && getComputedStyle(` + own(".all") + `).display === 'block'`)
				b.run(own("details:last-of-type") + `.open = true; undefined`)
				for _, what := range []string{"document.documentElement", own(".strip"), own(".card.errors"), own("details[open] .panel")} {
					if over := seen[float64](b, `(e => Math.max(e.scrollWidth - e.clientWidth, e.getBoundingClientRect().right - innerWidth, -e.getBoundingClientRect().left))(`+what+`)`); over > 0 {
						b.t.Errorf("%s at %d px: %s is %v px too wide", path, width, what, over)
					}
				}
				if over := seen[float64](b, `-`+own(".card.errors")+`.getBoundingClientRect().top`); over > 0 {
					b.t.Errorf("%s at %d px: the errors begin %v px above the window", path, width, over)
				}
				if over := seen[float64](b, own(".card.errors")+`.getBoundingClientRect().bottom - `+own(".strip")+`.getBoundingClientRect().top`); over > 0 {
					b.t.Errorf("%s at %d px: the errors cover %v px of the strip", path, width, over)
				}
				contrast(b, scheme)
			}
		}
	}
	b.quiet("404")
}

// contrast holds that text of ours is read on its ground (WCAG 2.2, 1.4.3).
func contrast(b *tab, scheme string) {
	b.t.Helper()
	faint := seen[[]string](b, `(root => {
		const rgb = s => s.match(/[\d.]+/g).map(Number)
		const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0)
		const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] === 1) return c } return [255, 255, 255] }
		return [...root.querySelectorAll('.all *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).flatMap(e => {
			const a = light(rgb(getComputedStyle(e).color)), g = light(ground(e)), ratio = (Math.max(a, g) + .05) / (Math.min(a, g) + .05)
			return ratio < 4.5 ? [e.tagName + '.' + e.className + ' ' + ratio] : []
		})
	})(`+ownPart+`)`)
	for _, f := range faint {
		b.t.Errorf("%s: %s is too faint", scheme, f)
	}
}
