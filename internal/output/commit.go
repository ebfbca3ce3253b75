package output

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
)

// Report says what a build changed. Paths are sorted.
type Report struct {
	Written []string // new or changed
	Removed []string
	Same    int   // files that were left alone
	Bytes   int64 // of all files
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
	data, err := w.manifest(c.files).encode()
	if err != nil {
		return Report{}, err
	}
	if len(c.changed)+len(c.removed) == 0 && bytes.Equal(data, w.bytes) && !w.journaled {
		return c.report(w), nil
	}
	if err := c.survey(w); err != nil {
		return Report{}, err
	}
	if err := c.apply(w, data); err != nil {
		return Report{}, fmt.Errorf("putting the build in place in %q: %w", w.dir, err)
	}
	return c.report(w), nil
}

func (w *Writer) manifest(files []planned) Manifest {
	m := Manifest{Kind: w.kind, Files: make([]File, len(files))}
	for i, p := range files {
		m.Files[i] = p.File
	}
	return m
}

// change is what a commit has to do.
type change struct {
	files   []planned // of the build, by path
	changed []planned // by class, then path
	removed []string  // files of ours that the plan does not hold
	gone    map[string]bool
	folders []string // to be made, each after those above it
	trees   []string // folders of ours that stand where a file goes
	early   []string // files of ours that stand where a folder goes
}

// sort sets the plan against what the last build wrote.
func (w *Writer) sort() *change {
	byPath := func(a, b planned) int { return strings.Compare(a.Path, b.Path) }
	c := &change{gone: map[string]bool{}, files: slices.SortedFunc(maps.Values(w.plan), byPath)}
	for class := range Feed + 1 {
		for _, p := range c.files {
			if p.stage > 0 && p.Class == class {
				c.changed = append(c.changed, p)
			}
		}
	}
	for path := range w.owned {
		if _, stays := w.plan[path]; !stays {
			c.removed, c.gone[path] = append(c.removed, path), true
		}
	}
	slices.Sort(c.removed)
	return c
}

func (c *change) report(w *Writer) Report {
	r := Report{Removed: c.removed, Same: len(w.plan) - len(c.changed)}
	for _, p := range c.files {
		if p.stage > 0 {
			r.Written = append(r.Written, p.Path)
		}
		r.Bytes += p.Size
	}
	return r
}

// apply does the work. All that needs room on the disk comes before the first
// rename, so that a full disk leaves the output as it was.
func (c *change) apply(w *Writer, manifest []byte) error {
	if err := w.writeSynced(nextManifest, manifest); err != nil {
		return fmt.Errorf("staging the manifest: %w", err)
	}
	if err := w.writeJournal(c.files); err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	if err := c.makeRoom(w); err != nil {
		return errors.Join(err, w.dropJournal())
	}
	if err := c.place(w); err != nil {
		return fmt.Errorf("%w: %w", ErrUnfinished, err)
	}
	return nil
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
func (c *change) of(class Class) []planned {
	from, _ := slices.BinarySearchFunc(c.changed, class, byClass)
	to, _ := slices.BinarySearchFunc(c.changed, class+1, byClass)
	return c.changed[from:to]
}

func byClass(p planned, class Class) int { return cmp.Compare(p.Class, class) }

// replace renames staged files over the present ones, in no order.
func (w *Writer) replace(files []planned) error {
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
