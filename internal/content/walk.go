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
	stray    []string // Markdown where the register is
	tags     []string
	others   []other
	indexes  map[string]string // folder of a bundle to its index.md
	links    map[string]bool   // files that are symbolic links
	seen     []Seen            // all of the above
	infos    map[string]fs.FileInfo
	diags    diag.List

	folder, sources string // of content, and of the register with a slash behind it
}

// other is a file that is no text. A fault is reported only where its bundle is
// loaded.
type other struct {
	path  string
	fault *diag.Diagnostic
}

func walk(fsys fs.FS, o Options) (walked, error) {
	w := walked{
		indexes: map[string]string{}, links: map[string]bool{}, infos: map[string]fs.FileInfo{},
		folder: path.Clean(o.Folder), sources: path.Join(o.Folder, "sources") + "/",
	}
	err := fs.WalkDir(fsys, w.folder, func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && d == nil, err != nil && file == w.folder:
			return err
		case skipped(path.Base(file)) && file != w.folder:
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case err != nil:
			w.diags = append(w.diags, unreadable(file, err)...)
			return nil
		case !d.IsDir() && file == w.folder:
			return errors.New("this is no folder")
		case !d.IsDir():
			w.add(fsys, file, d, o)
		}
		return nil
	})
	w.markdown, w.register, w.tags = sorted(w.markdown), sorted(w.register), sorted(w.tags)
	return w, err
}

// add sorts one file in.
func (w *walked) add(fsys fs.FS, file string, d fs.DirEntry, o Options) {
	fault := linkFault(fsys, file, d)
	w.see(fsys, file, d)
	register := !o.Bare && strings.HasPrefix(file, w.sources)
	switch ext := strings.ToLower(path.Ext(file)); {
	case !isMarkdown(file) && !register && !w.isTags(file, o):
		w.others = append(w.others, other{file, fault})
	case fault != nil:
		w.diags = append(w.diags, *fault)
	case w.isTags(file, o):
		w.tags = append(w.tags, file)
	case register && (ext == ".yaml" || ext == ".yml" || ext == ".bib" || ext == ".json"):
		w.register = append(w.register, file)
	case register && isMarkdown(file):
		w.stray = append(w.stray, file)
	case register:
		w.diags = append(w.diags, ignored(file)...)
	default:
		w.markdown = append(w.markdown, file)
		if isIndex(file, o) {
			w.indexes[path.Dir(file)] = file
		}
	}
}

// see notes what a file is, nil for one that cannot be looked at: reading it tells why.
func (w *walked) see(fsys fs.FS, file string, d fs.DirEntry) {
	look := d.Info
	if d.Type()&fs.ModeSymlink != 0 {
		w.links[file] = true
		look = func() (fs.FileInfo, error) { return fs.Stat(fsys, file) }
	}
	info, _ := look()
	w.infos[file] = info
	w.seen = append(w.seen, w.at(file))
}

// ignored says of a file where the register is that it is none of its files.
func ignored(file string) (diags diag.List) {
	diags.Add(diag.Pos{Path: file}, diag.Warning, "file-ignored", "this is no file of the source register")
	diags.Hint("the register is read from .yaml, .yml, .bib and .json files")
	return diags
}

func (w *walked) isTags(file string, o Options) bool {
	if o.Bare || path.Dir(file) != w.folder {
		return false
	}
	name := path.Base(file)
	return name == "tags.yaml" || name == "tags.yml"
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

// dissolve drops, in a folder of any Markdown, the bundles that hold another text
// of the edition: there an index.md is often only the first page of many.
func (w *walked) dissolve(read []Loaded) {
	for _, r := range read {
		if r.File == nil {
			continue
		}
		if dir := path.Dir(r.File.Path); w.indexes[dir] != r.File.Path {
			delete(w.indexes, dir)
		}
	}
}
