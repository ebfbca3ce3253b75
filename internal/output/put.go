package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/zeebo/xxh3"
)

// Put gives one file of the build: its path, slash-separated and relative to the
// output, its bytes, which are not kept, and the fingerprint of what they were made
// from, 0 when that is not known. A file that is there already with the same bytes is
// left alone. After an error no Commit is possible.
func (w *Writer) Put(c Class, path string, data []byte, print Fingerprint) error {
	err := explained(w.put(c, path, data, print), w.dir)
	if err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.fault == nil {
			w.fault = err
		}
	}
	return err
}

func (w *Writer) put(c Class, path string, data []byte, print Fingerprint) error {
	if err := checkPath(path); err != nil {
		return err
	}
	if c > Feed {
		return fmt.Errorf("%q has the class %d, which there is not", path, c)
	}
	f := File{Path: path, Class: c, Size: int64(len(data)), Sum: sumOf(data), Fingerprint: print}
	at, now, err := w.look(f)
	if err != nil {
		return err
	}
	number, err := w.enter(at, planned{File: f, tree: now == folder, stage: staging(now)})
	if err != nil || now == same {
		return err
	}
	if err := w.stage(number, path, data); err != nil {
		return fmt.Errorf("staging %q: %w", path, err)
	}
	return nil
}

// staging asks for a number where a file must be staged.
func staging(now state) int32 {
	if now == same {
		return 0
	}
	return 1
}

// Keep gives a file of the build that need not be made again. It reports whether the
// last build wrote it from what has the same fingerprint and it is still there,
// untouched; if not, the file must be Put. What has no fingerprint is never kept.
func (w *Writer) Keep(c Class, path string, print Fingerprint) bool {
	at, ours := find(w.owned, path)
	switch {
	case print == 0:
		return w.refuse(unknown)
	case !ours:
		return w.refuse(fresh)
	case w.owned[at].Fingerprint != print || w.owned[at].Class != c:
		return w.refuse(remade)
	case w.standingOf(at) != untouched:
		return w.refuse(doubtful)
	}
	f := w.owned[at] // with the string that is there already
	_, err := w.enter(at, planned{File: f, kept: true})
	return err == nil
}

// reason is why a file is not kept: see Why.
type reason uint8

const (
	unknown reason = iota
	fresh
	remade
	doubtful
)

func (w *Writer) refuse(r reason) bool {
	w.why[r].Add(1)
	return false
}

// enter notes a file of the plan, in the slot of an own one or, when at is negative,
// among the fresh, and gives the number of its staged file.
func (w *Writer) enter(at int, p planned) (int32, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return 0, fmt.Errorf("%q was given after the build had ended", p.Path)
	}
	if at >= 0 && w.slots[at].taken || w.given[p.Path] {
		return 0, twice(p.Path)
	}
	if p.stage > 0 {
		w.staged++
		p.stage = w.staged
	}
	p.taken = true
	if at >= 0 {
		p.Path = w.owned[at].Path
		w.slots[at] = p
		return p.stage, nil
	}
	w.fresh = append(w.fresh, p)
	if w.given != nil {
		w.given[p.Path] = true
	}
	return p.stage, nil
}

func twice(path string) error { return fmt.Errorf("%q was given twice", path) }

// state is what stands where a file of the build goes.
type state uint8

const (
	missing state = iota
	same          // the very file
	other         // an older one of ours
	folder        // left to Commit
)

// look finds out what stands in a file's place, and which of owned it is, -1 for none. A
// file that is not ours is an error unless it is the same.
func (w *Writer) look(f File) (at int, now state, err error) {
	if w.tree != nil {
		return -1, missing, nil
	}
	at, ours := find(w.owned, f.Path)
	if !ours {
		at = -1
	} else if old := &w.owned[at]; old.Size == f.Size && w.standingOf(at) == untouched {
		if old.Sum == f.Sum {
			return at, same, nil
		}
		return at, other, nil
	}
	now, err = w.lookAt(f, ours)
	return at, now, err
}

func (w *Writer) lookAt(f File, ours bool) (state, error) {
	info, err := w.present.lstat(f.Path)
	switch {
	case err != nil && absent(err):
		return missing, nil
	case err != nil:
		return missing, w.lookFault(f.Path, err)
	case info.IsDir():
		return folder, nil
	}
	if info.Mode().IsRegular() && info.Size() == f.Size {
		is, err := w.is(f)
		if is || err != nil {
			return same, err
		}
	}
	if !info.Mode().IsRegular() || !ours && !w.respelt(f.Path, info) {
		return other, foreign(f.Path)
	}
	return other, nil
}

// respelt reports whether a file is one of ours by a spelling that the system takes
// for the same.
func (w *Writer) respelt(path string, info fs.FileInfo) bool {
	for i := range w.owned {
		if p := w.owned[i].Path; strings.EqualFold(p, path) && w.isFile(p, info) {
			return true
		}
	}
	return false
}

// isFile reports whether a path leads to the very file.
func (w *Writer) isFile(path string, info fs.FileInfo) bool {
	found, err := w.present.lstat(path)
	return err == nil && os.SameFile(found, info)
}

// lookFault says of a path that cannot be looked at which link is in the way.
func (w *Writer) lookFault(path string, err error) error {
	for dir := parent(path); dir != ""; dir = parent(dir) {
		if info, err := w.root.Lstat(dir); err == nil && !info.IsDir() {
			return inTheWay(dir, info)
		}
	}
	return fmt.Errorf("looking at %q: %w", path, err)
}

// inTheWay refuses what stands where a folder must be.
func inTheWay(dir string, info fs.FileInfo) error {
	what := "not a folder"
	if info.Mode()&fs.ModeSymlink != 0 {
		what = "a link"
	}
	return fmt.Errorf("%w: %q is %s", ErrForeign, dir, what)
}

// is reads a present file of the same size to find out whether it has the sum.
func (w *Writer) is(f File) (bool, error) {
	r, rest := w.present.near(f.Path)
	present, err := r.Open(rest)
	if err != nil {
		return false, fmt.Errorf("comparing %q: %w", f.Path, err)
	}
	defer present.Close()
	h := xxh3.New()
	if _, err := io.Copy(h, present); err != nil {
		return false, fmt.Errorf("comparing %q: %w", f.Path, err)
	}
	return Sum(h.Sum128().Bytes()) == f.Sum, nil
}

func foreign(path string) error {
	return fmt.Errorf("%w: %q would be overwritten", ErrForeign, path)
}

// absent reports whether nothing has the path, because it or a folder of
// it is missing, or because a folder of it is a file.
func absent(err error) bool { return errors.Is(err, fs.ErrNotExist) || isNotFolder(err) }
