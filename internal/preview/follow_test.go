package preview

import "fmt"

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
		b.T.Errorf("whoever writes is led away to %s", b.path())
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
	again := start(b.T, w, Options{Addr: s.net.Addr().String(), Notices: s.options.Notices})
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
		b.T.Helper()
		for len(s.Server.open) != n {
			if b.Context().Err() != nil {
				b.T.Fatalf("%d lines, not %d", len(s.Server.open), n)
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
