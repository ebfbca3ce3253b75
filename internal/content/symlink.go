package content

import (
	"io/fs"

	"dossier/internal/diag"
)

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
		return outside(file)
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

// outside says of a symbolic link that nothing of the edition is behind it.
func outside(file string) *diag.Diagnostic {
	return &diag.Diagnostic{
		Pos: diag.Pos{Path: file}, Severity: diag.Error, Code: "symlink-outside",
		Text: "this symbolic link leads out of the site, or to nothing in this edition", Hint: "put the file itself here",
	}
}
