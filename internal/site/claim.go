package site

import (
	"fmt"
	"path"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// claim finds pages that want the same file, also on a file system that does not
// tell case or Unicode forms apart, or that want a file where another wants a
// folder, and pages in the folder that a build keeps to itself.
func (s *Site) claim(diags *diag.List) {
	folded := make([]string, len(s.pages)) // most are pieces of the paths; those that are not are not kept
	s.planned = newLookup(len(s.pages), func(i int) string { return folded[i] })
	for i, p := range s.pages {
		folded[i] = foldedPath(p.Path)
		if reserved(folded[i]) {
			diags.Add(s.owner(p), diag.Error, "path-reserved", "%s wants %q, in the folder that a build keeps to itself", s.describe(p), p.Path)
			diags.Hint("give it an address that does not begin with /.dossier/")
		}
		if first := s.planned.add(i); first != i {
			s.collide(s.pages[first], p, diags)
		}
	}
	s.claimFolders(folded, diags)
	s.planned.name = s.foldedOf
}

// foldedOf gives the folded path of page i.
func (s *Site) foldedOf(i int) string { return foldedPath(s.pages[i].Path) }

// claimFolders finds pages that want a folder where another wants a file.
func (s *Site) claimFolders(folded []string, diags *diag.List) {
	fit := map[string]bool{".": true} // folders that no page wants as a file, nor one above them
	for i := range s.pages {
		for dir := path.Dir(folded[i]); !fit[dir]; dir = path.Dir(dir) {
			first, taken := s.planned.find(withoutIndex(dir))
			if taken {
				s.collide(s.pages[first], s.pages[i], diags)
				break
			}
			fit[dir] = true
		}
	}
}

// foldedPath gives the form of a site path by which pages are told apart: two have the
// same where their files would be one.
func foldedPath(path string) string {
	return withoutIndex(briefing.FoldLabel(strings.TrimPrefix(path, "/")))
}

// withoutIndex gives the folder of an index.html, and any other path as it is.
func withoutIndex(name string) string {
	if folder, ok := strings.CutSuffix(name, "index.html"); ok && (folder == "" || strings.HasSuffix(folder, "/")) {
		return folder
	}
	return name
}

// reserved reports whether a folded path is in the folder that a build keeps to itself.
func reserved(folded string) bool {
	return folded == ".dossier" || strings.HasPrefix(folded, ".dossier/")
}

func (s *Site) collide(first, second Page, diags *diag.List) {
	at := s.owner(second)
	if at.Path == "" {
		at = s.owner(first)
	}
	diags.Add(at, diag.Error, "path-collision", "%s and %s both want %q", s.describe(first), s.describe(second), second.Path)
	diags.Hint("give one of them another slug")
}

// owner gives the file from whose front matter a page comes, if it has one.
func (s *Site) owner(p Page) diag.Pos {
	switch p.Kind {
	case Briefing, Plain, Export:
		return s.arch.Document(p.Key).KeyAt("slug")
	case Redirect:
		return s.arch.Document(s.aliases[p.Key].to).KeyAt("aliases")
	case File:
		return diag.Pos{Path: s.in.Pictures[p.Key].Source}
	}
	return diag.Pos{}
}

func (s *Site) describe(p Page) string {
	switch at := s.owner(p); {
	case p.Kind == Redirect:
		return "an alias of " + at.Path
	case at.Path != "":
		return at.Path
	case p.Kind == Asset:
		return "static" + p.Path
	case p.Kind == List:
		l := &s.lists[p.Key]
		return fmt.Sprintf("the %s list %q", listNames[l.kind], s.heading(l))
	}
	return fmt.Sprintf("the %s page", p.Kind)
}
