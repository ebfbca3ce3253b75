package site

import (
	"path"
	"slices"
	"strings"

	"dossier/internal/diag"
)

// alias is an old address and the document that it leads to.
type alias struct {
	from string
	to   int
}

// planAliases plans a stub for each old address of a document.
func (s *Site) planAliases() {
	for i := range s.paths {
		from, diags := s.aliasesOf(i)
		s.say(i, diags)
		for _, path := range from {
			s.add(Page{Path: path, Kind: Redirect, Key: len(s.aliases)})
			s.aliases = append(s.aliases, alias{path, i})
		}
	}
}

// aliasesOf gives the old addresses of document i: those that its author lists, and what
// older permalink patterns would have made.
func (s *Site) aliasesOf(i int) (from []string, diags diag.List) {
	b := s.arch.Document(i)
	add := func(path string) {
		if path != s.paths[i] && !slices.Contains(from, path) {
			from = append(from, path)
		}
	}
	if i < len(s.arch.Briefings) {
		for _, p := range s.cfg.Permalinks[1:] {
			if identifies(p, b) {
				add(s.permalink(p, b))
			}
		}
	}
	for _, a := range b.Front.Aliases {
		path, ok := aliasPath(a.Value)
		if !ok {
			diags.Add(a.At, diag.Error, "alias-invalid", "alias %q is not a path of the site", a.Value)
			diags.Hint("write it from the root, as in \"/2018/old-name/\"")
			continue
		}
		add(path)
	}
	return from, diags
}

// aliasPath makes an alias a path of the site: from the root, without dot
// segments, a folder unless its last element has an ending.
func aliasPath(a string) (string, bool) {
	if !strings.HasPrefix(a, "/") || strings.ContainsAny(a, "\\?#%\x00 \t\r\n") || strings.Contains(a, "//") || path.Clean(a) != strings.TrimSuffix(a, "/") {
		return "", false
	}
	if !strings.HasSuffix(a, "/") && path.Ext(a) == "" {
		a += "/"
	}
	return a, true
}
