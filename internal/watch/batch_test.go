package watch

import (
	"context"
	"fmt"
	"os"
	"runtime/pprof"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestABatchIsDue holds, on a clock of its own, that a batch waits until nothing
// happened for a while, and no longer than the most there may be.
func TestABatchIsDue(t *testing.T) {
	t.Parallel()
	o := Options{}.withDefaults()
	start := time.Unix(1000, 0)
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	var p pending
	if _, ok := p.wait(start, o); ok {
		t.Error("nothing is due")
	}
	p.path(at(0), "a")
	for _, c := range []struct{ happens, now, want int }{
		{0, 0, 15}, {0, 5, 10}, {10, 10, 15}, {10, 24, 1}, {10, 30, 0},
		{230, 230, 15}, {240, 240, 10}, {249, 249, 1}, {260, 260, 0},
	} {
		p.path(at(c.happens), "a")
		wait, ok := p.wait(at(c.now), o)
		if want := time.Duration(c.want) * time.Millisecond; !ok || wait != want {
			t.Errorf("at %d, last at %d: due in %s, want %s", c.now, c.happens, wait, want)
		}
	}
	if b := p.batch(); len(b.Paths) != 1 || b.All {
		t.Errorf("batch %+v", b)
	}
	if _, ok := p.wait(at(300), o); ok {
		t.Error("a batch leaves something pending")
	}
}

// TestAFileThatIsWrittenAllTheTimeIsReported holds that one need not wait for the end.
func TestAFileThatIsWrittenAllTheTimeIsReported(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, "a.md")
	p := follow(t, Options{Roots: []string{dir}}, actual())
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				_ = os.WriteFile(dir+"/a.md", fmt.Append(nil, i), 0o644)
			}
		}
	}()
	for range 3 {
		p.expect(dir + "/a.md")
		p.forget()
	}
	close(stop)
	<-stopped
}

// TestBatchesWaitToBeTaken holds that nothing is lost, and nothing waits but one batch,
// while nobody takes any.
func TestBatchesWaitToBeTaken(t *testing.T) {
	t.Parallel()
	dir := folderOf(t)
	p := follow(t, Options{Roots: []string{dir}, Settle: time.Nanosecond, Most: time.Nanosecond}, actual())
	var want []string
	for i := range 200 {
		want = append(want, fmt.Sprintf("%s/%d.md", dir, i))
		write(t, want[i], "x")
		time.Sleep(100 * time.Microsecond)
	}
	p.expect(want...)
}

func TestCovers(t *testing.T) {
	t.Parallel()
	b := Batch{Paths: []string{"a/x.md", "b"}, Folders: []string{"c/d"}}
	for path, want := range map[string]bool{"a/x.md": true, "a": false, "b": true, "b/x": false, "c/d": true, "c/d/e/f": true, "c/de": false, "c": false} {
		if b.covers(path) != want {
			t.Errorf("%q is covered: %t", path, !want)
		}
	}
	if !(Batch{All: true}).covers("anything") {
		t.Error("all does not cover anything")
	}
	if rel, ok := below("/", "/x"); rel != "x" || !ok {
		t.Errorf("/x is %q below /, %t", rel, ok)
	}
}

// TestPendingPathsAreBounded holds that a batch that nobody takes does not grow forever.
func TestPendingPathsAreBounded(t *testing.T) {
	t.Parallel()
	var p pending
	for i := range manyPaths + 10 {
		p.path(time.Now(), fmt.Sprint(i))
		p.folder(time.Now(), fmt.Sprint(i%3))
	}
	if b := p.batch(); !b.All || len(b.Paths)+len(b.Folders) > 0 {
		t.Errorf("all: %t, %d paths, %d folders", b.All, len(b.Paths), len(b.Folders))
	}
}

// TestRunLeavesNothingBehind holds that it ends at once, whatever it is at, closes its
// batches, and leaves no goroutine.
func TestRunLeavesNothingBehind(t *testing.T) {
	for name, poll := range map[string]time.Duration{"events": 0, "polled": time.Microsecond} {
		t.Run(name, func(t *testing.T) {
			dir := folderOf(t, "a/b/c.md")
			for _, already := range []bool{false, true} {
				w, err := New(Options{Roots: []string{dir}, Poll: poll})
				must(t, err)
				ctx, stop := context.WithCancel(t.Context())
				if already {
					stop()
				}
				ended := make(chan error)
				go func() { ended <- w.Run(ctx) }()
				write(t, dir+"/a/b/c.md", "changed, and never taken")
				stop()
				must(t, <-ended)
				for range w.Batches() {
				}
			}
			var stacks strings.Builder
			must(t, pprof.Lookup("goroutine").WriteTo(&stacks, 2))
			for _, g := range strings.Split(stacks.String(), "\n\n") {
				if strings.Contains(g, "fsnotify.") || strings.Contains(g, "watch.(*Watch)") || strings.Contains(g, "watch.(*notifier)") {
					t.Errorf("left behind: %s", g)
				}
			}
		})
	}
}

// covers reports whether the batch asks to look at a path.
func (b Batch) covers(path string) bool {
	if _, ok := slices.BinarySearch(b.Paths, path); ok || b.All {
		return true
	}
	return slices.ContainsFunc(b.Folders, func(dir string) bool {
		_, ok := below(dir, path)
		return ok
	})
}
