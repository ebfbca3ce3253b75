package preview

import (
	"strings"
	"testing"
)

const closures = "/ports/closures/"

// edit replaces a text of a page and says so.
func (r *running) edit(w *fakeWork, path, old, new string) {
	w.change(func(e *fakeEdition) { e.pages[path] = strings.Replace(e.pages[path], old, new, 1) })
	r.Changed()
}

func TestAnOpenPageIsToldOfWhatChangesInIt(t *testing.T) {
	w := sample()
	s := start(t, w, Options{})
	p := s.open(t, closures)
	s.edit(w, closures, "Two ports", "Three ports")
	p.wants("page")
	s.edit(w, "/", "Home", "House") // another page
	s.edit(w, closures, "<footer>", "<footer>Novel")
	p.wants("page")
	s.edit(w, "/assets/site.1.css", "serif", "monospace")
	p.wants("style")
	w.change(func(e *fakeEdition) {
		e.pages["/assets/site.2.css"] = "body { color: red }"
		e.pages[closures] = strings.Replace(e.pages[closures], "site.1.css", "site.2.css", 1)
	})
	s.Changed()
	p.wants("style")
	w.change(func(e *fakeEdition) { e.messages, e.stale = []Message{fault(3, "one")}, true })
	s.Changed()
	p.wants("errors")
	w.change(func(e *fakeEdition) { e.messages = []Message{fault(3, "one"), fault(4, "two")} })
	s.Changed()
	p.wants("errors")
	w.change(func(e *fakeEdition) { e.messages, e.stale = nil, false })
	s.Changed()
	p.wants("ok")
	s.edit(w, closures, "<title>Port", "<title>Harbour")
	p.wants("page")
}

func TestNothingIsToldOfWhatIsAsItWas(t *testing.T) {
	w := sample()
	s := start(t, w, Options{})
	p, q := s.open(t, closures), s.open(t, "/")
	for range 20 {
		s.Changed()
	}
	s.edit(w, "/", "Home</h1>", "House</h1>")
	q.wants("page")
	s.edit(w, closures, "Two", "Three")
	p.wants("page")
	s.stop()
	p.wants("gone", "end")
	q.wants("gone", "end")
}

func TestAPageIsFollowedWhereItMoves(t *testing.T) {
	w := sample()
	s := start(t, w, Options{})
	p := s.open(t, closures)
	w.change(func(e *fakeEdition) {
		e.pages["/ports/é new/"] = e.pages[closures]
		delete(e.pages, closures)
		e.moved[closures] = "/ports/é new/"
	})
	s.Changed()
	if e := p.wants("moved"); e.data != "/ports/%C3%A9%20new/" {
		t.Errorf("moved to %q", e.data)
	}
}

func TestAPageThatIsGoneAndComesBackIsTold(t *testing.T) {
	w := sample()
	s := start(t, w, Options{})
	p := s.open(t, "/novel/") // it is not there yet
	w.change(func(e *fakeEdition) { e.pages["/novel/"] = document("Novel", "<p>It is.</p>") })
	s.Changed()
	p.wants("page")
	w.change(func(e *fakeEdition) { delete(e.pages, "/novel/") })
	s.Changed()
	p.wants("page")
}

func TestANewBriefingIsToldAndManyAreNot(t *testing.T) {
	w := sample()
	s := start(t, w, Options{})
	p, q := s.open(t, "/"), s.open(t, "/novel/")
	add := func(paths ...string) {
		w.change(func(e *fakeEdition) {
			for _, a := range paths {
				e.pages[a] = document("Novel", a)
			}
			e.added = paths
		})
		s.Changed()
	}
	add("/novel/")
	if e := p.wants("added"); e.data != "/novel/" {
		t.Errorf("added %q", e.data)
	}
	q.wants("page") // it is the new one itself
	s.Changed()     // the same edition
	add("/a/", "/b/")
	add("/c/")
	if e := p.wants("added"); e.data != "/c/" {
		t.Errorf("added %q", e.data)
	}
	s.edit(w, "/", "Home", "House")
	p.wants("page")
}

func TestAPageThatWasAwayIsToldWhatItMissed(t *testing.T) {
	w := sample()
	s := start(t, w, Options{})
	has := have(t, s.get(t, closures).body)
	s.edit(w, closures, "Two", "Three")
	last := s.listen(t, closures, has).wants("page").id
	if now := have(t, s.get(t, closures).body); now != last {
		t.Errorf("the page shows %s and was told %s", now, last)
	}
	p := s.listen(t, closures, has, "Last-Event-ID: "+last) // the browser's own coming back
	s.edit(w, "/assets/site.1.css", "serif", "monospace")
	p.wants("style")
	for _, nothing := range []string{"", "x", "a.b.c.d.e", "1.2.3.4.5.6"} {
		s.listen(t, closures, nothing).wants("page")
	}
}

func TestAPageIsToldAfterTheServerWasStartedAgain(t *testing.T) {
	w := sample()
	first := start(t, w, Options{})
	p := first.open(t, closures)
	has := have(t, first.get(t, closures).body)
	first.stop()
	p.wants("gone", "end")
	w.change(func(e *fakeEdition) { e.pages[closures] = strings.Replace(e.pages[closures], "Two", "Three", 1) })
	second := start(t, w, Options{Addr: first.net.Addr().String()})
	if second.url != first.url {
		t.Fatalf("started again at %s, not %s", second.url, first.url)
	}
	second.listen(t, closures, has).wants("page")
}

func TestTheDeskIsTold(t *testing.T) {
	w := sample()
	s := start(t, w, Options{})
	p, drafts := s.open(t, "/__desk"), s.open(t, "/__desk?state=draft")
	w.change(func(e *fakeEdition) { e.desk = append(e.desk, Briefing{Path: "/z/", Title: "Z"}) })
	s.Changed()
	p.wants("page")
	drafts.wants("page") // the count of all
}
