package cache

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
)

// The files of a cache besides its segments.
const (
	indexFile = "index"
	stateFile = "state"
	lockFile  = "lock"
	newSuffix = ".new" // of a file that is not renamed yet
)

// marks are the files that keep others out: backups, by the Cache Directory Tagging
// Specification, and git.
var marks = []struct{ name, text string }{
	{"CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n# This folder is made anew whenever it is missing: https://bford.info/cachedir/\n"},
	{".gitignore", "*\n"},
}

// folder is the cache's folder. Symbolic links lead nothing out of it.
type folder struct {
	root *os.Root
	step func(operation, name string) error // what goes wrong first; nil but in tests
}

// openFolder makes a folder that nobody else may look into, and opens it. One to which
// a symbolic link leads, or which others may look into and which is not empty and no
// cache, is somebody else's: it stays as it is.
func openFolder(dir string) (*folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if info, err := os.Lstat(dir); err != nil || !info.IsDir() {
		return nil, errors.Join(err, fmt.Errorf("%q is not a folder", dir))
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	if err := makePrivate(root); err != nil {
		root.Close()
		return nil, err
	}
	return &folder{root: root}, nil
}

func makePrivate(root *os.Root) error {
	info, err := root.Stat(".")
	if err != nil || runtime.GOOS == "windows" || info.Mode().Perm() == 0o700 {
		return err
	}
	if there, err := fs.ReadDir(root.FS(), "."); err != nil || len(there) > 0 && !isCache(there) {
		return errors.Join(err, fmt.Errorf("%q holds files and is no cache", root.Name()))
	}
	return root.Chmod(".", 0o700)
}

func isCache(there []fs.DirEntry) bool {
	return slices.ContainsFunc(there, func(e fs.DirEntry) bool { return e.Name() == marks[0].name })
}

// mark puts the files there that keep others out.
func (f *folder) mark() error {
	for _, m := range marks {
		if _, err := f.root.Lstat(m.name); err == nil {
			continue
		}
		if err := f.root.WriteFile(m.name, []byte(m.text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (f *folder) before(operation, name string) error {
	if f.step == nil {
		return nil
	}
	return f.step(operation, name)
}

// file is a file of the folder.
type file struct {
	*os.File
	folder *folder
	name   string
}

// open opens a file to be read and gives its size.
func (f *folder) open(name string) (*file, int64, error) {
	info, err := f.root.Lstat(name)
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() { // a pipe would wait for a writer
		return nil, 0, errors.New("it is not a file")
	}
	opened, err := f.root.Open(name)
	return &file{opened, f, name}, info.Size(), err
}

// create makes a file that is not there yet, to be written and read.
func (f *folder) create(name string) (*file, error) {
	if err := f.before("create", name); err != nil {
		return nil, err
	}
	made, err := f.root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	return &file{made, f, name}, nil
}

// replace makes a file that will take the place of another by rename.
func (f *folder) replace(name string) (*file, error) {
	if err := f.root.RemoveAll(name + newSuffix); err != nil {
		return nil, err
	}
	return f.create(name + newSuffix)
}

// rename puts what replace made in its place.
func (f *folder) rename(name string) error {
	if err := f.before("rename", name); err != nil {
		return err
	}
	return f.root.Rename(name+newSuffix, name)
}

// remove removes a file that need not be there, or whatever has its name.
func (f *folder) remove(name string) error {
	if err := f.before("remove", name); err != nil {
		return err
	}
	return f.root.RemoveAll(name)
}

// WriteAt writes to a place in the file.
func (f *file) WriteAt(b []byte, at int64) (int, error) {
	if err := f.before("write"); err != nil {
		return 0, err
	}
	return f.File.WriteAt(b, at)
}

// Sync waits until the file is on the disk.
func (f *file) Sync() error {
	if err := f.before("sync"); err != nil {
		return err
	}
	return f.File.Sync()
}

func (f *file) before(operation string) error {
	if f.folder == nil {
		return nil
	}
	return f.folder.before(operation, f.name)
}

// tempFile gives a file outside of the folder that is gone when it is closed.
func tempFile() (*file, error) {
	made, err := os.CreateTemp("", "dossier-texts-*")
	if err != nil {
		return nil, err
	}
	if runtime.GOOS != "windows" { // where an open file cannot be removed
		err = os.Remove(made.Name())
	}
	return &file{File: made}, err
}

// sweep removes the files of the cache that nothing names.
func (f *folder) sweep(named map[string]bool) error {
	entries, err := fs.ReadDir(f.root.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		var number uint32
		_, err := fmt.Sscanf(e.Name(), "texts-%d", &number)
		mine := err == nil && e.Name() == segmentName(number)
		if mine && !named[e.Name()] || e.Name() == indexFile+newSuffix || e.Name() == stateFile+newSuffix {
			f.remove(e.Name()) // what stays is tried again next time
		}
	}
	return nil
}
