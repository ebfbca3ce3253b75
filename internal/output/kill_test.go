package output

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestNoKillPutsOldBytesUnderANewFingerprint lets builds of random versions of the
// same files, all of one size, be killed between any two steps of Commit, with whatever
// times a wrong clock gave the files, and holds each next build to what it was given.
func TestNoKillPutsOldBytesUnderANewFingerprint(t *testing.T) {
	killedIn := map[int]int{}
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 1))
		dir := t.TempDir()
		for range 12 {
			files, prints := randomVersions(r)
			w := versioned(t, dir, files, prints)
			if step := r.IntN(12); step < len(steps) {
				killedIn[step]++
				for _, do := range steps[:step] {
					if err := do(w, w.sort(), r); err != nil {
						t.Fatal(err)
					}
				}
				letGo(t, w)
				wrongClock(t, r, dir)
				continue
			}
			if _, err := w.Commit(); err != nil {
				t.Fatal(err)
			}
			compare(t, found(t, dir), with(files))
			last := recordOf(t, dir)
			if len(last.files) != len(files) {
				t.Errorf("%+v", last)
			}
			for _, f := range last.files {
				if f.Fingerprint != prints[f.Path] || f.Sum != sumOf([]byte(files[f.Path])) {
					t.Errorf("seed %d: the manifest says %+v", seed, f)
				}
			}
			if t.Failed() {
				t.Fatalf("with seed %d", seed)
			}
		}
	}
	if len(killedIn) != len(steps) {
		t.Errorf("killed in steps %v only", killedIn)
	}
}

// While files are renamed there is a journal, also when no path is new: what it says of
// the times outlives a clock that was wrong. The next build, whatever it does, ends it.
func TestACommitThatBreaksOffLeavesAJournal(t *testing.T) {
	dir := t.TempDir()
	old := map[string]string{"a.html": "1", "b.html": "1"}
	made(t, dir, old)
	w := begun(t, dir, map[string]string{"a.html": "2", "b.html": "2"})
	if err := os.Remove(filepath.Join(dir, filepath.FromSlash(staged(w.find("b.html").stage)))); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Commit(); !errors.Is(err, ErrUnfinished) {
		t.Fatalf("got %v", err)
	}
	age(t, dir, "a.html", "b.html")
	made(t, dir, old)
	compare(t, found(t, dir), old)

	if err := os.WriteFile(filepath.Join(dir, journalFile), []byte(`{"kind":"TLP:CLEAR"}`), 0o666); err != nil {
		t.Fatal(err)
	}
	if r := made(t, dir, old); r.Same != 2 || !r.Killed {
		t.Errorf("%+v", r)
	}
	if _, whole := Find(dir, Options{}).Untouched(kind); !whole {
		t.Error("the journal is left over")
	}
}

// steps are those of Commit, raising in two parts; what is to change is sorted out anew
// for each.
var steps = []func(*Writer, *change, *rand.Rand) error{
	func(w *Writer, c *change, _ *rand.Rand) error { return c.survey(w) },
	func(w *Writer, _ *change, _ *rand.Rand) error { return w.writeManifest() },
	func(w *Writer, _ *change, _ *rand.Rand) error { return w.writeJournal() },
	func(w *Writer, c *change, _ *rand.Rand) error { return errors.Join(c.survey(w), c.makeRoom(w)) },
	func(w *Writer, c *change, r *rand.Rand) error {
		part := *c
		part.changed = c.changed[:r.IntN(len(c.changed)+1)]
		return part.raise(w)
	},
	func(w *Writer, c *change, _ *rand.Rand) error {
		c.changed = slices.DeleteFunc(slices.Clone(c.changed), func(p *planned) bool { return !w.isStaged(p) })
		return c.raise(w)
	},
	func(w *Writer, c *change, _ *rand.Rand) error { return w.prune(c.removed) },
	func(w *Writer, _ *change, _ *rand.Rand) error { return w.root.Rename(nextManifest, manifestFile) },
}

// isStaged reports whether a file still waits for its name.
func (w *Writer) isStaged(p *planned) bool {
	name := staged(p.stage)
	if w.tree != nil {
		name = treeFolder + "/" + p.Path
	}
	_, err := w.root.Lstat(name)
	return err == nil
}

// randomVersions gives files in versions, all of one size, and for the same bytes now
// and then another fingerprint.
func randomVersions(r *rand.Rand) (files map[string]string, prints map[string]Fingerprint) {
	files, prints = map[string]string{}, map[string]Fingerprint{}
	for _, p := range []string{"a.css", "b/c.html", "b/d.html", "e/f/g.html", "h.html", "i.xml"} {
		if r.IntN(6) > 0 {
			n := r.IntN(4)
			files[p], prints[p] = fmt.Sprint(p, n/2), Fingerprint(n+1)
		}
	}
	return files, prints
}

func versioned(t *testing.T, dir string, files map[string]string, prints map[string]Fingerprint) *Writer {
	t.Helper()
	w, err := Begin(dir, kind, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for p, text := range files {
		if !w.Keep(classOf(p), p, prints[p]) {
			if err := w.Put(classOf(p), p, []byte(text), prints[p]); err != nil {
				t.Fatal(err)
			}
		}
	}
	return w
}

// letGo lets go of the output as a process does that is killed.
func letGo(t *testing.T, w *Writer) {
	t.Helper()
	if err := errors.Join(w.closeStage(), w.present.Close(), w.lock.Close(), w.root.Close()); err != nil {
		t.Fatal(err)
	}
}

// wrongClock gives files other times, as of a clock that was wrong during the build
// that was killed. Where none had begun to rename, no file was written by it.
func wrongClock(t *testing.T, r *rand.Rand, dir string) {
	t.Helper()
	for _, p := range slices.Sorted(maps.Keys(found(t, dir))) {
		if p[len(p)-1] != '/' && r.IntN(2) > 0 {
			set(t, dir, p, time.Now().Add(time.Duration(r.IntN(3)-1)*time.Hour))
		}
	}
}
