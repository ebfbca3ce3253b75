package output

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// staged gives the path of a staged file. One flat folder of numbers is cheaper
// than a second tree, and no name can be too long or collide.
func staged(number int) string { return stageFolder + "/" + strconv.Itoa(number) }

// stage writes a file that Commit will put in place.
func (w *Writer) stage(number int, path string, data []byte) error {
	if w.tree != nil {
		return w.tree.write(path, data)
	}
	return w.numbered.WriteFile(strconv.Itoa(number), data, 0o666)
}

// tree is a build into an output without files. It is staged as it will stand, so
// that Commit has but the entries of its top to rename.
type tree struct {
	*folders
	making sync.Mutex
	made   map[string]bool // the folders
}

func plantTree(root *os.Root) (*tree, error) {
	if err := root.Mkdir(treeFolder, 0o777); err != nil {
		return nil, err
	}
	top, err := root.OpenRoot(treeFolder)
	if err != nil {
		return nil, err
	}
	return &tree{folders: newFolders(top), made: map[string]bool{"": true}}, nil
}

func (t *tree) write(path string, data []byte) error {
	if err := t.mkdir(parent(path)); err != nil {
		return err
	}
	r, rest := t.near(path)
	f, err := r.OpenFile(rest, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return twoOf(path)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// mkdir makes a folder and those above it.
func (t *tree) mkdir(dir string) error {
	t.making.Lock()
	defer t.making.Unlock()
	return t.mkdirs(dir)
}

func (t *tree) mkdirs(dir string) error {
	if t.made[dir] {
		return nil
	}
	if err := t.mkdirs(parent(dir)); err != nil {
		return err
	}
	r, rest := t.near(dir)
	err := r.Mkdir(rest, 0o777)
	if errors.Is(err, fs.ErrExist) {
		if info, serr := r.Lstat(rest); serr != nil || !info.IsDir() {
			return twoOf(dir)
		}
		err = nil // a system that takes two spellings for one
	}
	t.made[dir] = err == nil
	return err
}

func twoOf(path string) error {
	return fmt.Errorf("%q is a file and a folder of the same build, or two files where the case of letters does not count", path)
}

// raise puts the tree in place: folders before files, each by what it begins with
// in the order of the classes.
func (t *tree) raise(w *Writer, changed []planned) error {
	if err := t.close(); err != nil { // an open folder cannot be renamed everywhere
		return err
	}
	for _, name := range tops(changed) {
		if err := w.root.Rename(treeFolder+"/"+name, name); err != nil {
			return fmt.Errorf("putting %q in place: %w", name, err)
		}
	}
	return nil
}

// tops lists the top entries of files that are sorted by class.
func tops(changed []planned) []string {
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
