package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"dossier/internal/folders"
)

// Begin prepares the folder dir for one build of the kind, such as "TLP:CLEAR" or
// "TLP:CLEAR with drafts", and makes it if it is not there. It returns ErrRefused for
// a folder of another kind or in a wrong place, ErrBusy while another build
// writes there.
func Begin(dir, kind string, o Options) (*Writer, error) {
	if err := guardPlace(dir, o); err != nil {
		return nil, err
	}
	w := &Writer{dir: dir, kind: kind, rehash: o.Rehash, fresh: map[string]*planned{}}
	if err := w.open(); err != nil {
		return nil, explained(err, dir)
	}
	if err := w.prepare(o.Found); err != nil {
		return nil, explained(errors.Join(err, w.Abort()), dir)
	}
	return w, nil
}

// explained marks an error that a full disk caused.
func explained(err error, dir string) error {
	if err != nil && isFull(err) && !errors.Is(err, ErrFull) {
		return fmt.Errorf("%w of %q: %w", ErrFull, dir, err)
	}
	return err
}

// open makes the folder and takes its lock.
func (w *Writer) open() (err error) {
	if _, err := os.Lstat(w.dir); errors.Is(err, fs.ErrNotExist) {
		w.made = true
	}
	if err := os.MkdirAll(w.dir, 0o777); err != nil {
		return fmt.Errorf("making the output folder: %w", err)
	}
	if w.root, err = os.OpenRoot(w.dir); err != nil {
		return fmt.Errorf("opening the output folder: %w", err)
	}
	w.present = present{folders.New(w.root)}
	if w.lock, err = takeLock(w.root, w.dir); err != nil {
		return errors.Join(err, w.root.Close())
	}
	return nil
}

// prepare reads what the last build left and clears what a killed one left.
func (w *Writer) prepare(found *Found) (err error) {
	stands := found.stands(w.root)
	if stands {
		w.last = found.last
	} else if w.last, err = readRecord(w.root); err != nil {
		return fmt.Errorf("reading what the last build left in %q: %w", w.dir, err)
	}
	j, err := readJournal(w.root)
	if err != nil {
		return fmt.Errorf("reading what the last build left in %q: %w", w.dir, err)
	}
	if err := guardKind(w.dir, w.kind, w.last.kind, j.Kind); err != nil {
		return err
	}
	w.adopt(j)
	if err := w.root.RemoveAll(stageFolder); err != nil {
		return fmt.Errorf("clearing %q: %w", filepath.Join(w.dir, stageFolder), err)
	}
	w.look = sync.OnceValue(func() error {
		if stands && w.trusted == found.trusted {
			return nil
		}
		return look(w.root, w.last.files, w.trusted)
	})
	w.openOnce = sync.OnceValue(w.openStage)
	if !holdsOnlyOwn(w.root) {
		return nil
	}
	w.tree, err = plantTree(w.root, w.dir)
	return err
}

// adopt takes the files for ours that a commit named which did not end. What stands
// there now may be its work, with what times a clock gave it, so that none is
// trusted.
func (w *Writer) adopt(j journal) {
	w.trusted = w.last.trusted()
	w.journaled = j.Kind != ""
	if w.rehash || w.journaled {
		w.trusted = never
	}
	var unlisted []planned
	for _, p := range j.Paths {
		if w.find(p) == nil {
			unlisted = append(unlisted, planned{File: File{Path: p}, unlisted: true})
		}
	}
	if len(unlisted) > 0 {
		w.last.files = append(w.last.files, unlisted...)
		slices.SortFunc(w.last.files, byPath)
	}
}

// Look looks at what the last build left, while nothing else is done yet. Keep and Put do
// so when nobody did, and say what is wrong when it cannot be done.
func (w *Writer) Look() {
	if w.tree == nil {
		_ = w.look()
	}
}

// holdsOnlyOwn reports whether the output has nothing but the own folder.
func holdsOnlyOwn(root *os.Root) bool {
	entries, err := fs.ReadDir(root.FS(), ".")
	return err == nil && len(entries) == 1 && entries[0].Name() == ownFolder
}
