package site

import (
	"path"
	"strings"

	"dossier/internal/diag"
)

// alias is an old address and the document that it leads to.
type alias struct {
	from string
	to   int
}

// planAliases plans a stub for each old address of a document: those that its
// author lists, and what older permalink patterns would have made.
func (s *Site) planAliases(diags *diag.List) {
	for i, to := range s.paths {
		b := s.arch.Document(i)
		seen := map[string]bool{to: true}
		if i < len(s.arch.Briefings) {
			for _, p := range s.cfg.Permalinks[1:] {
				if !identifies(p, b) {
					continue
				}
				s.addAlias(s.permalink(p, b), i, seen)
			}
		}
		for _, a := range b.Front.Aliases {
			from, ok := aliasPath(a.Value)
			if !ok {
				diags.Add(a.At, diag.Error, "alias-invalid", "alias %q is not a path of the site", a.Value)
				diags.Hint("write it from the root, as in \"/2018/old-name/\"")
				continue
			}
			s.addAlias(from, i, seen)
		}
	}
}

func (s *Site) addAlias(from string, to int, seen map[string]bool) {
	if seen[from] {
		return
	}
	seen[from] = true
	s.add(Page{Path: from, Kind: Redirect, Key: len(s.aliases)})
	s.aliases = append(s.aliases, alias{from, to})
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
