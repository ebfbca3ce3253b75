package output

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

const kind = "TLP:CLEAR"

// build writes the files, by path, and gives the report.
func build(t testing.TB, dir string, files map[string]string) Report {
	t.Helper()
	r, err := tryBuild(dir, files)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func tryBuild(dir string, files map[string]string) (Report, error) {
	w, err := Begin(dir, kind, Options{})
	if err != nil {
		return Report{}, err
	}
	defer w.Abort()
	for _, p := range slices.Sorted(maps.Keys(files)) {
		if err := w.Put(classOf(p), p, []byte(files[p]), 0); err != nil {
			return Report{}, err
		}
	}
	return w.Commit()
}

func classOf(path string) Class {
	switch filepath.Ext(path) {
	case ".css":
		return Asset
	case ".xml":
		return Feed
	}
	return Page
}

// found lists the files below a folder with their contents, without the own
// folder; folders end in "/".
func found(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || p == ".":
			return err
		case p == ownFolder:
			return fs.SkipDir
		case d.IsDir():
			files[p+"/"] = ""
			return nil
		case d.Type()&fs.ModeSymlink != 0:
			files[p] = "a link"
			return nil
		}
		data, err := fs.ReadFile(fsys, p)
		files[p] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// with adds the folders of the files, as found lists them.
func with(files map[string]string) map[string]string {
	all := maps.Clone(files)
	for p := range files {
		for dir := parent(p); dir != ""; dir = parent(dir) {
			all[dir+"/"] = ""
		}
	}
	return all
}

func compare(t testing.TB, got, want map[string]string) {
	t.Helper()
	for p := range want {
		if g, ok := got[p]; !ok {
			t.Errorf("%q is missing", p)
		} else if g != want[p] {
			t.Errorf("%q is %.40q, want %.40q", p, g, want[p])
		}
	}
	for p := range got {
		if _, ok := want[p]; !ok {
			t.Errorf("%q is left over", p)
		}
	}
}

func write(t testing.TB, dir, path, data string) {
	t.Helper()
	name := filepath.Join(dir, filepath.FromSlash(path))
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(data), 0o666)); err != nil {
		t.Fatal(err)
	}
}

func TestABuildWritesWhatItWasGiven(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site", "public")
	files := map[string]string{"index.html": "home", "a/b/index.html": "page", "a.css": "", "feed.xml": "feed"}
	r := build(t, dir, files)
	compare(t, found(t, dir), with(files))
	if !slices.Equal(r.Written, slices.Sorted(maps.Keys(files))) || len(r.Removed) != 0 || r.Same != 0 || r.Bytes != 12 {
		t.Errorf("report %+v", r)
	}
}

func TestTheSecondBuildTouchesOnlyWhatChanged(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, map[string]string{"same.html": "one", "longer.html": "x", "other.html": "abc", "gone/deep/index.html": "x", "gone2/a.html": ""})
	write(t, dir, "gone2/mine.txt", "kept")
	before := stat(t, dir, "same.html")
	files := map[string]string{"same.html": "one", "longer.html": "xx", "other.html": "abd", "new/index.html": "n"}
	r := build(t, dir, files)
	if !os.SameFile(before, stat(t, dir, "same.html")) {
		t.Error("an unchanged file was written again")
	}
	if got := fmt.Sprint(r.Written, r.Removed, r.Same); got != "[longer.html new/index.html other.html] [gone/deep/index.html gone2/a.html] 1" {
		t.Errorf("report %s", got)
	}
	files["gone2/mine.txt"] = "kept"
	compare(t, found(t, dir), with(files))
}

