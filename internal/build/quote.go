package build

import (
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// Quotable reports whether messages about a file may quote its lines. Those of the
// register and the tag vocabulary may not where the file has labels and one of them
// is above the edition, or something that may have been meant as one: entries of
// several markings share it, and where it cannot be parsed there is no telling them
// apart.
func (r *Result) Quotable(o Options, file string) bool {
	content := folderOf(o)
	if o.Bare || !strings.HasPrefix(file, content+"/sources/") && path.Dir(file) != content || path.Ext(file) == ".md" {
		return true
	}
	if slices.ContainsFunc(r.Diags, func(d diag.Diagnostic) bool { return d.Path == file && briefing.Unclear(diag.List{d}) }) {
		return false
	}
	text, err := fs.ReadFile(o.Root, file)
	return err == nil && !labelledAbove(string(text), o.Edition)
}

// folderOf names the folder of content.
func folderOf(o Options) string { return cmp.Or(o.Folder, "content") }

var labelForm = regexp.MustCompile(`(?i)\b(?:clear|white|green|amber(?:\+strict)?|red)\b`)

func labelledAbove(text string, edition briefing.Marking) bool {
	if !strings.Contains(strings.ToLower(text), "tlp") {
		return false
	}
	for _, word := range labelForm.FindAllString(text, -1) {
		if m, _, err := briefing.ParseMarking(word); err == nil && m > edition {
			return true
		}
	}
	return false
}
