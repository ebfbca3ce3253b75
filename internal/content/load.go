package content

import (
	"errors"
	"fmt"
	"io/fs"
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
	hidden := s.take(fsys, w, readFiles(fsys, w.markdown, o), o)
	s.readStray(fsys, s.shown(fsys, w, w.stray, hidden), o)
	s.readRegister(fsys, s.shown(fsys, w, w.register, hidden))
	s.readTags(fsys, s.shown(fsys, w, w.tags, hidden), o)
	s.shareOut(fsys, w, hidden, o)
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
func readFiles(fsys fs.FS, paths []string, o Options) []loaded {
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
	return results
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

// readStray reports Markdown where the register is, unless a label or a draft's
// line keeps it back: then it is counted like any other.
func (s *Site) readStray(fsys fs.FS, paths []string, o Options) {
	for _, file := range paths {
		r := readFile(fsys, file, o)
		s.Withheld.add(r.withheld)
		if r.withheld.Total() == 0 {
			s.Diags = append(s.Diags, ignored(file)...)
		}
	}
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
