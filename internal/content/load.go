package content

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// Load reads the content folder of a site. The file system is rooted at the
// site's root and decides how far symbolic links lead (os.Root.FS refuses those
// that leave it). The error is for what makes the whole load senseless: a
// content folder that cannot be read. All else is a diagnostic.
func Load(fsys fs.FS, o Options) (*Site, error) {
	if o.Now.IsZero() {
		return nil, errors.New("loading content needs the time, to know what is scheduled")
	}
	o = o.settled()
	w, err := walk(fsys, o)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", o.Folder, cause(err))
	}
	s := &Site{Diags: w.diags}
	s.readFiles(fsys, w.markdown, o)
	s.readRegister(fsys, w.register)
	s.readTags(fsys, w.tags, o)
	s.shareOut(w, o)
	s.collide()
	s.Diags = s.Diags.Sort()
	return s, nil
}

// loaded is what became of one Markdown file.
type loaded struct {
	file     *briefing.File
	withheld Withheld
	diags    diag.List
}

// readFiles reads the Markdown files, as many at a time as there are processors.
func (s *Site) readFiles(fsys fs.FS, paths []string, o Options) {
	results := make([]loaded, len(paths))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(paths)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(paths); i = int(next.Add(1)) - 1 {
				results[i] = readFile(fsys, paths[i], o)
			}
		})
	}
	workers.Wait()
	for _, r := range results {
		if r.file != nil {
			s.Files = append(s.Files, r.file)
		}
		s.Withheld.add(r.withheld)
		s.Diags = append(s.Diags, r.diags...)
	}
}

func readFile(fsys fs.FS, file string, o Options) (r loaded) {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		r.diags = unreadable(file, err)
		return r
	}
	r.file, r.withheld, r.diags = Parse(file, data, o)
	return r
}

func unreadable(file string, err error) (diags diag.List) {
	diags.Add(diag.Pos{Path: file}, diag.Error, "file-unreadable", "the file cannot be read: %s", reason(err))
	return diags
}

// reason prints an error's cause.
func reason(err error) string { return cause(err).Error() }

// cause gives an error without the path, which the place names already.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

func (s *Site) readRegister(fsys fs.FS, paths []string) {
	for _, file := range paths {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			s.Diags = append(s.Diags, unreadable(file, err)...)
			continue
		}
		bad := checkEncoding(file, data)
		s.Diags = append(s.Diags, bad...)
		if len(bad) == 0 {
			s.Register = append(s.Register, Raw{Path: file, Data: data})
		}
	}
}

// shareOut gives the other files to the bundles they lie in. Those that lie in
// the bundle of a file that is not loaded are nobody's.
func (s *Site) shareOut(w walked, o Options) {
	byPath := make(map[string]*briefing.File, len(s.Files))
	for _, f := range s.Files {
		byPath[f.Path] = f
	}
	for _, other := range w.others {
		index := w.bundle(path.Dir(other.path))
		f := byPath[index]
		switch {
		case index != "" && f == nil:
			continue
		case other.fault != nil:
			s.Diags = append(s.Diags, *other.fault)
		case f != nil:
			f.Bundle = append(f.Bundle, other.path)
		default:
			s.Others = append(s.Others, other.path)
		}
	}
	for _, f := range s.Files {
		dir := path.Dir(f.Path)
		if index := w.indexes[dir]; index != "" && index != f.Path && byPath[index] != nil && !o.Bare {
			s.Diags.Add(diag.Pos{Path: f.Path}, diag.Error, "bundle-markdown", "a second Markdown file in the bundle %s", dir)
			s.Diags.Hint("a folder with an index.md holds one text and its pictures; move one of the two")
		}
	}
}

// collide reports files whose paths differ in case or composition only.
func (s *Site) collide() {
	first := make(map[string]string, len(s.Files))
	for _, f := range s.Files {
		fold := briefing.FoldLabel(f.Path)
		if before, twice := first[fold]; twice {
			s.Diags.Add(diag.Pos{Path: f.Path}, diag.Error, "path-collision", "on many systems this is the same file as %q", before)
			s.Diags.Hint("rename one of the two")
			continue
		}
		first[fold] = f.Path
	}
}

// sorted sorts paths and drops repetitions.
func sorted(paths []string) []string {
	slices.SortFunc(paths, strings.Compare)
	return slices.Compact(paths)
}
