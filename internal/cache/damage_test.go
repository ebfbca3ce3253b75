package cache

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"dossier/internal/briefing"
)

// readAll reads all that a cache has, and gives the first fault.
func readAll(c *Cache) (entries []Entry, docs []*briefing.Document, err error) {
	x, err := c.Index()
	if x == nil || err != nil {
		return nil, nil, err
	}
	if entries, err = x.Entries(recordsOf(x.Register)); err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		doc, err := c.Document(e.Briefing.Text)
		if err != nil {
			return nil, nil, err
		}
		docs = append(docs, doc)
		for _, mark := range e.Briefing.Outline.Marks {
			if s, err := c.Passage(e.Briefing.Text, mark.Said); err != nil {
				return nil, nil, err
			} else if m := doc.Marks[mark.Mark]; s != m.ID+m.Sentence {
				return nil, nil, errors.New("a wrong sentence")
			}
		}
	}
	for _, p := range x.Pictures {
		if _, err := c.Data(p.Data); err != nil {
			return nil, nil, err
		}
	}
	return entries, docs, nil
}

// foundOut damages a saved cache and holds that what it gives is right or nothing at
// all, and that it can be used again.
func foundOut(t *testing.T, first string, want generation, what string, damage func(dir string)) (noticed bool) {
	t.Helper()
	dir := copied(t, first)
	damage(dir)
	c := Open(dir, "v1")
	defer c.Close()
	entries, docs, err := readAll(c)
	switch {
	case err != nil && !errors.Is(err, ErrDamaged):
		t.Errorf("%s: %v", what, err)
	case err == nil && c.Why() == "" && (!alike(entries, want.next.Entries) || !reflect.DeepEqual(docs, want.docs)):
		t.Errorf("%s: wrong data", what)
	case err == nil && c.Why() != "" && entries != nil:
		t.Errorf("%s: %q, and yet there are entries", what, c.Why())
	}
	if err != nil {
		if err := c.Clear(); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	m := newMaker(5)
	next := m.next(t, c, 3)
	docs = m.textsOf(next.Entries)
	mustSave(t, c, next)
	c.Close()
	again := Open(dir, "v1")
	defer again.Close()
	if again.Why() != "" || !is(t, again, generation{next, docs}) {
		t.Errorf("%s: what was made anew is not there (%q)", what, again.Why())
	}
	return err != nil || c.Why() != ""
}

func TestDamageIsFoundOut(t *testing.T) {
	first := t.TempDir()
	_, want := twoSaved(t, first)
	other := t.TempDir()
	twoSaved(t, other)
	for _, name := range files(t, first) {
		path := func(dir string) string { return filepath.Join(dir, name) }
		data, err := os.ReadFile(path(first))
		if err != nil {
			t.Fatal(err)
		}
		matters := name == indexFile || strings.HasPrefix(name, "texts-")
		check := func(what string, damage func(dir string)) {
			t.Helper()
			if noticed := foundOut(t, first, want, name+" "+what, damage); noticed != matters {
				t.Errorf("%s %s: noticed %v", name, what, noticed)
			}
		}
		check("changed", func(dir string) {
			os.Remove(path(dir))
			os.WriteFile(path(dir), []byte(strings.Repeat("x", len(data))), 0o600)
		})
		check("longer", func(dir string) { os.WriteFile(path(dir), append(data[:len(data):len(data)], 0), 0o600) })
		if name == lockFile {
			continue
		}
		check("emptied", func(dir string) { os.Truncate(path(dir), 0) })
		if len(data) > 100 {
			for _, n := range []int{1, 2, 4, 8, 11, 12, 13, 20, 50, len(data) / 3, len(data) / 2, len(data) - 15, len(data) - 5} {
				check("cut short", func(dir string) { os.Truncate(path(dir), int64(len(data)-n)) })
			}
		}
		if !matters {
			continue
		}
		check("of another cache", func(dir string) {
			b, err := os.ReadFile(path(other))
			if err != nil {
				t.Fatal(err)
			}
			os.WriteFile(path(dir), b, 0o600)
		})
		check("a folder", func(dir string) { os.Remove(path(dir)); os.Mkdir(path(dir), 0o700) })
		if name != indexFile {
			check("missing", func(dir string) { os.Remove(path(dir)) })
		}
	}
}

// A flipped bit anywhere is noticed, or changes nothing that is read.
func TestFlippedBitsAreFoundOut(t *testing.T) {
	first := t.TempDir()
	_, want := twoSaved(t, first)
	for _, name := range []string{indexFile, "texts-1", "texts-2"} {
		data, err := os.ReadFile(filepath.Join(first, name))
		if err != nil {
			t.Fatal(err)
		}
		for i := range 60 {
			at := i * (len(data) - 1) / 59
			foundOut(t, first, want, name, func(dir string) {
				flipped := append([]byte(nil), data...)
				flipped[at] ^= 1 << (i % 8)
				os.WriteFile(filepath.Join(dir, name), flipped, 0o600)
			})
		}
	}
}

// A text that is damaged before it can be copied takes the cache with it, so that no
// later build waits for it to be read.
func TestDamageFoundBySavingEndsTheCache(t *testing.T) {
	dir := t.TempDir()
	m, old := twoSaved(t, dir)
	c := opened(t, dir)
	next := old.fewer(t, m, c)
	if err := os.WriteFile(dir+"/texts-1", make([]byte, c.index.Segments[1].Size), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := c.Save(next.next); !errors.Is(err, ErrDamaged) {
		t.Errorf("the save says %v", err)
	}
	c.Close()
	again := opened(t, dir)
	if x, err := again.Index(); x != nil || err != nil || again.Why() != "" || len(strays(t, again)) > 0 {
		t.Errorf("the next build finds %v (%v, %q) and %q", x, err, again.Why(), files(t, dir))
	}
}

// What is made anew when saving found damage is kept by the same build.
func TestACacheThatSavingFoundDamagedIsKeptAgain(t *testing.T) {
	dir := t.TempDir()
	m, old := twoSaved(t, dir)
	c := opened(t, dir)
	next := old.fewer(t, m, c)
	if err := os.WriteFile(dir+"/texts-1", make([]byte, c.index.Segments[1].Size), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := c.Save(next.next); !errors.Is(err, ErrDamaged) {
		t.Errorf("the save says %v", err)
	}
	if err := c.Clear(); err != nil {
		t.Fatal(err)
	}
	anew := m.next(t, c, 40)
	mustSave(t, c, anew)
	c.Close()
	holds(t, opened(t, dir), anew, m.textsOf(anew.Entries))
}

// A place that no text has is a fault, never a panic.
func TestPlacesFromNowhereAreFaults(t *testing.T) {
	c := opened(t, t.TempDir())
	m := newMaker(5)
	e := m.put(t, c, 0)
	good := e.Briefing.Text
	for _, ref := range []briefing.Ref{
		{}, {Segment: 9, Size: good.Size}, {Segment: 1}, {Segment: 1, Size: 7}, {Segment: 1, Size: 8},
		{Segment: 1, Size: good.Size, At: -1}, {Segment: 1, Size: good.Size, At: 1}, {Segment: 1, Size: good.Size - 1},
		{Segment: 1, Size: good.Size + 1}, {Segment: 1, Size: 1<<32 - 1}, {Segment: 1, Size: good.Size, At: 1<<63 - 1},
	} {
		if _, err := c.Document(ref); !errors.Is(err, ErrDamaged) {
			t.Errorf("the text at %v: %v", ref, err)
		}
		if _, err := c.Data(ref); !errors.Is(err, ErrDamaged) {
			t.Errorf("the data at %v: %v", ref, err)
		}
		if _, err := c.Passage(ref, briefing.Passage{At: 5, Size: 10}); !errors.Is(err, ErrDamaged) {
			t.Errorf("the sentence at %v: %v", ref, err)
		}
	}
	if _, err := c.Data(good); !errors.Is(err, ErrDamaged) {
		t.Errorf("a text was given for a picture (%v)", err)
	}
	if _, err := c.Passage(good, briefing.Passage{At: 1<<32 - 1, Size: 1<<32 - 1}); !errors.Is(err, ErrDamaged) {
		t.Errorf("a sentence from nowhere: %v", err)
	}
}

// unwritable makes a folder read-only, where that means anything.
func unwritable(t *testing.T, dir string) {
	t.Helper()
	if os.Geteuid() == 0 {
		t.Skip("skipped: root may write anywhere")
	}
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o700) })
}

func TestAFolderThatCannotBeMadeIsToldByTheSave(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/file", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	usable(t, dir+"/file/cache")
	usable(t, dir+"/file")
	t.Run("read-only", func(t *testing.T) {
		unwritable(t, dir)
		usable(t, dir+"/cache")
	})
}

// usable holds that a cache which cannot be kept gives texts back, and says once why.
func usable(t *testing.T, dir string) {
	t.Helper()
	c := opened(t, dir)
	m := newMaker(5)
	next := m.next(t, c, 3)
	textsHold(t, c, next.Entries, m.textsOf(next.Entries))
	if c.Kept() || c.State() != nil || c.SaveState([]byte("x")) != nil {
		t.Error("it is said to be kept")
	}
	if err := c.Save(next); err == nil || !strings.Contains(err.Error(), "the cache cannot be kept") {
		t.Errorf("the save says %v", err)
	}
	if err := c.Save(next); err != nil {
		t.Errorf("told twice: %v", err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}
