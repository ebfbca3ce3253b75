package build

import (
	"io/fs"
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
