package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// ErrBusy says that another build writes into the same output.
var ErrBusy = errors.New("another build is writing there")

// takeLock makes the own folder and locks its lock file. A build that gives up a
// folder it made removes the file again, so whoever got the lock looks whether
// the file is still the one of that name.
func takeLock(root *os.Root, dir string) (*flock.Flock, error) {
	for range 100 {
		if err := lockPlace(root); err != nil {
			return nil, fmt.Errorf("locking the output %q: %w", dir, err)
		}
		lock := flock.New(filepath.Join(dir, filepath.FromSlash(lockFile)), flock.SetPermissions(0o666))
		got, err := lock.TryLock()
		if errors.Is(err, fs.ErrNotExist) {
			continue // the other one has just removed the own folder
		}
		if err != nil {
			return nil, fmt.Errorf("locking the output %q: %w", dir, err)
		}
		if !got {
			lock.Close()
			return nil, fmt.Errorf("%q: %w", dir, ErrBusy)
		}
		if isNamed(root, lock) {
			return lock, nil
		}
		lock.Close()
	}
	return nil, fmt.Errorf("%q: %w", dir, ErrBusy)
}

// shareLock keeps builds out, but no one who only looks. It makes nothing: where
// there is no lock, or a build has it, it gives nil.
func shareLock(root *os.Root, dir string) *flock.Flock {
	if guardLock(root) != nil {
		return nil
	}
	lock := flock.New(filepath.Join(dir, filepath.FromSlash(lockFile)), flock.SetFlag(os.O_RDONLY))
	if got, err := lock.TryRLock(); err == nil && got && isNamed(root, lock) {
		return lock
	}
	lock.Close()
	return nil
}

// lockPlace makes the own folder, and refuses links in its place.
func lockPlace(root *os.Root) error {
	if err := root.Mkdir(ownFolder, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return guardLock(root)
}

func guardLock(root *os.Root) error {
	if info, err := root.Lstat(ownFolder); err == nil && !info.IsDir() {
		return fmt.Errorf("%q is not a folder", ownFolder)
	}
	if info, err := root.Lstat(lockFile); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%q is not a file", lockFile)
	}
	return nil
}

func isNamed(root *os.Root, lock *flock.Flock) bool {
	held, err := lock.Stat()
	if err != nil {
		return false
	}
	named, err := root.Lstat(lockFile)
	return err == nil && os.SameFile(held, named)
}

// dropLock removes the lock file and the own folder while the lock is held.
// Where an open file cannot be removed, both stay.
func dropLock(root *os.Root) error {
	if root.Remove(lockFile) == nil {
		root.Remove(ownFolder)
	}
	return nil
}
