package preview

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"dossier/internal/chrome"
)

// tab is a tab of a browser.
type tab struct{ *chrome.Tab }

func browser(t *testing.T) *tab { return &tab{chrome.Open(t, nil)} }

// quiet holds that the browser had nothing to complain of but what a test expects.
func (b *tab) quiet(but ...string) {
	b.T.Helper()
complaints:
	for _, c := range b.Complaints() {
		for _, e := range but {
			if strings.Contains(c, e) {
				continue complaints
			}
		}
		b.T.Errorf("the browser complains: %s", c)
	}
}

func (b *tab) leave() {
	b.T.Helper()
	b.Do("leaving", chromedp.Navigate("about:blank"))
}

// visit opens a page and marks its window.
func (b *tab) visit(s *running, path string) {
	b.T.Helper()
	b.leave()
	b.Do("opening "+path, chromedp.Navigate(s.url+path))
	b.mark()
}

// mark leaves on the window what a reload takes away.
func (b *tab) mark() { b.run(`window.marked = true; undefined`) }

// stays holds that the page was not loaded again since it was marked.
func (b *tab) stays() {
	b.T.Helper()
	if !seen[bool](b, `window.marked === true`) {
		b.T.Error("the page was loaded again")
	}
}

func (b *tab) run(script string) {
	b.T.Helper()
	b.Do(script, chromedp.Evaluate[chromedp.Void](script))
}

func (b *tab) until(condition string) {
	b.T.Helper()
	b.Until(condition, patience)
}

func (b *tab) path() string {
	b.T.Helper()
	u, err := url.Parse(seen[string](b, `location.href`))
	if err != nil {
		b.T.Fatal(err)
	}
	return u.RequestURI()
}

func seen[T any](b *tab, expression string) T {
	b.T.Helper()
	return chrome.Seen[T](b.Tab, expression)
}
