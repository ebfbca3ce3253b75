package output

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"
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
	c, err := w.sort()
	if err != nil {
		return Report{}, err
	}
	if c.nothing(w) {
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

// nothing reports whether the output and its manifest are what this build wants.
func (c *change) nothing(w *Writer) bool {
	if len(c.changed)+len(c.removed)+len(w.fresh) > 0 || w.journaled || w.before.Schema != manifestSchema || w.before.Kind != w.kind {
		return false
	}
	for i := range w.owned {
		if w.slots[i].File != w.owned[i] {
			return false
		}
	}
	return true
}

func (w *Writer) manifest(files []planned) Manifest {
	m := Manifest{Kind: w.kind, Files: make([]File, len(files))}
	for i := range files {
		m.Files[i] = files[i].File
	}
	return m
}

// sealed takes the sum of a manifest while it is written.
func (w *Writer) sealed(write func(io.Writer) error) func(io.Writer) error {
	return func(to io.Writer) error {
		h := xxh3.New()
		err := write(io.MultiWriter(to, h))
		w.seal = h.Sum128().Bytes()
		return err
	}
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

// sort sets the plan against what the last build wrote. What was ours stands in order
// already, so that only the fresh files are sorted.
func (w *Writer) sort() (*change, error) {
	c := &change{gone: map[string]bool{}, files: make([]planned, 0, len(w.slots)+len(w.fresh))}
	slices.SortFunc(w.fresh, func(a, b planned) int { return strings.Compare(a.Path, b.Path) })
	rest := w.fresh
	for i := range w.slots {
		path := w.owned[i].Path
		if !w.slots[i].taken {
			c.removed, c.gone[path] = append(c.removed, path), true
			continue
		}
		for len(rest) > 0 && rest[0].Path < path {
			c.files, rest = append(c.files, rest[0]), rest[1:]
		}
		c.files = append(c.files, w.slots[i])
	}
	c.files = append(c.files, rest...)
	for i := 1; i < len(w.fresh); i++ {
		if w.fresh[i].Path == w.fresh[i-1].Path {
			return nil, twice(w.fresh[i].Path)
		}
	}
	for class := range Feed + 1 {
		for _, p := range c.files {
			if p.stage > 0 && p.Class == class {
				c.changed = append(c.changed, p)
			}
		}
	}
	return c, nil
}

// plans reports whether a file of the build has the path.
func (c *change) plans(path string) bool {
	_, planned := slices.BinarySearchFunc(c.files, path, func(p planned, path string) int { return strings.Compare(p.Path, path) })
	return planned
}

func (c *change) report(w *Writer) Report {
	r := Report{Removed: c.removed, Same: len(c.files) - len(c.changed), First: w.before.Schema == 0, Killed: w.journaled, Manifest: w.seal}
	r.Why = Why{int(w.why[unknown].Load()), int(w.why[fresh].Load()), int(w.why[remade].Load()), int(w.why[doubtful].Load())}
	for i := range c.files {
		p := &c.files[i]
		if p.stage > 0 {
			r.Written = append(r.Written, p.Path)
		}
		if p.kept {
			r.Kept++
		}
		r.Bytes += p.Size
	}
	return r
}

// apply does the work. All that needs room on the disk comes before the first
// rename, so that a full disk leaves the output as it was.
func (c *change) apply(w *Writer) error {
	if err := w.waitForTick(); err != nil {
		return err
	}
	if err := w.writeSynced(nextManifest, w.sealed(w.manifest(c.files).write)); err != nil {
		return fmt.Errorf("staging the manifest: %w", err)
	}
	if err := w.writeJournal(); err != nil {
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
	if err := c.prune(w); err != nil {
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
				if err := w.root.Rename(staged(int(p.stage)), p.Path); err != nil {
					return fmt.Errorf("replacing %q: %w", p.Path, err)
				}
			}
			return nil
		})
	}
	return group.Wait()
}
