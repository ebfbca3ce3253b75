package output

import (
	"os"
	"slices"
	"strings"

	"dossier/internal/cores"
	"dossier/internal/folders"
)

// sight is what a look found where a file of the last build should be.
type sight uint8

const (
	astray    sight = iota // nothing, no file, one of another size, or one behind a link
	untouched              // the file, and since the manifest no one changed it
	young                  // a file of the size that may have been changed since
)

// look finds out what became of the files, which are sorted by path, on all cores.
// It reads none. One that is as old as trusted or younger may have been changed.
func look(top *os.Root, files []planned, trusted int64) error {
	at, err := newEye(top)
	if err != nil {
		return err
	}
	defer at.close()
	parts := slices.Collect(slices.Chunk(files, 1000))
	cores.Each(len(parts), func(n int) {
		w := walk{eye: at}
		for i := range parts[n] {
			parts[n][i].seen = w.see(&parts[n][i].File, trusted)
		}
	})
	return nil
}

// glance is what the system says of a path.
type glance struct {
	file, folder bool
	size, time   int64 // in bytes; in nanoseconds of Unix time
}

// walk goes through paths in their order, so that it meets each folder but once.
type walk struct {
	eye
	folder string // the last one that was seen to be one
}

func (w *walk) see(f *File, trusted int64) sight {
	if !w.reach(parent(f.Path)) {
		return astray
	}
	switch g, ok := w.glance(f.Path); {
	case !ok || !g.file || g.size != f.Size:
		return astray
	case g.time < trusted:
		return untouched
	}
	return young
}

// reach reports whether a folder is there and neither it nor one above it is a link.
func (w *walk) reach(dir string) bool {
	for !isIn(dir, w.folder) {
		w.folder = parent(w.folder)
	}
	for w.folder != dir {
		rest := folders.Below(w.folder, dir)
		name, _, _ := strings.Cut(rest, "/")
		next := dir[:len(dir)-len(rest)+len(name)]
		if g, ok := w.glance(next); !ok || !g.folder {
			return false
		}
		w.folder = next
	}
	return true
}

// isIn reports whether a folder is the other one or below it. The top is "".
func isIn(dir, above string) bool {
	return above == "" || strings.HasPrefix(dir, above) && (len(dir) == len(above) || dir[len(above)] == '/')
}
