// Package folders keeps folders of a tree open, so that a file is a step or two away and
// not a walk from the top. Nothing is reached but through os.Root: no path, symbolic
// links included, leads out of the tree.
package folders

import (
	"errors"
	"os"
	"strings"
	"sync"
)

// Tree is a folder of which folders below are kept open. Handles are few: where there are
// more folders than maxOpen, the rest is reached from the nearest one above. It is safe
// for concurrent use.
type Tree struct {
	mu    sync.Mutex
	open  map[string]*os.Root // by path below the top, which is ""
	bare  map[string]handle   // the same folders, for system calls on files in them
	ended bool
}

// handle is a folder by the number that the system has for it.
type handle struct {
	*os.File
	fd int
}

const maxOpen = 200

// New gives the tree of a root, which stays the caller's to close.
func New(top *os.Root) *Tree {
	return &Tree{open: map[string]*os.Root{"": top}, bare: map[string]handle{}}
}

// Near gives an open folder at or above a folder, and the path of a file below that
// folder from there.
func (t *Tree) Near(dir, file string) (*os.Root, string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	at := dir
	for t.open[at] == nil {
		at = Parent(at)
	}
	if at != dir && len(t.open)+len(t.bare) < maxOpen {
		if opened, err := t.open[at].OpenRoot(Below(at, dir)); err == nil {
			t.open[dir], at = opened, dir
		}
	}
	return t.open[at], Below(at, file)
}

// handle gives the handle of a folder that can be kept open.
func (t *Tree) handle(dir string) (handle, bool) {
	near, rest := t.Near(dir, dir)
	t.mu.Lock()
	defer t.mu.Unlock()
	if h, known := t.bare[dir]; known || rest != "" || t.ended || len(t.open)+len(t.bare) >= maxOpen {
		return h, known
	}
	file, err := near.Open(".")
	if err != nil {
		return handle{}, false
	}
	h := handle{file, int(file.Fd())}
	t.bare[dir] = h
	return h, true
}

// Below gives a path from a folder above it.
func Below(dir, path string) string { return strings.TrimPrefix(path[len(dir):], "/") }

// Parent gives the folder of a path, "" for the top.
func Parent(p string) string { return p[:max(strings.LastIndexByte(p, '/'), 0)] }

// Close lets go of all but the top.
func (t *Tree) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	var errs []error
	t.ended = true
	for _, h := range t.bare {
		errs = append(errs, h.Close())
	}
	clear(t.bare)
	for path, r := range t.open {
		if path != "" {
			errs = append(errs, r.Close())
			delete(t.open, path)
		}
	}
	return errors.Join(errs...)
}
