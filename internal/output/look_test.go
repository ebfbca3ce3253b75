package output

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestALookSeesWhatEachStepShows holds the look, which meets each folder once, to one
// that looks at every step of every path.
func TestALookSeesWhatEachStepShows(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 0))
		dir := filepath.Join(t.TempDir(), "out")
		trusted := time.Now().Add(-time.Hour)
		if err := errors.Join(os.Mkdir(dir, 0o777), os.Mkdir(dir+"-elsewhere", 0o777)); err != nil {
			t.Fatal(err)
		}
		var files []planned
		for _, p := range randomPaths(r, 80) {
			files = append(files, planned{File: File{Path: p, Size: 2}})
			spoil(t, r, dir, p, trusted)
		}
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := look(root, files, trusted.UnixNano()); err != nil {
			t.Fatal(err)
		}
		for _, p := range files {
			if want := stepByStep(dir, p.Path, trusted); p.seen != want {
				t.Errorf("seed %d: %q is seen as %d, want %d", seed, p.Path, p.seen, want)
			}
		}
		root.Close()
	}
}

func randomPaths(r *rand.Rand, n int) []string {
	seen := map[string]bool{}
	for range n {
		p := []string{"a", "b", "a.b", "ab"}[r.IntN(4)]
		for range r.IntN(4) {
			p += "/" + []string{"a", "b", "a.b", "a-"}[r.IntN(4)]
		}
		seen[p] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

// spoil puts something in the place of a file: most often the file.
func spoil(t *testing.T, r *rand.Rand, dir, path string, trusted time.Time) {
	t.Helper()
	name := filepath.Join(dir, filepath.FromSlash(path))
	if os.MkdirAll(filepath.Dir(name), 0o777) != nil {
		return // a file or a link that leads nowhere is in the way
	}
	size, when, n := 2, trusted.Add(-time.Second), r.IntN(12)
	switch n {
	case 0:
		return
	case 1:
		size = 3
	case 2:
		when = trusted
	case 3:
		os.Symlink(dir+"-elsewhere", name)
		return
	case 4:
		os.Symlink("nowhere", name)
		return
	}
	if os.WriteFile(name, make([]byte, size), 0o666) == nil {
		os.Chtimes(name, when, when)
	}
}

func stepByStep(dir, path string, trusted time.Time) sight {
	for i, c := range path {
		if c == '/' {
			info, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(path[:i])))
			if err != nil || !info.IsDir() {
				return astray
			}
		}
	}
	info, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(path)))
	switch {
	case err != nil || !info.Mode().IsRegular() || info.Size() != 2:
		return astray
	case info.ModTime().Before(trusted):
		return untouched
	}
	return young
}

func TestWhatLiesBehindALinkIsNotBelieved(t *testing.T) {
	files := map[string]string{"index.html": "home", "a/b/c.html": "c"}
	for _, place := range []string{"elsewhere", "out/elsewhere"} {
		top := t.TempDir()
		dir := filepath.Join(top, "out")
		made(t, dir, files)
		age(t, dir, slices.Collect(maps.Keys(files))...)
		moved := filepath.Join(top, filepath.FromSlash(place))
		if err := os.Rename(filepath.Join(dir, "a"), moved); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(moved, filepath.Join(dir, "a")); err != nil {
			t.Skip("no links here:", err)
		}
		if _, whole := Find(dir, Options{}).Untouched(kind); whole {
			t.Errorf("%s: untouched", place)
		}
		w, err := Begin(dir, kind, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if w.Keep(Page, "a/b/c.html", 1) {
			t.Errorf("%s: kept", place)
		}
		if err := w.Put(Page, "a/b/c.html", []byte("c"), 1); !errors.Is(err, ErrForeign) || !strings.Contains(err.Error(), `"a" is a link`) {
			t.Errorf("%s: %v", place, err)
		}
		w.Abort()
	}
}

// Files that are younger than the manifest, as those of an output that was copied,
// are read and need not be made again.
func TestWhatWasCopiedIsReadAndKept(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{"index.html": "home", "a/b.html": "b", "a/c.html": "c"}
	made(t, dir, files)
	for p, text := range files {
		write(t, dir, p, text)
		set(t, dir, p, time.Now().Add(time.Minute))
	}
	if _, whole := Find(dir, Options{}).Untouched(kind); !whole {
		t.Error("it is not untouched")
	}
	if r := made(t, dir, files); r.Kept != 3 {
		t.Errorf("%+v", r)
	}
	write(t, dir, "a/c.html", "C")
	set(t, dir, "a/c.html", time.Now().Add(time.Minute))
	if _, whole := Find(dir, Options{}).Untouched(kind); whole {
		t.Error("an edit of the same size was not seen")
	}
	if r := made(t, dir, files); fmt.Sprint(r.Written, r.Kept) != "[a/c.html] 2" {
		t.Errorf("%+v", r)
	}
	compare(t, found(t, dir), with(files))
}

// A build that changes nothing changes no time below the output either, and one that
// makes the same bytes from something else only that of the manifest.
func TestABuildThatKeepsAllWritesNothing(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{"index.html": "home", "a/b.html": "b"}
	made(t, dir, files)
	before := times(t, dir)
	time.Sleep(20 * time.Millisecond) // the clock of some disks has a slow tick
	if r := made(t, dir, files); r.Kept != 2 {
		t.Errorf("%+v", r)
	}
	if after := times(t, dir); !maps.Equal(before, after) {
		t.Errorf("got %v, want %v", after, before)
	}
	w := begun(t, dir, files) // without fingerprints
	if r, err := w.Commit(); err != nil || r.Same != 2 || r.Kept != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	after := times(t, dir)
	for _, own := range []string{ownFolder, manifestFile} {
		if after[own] == before[own] {
			t.Errorf("%s is as it was", own)
		}
		delete(before, own)
		delete(after, own)
	}
	if !maps.Equal(before, after) {
		t.Errorf("got %v, want %v", after, before)
	}
}

func times(t *testing.T, dir string) map[string]time.Time {
	t.Helper()
	all := map[string]time.Time{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil {
			all[p] = stat(t, dir, p).ModTime()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestALookKeepsBuildsOutAndNoOtherLook(t *testing.T) {
	dir := t.TempDir()
	made(t, dir, map[string]string{"index.html": "home"})
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	lock := shareLock(root, dir)
	if lock == nil {
		t.Fatal("no lock")
	}
	if _, whole := Find(dir, Options{}).Untouched(kind); !whole {
		t.Error("a look kept another one out")
	}
	if _, err := Begin(dir, kind, Options{}); !errors.Is(err, ErrBusy) {
		t.Errorf("a build began during a look: %v", err)
	}
	if err := lock.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, lockFile)); err != nil {
		t.Fatal(err)
	}
	if _, whole := Find(dir, Options{}).Untouched(kind); whole {
		t.Error("a look without a lock")
	}
	if _, err := os.Lstat(filepath.Join(dir, lockFile)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a look made a lock: %v", err)
	}
}
