package cache

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"dossier/internal/briefing"
)

// size gives the bytes and the number of a cache's segments on the disk.
func size(t testing.TB, dir string) (bytes int64, n int) {
	t.Helper()
	names, err := filepath.Glob(dir + "/texts-*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		bytes += info.Size()
	}
	return bytes, len(names)
}

// However often briefings are edited, one at a time, all at once, taken away or added,
// the segments stay within their bounds and every text comes back.
func TestTheCacheDoesNotGrow(t *testing.T) {
	dir := t.TempDir()
	m := newMaker(20)
	c := opened(t, dir)
	next := m.next(t, c, 40)
	for i := range 200 {
		put := int64(0)
		edit := func(k int) {
			next.Entries[k] = m.put(t, c, k)
			put += int64(next.Entries[k].Briefing.Text.Size)
		}
		switch {
		case i%50 == 49:
			for k := range next.Entries {
				edit(k)
			}
		case i%20 == 19:
			next.Entries = next.Entries[:1+len(next.Entries)/2]
		case i%5 == 0:
			next.Entries = append(next.Entries, m.put(t, c, 100+i), m.put(t, c, 400+i))
		case i%3 > 0: // else nothing
			edit(i * 7 % len(next.Entries))
		}
		mustSave(t, c, next)
		live := int64(next.Pictures[0].Data.Size)
		for _, e := range next.Entries {
			live += int64(e.Briefing.Text.Size)
		}
		if bytes, n := size(t, dir); bytes > 2*live+put || n > 8 {
			t.Fatalf("after %d saves %d segments have %d bytes for %d", i+1, n, bytes, live)
		}
		if i%10 == 0 {
			c.Close()
			c = opened(t, dir)
		}
	}
	holds(t, c, next, m.textsOf(next.Entries))
}

// Copies of places hold until the next save, also where the text has moved.
func TestPlacesHoldUntilTheNextSave(t *testing.T) {
	c := opened(t, t.TempDir())
	m := newMaker(20)
	next := m.next(t, c, 10)
	mustSave(t, c, next)
	before := next.Entries[0].Briefing.Text
	doc := m.textsOf(next.Entries[:1])[0]
	for i := range 10 {
		if i > 0 {
			next.Entries[i] = m.put(t, c, i)
		}
	}
	mustSave(t, c, next)
	if next.Entries[0].Briefing.Text == before {
		t.Fatal("nothing has moved")
	}
	if got, err := c.Document(before); err != nil || !reflect.DeepEqual(got, doc) {
		t.Errorf("the old place: %v", err)
	}
	mustSave(t, c, next)
	if _, err := c.Document(before); !errors.Is(err, ErrDamaged) {
		t.Errorf("the old place after another save: %v", err)
	}
}

// A picture that two files share is copied once.
func TestSharedPlacesMoveTogether(t *testing.T) {
	c := opened(t, t.TempDir())
	m := newMaker(5)
	next := m.next(t, c, 1)
	next.Pictures = append(next.Pictures, next.Pictures[0])
	mustSave(t, c, next)
	c.PutData(make([]byte, 1<<20))
	next.Entries[0] = m.put(t, c, 0)
	mustSave(t, c, next)
	if next.Pictures[0].Data != next.Pictures[1].Data || next.Pictures[0].Data.Segment != 2 {
		t.Errorf("the pictures lie at %v and %v", next.Pictures[0].Data, next.Pictures[1].Data)
	}
}

func TestAnotherVersionStartsAnew(t *testing.T) {
	dir := t.TempDir()
	twoSaved(t, dir)
	c := Open(dir, "v2")
	defer c.Close()
	if x, err := c.Index(); x != nil || err != nil || !strings.Contains(c.Why(), "another version") {
		t.Errorf("the index is %v (%v), because %q", x, err, c.Why())
	}
	if bytes, n := size(t, dir); n > 0 {
		t.Errorf("%d segments of %d bytes are left", n, bytes)
	}
}

// The second to open a cache reads it and puts texts, and leaves nothing behind.
func TestTwoAtATime(t *testing.T) {
	dir := t.TempDir()
	m, want := twoSaved(t, dir)
	first, second := opened(t, dir), opened(t, dir)
	if !first.Kept() || second.Kept() {
		t.Fatalf("kept by the first: %v, by the second: %v", first.Kept(), second.Kept())
	}
	before := files(t, dir)
	holds(t, second, want.next, want.docs)
	theirs := want
	for range 3 { // the first one saves, and removes what the second one reads
		theirs = theirs.edited(t, m, first)
		mustSave(t, first, theirs.next)
	}
	holds(t, second, want.next, want.docs)
	mine := want.edited(t, m, second)
	if err := second.Save(mine.next); err != nil {
		t.Error(err)
	}
	if err := second.Clear(); err != nil {
		t.Error(err)
	}
	if x, err := second.Index(); x != nil || err != nil {
		t.Errorf("cleared, the second one has %v (%v)", x, err)
	}
	if x, err := first.Index(); x == nil || err != nil {
		t.Errorf("the second one cleared the cache of the first (%v)", err)
	}
	textsHold(t, second, mine.next.Entries[:1], mine.docs[:1]) // put by itself
	first.Close()
	second.Close()
	if after := files(t, dir); len(after) > len(before) {
		t.Errorf("there were %q, there are %q", before, after)
	}
	if third := opened(t, dir); !third.Kept() || third.Why() != "" {
		t.Errorf("the third one has %q", third.Why())
	}
}

