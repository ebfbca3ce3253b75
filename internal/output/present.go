package output

import (
	"fmt"
	"io"
	"os"

	"github.com/zeebo/xxh3"

	"dossier/internal/folders"
)

// present is the output as it stands. Folders that have folders in them are kept open.
type present struct{ *folders.Tree }

// near gives an open folder above the folder of the path, and the path from there.
func (p present) near(path string) (*os.Root, string) { return p.Near(parent(parent(path)), path) }

func (p present) lstat(path string) (os.FileInfo, error) {
	r, rest := p.near(path)
	return r.Lstat(rest)
}

// holds reports whether the file of that path has the sum.
func (p present) holds(path string, sum Sum) (bool, error) {
	r, rest := p.near(path)
	file, err := r.Open(rest)
	if err != nil {
		return false, fmt.Errorf("comparing %q: %w", path, err)
	}
	defer file.Close()
	h := xxh3.New()
	if _, err := io.Copy(h, file); err != nil {
		return false, fmt.Errorf("comparing %q: %w", path, err)
	}
	return Sum(h.Sum128().Bytes()) == sum, nil
}
