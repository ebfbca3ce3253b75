package output

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// staged gives the path of a staged file. One flat folder of numbers is cheaper
// than a second tree, and no name can be too long or collide.
func staged(number int32) string { return stageFolder + "/" + strconv.Itoa(int(number)) }

// stage writes a file that Commit will put in place. The folder is made when it is
// needed: a build that changes nothing leaves also the times of folders alone.
func (w *Writer) stage(number int32, path string, data []byte) error {
	if w.tree != nil {
		return w.tree.write(path, data)
	}
	if err := w.openOnce(); err != nil {
		return err
	}
	return w.numbered.WriteFile(strconv.Itoa(int(number)), data, 0o666)
}

func (w *Writer) openStage() (err error) {
	if err := w.root.Mkdir(stageFolder, 0o777); err != nil {
		return fmt.Errorf("making the staging folder: %w", err)
	}
	w.numbered, err = w.root.OpenRoot(stageFolder)
	return err
}

// tree is a build into an output without files. It is staged as it will stand, so
// that Commit has but the entries of its top to rename. As everything below it was
// made by this build, it is reached by plain paths, at half the system calls.
type tree struct {
	top  string
	mu   sync.Mutex
	made map[string]bool // the folders, by path
}

func plantTree(root *os.Root, dir string) (*tree, error) {
	for _, p := range []string{stageFolder, treeFolder} {
		if err := root.Mkdir(p, 0o777); err != nil {
			return nil, fmt.Errorf("making the staging folder: %w", err)
		}
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	return &tree{top: filepath.Join(dir, filepath.FromSlash(treeFolder)), made: map[string]bool{"": true}}, nil
}

// path gives the place of a path that is clean already.
func (t *tree) path(p string) string {
	return t.top + string(filepath.Separator) + filepath.FromSlash(p)
}

func (t *tree) write(path string, data []byte) error {
	if err := t.reach(parent(path)); err != nil {
		return err
	}
	err := writeNew(t.path(path), data)
	if errors.Is(err, fs.ErrExist) {
		return twoOf(path)
	}
	return err
}

// reach makes a folder and those above it, unless they are there. One goroutine at a time
// does: the files of a folder come one after the other, and two would make it twice.
func (t *tree) reach(dir string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.mkdirs(dir)
}

// mkdirs is reach where the lock is held.
func (t *tree) mkdirs(dir string) error {
	if t.made[dir] {
		return nil
	}
	if err := t.mkdirs(parent(dir)); err != nil {
		return err
	}
	err := os.Mkdir(t.path(dir), 0o777)
	if errors.Is(err, fs.ErrExist) { // a file of this build, or a system that takes two spellings for one
		if info, serr := os.Lstat(t.path(dir)); serr != nil || !info.IsDir() {
			return twoOf(dir)
		}
		err = nil
	}
	t.made[dir] = err == nil
	return err
}

func twoOf(path string) error {
	return fmt.Errorf("%q is a file and a folder of the same build, or two files where the case of letters does not count", path)
}

// raise puts the tree in place: folders before files, each by what it begins with
// in the order of the classes.
func (t *tree) raise(w *Writer, changed []*planned) error {
	for _, name := range tops(changed) {
		if err := w.root.Rename(treeFolder+"/"+name, name); err != nil {
			return fmt.Errorf("putting %q in place: %w", name, err)
		}
	}
	return nil
}

// tops lists the top entries of files that are sorted by class.
func tops(changed []*planned) []string {
	type top struct {
		name  string
		class Class
		file  bool
	}
	seen := map[string]bool{}
	var list []top
	for _, p := range changed {
		name, _, folder := strings.Cut(p.Path, "/")
		if !seen[name] {
			seen[name] = true
			list = append(list, top{name, p.Class, !folder})
		}
	}
	slices.SortStableFunc(list, func(a, b top) int {
		switch {
		case a.file != b.file && b.file:
			return -1
		case a.file != b.file:
			return 1
		}
		return cmp.Compare(a.class, b.class)
	})
	names := make([]string, len(list))
	for i, t := range list {
		names[i] = t.name
	}
	return names
}
