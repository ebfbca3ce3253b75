// Package chrome opens Chromium for tests: a tab, and what it had to say meanwhile.
package chrome

import (
	"context"
	"fmt"
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

// Tab is a tab of a browser of its own. T is the test that it is used by now.
type Tab struct {
	T   *testing.T
	ctx context.Context

	mu    sync.Mutex
	amiss []string
}

// Open starts a browser, and ends it with the test. Without one the test is skipped, and
// fails where nobody would read that. What the browser sees happen is passed on to hear,
// if that is not nil, one event after the other.
func Open(t *testing.T, hear func(tab *Tab, event any)) *Tab {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser is slow")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(Needs(t, "chromium", "chromium-browser", "google-chrome")),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.UserDataDir(t.TempDir()))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(alloc)
	ctx, giveUp := context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(func() { giveUp(); end(); stop() })
	tab := &Tab{T: t, ctx: ctx}
	err := chromedp.Listen(ctx, func(event any) {
		tab.complain(event)
		if hear != nil {
			hear(tab, event)
		}
	})
	if err != nil {
		t.Fatalf("starting the browser: %v", err)
	}
	Call(tab, network.Enable, network.EnableParams{})
	return tab
}

// Needs finds a program by its names. Without it the test is skipped, and fails where
// nobody would read that.
func Needs(t *testing.T, names ...string) string {
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

func (b *Tab) complain(event any) {
	switch e := event.(type) {
	case *log.EventEntryAdded:
		b.Note("%s %s: %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL)
	case *runtime.EventConsoleAPICalled:
		b.Note("console: %s", e.Type)
	case *runtime.EventExceptionThrown:
		b.Note("exception: %s", e.ExceptionDetails.Text)
	}
}

// Note adds to what is amiss.
func (b *Tab) Note(format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.amiss = append(b.amiss, fmt.Sprintf(format, args...))
}

// Complaints gives what was amiss since it was last asked.
func (b *Tab) Complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := b.amiss
	b.amiss = nil
	return out
}

// Context gives the context of the tab, for what chromedp has besides.
func (b *Tab) Context() context.Context { return b.ctx }

// Do has the tab do something; what names it.
func (b *Tab) Do(what string, actions ...chromedp.Action[chromedp.Void]) {
	b.T.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.T.Fatalf("%s: %v", what, err)
	}
}

// Until waits for a condition of the page, which a page that is just being loaded may
// have no answer to.
func (b *Tab) Until(condition string, patience time.Duration) {
	b.T.Helper()
	deadline := time.Now().Add(patience)
	for {
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			b.T.Fatalf("not in time: %s (%v)\n%s", condition, err, Seen[string](b, `document.documentElement.outerHTML.slice(0, 3000)`))
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// Media makes the browser see a medium ("", "print") and preferences ("name=value").
func (b *Tab) Media(medium string, preferences ...string) {
	b.T.Helper()
	p := emulation.SetEmulatedMediaParams{Media: medium}
	for _, f := range preferences {
		name, value, _ := strings.Cut(f, "=")
		p.Features = append(p.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	Call(b, emulation.SetEmulatedMedia, p)
}

// Press presses keys.
func (b *Tab) Press(keys string) {
	b.T.Helper()
	b.Do("pressing keys", chromedp.KeyEvent(keys))
}

// Size gives the tab a size in px.
func (b *Tab) Size(width, height int64) {
	b.T.Helper()
	b.Do("size", chromedp.EmulateViewport(width, height))
}

// Call sends a command to the tab.
func Call[P, R any](b *Tab, command cdp.Command[P, R], params P) R {
	b.T.Helper()
	result, err := chromedp.Call(b.ctx, command, params)
	if err != nil {
		b.T.Fatalf("%s: %v", command.Method, err)
	}
	return result
}

// Seen evaluates an expression in the page.
func Seen[T any](b *Tab, expression string) T {
	b.T.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.T.Fatalf("%s: %v", expression, err)
	}
	return v
}