func stat(t testing.TB, dir, path string) fs.FileInfo {
	t.Helper()
	info, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func TestNothingChangedNothingTouched(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{"index.html": "home", "a/index.html": "a"}
	build(t, dir, files)
	manifest := stat(t, dir, manifestFile)
	build(t, dir, files)
	if !os.SameFile(manifest, stat(t, dir, manifestFile)) {
		t.Error("the manifest was written again")
	}
}

func TestUntilCommitTheOldOutputStands(t *testing.T) {
	dir := t.TempDir()
	old := map[string]string{"index.html": "old", "gone.html": "old"}
	build(t, dir, old)
	w, err := Begin(dir, kind, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Put(Page, "index.html", []byte("new"), 0); err != nil {
		t.Fatal(err)
	}
	compare(t, found(t, dir), old)
	if err := errors.Join(w.Abort(), w.Abort()); err != nil {
		t.Error(err)
	}
	compare(t, found(t, dir), old)
	if _, err := w.Commit(); err == nil {
		t.Error("an aborted build was committed")
	}
}

func TestAnAbortedFirstBuildLeavesNoFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	w, err := Begin(dir, kind, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Put(Page, "index.html", nil, 0), w.Abort()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is there: %v", err)
	}
}

func TestPutMayBeCalledByManyGoroutines(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{}
	for i := range 200 {
		files[fmt.Sprintf("%d/%d.html", i%7, i)] = strings.Repeat("x", i)
	}
	for range 2 {
		w, err := Begin(dir, kind, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		buffers := make(chan []byte, 4)
		for range cap(buffers) {
			buffers <- nil
		}
		for p, data := range files {
			wg.Go(func() {
				b := append((<-buffers)[:0], data...)
				if err := w.Put(Page, p, b, 0); err != nil {
					t.Error(err)
				}
				clear(b) // Put keeps nothing of it
				buffers <- b
			})
		}
		wg.Wait()
		if _, err := w.Commit(); err != nil {
			t.Fatal(err)
		}
		compare(t, found(t, dir), with(files))
	}
}

func TestCommitRefusesAfterAFaultOfPut(t *testing.T) {
	dir := t.TempDir()
	old := map[string]string{"a.html": "old"}
	build(t, dir, old)
	w, err := Begin(dir, kind, Options{})
	if err != nil {
		t.Fatal(err)
	}
	first := w.Put(Page, "../a.html", nil, 0)
	w.Put(Page, "a.html", []byte("new"), 0)
	if _, err := w.Commit(); err == nil || err != first {
		t.Errorf("commit gave %v, want %v", err, first)
	}
	compare(t, found(t, dir), old)
}

func TestPathsThatAreRefused(t *testing.T) {
	w, err := Begin(t.TempDir(), kind, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	for _, p := range []string{"", ".", "/", "/etc/passwd", "..", "../x", "a/../b", "a//b", "a/", "./a", `a\b`, "a\x00b",
		".dossier", ".dossier/manifest.json", ".Dossier/x", "a\xff"} {
		if err := w.Put(Page, p, nil, 0); err == nil {
			t.Errorf("%q was taken", p)
		}
	}
	if err := w.Put(Feed+1, "ok", nil, 0); err == nil {
		t.Error("a class that there is not was taken")
	}
	if err := errors.Join(w.Put(Page, "x/.dossier/a", nil, 0), w.Put(Page, "…/é", nil, 0)); err != nil {
		t.Error(err)
	}
	if err := w.Put(Page, "…/é", nil, 0); err == nil {
		t.Error("a path was taken twice")
	}
}

// made builds files whose fingerprint is the length of their text.
func made(t testing.TB, dir string, files map[string]string) Report {
	t.Helper()
	w, err := Begin(dir, kind, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for p, text := range files {
		if !w.Keep(Page, p, Fingerprint(len(text))) {
			if err := w.Put(Page, p, []byte(text), Fingerprint(len(text))); err != nil {
				t.Fatal(err)
			}
		}
	}
	r, err := w.Commit()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// age makes files older than the manifest, as they are when a moment has passed.
func age(t testing.TB, dir string, paths ...string) {
	t.Helper()
	for _, p := range paths {
		set(t, dir, p, time.Now().Add(-time.Hour))
	}
}

func TestKeepTakesOnlyWhatIsStillThere(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{"a.html": "a", "b.html": "bb", "c.html": "ccc", "d.html": "d", "in/e.html": "eeee", "in/f/g.html": "g", "h.html": "h", "i.html": "i"}
	made(t, dir, files)
	age(t, dir, slices.Collect(maps.Keys(files))...)
	write(t, dir, "b.html", "edited")
	write(t, dir, "h.html", "H")
	write(t, dir, "foreign.html", "x")
	if err := errors.Join(os.Remove(filepath.Join(dir, "c.html")), os.RemoveAll(filepath.Join(dir, "in", "f"))); err != nil {
		t.Fatal(err)
	}
	w, err := Begin(dir, kind, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	for p, want := range map[string]bool{"a.html": true, "b.html": false, "c.html": false, "in/e.html": true, "in/f/g.html": false, "h.html": false, "foreign.html": false, "../x": false} {
		if w.Keep(Page, p, Fingerprint(len(files[p]))) != want {
			t.Errorf("Keep(%q) is %v", p, !want)
		}
	}
	if w.Keep(Page, "i.html", 2) || w.Keep(Asset, "i.html", 1) || w.Keep(Page, "i.html", 0) {
		t.Error("a file made from something else, of another class or from nobody knows what was kept")
	}
	if err := w.Put(Page, "unknown.html", []byte("u"), 0); err != nil {
		t.Fatal(err)
	}
	if w.Keep(Page, "a.html", 1) {
		t.Error("a file was kept twice")
	}
	if err := errors.Join(w.Put(Page, "b.html", []byte("bb"), 2), w.Put(Page, "c.html", []byte("ccc"), 3), w.Put(Page, "i.html", []byte("i"), 9)); err != nil {
		t.Fatal(err)
	}
	r, err := w.Commit()
	if err != nil || fmt.Sprint(r.Written, r.Removed, r.Same, r.Kept) != "[b.html c.html unknown.html] [d.html h.html in/f/g.html] 3 2" {
		t.Errorf("%+v, %v", r, err)
	}
	if want := (Why{Unknown: 3, Other: 2, Touched: 4}); r.Why != want || r.First || r.Killed {
		t.Errorf("the reasons are %+v, want %+v (first %v, killed %v)", r.Why, want, r.First, r.Killed)
	}
	if w, err = Begin(dir, kind, Options{}); err != nil || !w.Keep(Page, "i.html", 9) {
		t.Errorf("the new fingerprint of the same bytes was not kept, %v", err)
	}
	if w.Keep(Page, "unknown.html", 0) {
		t.Error("a file made from nobody knows what was kept")
	}
	w.Abort()
}

func TestNothingIsKeptOnceABuildWasKilled(t *testing.T) {
	dir := t.TempDir()
	made(t, dir, map[string]string{"a.html": "a", "b.html": "b"})
	age(t, dir, "a.html", "b.html")
	killed(t, dir, map[string]string{"a.html": "A", "b.html": "B", "c.html": "c"}, 2)
	age(t, dir, "a.html", "b.html") // as where the clock was wrong meanwhile
	if r := made(t, dir, map[string]string{"a.html": "a", "b.html": "b"}); r.Kept > 0 {
		t.Errorf("%+v", r)
	}
	compare(t, found(t, dir), map[string]string{"a.html": "a", "b.html": "b"})
}

func TestUntouchedIsTheWholeOfAnOutputOnly(t *testing.T) {
	files := map[string]string{"index.html": "home", "a/b/c.html": "c", "a/d.html": "d"}
	all := slices.Collect(maps.Keys(files))
	for name, change := range map[string]func(dir string) error{
		"":        func(string) error { return nil },
		"foreign": func(dir string) error { return os.WriteFile(filepath.Join(dir, "a", "x"), nil, 0o666) },
		"removed": func(dir string) error { return os.Remove(filepath.Join(dir, "a/b/c.html")) },
		"edited":  func(dir string) error { return os.WriteFile(filepath.Join(dir, "a/d.html"), []byte("D"), 0o666) },
		"shorter": func(dir string) error { return os.Truncate(filepath.Join(dir, "index.html"), 2) },
		"a folder": func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, "a/d.html")), os.Mkdir(filepath.Join(dir, "a/d.html"), 0o777))
		},
		"manifest": func(dir string) error { return os.Remove(filepath.Join(dir, manifestFile)) },
		"journal": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, journalFile), []byte(`{"kind":"TLP:CLEAR"}`), 0o666)
		},
		"stage":     func(dir string) error { return os.Mkdir(filepath.Join(dir, stageFolder), 0o777) },
		"gone":      os.RemoveAll,
		"no folder": func(dir string) error { return errors.Join(os.RemoveAll(dir), os.WriteFile(dir, nil, 0o666)) },
	} {
		dir := filepath.Join(t.TempDir(), "out")
		made(t, dir, files)
		age(t, dir, all...)
		if err := change(dir); err != nil {
			t.Fatal(err)
		}
		r, whole := Find(dir, Options{}).Untouched(kind)
		if want := name == "" || name == "foreign"; whole != want {
			t.Errorf("%q: untouched is %v", name, whole)
		} else if want && (r.Same != 3 || r.Bytes != 6 || len(r.Written)+len(r.Removed) > 0) {
			t.Errorf("%q: %+v", name, r)
		}
	}
}

