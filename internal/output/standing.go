package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"dossier/internal/cores"
)

// standing is what was found in the place of a file that the last build wrote.
type standing uint8

const (
	touched   standing = iota // perhaps: whoever wants to know must look closely
	untouched                 // a file of that size, and by its time the very one
)

// Look looks at what the last build left, while nothing else is done yet. Keep and Put do
// so when nobody did.
func (w *Writer) Look() { w.looking.Do(w.lookAtAll) }

// standingOf gives what stands in the place of one of ours. All are looked at when the
// first is asked for: together they cost a third.
func (w *Writer) standingOf(at int) standing {
	w.Look()
	return w.standing[at]
}

// lookAtAll looks at all that is ours, on all cores.
func (w *Writer) lookAtAll() {
	w.standing = make([]standing, len(w.owned))
	if w.since.IsZero() {
		return
	}
	const run = 64
	cores.Each((len(w.owned)+run-1)/run, func(k int) {
		for i := k * run; i < min(len(w.owned), (k+1)*run); i++ {
			w.lookAtOwn(i)
		}
	})
}

// lookAtOwn looks at a file of ours by its plain path, which costs a third of going
// through os.Root: it is not opened, and who leads the path elsewhere by a link could as
// well set a time back.
func (w *Writer) lookAtOwn(i int) {
	f := &w.owned[i]
	info, err := os.Lstat(filepath.Join(w.dir, filepath.FromSlash(f.Path)))
	if err == nil && f.Sum != (Sum{}) && w.isUntouched(f, info) {
		w.standing[i] = untouched
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
	r := Report{Same: len(w.owned), Kept: len(w.owned), Manifest: w.seal}
	for i := range w.owned {
		r.Bytes += w.owned[i].Size
	}
	return r, !slices.Contains(w.standing, touched)
}
