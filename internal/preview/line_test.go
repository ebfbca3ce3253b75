package preview

import (
	"bufio"
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
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
