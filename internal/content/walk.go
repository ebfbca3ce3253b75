package content

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"dossier/internal/diag"
)

// walked is what lies in the content folder, by what it is for, each in the
// order of paths.
type walked struct {
	markdown []string
	register []string
	tags     []string
	others   []other
	indexes  map[string]string // folder of a bundle to its index.md
	diags    diag.List
}

// other is a file that is no text. A fault is reported only where its bundle is
// loaded.
type other struct {
	path  string
	fault *diag.Diagnostic
}

func walk(fsys fs.FS, o Options) (walked, error) {
	w := walked{indexes: map[string]string{}}
	err := fs.WalkDir(fsys, path.Clean(o.Folder), func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && d == nil, err != nil && file == path.Clean(o.Folder):
			return err
		case skipped(path.Base(file)) && file != path.Clean(o.Folder):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case err != nil:
			w.diags = append(w.diags, unreadable(file, err)...)
			return nil
		case !d.IsDir() && file == path.Clean(o.Folder):
			return errors.New("this is no folder")
		case !d.IsDir():
			w.add(fsys, file, d, o)
		}
		return nil
	})
	w.markdown, w.register, w.tags = sorted(w.markdown), sorted(w.register), sorted(w.tags)
	w.dissolve(o)
	return w, err
}

// add sorts one file in.
func (w *walked) add(fsys fs.FS, file string, d fs.DirEntry, o Options) {
	fault := linkFault(fsys, file, d)
	register := !o.Bare && strings.HasPrefix(file, path.Join(o.Folder, "sources")+"/")
	switch ext := strings.ToLower(path.Ext(file)); {
	case !isMarkdown(file) && !register && !isTags(file, o):
		w.others = append(w.others, other{file, fault})
	case fault != nil:
		w.diags = append(w.diags, *fault)
	case isTags(file, o):
		w.tags = append(w.tags, file)
	case register && (ext == ".yaml" || ext == ".yml" || ext == ".bib" || ext == ".json"):
		w.register = append(w.register, file)
	case register:
		w.diags.Add(diag.Pos{Path: file}, diag.Warning, "file-ignored", "this is no file of the source register")
		w.diags.Hint("the register is read from .yaml, .yml, .bib and .json files")
	default:
		w.markdown = append(w.markdown, file)
		if isIndex(file, o) {
			w.indexes[path.Dir(file)] = file
		}
	}
}

func isTags(file string, o Options) bool {
	return !o.Bare && (file == path.Join(o.Folder, "tags.yaml") || file == path.Join(o.Folder, "tags.yml"))
}

// linkFault says what is wrong with a file that is a symbolic link or no regular
// file, nil when it can be read.
func linkFault(fsys fs.FS, file string, d fs.DirEntry) *diag.Diagnostic {
	if d.Type().IsRegular() {
		return nil
	}
	fault := diag.Diagnostic{Pos: diag.Pos{Path: file}, Severity: diag.Error}
	if d.Type()&fs.ModeSymlink == 0 {
		fault.Code, fault.Text = "file-unreadable", "this is no regular file"
		return &fault
	}
	info, err := fs.Stat(fsys, file)
	switch {
	case err != nil:
		fault.Code, fault.Text = "symlink-outside", "this symbolic link leads out of the site, or nowhere ("+reason(err)+")"
		fault.Hint = "put the file itself here"
	case info.IsDir():
		fault.Severity, fault.Code, fault.Text = diag.Warning, "symlink-folder", "the folder behind this symbolic link is not read"
		fault.Hint = "put the folder itself here"
	case !info.Mode().IsRegular():
		fault.Code, fault.Text = "file-unreadable", "behind this symbolic link is no regular file"
	default:
		return nil
	}
	return &fault
}

// bundle gives the index.md of the bundle that a folder is or lies in, or "".
func (w *walked) bundle(dir string) string {
	for ; dir != "." && dir != "/"; dir = path.Dir(dir) {
		if index := w.indexes[dir]; index != "" {
			return index
		}
	}
	return ""
}

// dissolve drops, in a folder of any Markdown, the bundles that hold more than
// one text: there an index.md is often only the first page of many.
func (w *walked) dissolve(o Options) {
	if !o.Bare {
		return
	}
	texts := map[string]int{}
	for _, file := range w.markdown {
		texts[path.Dir(file)]++
	}
	for dir, n := range texts {
		if n > 1 {
			delete(w.indexes, dir)
		}
	}
}
