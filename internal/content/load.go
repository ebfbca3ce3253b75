package content

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// Loaded is what became of one Markdown file: a File, a count, or faults alone.
type Loaded struct {
	File     *briefing.File
	Withheld Withheld
	Diags    diag.List
	Until    time.Time // when the cut will say otherwise; zero for never
}

// Reader reads a file of Markdown, or knows already what is in it. It is called from
// several goroutines, for each file once, and for none of which it is known already
// that it is not of the edition.
type Reader func(file Seen) Loaded

// Read is the Reader that knows nothing.
func (s *Scan) Read(file Seen) Loaded {
	data, diags := s.ReadText(file.Path)
	if len(diags) > 0 {
		return Loaded{Diags: diags}
	}
	return s.Parse(file.Path, data)
}

// ReadText reads the bytes of a file of Markdown.
func (s *Scan) ReadText(file string) ([]byte, diag.List) {
	data, err := fs.ReadFile(s.fsys, file)
	if err != nil {
		return nil, unreadable(file, err)
	}
	return data, nil
}

// Parse reads a file of Markdown of which a Reader has the bytes. The path says what
// kind of file it is, and may give its date and slug. Without a File it is not of the
// edition (then one count of Withheld is set, and nothing is reported), or what could
// keep it back was not understood (then errors say so). File.Bundle is left empty.
func (s *Scan) Parse(file string, data []byte) (l Loaded) {
	l.File, l.Withheld, l.Diags, l.Until = parse(file, data, s.o)
	return l
}

// Cut cuts a file anew that was of the edition when it was read.
func (s *Scan) Cut(f *briefing.File) (w Withheld, until time.Time) {
	return held(&f.Front, s.o), changes(&f.Front, s.o)
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
func (s *Site) readStray(scan *Scan, paths []string) {
	for _, file := range paths {
		r := scan.Read(Seen{Path: file})
		s.Withheld.add(r.Withheld)
		if r.Withheld.Total() == 0 {
			s.Diags = append(s.Diags, ignored(file)...)
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
