package build

import (
	"net/url"
	"os"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"dossier/internal/chrome"
)

// browser is a tab that looks at a site.
type browser struct {
	*chrome.Tab
	host     string // of the site
	look     string // the measuring functions
	requests atomic.Int64
}

// open starts a browser that sees the site at base, and holds it to be amiss when
// another host is asked.
func open(t *testing.T, base string) *browser {
	t.Helper()
	look, err := os.ReadFile("testdata/look.js")
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{host: u.Host, look: string(look)}
	b.Tab = chrome.Open(t, func(tab *chrome.Tab, event any) {
		if e, ok := event.(*network.EventRequestWillBeSent); ok {
			b.requests.Add(1)
			if u, err := url.Parse(e.Request.URL); err != nil || u.Host != b.host {
				tab.Note("request to %s", e.Request.URL)
			}
		}
	})
	return b
}

// visit opens a page of the site afresh.
func (b *browser) visit(path string) {
	b.T.Helper()
	b.Do("leaving", chromedp.Navigate("about:blank"))
	b.Complaints()
	b.Do("opening "+path, chromedp.Navigate("http://"+b.host+path), chromedp.Evaluate[chromedp.Void](b.look+";undefined"))
}

func seen[T any](b *browser, expression string) T {
	b.T.Helper()
	return chrome.Seen[T](b.Tab, expression)
}
