package output

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
)

// Put gives one file of the build: its path, slash-separated and relative to the
// output, and its bytes, which are not kept. A file that is there already with
// the same bytes is left alone. After an error no Commit is possible.
func (w *Writer) Put(c Class, path string, data []byte) error {
	err := w.put(c, path, data)
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
	same, err := w.same(path, data)
	if err != nil {
		return err
	}
	number, err := w.enter(File{Path: path, Class: c, Size: int64(len(data)), Sum: sha256.Sum256(data)}, same)
	if err != nil || same {
		return err
	}
	if err := w.root.WriteFile(staged(number), data, 0o666); err != nil {
		return fmt.Errorf("staging %q: %w", path, err)
	}
	return nil
}

// Keep gives a file of the build that need not be made again. It reports whether
// the last build wrote it and it is still there at its size; if not, the file
// must be Put. Only the size is looked at: a build that trusts nothing puts all.
func (w *Writer) Keep(path string) bool {
	f, ok := w.owned[path]
	if !ok || f.Sum == (Sum{}) {
		return false
	}
	info, err := w.root.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() != f.Size {
		return false
	}
	_, err = w.enter(f, true)
	return err == nil
}

// enter notes a file of the plan and gives the number of its staged file.
func (w *Writer) enter(f File, same bool) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return 0, fmt.Errorf("%q was given after the build had ended", f.Path)
	}
	if _, twice := w.plan[f.Path]; twice {
		return 0, fmt.Errorf("%q was given twice", f.Path)
	}
	p := planned{File: f}
	if !same {
		w.staged++
		p.stage = w.staged
	}
	w.plan[f.Path] = p
	return p.stage, nil
}

// staged gives the path of a staged file. One flat folder of numbers is cheaper
// than a second tree, and no name can be too long or collide.
func staged(number int) string { return stageFolder + "/" + strconv.Itoa(number) }

// same reports whether the present file has the bytes. A file that is not ours is
// an error unless it has them. A folder in the file's place is left to Commit.
func (w *Writer) same(path string, data []byte) (bool, error) {
	if w.bare {
		return false, nil
	}
	info, err := w.root.Lstat(path)
	switch {
	case err != nil && absent(err):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("looking at %q: %w", path, err)
	case info.IsDir():
		return false, nil
	}
	if info.Mode().IsRegular() && info.Size() == int64(len(data)) {
		same, err := w.holds(path, data)
		if same || err != nil {
			return same, err
		}
	}
	if _, ours := w.owned[path]; !ours || !info.Mode().IsRegular() {
		return false, foreign(path)
	}
	return false, nil
}

func foreign(path string) error {
	return fmt.Errorf("%w: %q would be overwritten, but no build wrote it", ErrRefused, path)
}

// absent reports whether nothing has the path, because it or a folder of
// it is missing, or because a folder of it is a file.
func absent(err error) bool { return errors.Is(err, fs.ErrNotExist) || isNotFolder(err) }

const pieceSize = 16 << 10

// holds compares a file piece by piece, so that a large one is not read whole.
func (w *Writer) holds(path string, data []byte) (bool, error) {
	f, err := w.root.OpenFile(path, os.O_RDONLY, 0)
	if err != nil {
		return false, fmt.Errorf("comparing %q: %w", path, err)
	}
	defer f.Close()
	buffer, _ := w.pieces.Get().(*[pieceSize]byte)
	if buffer == nil {
		buffer = new([pieceSize]byte)
	}
	defer w.pieces.Put(buffer)
	for len(data) > 0 {
		piece := buffer[:min(len(data), pieceSize)]
		n, err := io.ReadFull(f, piece)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return false, nil
		}
		if err != nil {
			return false, fmt.Errorf("comparing %q: %w", path, err)
		}
		if !bytes.Equal(piece[:n], data[:n]) {
			return false, nil
		}
		data = data[n:]
	}
	return true, nil
}
