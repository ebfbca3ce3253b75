package live

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"dossier/internal/build"
	"dossier/internal/cache"
	"dossier/internal/diag"
	"dossier/internal/preview"
	"dossier/internal/site"
)

// edition is an edition at one moment, as a preview shows it.
type edition struct {
	moment  *build.Moment
	number  uint64
	fault   string // why the folder could not be read
	added   []string
	moved   map[string]string
	damaged func() // to be called when the cache turns out to be

	mu       sync.Mutex
	rendered []preview.Page // the last ones, the newest first
}

// mostRendered and mostBytes are how much of what was rendered is kept: many browsers
// have the same page open.
const (
	mostRendered = 16
	mostBytes    = 1 << 20
)

// Number is another one when anything changed.
func (e *edition) Number() uint64 { return e.number }

// Base is the path of the base URL.
func (e *edition) Base() string {
	if e.moment.Shown == nil {
		return ""
	}
	return e.moment.Shown.Site.Base()
}

// Page gives the bytes of a page as build writes them.
func (e *edition) Page(path string) (preview.Page, error) {
	p, ok := e.find(path)
	if !ok {
		return preview.Page{}, fs.ErrNotExist
	}
	if p.Path != path {
		return preview.Page{Path: p.Path}, nil
	}
	if kept, ok := e.kept(path); ok {
		return kept, nil
	}
	var b bytes.Buffer
	if err := e.moment.Shown.Renderer.Render(p, &b); err != nil {
		if errors.Is(err, cache.ErrDamaged) {
			e.damaged()
		}
		return preview.Page{}, fmt.Errorf("rendering %s: %w", path, err)
	}
	page := preview.Page{Path: path, Body: b.Bytes()}
	e.keep(page)
	return page, nil
}

// find finds the page that a static host would answer with, or send to.
func (e *edition) find(path string) (site.Page, bool) {
	if e.moment.Shown == nil || !strings.HasPrefix(path, "/") {
		return site.Page{}, false
	}
	s := e.moment.Shown.Site
	for _, name := range []string{path, path + "/"} {
		p, ok := s.Find(name)
		if ok && (p.Path == name || p.Path+"index.html" == name) { // a host tells case apart
			return p, true
		}
	}
	return site.Page{}, false
}

func (e *edition) kept(path string) (preview.Page, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for i, p := range e.rendered {
		if p.Path == path {
			copy(e.rendered[1:], e.rendered[:i])
			e.rendered[0] = p
			return p, true
		}
	}
	return preview.Page{}, false
}

func (e *edition) keep(p preview.Page) {
	if len(p.Body) > mostBytes {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.rendered = append([]preview.Page{p}, e.rendered[:min(len(e.rendered), mostRendered-1)]...)
}

// Moved gives where the page is now that stood at a path.
func (e *edition) Moved(path string) (string, bool) {
	for _, from := range []string{path, path + "/", strings.TrimSuffix(path, "index.html")} {
		if to, ok := e.moved[from]; ok {
			return to, true
		}
	}
	return "", false
}

// Added lists the paths of the briefings that the last change brought.
func (e *edition) Added() []string { return e.added }

// Stale says that errors stand in the way of a newer edition.
func (e *edition) Stale() bool {
	return e.moment.Stale || e.fault != "" || e.moment.Shown == nil
}

// Diagnostics are those of all files as they are now.
func (e *edition) Diagnostics() []preview.Message {
	var out []preview.Message
	if e.fault != "" {
		out = append(out, preview.Message{Diagnostic: diag.Diagnostic{Severity: diag.Error, Code: "unreadable", Text: e.fault}})
	}
	for i, d := range e.moment.Told {
		m := preview.Message{Diagnostic: d}
		if i < len(e.moment.Quotes) {
			m.Excerpt = e.moment.Quotes[i]
		}
		out = append(out, m)
	}
	return out
}
