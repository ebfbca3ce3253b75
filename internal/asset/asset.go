// Package asset gathers the static files that a site publishes: those of the
// theme and those below the site's own static/. Both are folders of one shape,
// and where both have a file of one name the site's is taken.
//
//	static/robots.txt           -> robots.txt                 copied as named
//	static/assets/site.css      -> assets/site.3f9a1c2b.css   hashed
//	static/.well-known/x.txt    -> .well-known/x.txt          (RFC 8615)
//
// A file below assets/ is published under a name that holds the first eight hex
// digits of the SHA-256 of what is published, so that it may be cached for ever.
//
// Style sheets may name other files by url(...), @import and image-set(). Each
// name is taken from the folder of the style sheet, or from the site's root when
// it starts with a slash, and must be a file of this set. Where the file is
// published under another name the style sheet is rewritten to that name, always
// relative, so that it holds below a sub-path and on a local disk; a query or
// fragment stays. A fragment alone is left as it is. These are errors:
//
//	asset-missing     no such file
//	asset-external    another host, or data:, which the published policy forbids
//	asset-cycle       style sheets that import each other in a ring
//	asset-css         a string, address or comment that does not end, or no UTF-8
//	asset-unreadable  a file that cannot be read, or is neither file nor folder
//
// Left out are files ending in ".go" and whatever is hidden (a name that starts
// with a dot), but for the folder .well-known at the root.
package asset

import (
	"cmp"
	"io/fs"
	"maps"
	"slices"

	"dossier/internal/diag"
)

// File is one file as it is published. Path is slash-separated from the root of
// the output, without a leading slash.
type File struct {
	Path string
	Data []byte
}

// Set is the static files of a site. The zero value is an empty set.
type Set struct {
	files  []File
	byName map[string]string
}

// Files gives every file, sorted by path.
func (s *Set) Files() []File { return s.files }

// Names gives the names that the files have below static/, sorted.
func (s *Set) Names() []string { return slices.Sorted(maps.Keys(s.byName)) }

// Name gives the published path of a file by its name below static/, as in
// "assets/site.css", and whether there is such a file.
func (s *Set) Name(name string) (path string, ok bool) {
	path, ok = s.byName[name]
	return path, ok
}

// Collect reads the static files of the theme and of the site, either of which
// may be nil or absent. Places in the site's files start with "static/", those in
// the theme's with "theme:static/". The set is complete only when the list holds
// no error.
func Collect(theme, site fs.FS) (*Set, diag.List) {
	var diags diag.List
	found := map[string]*source{}
	gather(theme, "theme:static/", found, &diags)
	gather(site, "static/", found, &diags)

	names := slices.Sorted(maps.Keys(found))
	w := &weaver{found: found, diags: &diags}
	set := &Set{byName: make(map[string]string, len(names))}
	for _, name := range names {
		w.finish(name)
		f := found[name]
		set.byName[name] = f.path
		set.files = append(set.files, File{Path: f.path, Data: f.data})
	}
	slices.SortFunc(set.files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return set, diags.Sort()
}
