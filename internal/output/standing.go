package output

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dossier/internal/cores"
)

// standing is what was found in the place of a file that the last build wrote.
type standing uint8

const (
	touched   standing = iota // perhaps: whoever wants to know must look closely
	untouched                 // a file of that size, and by its time the very one
)

// standingOf gives what stands in the place of one of ours. All are looked at when the
// first is asked for: together they cost a third.
func (w *Writer) standingOf(at int) standing {
	w.looking.Do(w.lookAtAll)
	return w.standing[at]
}

// lookAtAll looks at all that is ours, on all cores.
func (w *Writer) lookAtAll() {
	w.standing = make([]standing, len(w.owned))
	if w.since.IsZero() {
		return
	}
	runs := w.runs()
	cores.Each(len(runs), func(k int) { w.lookAtFolder(runs[k].From, runs[k].To) })
}

// run is a range of what is ours: [From, To).
type run struct{ From, To int }

// runs parts what is ours into files of one folder.
func (w *Writer) runs() []run {
	var runs []run
	for from := 0; from < len(w.owned); {
		dir, to := parent(w.owned[from].Path), from+1
		for to < len(w.owned) && inFolder(w.owned[to].Path, dir) {
			to++
		}
		runs = append(runs, run{from, to})
		from = to
	}
	return runs
}

// inFolder reports whether a path is that of a file of the very folder.
func inFolder(path, dir string) bool {
	rest, ok := strings.CutPrefix(path, dir)
	if dir != "" {
		rest, ok = strings.CutPrefix(rest, "/")
	}
	return ok && !strings.Contains(rest, "/")
}

// lookAtFolder looks at files of one folder.
func (w *Writer) lookAtFolder(from, to int) {
	dir, rest := w.present.near(w.owned[from].Path)
	if folder := parent(rest); folder != "" {
		opened, err := dir.OpenRoot(folder)
		if err != nil {
			return
		}
		defer opened.Close()
		dir = opened
	}
	for i := from; i < to; i++ {
		f := &w.owned[i]
		info, err := dir.Lstat(path.Base(f.Path))
		if err == nil && f.Sum != (Sum{}) && w.isUntouched(f, info) {
			w.standing[i] = untouched
		}
	}
}

func (w *Writer) isUntouched(f *File, info fs.FileInfo) bool {
	return info.Mode().IsRegular() && info.Size() == f.Size && info.ModTime().Before(w.since)
}

// Untouched reports whether the folder dir holds the whole of an output of that kind as
// a build left it, and what is in it. It writes nothing. It is false where another
// build is at work, where one was killed, and wherever there is a doubt.
func Untouched(dir, kind string, o Options) (Report, bool) {
	_, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(manifestFile)))
	if err != nil || o.Rehash || guardPlace(dir, o) != nil {
		return Report{}, false
	}
	w := &Writer{dir: dir, kind: kind}
	if w.open() != nil {
		return Report{}, false
	}
	report, whole := w.whole()
	err = errors.Join(w.present.close(), w.lock.Close(), w.root.Close())
	return report, whole && err == nil
}

// whole reports whether nothing of the last build is missing or touched.
func (w *Writer) whole() (Report, bool) {
	if err := w.readLast(); err != nil || w.journaled || w.before.Schema != manifestSchema || w.before.Kind != w.kind {
		return Report{}, false
	}
	if _, err := w.root.Lstat(stageFolder); err == nil || w.dateManifest(time.Now()) != nil {
		return Report{}, false
	}
	w.lookAtAll()
	r := Report{Same: len(w.owned), Kept: len(w.owned)}
	for i := range w.owned {
		r.Bytes += w.owned[i].Size
	}
	return r, !slices.Contains(w.standing, touched)
}
