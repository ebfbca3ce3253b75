package preview

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"

	"dossier/internal/diag"
)

// fakeWork is a work whose editions a test sets.
type fakeWork struct {
	mu       sync.Mutex
	choices  []Choice
	editions map[string]*fakeEdition
	err      error
	asked    []string // the paths to be looked at first
	looks    int      // editions asked for without one
}

func (w *fakeWork) Editions() []Choice {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.choices
}

func (w *fakeWork) Edition(ctx context.Context, name, at string) (Edition, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if at == "" {
		w.looks++
	} else {
		w.asked = append(w.asked, at)
	}
	if w.err != nil {
		return nil, w.err
	}
	e, ok := w.editions[name]
	if !ok {
		return nil, fmt.Errorf("%q is no edition", name)
	}
	return e, ctx.Err()
}

// change makes a new edition of the highest choice.
func (w *fakeWork) change(edit func(e *fakeEdition)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	name := w.choices[0].Name
	next := *w.editions[name]
	next.pages, next.moved, next.added = maps.Clone(next.pages), maps.Clone(next.moved), nil
	next.number++
	edit(&next)
	w.editions[name] = &next
}

type fakeEdition struct {
	number   uint64
	base     string
	pages    map[string]string // by site path
	moved    map[string]string
	added    []string
	messages []Message
	stale    bool
	bars     map[string]Bar
	desk     []Briefing
}

func (e *fakeEdition) Number() uint64 { return e.number }
func (e *fakeEdition) Base() string   { return e.base }
func (e *fakeEdition) Added() []string {
	return e.added
}
func (e *fakeEdition) Diagnostics() []Message { return e.messages }
func (e *fakeEdition) Stale() bool            { return e.stale }
func (e *fakeEdition) Desk() []Briefing       { return e.desk }

func (e *fakeEdition) Page(path string) (Page, error) {
	if path == "/broken/" {
		return Page{}, errors.New("template <x> is broken")
	}
	for _, p := range []string{path, path + "/", strings.TrimSuffix(path, "index.html")} {
		if text, ok := e.pages[p]; ok {
			return Page{Path: p, Body: []byte(text)}, nil
		}
	}
	return Page{}, fmt.Errorf("page %q: %w", path, fs.ErrNotExist)
}

func (e *fakeEdition) Like(path string) []Link {
	if path == "/ports/closur/" {
		return []Link{{"/ports/closures/", "Port <closures>"}}
	}
	return nil
}

func (e *fakeEdition) Moved(path string) (string, bool) {
	to, ok := e.moved[path]
	return to, ok
}

func (e *fakeEdition) Bar(path string) (Bar, bool) {
	b, ok := e.bars[path]
	return b, ok
}

// document makes a page as a theme does.
func document(title, main string) string {
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>` + title + `</title>
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="/assets/site.1.css">
<link rel="icon" href="data:,">
</head>
<body class="briefing">
<header><p><a href="/">Desk of tests</a></p></header>
<main id="part:text">
` + main + `
</main>
<footer><p>About</p></footer>
</body>
</html>
`
}

// sample is a work of two editions with one of everything.
func sample() *fakeWork {
	warning := Message{Diagnostic: diag.Diagnostic{Pos: diag.Pos{Path: "content/ports.md", Line: 12, Col: 9}, Severity: diag.Warning,
		Code: "source-scheme-added", Text: `assumed https:// for "www.example.org/<third>"`, Hint: "write it out"}}
	high := &fakeEdition{number: 7, pages: map[string]string{
		"/": document("Home", `<h1>Home</h1><p><a href="/ports/closures/">Port closures</a></p>`),
		"/ports/closures/": document("Port closures", `<h1>Port closures</h1>
<p>Two ports closed within a week.<a href="#fn:1" id="fnref:1">1</a></p>
<p id="fn:1">Second port closes</p>`),
		"/secret/":           document("Secret", "<h1>Secret</h1>"),
		"/assets/site.1.css": "body { font-family: serif }",
		"/404.html":          document("Not found", "<h1>Not found</h1>"),
		"/feed.xml":          "<feed></body></feed>",
		"/data/all.csl":      "0123456789",
	}, moved: map[string]string{"/ports/old/": "/ports/closures/"}, messages: []Message{warning}}
	high.bars = map[string]Bar{"/ports/closures/": {File: "content/ports.md", Minutes: 4, Messages: []Message{warning}, Notes: []Note{
		{Number: 1, Label: "second", Anchor: "fn:1", Text: "Second port closes, Example Daily", Line: 12, Messages: []Message{warning}, Sources: []Source{
			{Title: "Second port <closes>", URL: "https://www.example.org/second-port", Place: "/sources/ab/#ab12", Status: "dead",
				Also: []Link{{"/a/", "A"}, {"/b/", "B"}, {"/c/", "C"}, {"/d/", "D"}, {"/e/", "E"}, {"/f/", "F"}, {"/g/", "G"}}}}},
		{Number: 2, Label: "odd", Text: "no link", Sources: []Source{{Title: "Odd", URL: "javascript:alert(1)"}}},
	}}}
	high.desk = []Briefing{
		{Path: "/ports/closures/", Title: "Port <closures>", File: "content/ports.md", Date: "2026-11-02", Marking: "TLP:AMBER", States: []State{Draft, Faulty, Dead}, Warnings: 1},
		{Path: "/secret/", Title: "Secret", File: "content/secret.md", Date: "2026-10-30", Marking: "TLP:AMBER", States: []State{Embargoed}},
		{Path: "/plain/", Title: "Plain", File: "content/plain.md", Date: "2026-10-01", Marking: "TLP:CLEAR"},
	}
	low := &fakeEdition{number: 1, pages: map[string]string{
		"/": document("Home", `<h1>Home for all</h1>`), "/404.html": high.pages["/404.html"], "/assets/site.1.css": high.pages["/assets/site.1.css"]}}
	return &fakeWork{choices: []Choice{{"AMBER", "TLP:AMBER"}, {"CLEAR", "TLP:CLEAR"}}, editions: map[string]*fakeEdition{"AMBER": high, "CLEAR": low}}
}

// fault is an error as diag has it.
func fault(line int, text string) Message {
	return Message{diag.Diagnostic{Pos: diag.Pos{Path: "content/ports.md", Line: line, Col: 16}, Severity: diag.Error, Code: "note-undefined", Text: text,
		Hint: "did you mean [^second]?"}, []string{"Turnout <fell>.[^secnd]", "               ^"}}
}

// running is a server that was started.
type running struct {
	*Server
	url  string // of the home page, without the last slash
	stop func() // once, or at the end of the test
}

// start runs a server until the test ends.
func start(t *testing.T, work Work, o Options) *running {
	t.Helper()
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Log == nil {
		o.Log = log.New(t.Output(), "server: ", 0)
	}
	s := New(work, o)
	url, err := s.Listen(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx) }()
	stop := sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("the server ended with %v", err)
		}
	})
	t.Cleanup(stop)
	return &running{s, strings.TrimSuffix(url, "/"), stop}
}

// reply is an answer that was read.
type reply struct {
	status int
	header http.Header
	body   string
}

// do sends a request as it is, redirects not followed. Changes are "Header: value",
// "Host: value" included.
func (r *running) do(t *testing.T, method, path, body string, headers ...string) reply {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, r.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if req.Header.Set(name, value); name == "Host" {
			req.Host = value
		}
	}
	answer, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, answer)
}

func (r *running) get(t *testing.T, path string, headers ...string) reply {
	t.Helper()
	return r.do(t, http.MethodGet, path, "", headers...)
}
