package output

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// Report says what a build changed. Paths are sorted.
type Report struct {
	Written []string // new or changed
	Removed []string
	Same    int   // files that were left alone
	Kept    int   // of these, those that were not even made
	Bytes   int64 // of all files
	Why     Why
	First   bool // no build wrote there before
	Killed  bool // the last one was, so that no file was known to be untouched

	Manifest Sum // of the bytes of the manifest: where it is another, so is the output
}

// Why counts the files that could not be kept, by the first reason that there was.
type Why struct {
	Unknown int // they have no fingerprint
	New     int // the last build did not write them
	Other   int // they are made of something else
	Touched int // they are gone, or may have been changed: these were looked at closely
}

// Commit puts the build in place and ends it. After an error of Put it changes
// nothing and returns that error.
func (w *Writer) Commit() (Report, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return Report{}, fmt.Errorf("the build of %q has ended", w.dir)
	}
	report, err := w.commit()
	err = explained(err, w.dir)
	if cerr := w.close(); err == nil && cerr != nil {
		err = fmt.Errorf("leaving %q: %w", w.dir, cerr)
	}
	return report, err
}

func (w *Writer) commit() (Report, error) {
	if w.fault != nil {
		return Report{}, w.fault
	}
	c := w.sort()
	if !c.alters(w) {
		return c.report(w), nil
	}
	if err := c.survey(w); err != nil {
		return Report{}, err
	}
	if err := c.apply(w); err != nil {
		return Report{}, fmt.Errorf("putting the build in place in %q: %w", w.dir, err)
	}
	return c.report(w), nil
}

// change is what a commit has to do.
type change struct {
	changed []*planned // by class, then path
	written []string   // their paths, sorted
	removed []string   // files of ours that are lapsed
	folders []string   // to be made, each after those above it
	trees   []string   // folders of ours that stand where a file goes
	early   []string   // files of ours that stand where a folder goes
}

// sort sets the plan against what the last build wrote.
func (w *Writer) sort() *change {
	c := &change{}
	w.added = sorted(w.fresh)
	staged := make([]*planned, 0, w.staged.Load())
	c.written = make([]string, 0, cap(staged))
	for p := range w.plan() {
		if p.stage > 0 {
			staged, c.written = append(staged, p), append(c.written, p.Path)
		}
	}
	c.changed = byTurns(staged)
	for i := range w.last.files {
		if p := &w.last.files[i]; p.fate == lapsed {
			c.removed = append(c.removed, p.Path)
		}
	}
	return c
}

// byTurns puts files that are in the order of their paths into that of their classes.
func byTurns(files []*planned) []*planned {
	all := make([]*planned, 0, len(files))
	for class := range Feed + 1 {
		for _, p := range files {
			if p.Class == class {
				all = append(all, p)
			}
		}
	}
	return all
}

// moves reports whether files are put in place or removed.
func (c *change) moves() bool { return len(c.changed)+len(c.removed) > 0 }

// alters reports whether there is anything to do at all. A manifest that would come
// out as it is is not written again.
func (c *change) alters(w *Writer) bool {
	return c.moves() || w.journaled || !w.last.exact || w.relisted.Load()
}

func (c *change) report(w *Writer) Report {
	r := Report{Written: c.written, Removed: c.removed, First: w.last.schema == 0, Killed: w.journaled, Manifest: w.last.sum}
	r.Why = Why{int(w.why[unknown].Load()), int(w.why[fresh].Load()), int(w.why[remade].Load()), int(w.why[doubtful].Load())}
	for p := range w.plan() {
		r.Bytes += p.Size
		if p.stage == 0 {
			r.Same++
		}
		if p.fate == kept {
			r.Kept++
		}
	}
	return r
}

// apply does the work. All that needs room on the disk comes before the first
// rename, so that a full disk leaves the output as it was. From the first rename to
// the last removal there is a journal: it also says that the files may be newer than
// the manifest.
func (c *change) apply(w *Writer) error {
	if err := w.writeManifest(); err != nil {
		return fmt.Errorf("staging the manifest: %w", err)
	}
	if c.moves() {
		if err := w.writeJournal(); err != nil {
			return fmt.Errorf("writing the journal: %w", err)
		}
	}
	if err := c.makeRoom(w); err != nil {
		return errors.Join(err, w.dropJournal())
	}
	if err := c.place(w); err != nil {
		return fmt.Errorf("%w: %w", ErrUnfinished, err)
	}
	return nil
}

func (w *Writer) writeManifest() error {
	if w.tree == nil {
		if err := w.openOnce(); err != nil {
			return err
		}
	}
	sum, err := w.writeSynced(nextManifest, func(out *bufio.Writer) { encode(out, w.kind, w.plan()) })
	w.last.sum = sum
	return err
}

// place gives the staged files their names, removes what is no longer wanted, and
// gives the manifest its name: from then on the build has happened.
func (c *change) place(w *Writer) error {
	if err := c.raise(w); err != nil {
		return err
	}
	if err := w.prune(c.removed); err != nil {
		return err
	}
	return w.finish()
}

// raise gives the staged files their names.
func (c *change) raise(w *Writer) error {
	if w.tree != nil {
		return w.tree.raise(w, c.changed)
	}
	for class := range Feed + 1 {
		if err := w.replace(c.of(class)); err != nil {
			return err
		}
	}
	return nil
}

// of gives the changed files of a class.
func (c *change) of(class Class) []*planned {
	from, _ := slices.BinarySearchFunc(c.changed, class, byClass)
	to, _ := slices.BinarySearchFunc(c.changed, class+1, byClass)
	return c.changed[from:to]
}

func byClass(p *planned, class Class) int { return cmp.Compare(p.Class, class) }

// replace renames staged files over the present ones, in no order.
func (w *Writer) replace(files []*planned) error {
	var group errgroup.Group
	n := runtime.GOMAXPROCS(0)
	for part := range slices.Chunk(files, len(files)/n+1) {
		group.Go(func() error {
			for _, p := range part {
				if err := w.root.Rename(staged(p.stage), p.Path); err != nil {
					return fmt.Errorf("replacing %q: %w", p.Path, err)
				}
			}
			return nil
		})
	}
	return group.Wait()
}
