package cache

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// takeLock locks the cache of a folder; nil when another process has it. The lock is
// let go by the system when a process ends, however it ends. What has the lock's name
// and is no file is an error: a pipe would wait for a writer, and a symbolic link would
// have a file made somewhere else.
func takeLock(f *folder, dir string) (*flock.Flock, error) {
	if info, err := f.root.Lstat(lockFile); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%q is not a file", filepath.Join(dir, lockFile))
	}
	lock := flock.New(filepath.Join(dir, lockFile), flock.SetPermissions(0o600))
	got, err := lock.TryLock()
	if err == nil && got {
		return lock, nil
	}
	lock.Close()
	return nil, err
}

// stillOurs reports a folder that was removed or emptied while it was in use: another
// process may have locked the one that is there now.
func (c *Cache) stillOurs() error {
	held, err := c.lock.Stat()
	if err != nil {
		return err
	}
	named, err := os.Lstat(filepath.Join(c.dir, lockFile))
	if err != nil || !os.SameFile(held, named) || c.ownLost() {
		return errors.New("it was removed while it was in use")
	}
	return nil
}

// ownLost reports whether the file of the own segment has lost its name.
func (c *Cache) ownLost() bool {
	if c.own == nil || c.own.unnamed {
		return false
	}
	held, err := c.own.file.Stat()
	if err != nil {
		return true
	}
	named, err := c.folder.root.Lstat(c.own.name())
	return err != nil || !os.SameFile(held, named)
}
