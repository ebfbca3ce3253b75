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
	"time"
)

// staged gives the path of a staged file. One flat folder of numbers is cheaper
// than a second tree, and no name can be too long or collide.
func staged(number int) string { return stageFolder + "/" + strconv.Itoa(number) }

// stage writes a file that Commit will put in place.
func (w *Writer) stage(number int32, path string, data []byte) error {
	if w.tree != nil {
		return w.tree.write(path, data)
	}
	return w.numbered.WriteFile(strconv.Itoa(int(number)), data, 0o666)
}

// waitForTick waits until the clock of the disk has gone on, so that the manifest is
// younger than every staged file: one of the same moment is not believed the next time.
// Clocks that tick more slowly than a hundred times a second are not waited for.
func (w *Writer) waitForTick() error {
	var first time.Time
	for i := range 20 {
		if err := w.root.WriteFile(tickFile, []byte{byte(i)}, 0o666); err != nil {
			return fmt.Errorf("reading the clock of the disk: %w", err)
		}
		info, err := w.root.Lstat(tickFile)
		if err != nil {
			return fmt.Errorf("reading the clock of the disk: %w", err)
		}
		if i == 0 {
			first = info.ModTime()
		} else if info.ModTime().After(first) {
			break
		}
		time.Sleep(time.Millisecond)
	}
	return nil
}

// tree is a build into an output without files. It is staged as it will stand, so
// that Commit has but the entries of its top to rename. As everything below it was
// made by this build, it is reached by plain paths, at half the system calls.
type tree struct {
	top  string
	made sync.Map // the folders, by path
}

func plantTree(root *os.Root, dir string) (*tree, error) {
	if err := root.Mkdir(treeFolder, 0o777); err != nil {
		return nil, err
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	t := &tree{top: filepath.Join(dir, filepath.FromSlash(treeFolder))}
	t.made.Store("", true)
	return t, nil
}

// path gives the place of a path that is clean already.
func (t *tree) path(p string) string {
	return t.top + string(filepath.Separator) + filepath.FromSlash(p)
}

func (t *tree) write(path string, data []byte) error {
	if err := t.mkdirs(parent(path)); err != nil {
		return err
	}
	f, err := os.OpenFile(t.path(path), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return twoOf(path)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// mkdirs makes a folder and those above it.
func (t *tree) mkdirs(dir string) error {
	if _, made := t.made.Load(dir); made {
		return nil
	}
	if err := t.mkdirs(parent(dir)); err != nil {
		return err
	}
	err := os.Mkdir(t.path(dir), 0o777)
	if errors.Is(err, fs.ErrExist) { // another goroutine's, or a system that takes two spellings for one
		if info, serr := os.Lstat(t.path(dir)); serr != nil || !info.IsDir() {
			return twoOf(dir)
		}
		err = nil
	}
	if err == nil {
		t.made.Store(dir, true)
	}
	return err
}

func twoOf(path string) error {
	return fmt.Errorf("%q is a file and a folder of the same build, or two files where the case of letters does not count", path)
}

// raise puts the tree in place: folders before files, each by what it begins with
// in the order of the classes.
func (t *tree) raise(w *Writer, changed []planned) error {
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
