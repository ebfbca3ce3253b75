package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Begin prepares the folder dir for one build of the kind, such as "TLP:CLEAR" or
// "TLP:CLEAR with drafts", and makes it if it is not there. It returns ErrRefused for
// a folder of another kind or in a wrong place, ErrBusy while another build
// writes there.
func Begin(dir, kind string, o Options) (*Writer, error) {
	if err := guardPlace(dir, o); err != nil {
		return nil, err
	}
	w := &Writer{dir: dir, kind: kind, rehash: o.Rehash}
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
func (w *Writer) prepare() error {
	if err := w.readLast(); err != nil {
		return err
	}
	w.slots = make([]planned, len(w.owned))
	if err := w.root.RemoveAll(stageFolder); err != nil {
		return fmt.Errorf("clearing %q: %w", filepath.Join(w.dir, stageFolder), err)
	}
	if err := w.openStage(); err != nil {
		return fmt.Errorf("making a staging folder: %w", err)
	}
	if w.tree == nil {
		w.given = map[string]bool{}
	}
	now, err := w.root.Lstat(stageFolder)
	if err != nil {
		return fmt.Errorf("looking at the staging folder: %w", err)
	}
	return w.dateManifest(now.ModTime())
}

// readLast reads what the last build, and a killed one since, say that they wrote.
func (w *Writer) readLast() (err error) {
	if w.before, w.seal, err = readManifest(w.root); err != nil {
		return fmt.Errorf("reading what the last build left in %q: %w", w.dir, err)
	}
	j, err := readJournal(w.root)
	if err != nil {
		return fmt.Errorf("reading what the last build left in %q: %w", w.dir, err)
	}
	w.journaled = j.Kind != ""
	w.owned = w.before.Files
	for _, p := range j.Paths {
		if _, listed := find(w.before.Files, p); !listed {
			w.unlisted = append(w.unlisted, p)
		}
	}
	if len(w.unlisted) > 0 {
		w.owned = slices.Clone(w.owned)
		for _, p := range w.unlisted {
			w.owned = append(w.owned, File{Path: p})
		}
		slices.SortFunc(w.owned, byPath)
	}
	return guardKind(w.dir, w.kind, w.before.Kind, j.Kind)
}

// find gives the index of a path among files that are sorted.
func find(files []File, path string) (int, bool) {
	return slices.BinarySearchFunc(files, path, func(f File, path string) int { return strings.Compare(f.Path, path) })
}

// dateManifest finds out since when nobody but builds changed a file that is older.
// A manifest from after now, of a clock that was wrong, tells nothing, and neither does
// one of before a build that was killed.
func (w *Writer) dateManifest(now time.Time) error {
	manifest, err := w.root.Lstat(manifestFile)
	switch {
	case w.rehash || w.journaled || errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("looking at the last manifest: %w", err)
	case !manifest.ModTime().After(now):
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
