package watch

import (
	"maps"
	"os"
	"slices"
	"strings"
	"time"
)

// Batch says what to look at again. It promises too much rather than too little: what
// it names may well be as it was.
type Batch struct {
	// Paths may have changed, come or gone. Each file found in a folder that came is
	// among them. Sorted.
	Paths []string
	// Folders came, went or were replaced: all that was known to be below them may
	// have changed or gone as well. Sorted.
	Folders []string
	// All is set when anything may have changed. Paths and Folders are empty then.
	All bool
}

// below gives a path from a folder that it is or lies in, both clean.
func below(dir, path string) (rel string, ok bool) {
	rest, ok := strings.CutPrefix(path, dir)
	switch {
	case !ok:
		return "", false
	case rest == "" || os.IsPathSeparator(dir[len(dir)-1]):
		return rest, true
	case os.IsPathSeparator(rest[0]):
		return rest[1:], true
	}
	return "", false
}

// manyPaths is how many paths are kept for a batch before it says All instead: whoever
// does not take batches must not make the program grow.
const manyPaths = 50_000

// pending is what the next batch will say.
type pending struct {
	paths, folders map[string]struct{}
	all            bool
	first, last    time.Time // when it began, when it last grew; zero when empty
}

func (p *pending) path(at time.Time, names ...string) { p.put(&p.paths, at, names) }

func (p *pending) folder(at time.Time, names ...string) { p.put(&p.folders, at, names) }

func (p *pending) put(set *map[string]struct{}, at time.Time, names []string) {
	if len(names) == 0 {
		return
	}
	p.touch(at)
	if *set == nil {
		*set = map[string]struct{}{}
	}
	for _, name := range names {
		(*set)[name] = struct{}{}
	}
	if p.all || len(p.paths)+len(p.folders) > manyPaths {
		p.everything(at)
	}
}

func (p *pending) everything(at time.Time) {
	p.touch(at)
	p.all, p.paths, p.folders = true, nil, nil
}

func (p *pending) touch(at time.Time) {
	if p.first.IsZero() {
		p.first = at
	}
	p.last = at
}

// wait gives how long it is until a batch is due, false if there is nothing to say.
func (p *pending) wait(now time.Time, o Options) (time.Duration, bool) {
	if p.first.IsZero() {
		return 0, false
	}
	return max(0, min(p.last.Add(o.Settle).Sub(now), p.first.Add(o.Most).Sub(now))), true
}

// batch empties what is pending.
func (p *pending) batch() Batch {
	b := Batch{Paths: slices.Sorted(maps.Keys(p.paths)), Folders: slices.Sorted(maps.Keys(p.folders)), All: p.all}
	*p = pending{}
	return b
}

// offer makes a batch of what is pending, if it is due and none waits to be taken.
func (w *Watch) offer(now time.Time) {
	if wait, ok := w.pending.wait(now, w.options); ok && wait == 0 && w.offered == nil {
		b := w.pending.batch()
		w.offered = &b
	}
}

// outlet gives where the batch goes that waits, nil when there is none.
func (w *Watch) outlet() (chan<- Batch, Batch) {
	if w.offered == nil {
		return nil, Batch{}
	}
	return w.batches, *w.offered
}
