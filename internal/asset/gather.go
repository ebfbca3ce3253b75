package asset

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"dossier/internal/diag"
)

// source is a file of theme or site on its way to its published form.
type source struct {
	at    string // path in diagnostics
	data  []byte // as read; as published once finished
	path  string // as published; set once finished
	state state
}

// gather reads the files of a folder into found, over those of the same name.
func gather(fsys fs.FS, prefix string, found map[string]*source, diags *diag.List) {
	if fsys == nil {
		return
	}
	unreadable := func(name string, err error) {
		diags.Add(diag.Pos{Path: prefix + name}, diag.Error, "asset-unreadable", "%s", reason(err))
	}
	// The function returns no error but SkipDir, so WalkDir has none to return.
	_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case name == "." && errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			unreadable(name, err)
			return nil
		case leftOut(name) && d.IsDir():
			return fs.SkipDir
		case leftOut(name) || d.IsDir():
			return nil
		}
		data, err := read(fsys, name)
		if err != nil {
			unreadable(name, err)
			return nil
		}
		found[name] = &source{at: prefix + name, data: data}
		return nil
	})
}

// leftOut reports whether a file or folder is never published.
func leftOut(name string) bool {
	base := path.Base(name)
	switch {
	case name == "." || name == ".well-known":
		return false
	case strings.HasPrefix(base, "."):
		return true
	}
	return path.Ext(base) == ".go"
}

var (
	errNotFile = errors.New("neither a file nor a folder")
	errLinkDir = errors.New("a link to a folder, which is not followed")
)

// read gives the bytes of a regular file, or of one that a link leads to. Whether
// a link may lead out of the folder is for the file system to say.
func read(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errLinkDir
	case !info.Mode().IsRegular():
		return nil, errNotFile
	}
	return fs.ReadFile(fsys, name)
}

// reason is an error without the path, which a diagnostic gives already and which
// may name a folder of this machine.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
