package content

import (
	"io/fs"
	"os"
	"path"
	"slices"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// shown drops files that are symbolic links into what is not of the edition.
func (s *Site) shown(fsys fs.FS, w walked, files, hidden []string) (out []string) {
	for _, file := range files {
		if w.links[file] && leadsTo(fsys, file, hidden) {
			s.Diags = append(s.Diags, *outside(file))
		} else {
			out = append(out, file)
		}
	}
	return out
}

// shareOut gives the other files to the bundles they lie in. Those that lie in
// the bundle of a file that is not loaded are nobody's, and so is what a symbolic
// link from elsewhere shows of a bundle that is not of the edition.
func (s *Site) shareOut(fsys fs.FS, w walked, hidden []string, o Options) {
	byPath := make(map[string]*briefing.File, len(s.Files))
	for _, f := range s.Files {
		byPath[f.Path] = f
	}
	if !o.Bare {
		s.onlyTexts(w, byPath)
	}
	s.Hidden = slices.Clone(hidden)
	for _, other := range w.others {
		index := w.bundle(path.Dir(other.path))
		f := byPath[index]
		switch {
		case index != "" && f == nil:
			continue
		case w.links[other.path] && leadsTo(fsys, other.path, hidden):
			other.fault = outside(other.path)
			s.Hidden = append(s.Hidden, other.path)
		}
		switch {
		case other.fault != nil:
			s.Diags = append(s.Diags, *other.fault)
		case f != nil:
			f.Bundle = append(f.Bundle, other.path)
		default:
			s.Others = append(s.Others, other.path)
		}
	}
	s.Hidden = sorted(s.Hidden)
}

// hidden lists the folders of bundles that are not of the edition, and their files.
func (w *walked) hidden(withheld map[string]Withheld) (out []string) {
	for dir, index := range w.indexes {
		if _, held := withheld[index]; held {
			out = append(out, dir)
		}
	}
	for _, other := range w.others {
		if _, held := withheld[w.bundle(path.Dir(other.path))]; held {
			out = append(out, other.path)
		}
	}
	return out
}

// leadsTo reports whether a symbolic link leads to one of the files.
func leadsTo(fsys fs.FS, link string, files []string) bool {
	to, err := fs.Stat(fsys, link)
	if err != nil {
		return false
	}
	for _, file := range files {
		if info, err := fs.Stat(fsys, file); err == nil && os.SameFile(info, to) {
			return true
		}
	}
	return false
}

// onlyTexts reports a second text in a bundle.
func (s *Site) onlyTexts(w walked, loaded map[string]*briefing.File) {
	for _, f := range s.Files {
		dir := path.Dir(f.Path)
		if index := w.indexes[dir]; index != "" && index != f.Path && loaded[index] != nil {
			s.Diags.Add(diag.Pos{Path: f.Path}, diag.Error, "bundle-markdown", "a second Markdown file in the bundle %s", dir)
			s.Diags.Hint("a folder with an index.md holds one text and its pictures; move one of the two")
		}
	}
}
