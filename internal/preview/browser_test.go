package preview

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

// tab is a tab of a browser, and what it had to say meanwhile.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu    sync.Mutex
	amiss []string
}

// browser starts one. Without it the test is skipped, and fails where nobody would
// read that.
func browser(t *testing.T) *tab {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser is slow")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(needs(t, "chromium", "chromium-browser", "google-chrome")),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.UserDataDir(t.TempDir()))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(alloc)
	ctx, giveUp := context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(func() { giveUp(); end(); stop() })
	b := &tab{t: t, ctx: ctx}
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

// hear notes what the browser complains of.
func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *log.EventEntryAdded:
		b.amiss = append(b.amiss, fmt.Sprintf("%s %s: %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL))
	case *runtime.EventConsoleAPICalled:
		b.amiss = append(b.amiss, fmt.Sprintf("console: %s", e.Type))
	case *runtime.EventExceptionThrown:
		b.amiss = append(b.amiss, fmt.Sprintf("exception: %s", e.ExceptionDetails.Text))
	}
}

// quiet holds that the browser had nothing to complain of but what a test expects.
func (b *tab) quiet(but ...string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
complaints:
	for _, c := range b.amiss {
		for _, e := range but {
			if strings.Contains(c, e) {
				continue complaints
			}
		}
		b.t.Errorf("the browser complains: %s", c)
	}
	b.amiss = nil
}

func (b *tab) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
}

func (b *tab) leave() {
	b.t.Helper()
	b.do("leaving", chromedp.Navigate("about:blank"))
}

// visit opens a page and marks its window.
func (b *tab) visit(s *running, path string) {
	b.t.Helper()
	b.leave()
	b.do("opening "+path, chromedp.Navigate(s.url+path))
	b.mark()
}

// mark leaves on the window what a reload takes away.
func (b *tab) mark() { b.run(`window.marked = true; undefined`) }

// stays holds that the page was not loaded again since it was marked.
func (b *tab) stays() {
	b.t.Helper()
	if !seen[bool](b, `window.marked === true`) {
		b.t.Error("the page was loaded again")
	}
}

func (b *tab) run(script string) {
	b.t.Helper()
	b.do(script, chromedp.Evaluate[chromedp.Void](script))
}

// until waits for a condition.
func (b *tab) until(condition string) {
	b.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		// A page that is just being loaded has nothing to say.
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			b.t.Fatalf("not in time: %s (%v)\n%s", condition, err, seen[string](b, `document.documentElement.outerHTML.slice(0, 3000)`))
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func (b *tab) size(width, height int64) {
	b.t.Helper()
	b.do("size", chromedp.EmulateViewport(width, height))
}

// media makes the browser see a medium ("", "print") and preferences ("name=value").
func (b *tab) media(medium string, preferences ...string) {
	b.t.Helper()
	p := emulation.SetEmulatedMediaParams{Media: medium}
	for _, f := range preferences {
		name, value, _ := strings.Cut(f, "=")
		p.Features = append(p.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	call(b, emulation.SetEmulatedMedia, p)
}

func (b *tab) press(keys string) {
	b.t.Helper()
	b.do("pressing a key", chromedp.KeyEvent(keys))
}

func (b *tab) path() string {
	b.t.Helper()
	u, err := url.Parse(seen[string](b, `location.href`))
	if err != nil {
		b.t.Fatal(err)
	}
	return u.RequestURI()
}

func call[P, R any](b *tab, command cdp.Command[P, R], params P) R {
	b.t.Helper()
	result, err := chromedp.Call(b.ctx, command, params)
	if err != nil {
		b.t.Fatalf("%s: %v", command.Method, err)
	}
	return result
}

// seen evaluates an expression in the page.
func seen[T any](b *tab, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}
