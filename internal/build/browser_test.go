package build

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is a tab that looks at a site, and what it had to say meanwhile.
type browser struct {
	t    *testing.T
	ctx  context.Context
	host string // of the site
	look string // the measuring functions

	mu       sync.Mutex
	amiss    []string
	requests int
}

// open starts a browser that sees the site at base. Without one the test is
// skipped, and fails where nobody would read that.
func open(t *testing.T, base string) *browser {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser is slow")
	}
	look, err := os.ReadFile("testdata/look.js")
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(needs(t, "chromium", "chromium-browser", "google-chrome")),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.UserDataDir(t.TempDir()))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), options...)
	ctx, end := chromedp.NewContext(alloc)
	ctx, giveUp := context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(func() { giveUp(); end(); stop() })
	b := &browser{t: t, ctx: ctx, host: u.Host, look: string(look)}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatalf("starting the browser: %v", err)
	}
	call(b, network.Enable, network.EnableParams{})
	return b
}

// needs finds a program by its names.
func needs(t *testing.T, names ...string) string {
	t.Helper()
	for _, n := range names {
		if path, err := exec.LookPath(n); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is not installed", names[0])
	}
	t.Skipf("%s is not installed", names[0])
	return ""
}

// hear notes what the browser complains of, and any request to another host.
func (b *browser) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	note := func(format string, args ...any) { b.amiss = append(b.amiss, fmt.Sprintf(format, args...)) }
	switch e := event.(type) {
	case *log.EventEntryAdded:
		note("%s %s: %s", e.Entry.Source, e.Entry.Level, e.Entry.Text)
	case *runtime.EventConsoleAPICalled:
		note("console: %s", e.Type)
	case *runtime.EventExceptionThrown:
		note("exception: %s", e.ExceptionDetails.Text)
	case *network.EventRequestWillBeSent:
		b.requests++
		if u, err := url.Parse(e.Request.URL); err != nil || u.Host != b.host {
			note("request to %s", e.Request.URL)
		}
	}
}

// complaints gives what was amiss since it was last asked.
func (b *browser) complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := b.amiss
	b.amiss = nil
	return out
}

// visit opens a page of the site afresh.
func (b *browser) visit(path string) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.Navigate("about:blank")); err != nil {
		b.t.Fatal(err)
	}
	b.complaints()
	err := chromedp.Do(b.ctx, chromedp.Navigate("http://"+b.host+path), chromedp.Evaluate[chromedp.Void](b.look+";undefined"))
	if err != nil {
		b.t.Fatalf("opening %s: %v", path, err)
	}
}

func (b *browser) width(px int64) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.EmulateViewport(px, 900)); err != nil {
		b.t.Fatal(err)
	}
}

// media makes the browser see a medium ("", "print") and preferences ("name=value").
func (b *browser) media(medium string, preferences ...string) {
	b.t.Helper()
	p := emulation.SetEmulatedMediaParams{Media: medium}
	for _, f := range preferences {
		name, value, _ := strings.Cut(f, "=")
		p.Features = append(p.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	call(b, emulation.SetEmulatedMedia, p)
}

func (b *browser) press(keys string) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.KeyEvent(keys)); err != nil {
		b.t.Fatal(err)
	}
}

func call[P, R any](b *browser, command cdp.Command[P, R], params P) R {
	b.t.Helper()
	result, err := chromedp.Call(b.ctx, command, params)
	if err != nil {
		b.t.Fatalf("%s: %v", command.Method, err)
	}
	return result
}

// seen evaluates an expression in the page.
func seen[T any](b *browser, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}
