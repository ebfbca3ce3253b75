package output

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/zeebo/xxh3"
)

// folders keeps open those folders of a tree that have folders in them, so that a
// file is two steps away and not a walk from the top. Nothing is reached but
// through os.Root. Handles are few: where there are more such folders than
// maxOpen, the rest is reached from the nearest one above.
type folders struct {
	mu   sync.Mutex
	open map[string]*os.Root // by path below the top, which is ""
}

const maxOpen = 200

func newFolders(top *os.Root) *folders {
	return &folders{open: map[string]*os.Root{"": top}}
}

// near gives an open folder above the folder of the path, and the path from there.
func (f *folders) near(path string) (*os.Root, string) {
	want := parent(parent(path))
	f.mu.Lock()
	defer f.mu.Unlock()
	at := want
	for f.open[at] == nil {
		at = parent(at)
	}
	if at != want && len(f.open) < maxOpen {
		if opened, err := f.open[at].OpenRoot(below(at, want)); err == nil {
			f.open[want], at = opened, want
		}
	}
	return f.open[at], below(at, path)
}

// below gives the path from a folder above it.
func below(dir, path string) string { return strings.TrimPrefix(path[len(dir):], "/") }

func (f *folders) lstat(path string) (os.FileInfo, error) {
	r, rest := f.near(path)
	return r.Lstat(rest)
}

// holds reports whether the file of that path has the sum.
func (f *folders) holds(path string, sum Sum) (bool, error) {
	r, rest := f.near(path)
	present, err := r.Open(rest)
	if err != nil {
		return false, fmt.Errorf("comparing %q: %w", path, err)
	}
	defer present.Close()
	h := xxh3.New()
	if _, err := io.Copy(h, present); err != nil {
		return false, fmt.Errorf("comparing %q: %w", path, err)
	}
	return Sum(h.Sum128().Bytes()) == sum, nil
}

// close lets go of all but the top.
func (f *folders) close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	var errs []error
	for path, r := range f.open {
		if path != "" {
			errs = append(errs, r.Close())
			delete(f.open, path)
		}
	}
	return errors.Join(errs...)
}