// Who deletes the folder under a build loses the cache and nothing else.
func TestACacheIsRemovedWhileInUse(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: there open files cannot be removed")
	}
	for what, remove := range map[string]func(dir string) error{
		"the folder": os.RemoveAll,
		"its files": func(dir string) error {
			for _, name := range files(t, dir) {
				if err := os.Remove(filepath.Join(dir, name)); err != nil {
					return err
				}
			}
			return nil
		},
		"its index":   func(dir string) error { return os.Remove(dir + "/index") },
		"its segment": func(dir string) error { return os.Remove(dir + "/texts-3") },
	} {
		dir := t.TempDir() + "/cache"
		m, old := twoSaved(t, dir)
		c := opened(t, dir)
		next := old.edited(t, m, c)
		if err := remove(dir); err != nil {
			t.Fatal(err)
		}
		textsHold(t, c, next.next.Entries, next.docs)
		other := opened(t, dir) // which may have the lock by now
		err := c.Save(next.next)
		if (err == nil) != (what == "its index") {
			t.Errorf("%s is removed: the save says %v", what, err)
		}
		c.Close()
		other.Close()
		again := opened(t, dir)
		if _, _, err := readAll(again); err != nil || again.Why() != "" {
			t.Errorf("%s was removed, and the next build finds %v, %q", what, err, again.Why())
		}
	}
}

func TestTextsOutliveAFileThatTakesNoMore(t *testing.T) {
	c := opened(t, t.TempDir())
	writes := 0
	c.folder.step = func(operation, _ string) error {
		if operation == "write" {
			if writes++; writes > 1 {
				return syscall.ENOSPC
			}
		}
		return nil
	}
	m := newMaker(5)
	next := m.next(t, c, 150) // about 2 MB
	textsHold(t, c, next.Entries, m.textsOf(next.Entries))
	if c.Kept() || writes != 2 {
		t.Errorf("kept %v after %d writes", c.Kept(), writes)
	}
	if err := c.Save(next); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("the save says %v", err)
	}
	dir := c.dir
	c.folder.step = nil
	c.Close()
	if _, n := size(t, dir); n > 0 {
		t.Error("the segment is left behind")
	}
}

func TestAStateIsBelievedOnlyWithItsIndex(t *testing.T) {
	dir := t.TempDir()
	c := opened(t, dir)
	m := newMaker(5)
	if err := c.SaveState([]byte("early")); err != nil || c.State() != nil {
		t.Errorf("a state without an index: %q (%v)", c.State(), err)
	}
	next := m.next(t, c, 3)
	mustSave(t, c, next)
	for _, state := range []string{"one", "", "another"} {
		if err := c.SaveState([]byte(state)); err != nil || string(c.State()) != state || c.State() == nil {
			t.Errorf("the state is %q, not %q (%v)", c.State(), state, err)
		}
	}
	state, err := os.ReadFile(dir + "/state")
	if err != nil {
		t.Fatal(err)
	}
	for i := range state {
		flipped := append([]byte(nil), state...)
		flipped[i] ^= 1
		os.WriteFile(dir+"/state", flipped, 0o600)
		if got := c.State(); got != nil {
			t.Errorf("byte %d was changed, and the state is %q", i, got)
		}
	}
	os.WriteFile(dir+"/state", state, 0o600)
	c.Close()
	c = opened(t, dir)
	if second := opened(t, dir); second.State() != nil {
		t.Error("a state was given while another build may make it untrue")
	}
	if string(c.State()) != "another" {
		t.Errorf("the state is %q", c.State())
	}
	mustSave(t, c, next)
	if got := c.State(); got != nil {
		t.Errorf("after a save the state is %q", got)
	}
	os.WriteFile(dir+"/state", state, 0o600) // of the index before
	if got := c.State(); got != nil {
		t.Errorf("the state of another index is believed: %q", got)
	}
	c.SaveState([]byte("x"))
	if err := c.SaveState(nil); err != nil || c.State() != nil {
		t.Errorf("removed, the state is %q (%v)", c.State(), err)
	}
}

