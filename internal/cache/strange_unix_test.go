//go:build unix

package cache

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A pipe where a file of the cache should be is not waited for.
func TestAPipeIsNoFileOfTheCache(t *testing.T) {
	for _, name := range []string{lockFile, stateFile, indexFile, "texts-1", marks[0].name} {
		dir := t.TempDir() + "/cache"
		c := opened(t, dir)
		mustSave(t, c, newMaker(5).next(t, c, 3))
		c.Close()
		pipe := filepath.Join(dir, name)
		if err := os.Remove(pipe); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(pipe, 0o600); err != nil {
			t.Fatal(err)
		}
		c = opened(t, dir)
		if state := c.State(); state != nil {
			t.Errorf("%q: the state is %q", name, state)
		}
		if kept := c.Kept(); kept != (name != lockFile) {
			t.Errorf("%q: that the cache is kept is %v", name, kept)
		}
		c.Close()
	}
}

// A link in place of the lock makes no file where it leads.
func TestALockIsNoLink(t *testing.T) {
	dir := t.TempDir() + "/cache"
	opened(t, dir).Close()
	elsewhere := filepath.Join(t.TempDir(), "made")
	if err := errors.Join(os.Remove(filepath.Join(dir, lockFile)), os.Symlink(elsewhere, filepath.Join(dir, lockFile))); err != nil {
		t.Fatal(err)
	}
	if c := opened(t, dir); c.Kept() {
		t.Error("the cache is kept behind a link")
	}
	if _, err := os.Lstat(elsewhere); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("something stands where the link leads (%v)", err)
	}
}
