package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Begin prepares the folder dir for one build of the kind, such as "TLP:CLEAR" or
// "TLP:CLEAR with drafts", and makes it if it is not there. It returns ErrRefused for
// a folder of another kind or in a wrong place, ErrBusy while another build
// writes there.
func Begin(dir, kind string, o Options) (*Writer, error) {
	if err := guardPlace(dir, o); err != nil {
		return nil, err
	}
	w := &Writer{dir: dir, kind: kind, rehash: o.Rehash, plan: map[string]planned{}}
	if err := w.open(); err != nil {
		return nil, explained(err, dir)
	}
	if err := w.prepare(); err != nil {
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
	w.present = newFolders(w.root)
	if w.lock, err = takeLock(w.root, w.dir); err != nil {
		return errors.Join(err, w.root.Close())
	}
	return nil
}

// prepare reads what the last build left and clears what a killed one left.
func (w *Writer) prepare() (err error) {
	if w.before, w.bytes, err = readManifest(w.root); err != nil {
		return fmt.Errorf("reading what the last build left in %q: %w", w.dir, err)
	}
	j, err := readJournal(w.root)
	if err != nil {
		return fmt.Errorf("reading what the last build left in %q: %w", w.dir, err)
	}
	w.journaled = j.Kind != ""
	if err := guardKind(w.dir, w.kind, w.before.Kind, j.Kind); err != nil {
		return err
	}
	w.owned = make(map[string]File, len(w.before.Files)+len(j.Paths))
	for _, p := range j.Paths {
		w.owned[p] = File{Path: p}
	}
	for _, f := range w.before.Files {
		w.owned[f.Path] = f
	}
	if err := w.root.RemoveAll(stageFolder); err != nil {
		return fmt.Errorf("clearing %q: %w", filepath.Join(w.dir, stageFolder), err)
	}
	if err := w.openStage(); err != nil {
		return fmt.Errorf("making a staging folder: %w", err)
	}
	return w.dateManifest()
}

// dateManifest finds out since when nobody but builds changed a file that is older.
// A manifest from the future, of a clock that was wrong, tells nothing.
func (w *Writer) dateManifest() error {
	manifest, err := w.root.Lstat(manifestFile)
	if w.rehash || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	now, nerr := w.root.Lstat(stageFolder)
	if err := errors.Join(err, nerr); err != nil {
		return fmt.Errorf("looking at the last manifest: %w", err)
	}
	if !manifest.ModTime().After(now.ModTime()) {
		w.since = manifest.ModTime()
	}
	return nil
}

// openStage makes a place for new files: a tree when nothing is there that they
// would stand beside.
func (w *Writer) openStage() (err error) {
	if err := w.root.Mkdir(stageFolder, 0o777); err != nil {
		return err
	}
	if holdsOnlyOwn(w.root) {
		w.tree, err = plantTree(w.root, w.dir)
		return err
	}
	w.numbered, err = w.root.OpenRoot(stageFolder)
	return err
}

// holdsOnlyOwn reports whether the output has nothing but the own folder.
func holdsOnlyOwn(root *os.Root) bool {
	entries, err := fs.ReadDir(root.FS(), ".")
	return err == nil && len(entries) == 1 && entries[0].Name() == ownFolder
}
