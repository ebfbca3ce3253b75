package watch

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// view is a folder that is followed: as it is reported, and where it really is.
type view struct{ name, real string }

// scope says which paths matter and by which names they are reported. It is not
// changed once made: polling goes on beside Run.
type scope struct {
	views  []view
	ignore func(path string, dir bool) bool
}

// names gives the names by which a real path is reported, none if it is not followed.
// Roots may lie within each other, so that there can be several.
func (s scope) names(real string, dir bool) []string {
	var out []string
	for _, v := range s.views {
		if rel, ok := below(v.real, real); ok && !s.ignores(v.name, rel, dir) {
			out = append(out, filepath.Join(v.name, rel))
		}
	}
	return out
}

// ignores asks for each step of a path below a root: what is in a folder that is
// ignored is so as well.
func (s scope) ignores(name, rel string, dir bool) bool {
	for rel != "" {
		step, rest := rel, ""
		if i := strings.IndexByte(rel, os.PathSeparator); i >= 0 {
			step, rest = rel[:i], rel[i+1:]
		}
		if name = filepath.Join(name, step); !s.wants(name, step, dir || rest != "") {
			return true
		}
		rel = rest
	}
	return false
}

func (s scope) wants(name, base string, dir bool) bool {
	return (dir || !isTemporary(base)) && !s.ignore(name, dir)
}

// entries lists what is followed of a folder, given the folder's names.
func (s scope) entries(dir string, names []string) ([]entry, error) {
	found, err := os.ReadDir(dir)
	var out []entry
	for _, d := range found {
		e := entry{DirEntry: d, path: filepath.Join(dir, d.Name())}
		for _, name := range names {
			if own := filepath.Join(name, d.Name()); s.wants(own, d.Name(), d.IsDir()) {
				e.names = append(e.names, own)
			}
		}
		if len(e.names) > 0 {
			out = append(out, e)
		}
	}
	return out, err
}

// entry is a file or folder in a folder, by its real path and its reported names.
type entry struct {
	fs.DirEntry
	path  string
	names []string
}

func (e entry) isLink() bool { return e.Type()&fs.ModeSymlink != 0 }
