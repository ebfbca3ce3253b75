package preview

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// patience is how long a test waits for what must come; what must not is told by what
// comes after it.
const patience = 30 * time.Second

// event is one of those that a page is told.
type event struct{ kind, data, id string }

// page is an open page that listens.
type page struct {
	t      *testing.T
	answer *http.Response
	events chan event // closed at the end of the line
}

var haveOf = regexp.MustCompile(`data-edition="([^"]*)" data-text="([^"]*)" data-styles="([^"]*)" data-around="([^"]*)" data-ours="([^"]*)" data-number="([^"]*)"`)

// have gives what a page that was fetched shows.
func have(t *testing.T, body string) string {
	t.Helper()
	m := haveOf.FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("the page does not say what it shows:\n%s", body)
	}
	return strings.Join(m[2:], ".")
}

// open fetches a page and listens for changes of it.
func (r *running) open(t *testing.T, path string) *page {
	t.Helper()
	return r.listen(t, path, have(t, r.get(t, path).body))
}

// listen listens as a page at a path that shows something.
func (r *running) listen(t *testing.T, path, has string, headers ...string) *page {
	t.Helper()
	query := url.Values{"path": {path}, "edition": {"AMBER"}, "have": {has}}
	ctx, hangUp := context.WithCancel(context.Background())
	t.Cleanup(hangUp)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url+"/__live?"+query.Encode(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	answer, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("listening to %s gave %d %v", path, answer.StatusCode, answer.Header)
	}
	p := &page{t, answer, make(chan event, 100)}
	go p.hear()
	return p
}

func (p *page) hear() {
	defer close(p.events)
	defer p.answer.Body.Close()
	var e event
	for lines := bufio.NewScanner(p.answer.Body); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ": ")
		switch strings.TrimSuffix(name, ":") {
		case "event":
			e.kind = value
		case "data":
			e.data = value
		case "id":
			e.id = value
		case "":
			if e.kind != "" {
				p.events <- e
			}
			e = event{}
		}
	}
}

// next waits for an event.
func (p *page) next() event {
	p.t.Helper()
	select {
	case e, ok := <-p.events:
		if !ok {
			return event{kind: "end"}
		}
		return e
	case <-time.After(patience):
		p.t.Fatal("nothing is told")
		return event{}
	}
}

// wants holds the kinds of the next events.
func (p *page) wants(kinds ...string) (last event) {
	p.t.Helper()
	for _, k := range kinds {
		if last = p.next(); last.kind != k {
			p.t.Fatalf("told %+v, not %q", last, k)
		}
	}
	return last
}

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
	q := s.listen(t, closures, "nothing known")
	s.edit(w, closures, "Three", "Four")
	q.wants("page")
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

func TestAPageIsLookedAtOnceForAllWhoHaveItOpen(t *testing.T) {
	w := sample()
	s := start(t, w, Options{})
	const many = 500
	has := have(t, s.get(t, closures).body)
	pages := make([]*page, many)
	for i := range pages {
		pages[i] = s.listen(t, closures, has)
	}
	s.edit(w, "/", "Home</h1>", "House</h1>") // a round of its own: the first may be looked at while they come
	w.mu.Lock()
	w.looks = 0
	w.mu.Unlock()
	s.edit(w, closures, "Two", "Three")
	var all sync.WaitGroup
	for _, p := range pages {
		all.Go(func() { p.wants("page") })
	}
	all.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.looks > 2 {
		t.Errorf("%d looks for one page", w.looks)
	}
}

// slow opens a line of which nothing is ever read.
func slow(t *testing.T, r *running, target string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", r.net.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	c.(*net.TCPConn).SetReadBuffer(1)
	fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", target)
	return c
}

func TestSlowClientsHoldNobody(t *testing.T) {
	w := sample()
	s := start(t, w, Options{})
	w.change(func(e *fakeEdition) { e.pages["/heavy.bin"] = strings.Repeat("x", 20<<20) })
	for range 20 {
		slow(t, s, "/__live?path="+url.QueryEscape(closures))
		slow(t, s, "/heavy.bin")
		half, err := net.Dial("tcp", s.net.Addr().String()) // says half of what it wants
		if err != nil {
			t.Fatal(err)
		}
		defer half.Close()
		fmt.Fprintf(half, "GET / HTTP/1.1\r\nHost: local")
	}
	p := s.open(t, closures)
	for _, text := range []string{"Three", "Four", "Five", "Six"} {
		w.change(func(e *fakeEdition) { e.pages[closures] = document("Port closures", text) })
		s.Changed()
		p.wants("page")
		if got := s.get(t, closures); !strings.Contains(got.body, text) {
			t.Errorf("%q is not seen", text)
		}
	}
	s.stop() // though answers are being given that nobody reads
}

func TestTooManyPagesAreAskedToComeBack(t *testing.T) {
	s := start(t, sample(), Options{})
	for range maxOpen {
		s.Server.open <- struct{}{}
	}
	got := s.get(t, "/__live?path=/")
	if got.status != http.StatusServiceUnavailable || got.header.Get("Retry-After") == "" {
		t.Errorf("one too many gave %+v", got)
	}
	if got := s.get(t, "/"); got.status != http.StatusOK {
		t.Errorf("pages are not given any more: %d", got.status)
	}
	<-s.Server.open
	s.open(t, "/")
}

func TestALineIsFreeAgainWhenThePageCloses(t *testing.T) {
	w := sample()
	s := start(t, w, Options{})
	p := s.open(t, closures)
	p.answer.Body.Close()
	p.wants("end")
	for deadline := time.Now().Add(patience); len(s.Server.open) > 0; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the line of a closed page is kept")
		}
		s.Changed()
	}
}
