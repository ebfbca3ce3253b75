package site

import "strings"

// claim enters the pages that came under their paths, and takes out those that are
// dropped. It reports whether none of them wants what another does: where there were no
// such pages, only one that came can be.
func (r *replan) claim() bool {
	n := r.now
	if 4*len(n.pages) > 3*len(r.was.planned.slots) {
		return false // it would find them, but slowly
	}
	n.planned = lookup{r.was.planned.slots, n.foldedOf, r.was.planned.hash}
	if !r.samePages() {
		n.planned = n.planned.renumbered(r.to)
	}
	files := map[string]bool{}
	for _, i := range r.came {
		folded := n.foldedOf(i)
		if reserved(folded) || n.planned.add(i) != i {
			return false
		}
		files[folded] = true
	}
	for _, i := range r.came {
		if underAny(n.foldedOf(i), func(dir string) bool { _, taken := n.planned.find(dir); return taken }) {
			return false
		}
	}
	return !r.foldersAmong(files)
}

// underAny reports whether a folded path is in a folder of which something holds.
func underAny(folded string, is func(dir string) bool) bool {
	for end := strings.LastIndexByte(folded, '/'); end > 0; end = strings.LastIndexByte(folded[:end], '/') {
		if is(withoutIndex(folded[:end])) {
			return true
		}
	}
	return false
}

// foldersAmong reports whether a page is in a folder that is one of the files that came.
// Only paths that authors or the makers of files choose can be.
func (r *replan) foldersAmong(files map[string]bool) bool {
	for f := range files {
		if strings.HasSuffix(f, "/") || f == "" {
			delete(files, f)
		}
	}
	if len(files) == 0 {
		return false
	}
	for i, p := range r.now.pages {
		switch p.Kind {
		case Briefing, Plain, Redirect, File, Asset, List:
			if underAny(r.now.foldedOf(i), func(dir string) bool { return files[dir] }) {
				return true
			}
		}
	}
	return false
}
