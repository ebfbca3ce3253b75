package cache

import (
	"os"
	"path/filepath"
	"testing"
)

func TestACacheBeginsWithWhatAnotherHolds(t *testing.T) {
	from, dir := filepath.Join(t.TempDir(), "from"), filepath.Join(t.TempDir(), "dir")
	if err := Seed(dir, from); err != nil { // there is nothing yet
		t.Fatal(err)
	}
	if _, err := os.Lstat(from); err == nil {
		t.Error("a folder was made that was only to be read")
	}
	c, m := opened(t, from), newMaker(40)
	next := m.next(t, c, 30)
	docs := m.textsOf(next.Entries)
	mustSave(t, c, next)
	if err := Seed(dir, from); err != nil { // while the other one is open
		t.Fatal(err)
	}
	seeded := opened(t, dir)
	if seeded.Why() != "" || !seeded.Kept() {
		t.Fatal(seeded.Why(), seeded.Kept())
	}
	holds(t, seeded, next, docs)
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may look into it: %v %v", info.Mode(), err)
	}
	// What becomes of one is nothing to the other.
	other := newMaker(7).next(t, seeded, 5)
	mustSave(t, seeded, other)
	if err := Seed(dir, from); err != nil {
		t.Fatal(err)
	}
	x, err := seeded.Index()
	if err != nil {
		t.Fatal(err)
	}
	if entries, err := x.Entries(recordsOf(x.Register)); err != nil || len(entries) != 5 {
		t.Errorf("it was seeded again: %v", err)
	}
	c.Close()
	holds(t, opened(t, from), next, docs)
	if err := c.Clear(); err != nil {
		t.Error(err)
	}
}

func TestACacheOfOthersIsNoSeed(t *testing.T) {
	from, dir := t.TempDir(), filepath.Join(t.TempDir(), "dir")
	if err := os.WriteFile(filepath.Join(from, indexFile), []byte("somebody's"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(from, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := Seed(dir, from); err == nil {
		t.Error("a folder that is no cache was taken for one")
	}
	if _, err := os.Lstat(filepath.Join(dir, indexFile)); err == nil {
		t.Error("its index was taken over")
	}
}
