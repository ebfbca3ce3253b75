package watch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// patience is how long a test waits for what must come. Nothing is measured by it.
const patience = 20 * time.Second

// probe runs a Watch and gathers what it gives.
type probe struct {
	t       *testing.T
	watch   *Watch
	batches []Batch
	marks   int

	mu      sync.Mutex
	notices []Notice
}

// follow starts a Watch that ends with the test.
func follow(t *testing.T, o Options, s system) *probe {
	t.Helper()
	p := &probe{t: t}
	o.Notice = func(n Notice) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.notices = append(p.notices, n)
	}
	w, err := begin(o, s)
	if err != nil {
		t.Fatal(err)
	}
	p.watch = w
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(patience):
			t.Error("Run does not end")
		}
	})
	return p
}

// covers reports whether any batch so far asked to look at a path.
func (p *probe) covers(path string) bool {
	return slices.ContainsFunc(p.batches, func(b Batch) bool { return b.covers(path) })
}

// until takes batches until something holds.
func (p *probe) until(what string, holds func() bool) {
	p.t.Helper()
	timeout := time.After(patience)
	for !holds() {
		select {
		case b, ok := <-p.watch.Batches():
			if !ok {
				p.t.Fatalf("ended before %s", what)
			}
			p.batches = append(p.batches, b)
		case <-timeout:
			p.t.Fatalf("no %s; there came %+v, notices %+v", what, p.batches, p.told())
		}
	}
}

// expect waits until each path was covered, and forgets what came.
func (p *probe) expect(paths ...string) {
	p.t.Helper()
	p.until(fmt.Sprintf("report of %q", paths), func() bool {
		return !slices.ContainsFunc(paths, func(path string) bool { return !p.covers(path) })
	})
}

// quiet waits until all that happened was reported: the events of a mark in the folder
// come behind all others, and a round of polling that finds it began after them.
func (p *probe) quiet(dir string) {
	p.t.Helper()
	p.marks++
	mark := filepath.Join(dir, fmt.Sprintf("mark-%d", p.marks))
	write(p.t, mark, "")
	p.expect(mark)
}

// reported gives the paths and folders that were named, marks left out.
func (p *probe) reported() []string {
	var out []string
	for _, b := range p.batches {
		if b.All {
			out = append(out, "ALL")
		}
		out = append(append(out, b.Paths...), b.Folders...)
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(s string) bool { return strings.HasPrefix(filepath.Base(s), "mark-") })
}

func (p *probe) forget() { p.batches = nil }

func (p *probe) told() []Notice {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.notices)
}

// hears waits for a notice with each of the texts in it.
func (p *probe) hears(texts ...string) {
	p.t.Helper()
	p.until(fmt.Sprintf("notice of %q", texts), func() bool {
		return slices.ContainsFunc(p.told(), func(n Notice) bool {
			return !slices.ContainsFunc(texts, func(s string) bool { return !strings.Contains(n.Text+"\n"+n.Hint, s) })
		})
	})
}

func write(t testing.TB, path, text string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(path), 0o755))
	must(t, os.WriteFile(path, []byte(text), 0o644))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// folderOf gives a folder with files in it.
func folderOf(t *testing.T, files ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "content")
	must(t, os.Mkdir(dir, 0o755))
	for _, f := range files {
		write(t, filepath.Join(dir, f), "as it was")
	}
	return dir
}

// modes are the ways to find out; each must find the same.
func modes(t *testing.T, test func(t *testing.T, poll time.Duration)) {
	for name, poll := range map[string]time.Duration{"events": 0, "polled": 5 * time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, poll)
		})
	}
}
