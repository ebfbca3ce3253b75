package output

import (
	"errors"
	"io/fs"
	"os"
	"sync/atomic"

	"dossier/internal/cores"
	"dossier/internal/folders"
)

// Found is what a look at an output found.
type Found struct {
	dir     string
	o       Options
	last    record // each of its files seen, as far as trusted says
	trusted int64
}

// Find looks at every file of the output of the last build as Keep does, while nothing is
// known yet of the next one. It changes nothing, takes no lock and reads nothing but the
// manifest. Where there is no output, or Options.Rehash asks for more than a look, it
// finds nothing.
func Find(dir string, o Options) *Found {
	f := &Found{dir: dir, o: o}
	if o.Rehash || guardPlace(dir, o) != nil {
		return f
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return f
	}
	defer root.Close()
	last, err := readRecord(root)
	trusted := last.trusted()
	if err == nil && look(root, last.files, trusted) == nil {
		f.last, f.trusted = last, trusted
	}
	return f
}

// stands reports whether no build has come to its end in the output since it was found:
// each puts a manifest of its own in place.
func (f *Found) stands(root *os.Root) bool {
	if f == nil || f.last.file == nil {
		return false
	}
	now, err := root.Lstat(manifestFile)
	was := f.last.file
	return err == nil && os.SameFile(was, now) && was.Size() == now.Size() && was.ModTime().Equal(now.ModTime())
}

// Untouched reports whether the folder holds the whole output of a build of the kind, as
// that build left it, so that one that would make the same need not Begin. Report.Manifest
// says which output it is. Where Begin would have anything to do or to say, also while
// another build writes there, it is false.
func (f *Found) Untouched(kind string) (Report, bool) {
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return Report{}, false
	}
	defer root.Close()
	lock := shareLock(root, f.dir)
	if lock == nil {
		return Report{}, false
	}
	defer lock.Close()
	last := &f.last
	if !f.stands(root) || !last.exact || last.kind != kind || !isFinished(root) || !last.isWhole(root) {
		return Report{}, false
	}
	return last.report(), true
}

// isFinished reports whether no build has left anything half done.
func isFinished(root *os.Root) bool {
	for _, p := range []string{journalFile, stageFolder} {
		if _, err := root.Lstat(p); !errors.Is(err, fs.ErrNotExist) {
			return false
		}
	}
	return true
}

// isWhole reports whether all files are there as the manifest says, of which it was seen
// what became. Those that may have been changed since are read.
func (r *record) isWhole(root *os.Root) bool {
	var doubtful []*planned
	for i := range r.files {
		switch p := &r.files[i]; p.seen {
		case astray:
			return false
		case young:
			doubtful = append(doubtful, p)
		}
	}
	return allHold(root, doubtful)
}

// allHold reads files, and reports whether each has the bytes that it should have.
func allHold(root *os.Root, files []*planned) bool {
	present := present{folders.New(root)}
	defer present.Close()
	var changed atomic.Bool
	cores.Each(len(files), func(i int) {
		if !changed.Load() {
			is, err := present.holds(files[i].Path, files[i].Sum)
			if !is || err != nil {
				changed.Store(true)
			}
		}
	})
	return !changed.Load()
}

// report is what a build says that keeps all.
func (r *record) report() Report {
	all := Report{Same: len(r.files), Kept: len(r.files), Manifest: r.sum}
	for i := range r.files {
		all.Bytes += r.files[i].Size
	}
	return all
}