func TestAnOutputIsKnownByItsManifest(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{"index.html": "home", "a.html": "a"}
	first := made(t, dir, files).Manifest
	age(t, dir, "index.html", "a.html")
	r, whole := Find(dir, Options{}).Untouched(kind)
	if !whole || r.Manifest != first || first == (Sum{}) {
		t.Errorf("untouched (%v) it is %x, not %x", whole, r.Manifest, first)
	}
	if again := made(t, dir, files).Manifest; again != first {
		t.Errorf("a build of the same made %x of %x", again, first)
	}
	files["a.html"] = "b" // made of something with the same fingerprint
	if err := os.Remove(filepath.Join(dir, "a.html")); err != nil {
		t.Fatal(err)
	}
	if other := made(t, dir, files).Manifest; other == first {
		t.Error("another output is not told from the last one")
	}
}

func TestUntouchedDoubtsWhatItCannotKnow(t *testing.T) {
	dir := t.TempDir()
	made(t, dir, map[string]string{"index.html": "home"})
	if _, whole := Find(dir, Options{}).Untouched("TLP:AMBER"); whole {
		t.Error("an output of another kind is no output of this one")
	}
	if _, whole := Find(dir, Options{Rehash: true}).Untouched(kind); whole {
		t.Error("nothing was read")
	}
	w, err := Begin(dir, kind, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, whole := Find(dir, Options{}).Untouched(kind); whole {
		t.Error("another build is at work")
	}
	if err := w.Abort(); err != nil {
		t.Fatal(err)
	}
	if _, whole := Find(dir, Options{}).Untouched(kind); !whole {
		t.Error("the output is as it was")
	}
}

func TestTheManifestDependsOnTheFilesAlone(t *testing.T) {
	files := map[string]string{"index.html": "home", "a/é.html": "<&>", "s.css": "x"}
	a, b := t.TempDir(), t.TempDir()
	build(t, a, files)
	build(t, b, map[string]string{"index.html": "other", "b.html": "x"})
	build(t, b, files)
	got, want := read(t, a, manifestFile), read(t, b, manifestFile)
	if got != want {
		t.Errorf("manifests differ:\n%s\n%s", got, want)
	}
	const golden = `{
"schema_version": 2,
"kind": "TLP:CLEAR",
"files": [
{"path":"a/é.html","class":"page","size":3,"xxh3":"ea32711e508575b3a064d54e9a9ad27c"},
{"path":"index.html","class":"page","size":4,"xxh3":"a31aa7a9c2f303d1fee9e63fce526ec2"},
{"path":"s.css","class":"asset","size":1,"xxh3":"5c7401c0ec22eeeeeaf06c6480b2cd11"}
]
}
`
	if got != golden {
		t.Errorf("got\n%swant\n%s", got, golden)
	}
	last := recordOf(t, a)
	if len(last.files) != 3 || last.kind != kind || last.files[2].Class != Asset {
		t.Errorf("read back %+v", last)
	}
}

func read(t testing.TB, dir, path string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
