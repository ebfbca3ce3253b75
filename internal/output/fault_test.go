package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// killed does what Commit does until it has given n files their names, and lets go
// of the output as a process does that is killed.
func killed(t *testing.T, dir string, files map[string]string, n int) {
	t.Helper()
	w := begun(t, dir, files)
	c := w.sort()
	if err := errors.Join(c.survey(w), w.writeManifest(), w.writeJournal(), c.makeRoom(w)); err != nil {
		t.Fatal(err)
	}
	c.changed = c.changed[:min(n, len(c.changed))]
	if err := errors.Join(c.raise(w), w.closeStage(), w.present.Close(), w.lock.Close(), w.root.Close()); err != nil {
		t.Fatal(err)
	}
}

func begun(t *testing.T, dir string, files map[string]string) *Writer {
	t.Helper()
	w, err := Begin(dir, kind, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for p, data := range files {
		if err := w.Put(classOf(p), p, []byte(data), 0); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func TestTheNextBuildFinishesAKilledOne(t *testing.T) {
	old := map[string]string{"index.html": "old", "gone/a.html": "old", "turn": "file", "back/x.html": "folder"}
	killedOne := map[string]string{"index.html": "new", "a.css": "new", "turn/b.html": "new", "back": "file", "only/killed.html": "x"}
	last := map[string]string{"index.html": "last", "a.css": "new", "turn/b.html": "last", "back": "file", "feed.xml": "last"}
	for _, before := range []map[string]string{nil, old} {
		for n := range len(killedOne) + 1 {
			dir := t.TempDir()
			if before != nil {
				build(t, dir, before)
			}
			killed(t, dir, killedOne, n)
			if n%2 > 0 {
				killed(t, dir, last, n-1)
			}
			build(t, dir, last)
			compare(t, found(t, dir), with(last))
			for _, p := range []string{journalFile, stageFolder} {
				if _, err := os.Lstat(filepath.Join(dir, p)); !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("%s is left over: %v", p, err)
				}
			}
		}
	}
}

func TestAKilledBuildOfAnotherKindIsRefused(t *testing.T) {
	dir := t.TempDir()
	killed(t, dir, map[string]string{"a/index.html": "x"}, 1)
	if _, err := Begin(dir, "TLP:AMBER", Options{}); !errors.Is(err, ErrRefused) {
		t.Errorf("got %v", err)
	}
}

// A commit that cannot make room leaves all as it was, and no journal by which files
// that somebody puts there later would be taken for ours.
func TestACommitThatCannotMakeRoomChangesNothing(t *testing.T) {
	dir := t.TempDir()
	old := map[string]string{"turn": "file", "back/x.html": "folder"}
	build(t, dir, old)
	before := found(t, dir)
	w := begun(t, dir, map[string]string{"turn/deep/a.html": "new", "back": "new", "fresh/b.html": "new"})
	write(t, dir, "fresh", "somebody's")
	c := w.sort()
	if err := c.survey(w); err == nil {
		t.Error("the file in the way was not seen")
	}
	c.folders = append(c.folders, "turn", "turn/deep", "fresh")
	c.early, c.trees = []string{"turn"}, []string{"back"}
	if err := c.apply(w); err == nil || errors.Is(err, ErrUnfinished) {
		t.Errorf("got %v", err)
	}
	if err := w.Abort(); err != nil {
		t.Error(err)
	}
	before["fresh"] = "somebody's"
	compare(t, found(t, dir), before)
	if _, err := os.Lstat(filepath.Join(dir, journalFile)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the journal is left over: %v", err)
	}
}

func TestWhatComesInDuringAFirstBuildIsKept(t *testing.T) {
	dir := t.TempDir()
	w := begun(t, dir, map[string]string{"index.html": "new"})
	write(t, dir, "index.html", "somebody's")
	if _, err := w.Commit(); !errors.Is(err, ErrForeign) {
		t.Errorf("got %v", err)
	}
	compare(t, found(t, dir), map[string]string{"index.html": "somebody's"})
}

func TestAFileAndAFolderOfOneNameAreRefused(t *testing.T) {
	for _, pair := range [][2]string{{"a", "a/b"}, {"a/b", "a"}, {"a/b/c", "a/b"}, {"a/b", "a/b/c/d"}} {
		for _, old := range []map[string]string{nil, {"index.html": "old"}} {
			dir := t.TempDir()
			if old != nil {
				build(t, dir, old)
			}
			w, err := Begin(dir, kind, Options{})
			if err != nil {
				t.Fatal(err)
			}
			err = errors.Join(w.Put(Page, pair[0], nil, 0), w.Put(Page, pair[1], nil, 0))
			if err == nil {
				_, err = w.Commit()
			}
			if err == nil || !strings.Contains(err.Error(), "is a file and a folder of the same build") {
				t.Errorf("%q: %v", pair, err)
			}
			w.Abort()
			compare(t, found(t, dir), old)
		}
	}
}

// An editor that keeps the size is found out by the time of the file, and one that
// keeps both by Rehash.
func TestAnEditOfTheSameSizeIsFound(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{"a.html": "1234", "b.html": "1234"}
	build(t, dir, files)
	long := time.Now().Add(-time.Hour)
	for _, p := range []string{"a.html", "b.html", manifestFile} {
		set(t, dir, p, long)
	}
	write(t, dir, "a.html", "edit")
	write(t, dir, "b.html", "edit")
	set(t, dir, "b.html", long.Add(-time.Hour))
	if r := build(t, dir, files); !slices.Equal(r.Written, []string{"a.html"}) {
		t.Errorf("written %q", r.Written)
	}
	w, err := Begin(dir, kind, Options{Rehash: true})
	if err != nil {
		t.Fatal(err)
	}
	for p, data := range files {
		if err := w.Put(Page, p, []byte(data), 0); err != nil {
			t.Fatal(err)
		}
	}
	if r, err := w.Commit(); err != nil || !slices.Equal(r.Written, []string{"b.html"}) {
		t.Errorf("written %q, %v", r.Written, err)
	}
	compare(t, found(t, dir), files)
}

func set(t testing.TB, dir, path string, when time.Time) {
	t.Helper()
	if err := os.Chtimes(filepath.Join(dir, path), when, when); err != nil {
		t.Fatal(err)
	}
}

func TestAManifestFromTheFutureIsNotTrusted(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{"a.html": "1234"}
	build(t, dir, files)
	set(t, dir, manifestFile, time.Now().Add(time.Hour))
	write(t, dir, "a.html", "edit")
	if r := build(t, dir, files); len(r.Written) != 1 {
		t.Errorf("written %q", r.Written)
	}
	compare(t, found(t, dir), files)
}

// Where the case of letters does not count, one file has both names. Two hard links
// are the same to a program that asks whether two names are one file.
func TestAFileThatOnlyChangedTheCaseOfItsNameIsNotLost(t *testing.T) {
	for _, content := range []string{"logo", "other"} {
		dir := t.TempDir()
		build(t, dir, map[string]string{"Logo.txt": "logo", "index.html": "x"})
		if err := os.Link(filepath.Join(dir, "Logo.txt"), filepath.Join(dir, "logo.txt")); err != nil && !errors.Is(err, fs.ErrExist) {
			t.Skip("no hard links here:", err)
		}
		build(t, dir, map[string]string{"logo.txt": content, "index.html": "x"})
		if got := read(t, dir, "logo.txt"); got != content {
			t.Errorf("logo.txt is %q, want %q", got, content)
		}
		if _, err := os.Lstat(filepath.Join(dir, "Logo.txt")); content == "logo" && err != nil {
			t.Error("the one file of both names was removed")
		}
	}
}

func TestOneBuildAtATime(t *testing.T) {
	dir := t.TempDir()
	w := begun(t, dir, map[string]string{"index.html": "first"})
	if _, err := Begin(dir, kind, Options{}); !errors.Is(err, ErrBusy) {
		t.Errorf("got %v", err)
	}
	if _, err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	build(t, dir, map[string]string{"index.html": "second"})
}

func TestADamagedRecordIsRefused(t *testing.T) {
	for name, texts := range map[string][]string{
		manifestFile: {"", "{", `{"schema_version": 99}`, `{"schema_version": 1, "files": [{"path": "../x", "class": "page"}]}`,
			`{"schema_version": 1, "files": [{"path": "a", "class": "pages"}]}`, `{"schema_version": 1, "files": [{"path": "a", "class": "page", "xxh3": "1"}]}`},
		journalFile: {"", `{"kind": "TLP:CLEAR", "paths": ["/etc/passwd"]}`, `{"kind": "TLP:CLEAR", "paths": [".dossier/lock"]}`},
	} {
		for _, text := range texts {
			dir := t.TempDir()
			build(t, dir, map[string]string{"a.html": "a"})
			write(t, dir, name, text)
			if _, err := Begin(dir, kind, Options{}); !errors.Is(err, ErrDamaged) || !errors.Is(err, ErrRefused) {
				t.Errorf("%s %q: %v", name, text, err)
			}
			compare(t, found(t, dir), map[string]string{"a.html": "a"})
		}
	}
}
