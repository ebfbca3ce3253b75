package build

import (
	"errors"
	"io/fs"
	"path"
	"slices"

	"dossier/internal/content"
)

// lookedAt gives the folder whose files links may lead to where nothing is to be
// published, else nil.
func lookedAt(loaded *content.Site, o Options) fs.FS {
	if o.Bare {
		return editionFS{o.Root, loaded.Hidden}
	}
	return nil
}

// partFS is a folder of the site as a file system. That of fs.Sub opens a file to look at
// it, which with a pipe would wait for a writer.
type partFS struct {
	fs.FS
	root fs.FS
	name string
}

// Stat is fs.Stat.
func (p partFS) Stat(name string) (fs.FileInfo, error) {
	return fs.Stat(p.root, path.Join(p.name, name))
}

// ReadFile is fs.ReadFile of what is a file.
func (p partFS) ReadFile(name string) ([]byte, error) {
	if info, err := p.Stat(name); err == nil && !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("it is not a file")}
	}
	return fs.ReadFile(p.FS, name)
}

// editionFS is a folder without what is hidden from the edition.
type editionFS struct {
	fs.FS
	hidden []string // sorted
}

// Stat is fs.Stat, but for what is hidden.
func (e editionFS) Stat(name string) (fs.FileInfo, error) {
	if _, hidden := slices.BinarySearch(e.hidden, name); hidden {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return fs.Stat(e.FS, name)
}
