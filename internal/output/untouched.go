package output

import (
	"errors"
	"io/fs"
	"os"
	"sync/atomic"

	"dossier/internal/cores"
	"dossier/internal/folders"
)

// Untouched reports whether dir holds the whole output of a build of the kind, as
// that build left it, so that one that would make the same need not Begin. It looks
// at every file as Keep does and changes nothing. Report.Manifest says which output
// it is. Where Begin would have anything to do or to say, also while another build
// writes there and with Options.Rehash, it is false.
func Untouched(dir, kind string, o Options) (Report, bool) {
	if o.Rehash || guardPlace(dir, o) != nil {
		return Report{}, false
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Report{}, false
	}
	defer root.Close()
	lock := shareLock(root, dir)
	if lock == nil {
		return Report{}, false
	}
	defer lock.Close()
	last, err := readRecord(root)
	if err != nil || !last.exact || last.kind != kind || !isFinished(root) || !last.isWhole(root) {
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

// isWhole reports whether all files are there as the manifest says. Those that may
// have been changed since are read.
func (r record) isWhole(root *os.Root) bool {
	if look(root, r.files, r.trusted()) != nil {
		return false
	}
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
func (r record) report() Report {
	all := Report{Same: len(r.files), Kept: len(r.files), Manifest: r.sum}
	for i := range r.files {
		all.Bytes += r.files[i].Size
	}
	return all
}
