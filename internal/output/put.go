package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
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
	p, err := w.claim(path, given)
	if err != nil {
		return err
	}
	f := File{Path: p.Path, Class: c, Size: int64(len(data)), Sum: sumOf(data), Fingerprint: print}
	now, err := w.standing(p, f)
	if err != nil {
		return err
	}
	if p.File != f {
		p.Class, p.Size, p.Sum, p.Fingerprint = f.Class, f.Size, f.Sum, f.Fingerprint
		w.relisted.Store(true)
	}
	if now == same {
		return nil
	}
	p.tree, p.stage = now == folder, w.staged.Add(1)
	if err := w.stage(p.stage, path, data); err != nil {
		return fmt.Errorf("staging %q: %w", path, err)
	}
	return nil
}

// Keep gives a file of the build that need not be made again. It reports whether the
// last build wrote it from what has the same fingerprint and it is still there,
// untouched; if not, the file must be Put. What has no fingerprint is never kept.
func (w *Writer) Keep(c Class, path string, print Fingerprint) bool {
	p := w.find(path)
	switch {
	case print == 0:
		return w.refuse(unknown)
	case p == nil:
		return w.refuse(fresh)
	case p.Fingerprint != print || p.Class != c:
		return w.refuse(remade)
	case !w.intact(p):
		return w.refuse(doubtful)
	}
	_, err := w.claim(path, kept)
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

// intact reports whether a file of the last build is there as the manifest says. One
// that may have been changed since is read, unless no time is believed at all: then it is
// made again and compared.
func (w *Writer) intact(p *planned) bool {
	if w.tree != nil || w.trusted == never || w.look() != nil || p.seen == astray {
		return false
	}
	if p.seen == untouched {
		return true
	}
	is, err := w.present.holds(p.Path, p.Sum)
	return is && err == nil
}

// state is what stands where a file of the build goes.
type state uint8

const (
	missing state = iota
	same          // the very file
	other         // an older one of ours
	folder        // left to Commit
)

// standing finds out what stands in a file's place. A file that is not ours is an
// error unless it is the same.
func (w *Writer) standing(p *planned, f File) (state, error) {
	if w.tree != nil {
		return missing, nil
	}
	if err := w.look(); err != nil {
		return missing, err
	}
	if p.seen == untouched {
		if p.Size == f.Size && p.Sum == f.Sum {
			return same, nil
		}
		return other, nil
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
	return w.over(f, info)
}

// over finds out whether a file may be written over what is there, or need not be.
func (w *Writer) over(f File, info fs.FileInfo) (state, error) {
	if info.Mode().IsRegular() && info.Size() == f.Size {
		is, err := w.present.holds(f.Path, f.Sum)
		if is || err != nil {
			return same, err
		}
	}
	if !info.Mode().IsRegular() || w.find(f.Path) == nil && !w.respelt(f.Path, info) {
		return other, foreign(f.Path)
	}
	return other, nil
}

// respelt reports whether a file is one of ours by a spelling that the system takes
// for the same.
func (w *Writer) respelt(path string, info fs.FileInfo) bool {
	for i := range w.last.files {
		if p := w.last.files[i].Path; strings.EqualFold(p, path) && w.isFile(p, info) {
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

func foreign(path string) error {
	return fmt.Errorf("%w: %q would be overwritten", ErrForeign, path)
}

// absent reports whether nothing has the path, because it or a folder of
// it is missing, or because a folder of it is a file.
func absent(err error) bool { return errors.Is(err, fs.ErrNotExist) || isNotFolder(err) }
