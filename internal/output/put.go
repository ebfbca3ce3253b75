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
// output, and its bytes, which are not kept. A file that is there already with
// the same bytes is left alone. After an error no Commit is possible.
func (w *Writer) Put(c Class, path string, data []byte) error {
	err := explained(w.put(c, path, data), w.dir)
	if err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.fault == nil {
			w.fault = err
		}
	}
	return err
}

func (w *Writer) put(c Class, path string, data []byte) error {
	if err := checkPath(path); err != nil {
		return err
	}
	if c > Feed {
		return fmt.Errorf("%q has the class %d, which there is not", path, c)
	}
	f := File{Path: path, Class: c, Size: int64(len(data)), Sum: sumOf(data)}
	now, err := w.look(f)
	if err != nil {
		return err
	}
	number, err := w.enter(f, now)
	if err != nil || now == same {
		return err
	}
	if err := w.stage(number, path, data); err != nil {
		return fmt.Errorf("staging %q: %w", path, err)
	}
	return nil
}

// Keep gives a file of the build that need not be made again. It reports whether
// the last build wrote it and it is still there, untouched; if not, the file must be
// Put.
func (w *Writer) Keep(path string) bool {
	f, ours := w.owned[path]
	if !ours || f.Sum == (Sum{}) {
		return false
	}
	if now, err := w.look(f); now != same || err != nil {
		return false
	}
	_, err := w.enter(f, same)
	return err == nil
}

// enter notes a file of the plan and gives the number of its staged file.
func (w *Writer) enter(f File, now state) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return 0, fmt.Errorf("%q was given after the build had ended", f.Path)
	}
	if _, twice := w.plan[f.Path]; twice {
		return 0, fmt.Errorf("%q was given twice", f.Path)
	}
	p := planned{File: f, tree: now == folder}
	if now != same {
		w.staged++
		p.stage = w.staged
	}
	w.plan[f.Path] = p
	return p.stage, nil
}

// state is what stands where a file of the build goes.
type state uint8

const (
	missing state = iota
	same          // the very file
	other         // an older one of ours
	folder        // left to Commit
)

// look finds out what stands in a file's place. A file that is not ours is an error
// unless it is the same.
func (w *Writer) look(f File) (state, error) {
	if w.tree != nil {
		return missing, nil
	}
	info, err := w.present.lstat(f.Path)
	switch {
	case err != nil && absent(err):
		return missing, nil
	case err != nil:
		return missing, w.lookFault(f.Path, err)
	case info.IsDir():
		return folder, nil
	}
	old, ours := w.owned[f.Path]
	if info.Mode().IsRegular() && info.Size() == f.Size {
		is, err := w.is(f, info, old)
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
	for p := range w.owned {
		if strings.EqualFold(p, path) && w.isFile(p, info) {
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

// is reports whether a present file of the same size has the sum. It need not be
// read when it is by its time the one that the last build wrote; one as young as
// the manifest may have been changed since.
func (w *Writer) is(f File, info fs.FileInfo, old File) (bool, error) {
	if old.Sum != (Sum{}) && old.Size == f.Size && info.ModTime().Before(w.since) {
		return old.Sum == f.Sum, nil
	}
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
