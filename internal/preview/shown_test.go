package preview

import (
	"fmt"
	"strings"

	"github.com/chromedp/chromedp/kb"

	"dossier/internal/diag"
)

func errorsComeAndGo(b *tab, w *fakeWork, s *running) {
	errors := func(all ...Message) {
		w.change(func(e *fakeEdition) { e.messages, e.stale = all, len(all) > 0 })
		s.Changed()
	}
	b.visit(s, closures)
	errors(fault(3, "first <b>"))
	b.until(own(".card.errors") + `?.textContent.includes('content/ports.md:3:16')`)
	if text := seen[string](b, own(".card.errors pre")+`.textContent`); text != "Turnout <fell>.[^secnd]\n               ^" {
		b.T.Errorf("the excerpt is %q", text)
	}
	m := fault(5, "far")
	m.Excerpt = []string{strings.Repeat("word ", 60), strings.Repeat(" ", 200) + "^"}
	errors(m)
	b.until(`(e => e && e.scrollLeft > 0 && e.scrollLeft < 200 / 300 * e.scrollWidth && e.scrollLeft + e.clientWidth > 200 / 300 * e.scrollWidth)(` + own(".card.errors pre") + `)`)
	errors(fault(3, "first <b>"))
	b.until(own(".card.errors") + `.textContent.includes('content/ports.md:3:16')`)
	if !seen[bool](b, own(".notices")+`.textContent.includes('the last good site')`) {
		b.T.Error("that the site is the last good one is not said")
	}
	b.Press(kb.Escape)
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
		b.T.Errorf("%d rows are shown", n)
	}
	if text := seen[string](b, `document.querySelector('.found').textContent`); text != "1 to 200 of 10003" {
		b.T.Errorf("the desk says %q", text)
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

// Warnings do not stand in the way: they are counted, and read when somebody wants to.
func warningsAreRead(b *tab, w *fakeWork, s *running) {
	b.visit(s, closures)
	all := make([]Message, mostSaid+3)
	for i := range all {
		all[i] = fault(i+1, "look")
		all[i].Severity = diag.Warning
	}
	w.change(func(e *fakeEdition) { e.messages = all })
	s.Changed()
	b.until(own(".warnings summary") + `?.textContent === '53 warnings' && !` + own(".card.errors"))
	b.run(own(".warnings summary") + `.click(); undefined`)
	b.until(own(".warnings .panel") + `.getBoundingClientRect().height > 100`)
	text := seen[string](b, own(".warnings .panel")+`.textContent`)
	for _, want := range []string{"content/ports.md:1:16", "content/ports.md:50:16", "and 3 more", "Turnout <fell>"} {
		if !strings.Contains(text, want) {
			b.T.Errorf("the warnings do not say %q", want)
		}
	}
	b.stays()
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
	b.Press(kb.Escape)
	b.until(`!` + own(".editions") + `.open`)
	b.stays()
}

func printed(b *tab, w *fakeWork, s *running) {
	w.change(func(e *fakeEdition) { e.messages = []Message{fault(3, "x")} })
	b.visit(s, closures)
	b.until(own(".strip") + `.getBoundingClientRect().height > 0`)
	b.Media("print")
	defer b.Media("")
	for _, what := range []string{".strip", ".card.errors", ".all", ".status"} {
		if box := seen[float64](b, own(what)+`.getBoundingClientRect().height`); box != 0 {
			b.T.Errorf("%s is printed, %v px high", what, box)
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
	defer b.Size(1280, 800)
	defer b.Media("")
	for _, width := range []int64{320, 1440} {
		for _, scheme := range []string{"light", "dark"} {
			b.Size(width, 700)
			b.Media("", "prefers-color-scheme="+scheme)
			for _, path := range []string{closures, "/__desk", "/nowhere/"} {
				b.visit(s, path)
				b.until(own(".all") + ` && getComputedStyle(` + own(".all") + `).display === 'block'`)
				b.run(own("details:last-of-type") + `.open = true; undefined`)
				for _, what := range []string{"document.documentElement", own(".strip"), own(".card.errors"), own("details[open] .panel")} {
					if over := seen[float64](b, `(e => Math.max(e.scrollWidth - e.clientWidth, e.getBoundingClientRect().right - innerWidth, -e.getBoundingClientRect().left))(`+what+`)`); over > 0 {
						b.T.Errorf("%s at %d px: %s is %v px too wide", path, width, what, over)
					}
				}
				if over := seen[float64](b, `-`+own(".card.errors")+`.getBoundingClientRect().top`); over > 0 {
					b.T.Errorf("%s at %d px: the errors begin %v px above the window", path, width, over)
				}
				if over := seen[float64](b, own(".card.errors")+`.getBoundingClientRect().bottom - `+own(".strip")+`.getBoundingClientRect().top`); over > 0 {
					b.T.Errorf("%s at %d px: the errors cover %v px of the strip", path, width, over)
				}
				contrast(b, scheme)
			}
		}
	}
	b.quiet("404")
}

// contrast holds that text of ours is read on its ground (WCAG 2.2, 1.4.3).
func contrast(b *tab, scheme string) {
	b.T.Helper()
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
		b.T.Errorf("%s: %s is too faint", scheme, f)
	}
}
