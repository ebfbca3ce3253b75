//go:build unix

package output

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// What has the name of a record and is no file is refused: a pipe is not waited for, and
// no link is followed.
func TestARecordIsAFile(t *testing.T) {
	for _, name := range []string{manifestFile, journalFile} {
		for what, put := range map[string]func(string) error{
			"pipe":   func(p string) error { return syscall.Mkfifo(p, 0o666) },
			"folder": func(p string) error { return os.Mkdir(p, 0o777) },
			"link":   func(p string) error { return os.Symlink("lock", p) },
			"stray":  func(p string) error { return os.Symlink("nowhere", p) },
		} {
			dir := t.TempDir()
			build(t, dir, map[string]string{"a.html": "a"})
			place := filepath.Join(dir, filepath.FromSlash(name))
			if err := errors.Join(os.RemoveAll(place), put(place)); err != nil {
				t.Fatal(err)
			}
			if _, there := Find(dir, Options{}).Untouched(kind); there {
				t.Errorf("a %s in place of %s is taken for an output that is whole", what, name)
			}
			if _, err := Begin(dir, kind, Options{}); !errors.Is(err, ErrDamaged) {
				t.Errorf("a %s in place of %s: %v", what, name, err)
			}
			compare(t, found(t, dir), map[string]string{"a.html": "a"})
		}
	}
}
