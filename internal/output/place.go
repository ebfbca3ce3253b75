package output

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// survey finds out, before anything is changed, which folders are needed and what
// stands in the way, and refuses where that is not ours.
func (c *change) survey(w *Writer) error {
	if w.tree != nil {
		return w.stillBare()
	}
	seen := map[string]bool{"": true}
	for _, p := range c.changed {
		if err := c.surveyFolder(w, seen, parent(p.Path)); err != nil {
			return err
		}
	}
	for _, p := range c.changed {
		if p.tree {
			if err := c.surveyTree(w, p.Path); err != nil {
				return err
			}
		}
	}
	return nil
}

// stillBare refuses when something was put into the output, in which a tree has no
// room for it, while the build went on.
func (w *Writer) stillBare() error {
	if !holdsOnlyOwn(w.root) {
		return fmt.Errorf("%w: something was put into %q during the build", ErrForeign, w.dir)
	}
	return nil
}

// surveyFolder looks at a folder that files go to, those above it first.
func (c *change) surveyFolder(w *Writer, seen map[string]bool, dir string) error {
	if seen[dir] {
		return nil
	}
	seen[dir] = true
	if err := c.surveyFolder(w, seen, parent(dir)); err != nil {
		return err
	}
	if w.wants(dir) {
		return fmt.Errorf("%q is a file and a folder of the same build", dir)
	}
	info, err := w.present.lstat(dir)
	switch {
	case err != nil && absent(err):
		c.folders = append(c.folders, dir)
	case err != nil:
		return w.lookFault(dir, err)
	case info.IsDir():
	case w.drops(dir) && info.Mode().IsRegular():
		c.early, c.folders = append(c.early, dir), append(c.folders, dir)
	default:
		return inTheWay(dir, info)
	}
	return nil
}

// surveyTree looks at a folder that stands where a file goes: it may be removed
// when all in it is ours and going anyway.
func (c *change) surveyTree(w *Writer, dir string) error {
	c.trees = append(c.trees, dir)
	return fs.WalkDir(w.root.FS(), dir, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("looking at %q: %w", p, err)
		case d.IsDir() || w.drops(p) && d.Type().IsRegular():
			return nil
		}
		if w.wants(p) {
			return fmt.Errorf("%q is a file and a folder of the same build", dir)
		}
		return foreign(p)
	})
}

// makeRoom sets aside what stands in the way and makes the folders. When it cannot,
// all is as it was.
func (c *change) makeRoom(w *Writer) (err error) {
	var undo []func() error
	defer func() {
		for _, step := range slices.Backward(undo) {
			if err != nil {
				err = errors.Join(err, step())
			}
		}
	}()
	if err := w.present.Close(); err != nil { // an open folder cannot be renamed everywhere
		return err
	}
	for i, p := range slices.Concat(c.early, c.trees) {
		aside := fmt.Sprintf("%s/aside%d", stageFolder, i)
		if err := w.root.Rename(p, aside); err != nil {
			return fmt.Errorf("setting %q aside: %w", p, err)
		}
		undo = append(undo, func() error { return w.root.Rename(aside, p) })
	}
	for _, dir := range c.folders {
		if err := w.root.Mkdir(dir, 0o777); err != nil {
			return fmt.Errorf("making a folder: %w", err)
		}
		undo = append(undo, func() error { return w.root.Remove(dir) })
	}
	return nil
}

// prune removes files of ours that are no longer wanted, and the folders that
// this emptied. Whatever has taken the place of such a file, or of a folder of it,
// is left alone.
func (w *Writer) prune(paths []string) error {
	if len(paths) == 0 {
		return nil
	}
	folders, planned := foldersOf(paths), w.spellings(paths)
	strange := w.strange(folders)
	for _, p := range paths {
		if strange[parent(p)] {
			continue
		}
		if err := w.removeOld(p, planned[strings.ToLower(p)]); err != nil && !absent(err) {
			return fmt.Errorf("removing %q: %w", p, err)
		}
	}
	for _, dir := range folders {
		if !strange[dir] {
			w.root.Remove(dir) // stays when there is anything in it
		}
	}
	return nil
}

// spellings gives the plan's path for the lower case of each of the paths, where
// there is one.
func (w *Writer) spellings(paths []string) map[string]string {
	found := make(map[string]string, len(paths))
	for _, p := range paths {
		found[strings.ToLower(p)] = ""
	}
	for p := range w.plan() {
		lower := strings.ToLower(p.Path)
		if _, asked := found[lower]; asked {
			found[lower] = p.Path
		}
	}
	return found
}

// removeOld removes a file, unless it is the one that the plan spells otherwise.
func (w *Writer) removeOld(path, respelt string) error {
	r, rest := w.present.near(path)
	info, err := r.Lstat(rest)
	if err != nil || !info.Mode().IsRegular() || respelt != "" && w.isFile(respelt, info) {
		return err
	}
	return r.Remove(rest)
}

// strange gives those of the folders, listed deepest first, that are none now or
// lie behind a link.
func (w *Writer) strange(folders []string) map[string]bool {
	found := map[string]bool{}
	for _, dir := range slices.Backward(folders) {
		info, err := w.present.lstat(dir)
		if found[parent(dir)] || err != nil || !info.IsDir() {
			found[dir] = true
		}
	}
	return found
}

// foldersOf lists the folders above the paths, the deepest first.
func foldersOf(paths []string) []string {
	seen := map[string]bool{"": true}
	var list []string
	for _, p := range paths {
		for dir := parent(p); !seen[dir]; dir = parent(dir) {
			seen[dir] = true
			list = append(list, dir)
		}
	}
	slices.SortFunc(list, func(a, b string) int { return strings.Compare(b, a) })
	return list
}

// finish gives the manifest its name; from here on the build has happened.
func (w *Writer) finish() error {
	if err := w.root.Rename(nextManifest, manifestFile); err != nil {
		return fmt.Errorf("replacing %q: %w", path.Base(manifestFile), err)
	}
	return w.removeJournal()
}