func TestAClearedCacheIsEmpty(t *testing.T) {
	dir := t.TempDir()
	m, old := twoSaved(t, dir)
	c := opened(t, dir)
	c.SaveState([]byte("x"))
	mine := m.put(t, c, 0)
	doc := m.textsOf([]Entry{mine})
	if err := c.Clear(); err != nil {
		t.Fatal(err)
	}
	if x, err := c.Index(); x != nil || err != nil || c.State() != nil {
		t.Errorf("cleared, it has %v (%v)", x, err)
	}
	if _, err := c.Document(old.next.Entries[0].Briefing.Text); !errors.Is(err, ErrDamaged) {
		t.Errorf("a text of the index: %v", err)
	}
	textsHold(t, c, []Entry{mine}, doc)
	next := m.next(t, c, 3)
	mustSave(t, c, next)
	holds(t, c, next, m.textsOf(next.Entries))
	if n := strays(t, c); len(n) > 0 {
		t.Errorf("%q are left", n)
	}
}

// Nobody else may look into the cache, and backups and git pass it by.
func TestTheFolderIsPrivate(t *testing.T) {
	dir := t.TempDir() + "/site/.dossier/cache"
	if err := os.MkdirAll(dir, 0o777); err != nil { // empty, and open to all
		t.Fatal(err)
	}
	opened(t, dir).Close()
	if err := os.WriteFile(dir+"/texts-9.md", []byte("somebody's"), 0o600); err != nil {
		t.Fatal(err)
	}
	os.Chmod(dir, 0o755)
	c := opened(t, dir)
	mustSave(t, c, newMaker(5).next(t, c, 3))
	c.SaveState([]byte("x"))
	for _, name := range append(files(t, dir), ".") {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%q has mode %v", name, info.Mode())
		}
	}
	tag, err := os.ReadFile(dir + "/CACHEDIR.TAG")
	if err != nil || !strings.HasPrefix(string(tag), "Signature: 8a477f597d28d172789f06886806bc55") {
		t.Errorf("the tag is %q (%v)", tag, err)
	}
	if ignored, err := os.ReadFile(dir + "/.gitignore"); err != nil || string(ignored) != "*\n" {
		t.Errorf("git is told %q (%v)", ignored, err)
	}
	if other, err := os.ReadFile(dir + "/texts-9.md"); err != nil || string(other) != "somebody's" {
		t.Errorf("a file of somebody else's is %q (%v)", other, err)
	}
}

// A folder that is somebody else's is not made private, nor written to.
func TestAFolderOfOthersIsLeftAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: modes say nothing there")
	}
	for what, lead := range map[string]func(dir string) string{
		"it": func(dir string) string { return dir },
		"a link to it": func(dir string) string {
			link := filepath.Join(t.TempDir(), "cache")
			if err := os.Symlink(dir, link); err != nil {
				t.Skip("skipped: no symbolic link can be made here:", err)
			}
			return link
		},
	} {
		theirs := t.TempDir()
		if err := errors.Join(os.WriteFile(theirs+"/a", nil, 0o600), os.Chmod(theirs, 0o755)); err != nil {
			t.Fatal(err)
		}
		c := opened(t, lead(theirs))
		info, err := os.Stat(theirs)
		if err != nil || info.Mode().Perm() != 0o755 || len(files(t, theirs)) != 1 || c.Kept() {
			t.Errorf("%s is a cache now: %v %q (%v)", what, info.Mode(), files(t, theirs), err)
		}
	}
}

// A record that has no number cannot be kept, and is not dropped silently.
func TestARecordWithoutNumberIsAFault(t *testing.T) {
	c := opened(t, t.TempDir())
	next := newMaker(5).next(t, c, 3)
	next.Record = func(*briefing.Record) int { return -1 }
	if err := c.Save(next); err == nil || !strings.Contains(err.Error(), "none of the register") {
		t.Errorf("the save says %v", err)
	}
}

func TestAStampTellsFilesApart(t *testing.T) {
	name := t.TempDir() + "/a"
	stamp := func() Stamp {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		return StampOf(info)
	}
	os.WriteFile(name, []byte("one"), 0o600)
	before := stamp()
	if before != stamp() || before.Size != 3 || before.Modified == 0 {
		t.Errorf("the stamp is %v, and then %v", before, stamp())
	}
	os.WriteFile(name+".new", []byte("two"), 0o600)
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	os.Chtimes(name+".new", info.ModTime(), info.ModTime())
	os.Rename(name+".new", name)
	switch after := stamp(); runtime.GOOS {
	case "linux", "darwin":
		if after.Modified != before.Modified || after == before {
			t.Errorf("a file with the time set back has %v, as %v", after, before)
		}
	}
}

// An entry of which the text is nowhere, as of an archive without bodies, is kept.
func TestNoTextIsNoPlace(t *testing.T) {
	c := opened(t, t.TempDir())
	next := NextIndex{Entries: []Entry{{Briefing: &briefing.Briefing{}}}}
	mustSave(t, c, next)
	x, err := c.Index()
	if err != nil {
		t.Fatal(err)
	}
	entries, err := x.Entries(nil)
	if err != nil || !alike(entries, next.Entries) {
		t.Errorf("%v (%v)", entries, err)
	}
}
