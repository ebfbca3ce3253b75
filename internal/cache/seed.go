package cache

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Seed lets a cache that is not there yet begin with what another one of the same version
// holds. Files of a cache do not change once they have their names, so both share them on
// the disk until one does without. It is to be called before Open; where files cannot be
// shared the cache begins with nothing, which is all that an error says.
func Seed(dir, from string) error {
	if _, err := os.Lstat(filepath.Join(dir, indexFile)); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := os.Lstat(filepath.Join(from, indexFile)); err != nil {
		return nil
	}
	for _, name := range []string{dir, from} {
		folder, err := openFolder(name)
		if err != nil {
			return err
		}
		if err := folder.root.Close(); err != nil {
			return err
		}
	}
	return share(dir, from)
}

// share links the files of a cache into another folder, the index last: it names all
// others.
func share(dir, from string) error {
	there, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range there {
		if !strings.HasPrefix(e.Name(), "texts-") {
			continue
		}
		if err := os.Link(filepath.Join(from, e.Name()), filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return os.Link(filepath.Join(from, indexFile), filepath.Join(dir, indexFile))
}
