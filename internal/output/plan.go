package output

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"sort"
	"strings"
)

// planned is a file of the last build, which is of this one when its fate says so,
// or a new one. There may be half a million of them: 64 bytes each.
type planned struct {
	File           // as this build has it, once it was given
	stage    int32 // number of its staged file, 0 when the present one is the same
	fate     fate
	seen     sight
	tree     bool // a folder stands in its place
	unlisted bool // the last manifest does not name it, only a journal does
}

// fate is what becomes of a file.
type fate uint8

const (
	lapsed fate = iota // no longer of the output
	given              // by Put
	kept               // by Keep
)

// find gives the file of that path among those that are ours, or nil. It reads no more
// than paths, which never change: others may be at work on the rest.
func (w *Writer) find(path string) *planned {
	files := w.last.files
	i, found := sort.Find(len(files), func(i int) int { return strings.Compare(path, files[i].Path) })
	if !found {
		return nil
	}
	return &files[i]
}

// wants reports whether the path is a file of this build.
func (w *Writer) wants(path string) bool {
	if p := w.find(path); p != nil {
		return p.fate != lapsed
	}
	return w.fresh[path] != nil
}

// drops reports whether the path is a file of ours that this build does not want.
func (w *Writer) drops(path string) bool {
	p := w.find(path)
	return p != nil && p.fate == lapsed
}

// claim enters a path into the plan. No one else touches what it gives until Commit.
func (w *Writer) claim(path string, to fate) (*planned, error) {
	p := w.find(path)
	w.mu.Lock()
	defer w.mu.Unlock()
	if p == nil {
		p = w.fresh[path]
	}
	switch {
	case w.closed:
		return nil, fmt.Errorf("%q was given after the build had ended", path)
	case p == nil:
		p = &planned{File: File{Path: path}}
		w.fresh[path] = p
	case p.fate != lapsed:
		return nil, fmt.Errorf("%q was given twice", path)
	}
	p.fate = to
	return p, nil
}

// plan goes through the files of this build by their paths. Commit alone may call it.
func (w *Writer) plan() iter.Seq[*planned] {
	return func(yield func(*planned) bool) {
		fresh := w.added
		for i := range w.last.files {
			old := &w.last.files[i]
			for len(fresh) > 0 && fresh[0].Path < old.Path {
				if !yield(fresh[0]) {
					return
				}
				fresh = fresh[1:]
			}
			if old.fate != lapsed && !yield(old) {
				return
			}
		}
		for _, p := range fresh {
			if !yield(p) {
				return
			}
		}
	}
}

// sorted gives the files that the last build did not have, by path.
func sorted(fresh map[string]*planned) []*planned {
	all := slices.AppendSeq(make([]*planned, 0, len(fresh)), maps.Values(fresh))
	slices.SortFunc(all, func(a, b *planned) int { return strings.Compare(a.Path, b.Path) })
	return all
}
