package preview

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

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
