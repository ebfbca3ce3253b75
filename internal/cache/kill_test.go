package cache

import (
	"errors"
	"os"
	"reflect"
	"syscall"
	"testing"

	"dossier/internal/briefing"
)

// generation is a cache as it was saved once.
type generation struct {
	next NextIndex
	docs []*briefing.Document
}

// twoSaved saves a cache in two steps, so that it has segments of both, and tells what
// it holds.
func twoSaved(t testing.TB, dir string) (*maker, generation) {
	t.Helper()
	c := Open(dir, "v1")
	defer c.Close()
	m := newMaker(20)
	next := m.next(t, c, 40)
	mustSave(t, c, next)
	next.Entries[3] = m.put(t, c, 3)
	mustSave(t, c, next)
	if len(c.index.Segments) != 2 {
		t.Fatalf("%d segments", len(c.index.Segments))
	}
	return m, generation{next, m.textsOf(next.Entries)}
}

// edited changes some briefings of what a cache holds. Mostly dead or small segments
// are given up at the next save.
func (g generation) edited(t testing.TB, m *maker, c *Cache) generation {
	t.Helper()
	next := g.next
	next.Entries = nil
	for i, e := range g.next.Entries {
		b := *e.Briefing
		e.Briefing = &b
		if i%2 == 0 {
			e = m.put(t, c, i)
		}
		next.Entries = append(next.Entries, e)
	}
	next.Pictures = append([]Picture(nil), next.Pictures...)
	return generation{next, m.textsOf(next.Entries)}
}

// fewer takes most briefings away, so that a save has to copy what is left.
func (g generation) fewer(testing.TB, *maker, *Cache) generation {
	next := g.next
	next.Entries = nil
	for _, e := range g.next.Entries[:6] {
		b := *e.Briefing
		e.Briefing = &b
		next.Entries = append(next.Entries, e)
	}
	next.Pictures = append([]Picture(nil), next.Pictures...)
	return generation{next, g.docs[:6]}
}

// changes are the ways in which a cache may come to another one.
var changes = map[string]func(generation, testing.TB, *maker, *Cache) generation{
	"edited": generation.edited,
	"fewer":  generation.fewer,
}

// copied copies a folder.
func copied(t testing.TB, dir string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

// is reports whether a cache holds a generation, all of it.
func is(t testing.TB, c *Cache, g generation) bool {
	t.Helper()
	x, err := c.Index()
	if err != nil || x == nil {
		t.Fatalf("the index is %v (%v; %q)", x, err, c.Why())
	}
	entries, err := x.Entries(recordsOf(x.Register))
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(g.next.Entries) {
		return false
	}
	for i, e := range entries { // where a text lies may have changed
		want := *g.next.Entries[i].Briefing
		want.Text = e.Briefing.Text
		if !reflect.DeepEqual(unnumberedBriefing(e.Briefing), unnumberedBriefing(&want)) {
			return false
		}
	}
	textsHold(t, c, entries, g.docs)
	return true
}

// A build that is killed at any step of a save leaves the old cache or the new one.
func TestAKilledSaveLeavesTheOldOrTheNew(t *testing.T) {
	for name, change := range changes {
		t.Run(name, func(t *testing.T) { killed(t, change) })
	}
}

func killed(t *testing.T, change func(generation, testing.TB, *maker, *Cache) generation) {
	first := t.TempDir()
	m, old := twoSaved(t, first)
	olds, news := 0, 0
	for steps := 0; ; steps++ {
		dir := copied(t, first)
		c := Open(dir, "v1")
		next := change(old, t, m, c)
		died := false
		left := steps
		c.folder.step = func(_, _ string) error {
			if left--; left < 0 {
				died = true
				return errors.New("killed")
			}
			return nil
		}
		c.Save(next.next)
		c.Close() // which removes nothing, as a killed process does not
		again := Open(dir, "v1")
		if again.Why() != "" || !again.Kept() {
			t.Fatalf("after %d steps: %q, kept %v", steps, again.Why(), again.Kept())
		}
		switch {
		case is(t, again, old):
			olds++
		case is(t, again, next):
			news++
		default:
			t.Fatalf("after %d steps the cache is neither", steps)
		}
		if n := strays(t, again); len(n) > 0 {
			t.Errorf("after %d steps %q are left over", steps, n)
		}
		again.Close()
		if !died {
			break
		}
	}
	if olds < 5 || news < 2 {
		t.Errorf("%d kills left the old cache and %d the new one", olds, news)
	}
}

// strays lists the files of a cache that belong to nothing.
func strays(t testing.TB, c *Cache) (out []string) {
	t.Helper()
	names := c.named()
	for _, known := range []string{indexFile, stateFile, lockFile, "CACHEDIR.TAG", ".gitignore"} {
		names[known] = true
	}
	for _, name := range files(t, c.dir) {
		if !names[name] {
			out = append(out, name)
		}
	}
	return out
}

func files(t testing.TB, dir string) (out []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

// When anything cannot be written the build goes on with all its texts, hears of it
// once, and the next one finds a whole cache.
func TestAFullDiskIsToldOnceAndLosesNothing(t *testing.T) {
	for name, change := range changes {
		t.Run(name, func(t *testing.T) { fullDisk(t, change, 1<<20) })
		t.Run(name+", for a moment", func(t *testing.T) { fullDisk(t, change, 1) })
	}
}

func fullDisk(t *testing.T, change func(generation, testing.TB, *maker, *Cache) generation, long int) {
	first := t.TempDir()
	m, old := twoSaved(t, first)
	for steps := 0; ; steps++ {
		dir := copied(t, first)
		c := Open(dir, "v1")
		left, failed := steps, false
		c.folder.step = func(operation, _ string) error {
			if left--; left < 0 && left >= -long && operation != "remove" && operation != "rename" {
				failed = true
				return syscall.ENOSPC
			}
			return nil
		}
		next := change(old, t, m, c)
		err := c.Save(next.next)
		if failed != errors.Is(err, syscall.ENOSPC) || failed == c.Kept() {
			t.Fatalf("after %d steps: %v, kept %v", steps, err, c.Kept())
		}
		if failed {
			if err := c.Save(next.next); err != nil {
				t.Errorf("told twice: %v", err)
			}
		}
		textsHold(t, c, next.next.Entries, next.docs)
		c.Close()
		again := Open(dir, "v1")
		if again.Why() != "" || !is(t, again, old) && !is(t, again, next) {
			t.Fatalf("after %d steps the next build finds neither cache (%q)", steps, again.Why())
		}
		again.Close()
		if left > 0 {
			return
		}
	}
}
