package site

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/config"
	"dossier/internal/diag"
)

// plan says which pages there are. Reading it from the top is reading the list
// of what an archive consists of.
func (s *Site) plan() {
	s.nameDocuments()
	s.add(Page{Path: "/", Kind: Home})
	s.add(Page{Path: "/404.html", Kind: NotFound})
	s.planDocuments()
	s.planLists()
	s.planSources()
	s.planFeeds()
	s.planFiles()
	s.planAliases()
	s.planRest()
	s.claim(&s.colliding)
}

func (s *Site) add(p Page) { s.pages = append(s.pages, p) }

// nameDocuments gives every briefing and plain page its path.
func (s *Site) nameDocuments() {
	n := len(s.arch.Briefings) + len(s.arch.Pages)
	s.paths = make([]string, 0, n)
	for i := range n {
		s.say(i, s.nameless(i))
		s.paths = append(s.paths, s.pathOf(i))
	}
	s.numbers = newLookup(len(s.paths), s.fileOf)
	for i := range s.paths {
		s.numbers.add(i)
	}
}

// fileOf gives the file of document i.
func (s *Site) fileOf(i int) string { return s.arch.Document(i).Path }

// pathOf makes the path of document i.
func (s *Site) pathOf(i int) string {
	if i < len(s.arch.Briefings) {
		return s.permalink(s.cfg.Permalinks[0], s.arch.Briefings[i])
	}
	return plainPath(s.arch.Document(i))
}

// nameless reports a briefing whose path needs an id that it does not have.
func (s *Site) nameless(i int) (diags diag.List) {
	if b := s.arch.Document(i); i < len(s.arch.Briefings) && !identifies(s.cfg.Permalinks[0], b) {
		diags.Add(b.At(1, 1), diag.Error, "id-missing", "the permalink %q needs an id, and the file has none", s.cfg.Permalinks[0])
		diags.Hint("write id: and a word of its own, as \"dossier new\" does, or put :slug into the permalink")
	}
	return diags
}

// plainPath is the place of a plain page in content/pages/, its slug last.
func plainPath(b *briefing.Briefing) string {
	dir := path.Dir(b.Path)
	if path.Base(b.Path) == "index.md" {
		dir = path.Dir(dir)
	}
	_, below, _ := strings.Cut(dir+"/", "pages/")
	return "/" + below + b.Front.Slug + "/"
}

// permalink fills in a pattern. A part that the briefing cannot name is left
// out, as the month of a briefing dated to a year.
func (s *Site) permalink(p config.Permalink, b *briefing.Briefing) string {
	d := b.Front.Date
	return p.Expand(func(name string) string {
		switch name {
		case "year":
			return number(int(d.Year), 4)
		case "month":
			return number(int(d.Month), 2)
		case "day":
			return number(int(d.Day), 2)
		case "slug":
			return b.Front.Slug
		case "id":
			return b.Front.ID
		case "series":
			return slugOrNothing(b.Front.Series)
		case "desk":
			return slugOrNothing(b.Front.Desk)
		}
		return ""
	})
}

// identifies reports whether a pattern tells a briefing from all others: by its
// slug, which each has, or by an id that it has.
func identifies(p config.Permalink, b *briefing.Briefing) bool {
	return b.Front.ID != "" || strings.Contains(string(p), ":slug")
}

func number(n, width int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%0*d", width, n)
}

func slugOrNothing(name string) string {
	slug, _ := briefing.Slug(name)
	return slug
}

func (s *Site) planDocuments() {
	n := len(s.arch.Briefings)
	s.pages = slices.Grow(s.pages, len(s.paths)*(2+len(s.cfg.Exports))) // with about one more for lists and sources
	for i, p := range s.paths {
		if i >= n {
			s.add(Page{Path: p, Kind: Plain, Key: i})
			continue
		}
		if len(s.arch.SourcesOf(i)) == 0 || len(s.cfg.Exports) == 0 {
			s.add(Page{Path: p, Kind: Briefing, Key: i})
			continue
		}
		s.planWithExports(i)
	}
}

// planWithExports plans briefing i and the files beside it. Their paths are pieces of
// one text.
func (s *Site) planWithExports(i int) {
	path := s.paths[i]
	parts := make([]string, 0, 2*len(s.cfg.Exports))
	for _, format := range s.cfg.Exports {
		parts = append(parts, path, formOf(format).file)
	}
	text := strings.Join(parts, "")
	s.paths[i] = text[:len(path)]
	s.add(Page{Path: s.paths[i], Kind: Briefing, Key: i})
	for k, format := range s.cfg.Exports {
		n := len(path) + len(formOf(format).file)
		s.add(Page{Path: text[:n], Kind: Export, Key: i, Part: int32(k)})
		text = text[n:]
	}
}

// ArchivePath is where the list of all briefings stands.
const ArchivePath = "/briefings/"

func (s *Site) planLists() {
	all := make([]int32, len(s.arch.Briefings))
	for i := range all {
		all[i] = int32(i)
	}
	s.archiveList = s.addList(list{kind: archiveList, root: ArchivePath, members: all}, s.yearOf)
	s.monthLists = map[[2]int]int{}
	for y, year := range s.arch.Years {
		root := ArchivePath + number(year.Year, 4) + "/"
		s.yearLists = append(s.yearLists, s.addList(list{kind: yearList, key: y, root: root, members: year.Members}, s.yearOf))
		for m, members := range year.Months {
			if len(members) > 0 {
				s.monthLists[[2]int{y, m}] = s.addList(list{kind: monthList, key: 12*y + m, root: root + number(m+1, 2) + "/", members: members}, s.yearOf)
			}
		}
	}
	a := s.arch
	s.tagLists = s.groupLists(tagList, "/tags/", a.Tags)
	s.authorLists = s.groupLists(authorList, "/authors/", a.Authors)
	s.deskLists = s.groupLists(deskList, "/desks/", a.Desks)
	s.seriesLists = s.groupLists(seriesList, "/series/", a.Series)
	s.add(Page{Path: "/tags/", Kind: Tags})
	s.addIndex(Authors, "/authors/", len(a.Authors))
	s.addIndex(Desks, "/desks/", len(a.Desks))
	s.addIndex(SeriesIndex, "/series/", len(a.Series))
}

// addIndex plans the page that lists lists, when there are any.
func (s *Site) addIndex(kind Kind, path string, n int) {
	if n > 0 {
		s.add(Page{Path: path, Kind: kind})
	}
}

func (s *Site) planSources() {
	s.add(Page{Path: "/sources/", Kind: Sources})
	s.shelve()
	for o := range s.arch.Outlets {
		s.outletLists = append(s.outletLists, s.addOutlet(o))
	}
	s.add(Page{Path: "/outlets/", Kind: Outlets})
}

// addOutlet plans the list of the outlet of an index.
func (s *Site) addOutlet(o int) int {
	outlet := &s.arch.Outlets[o]
	root := "/outlets/" + outletSlug(outlet.Domain) + "/"
	return s.addList(list{kind: outletList, key: o, root: root, members: outlet.Sources, phase: phaseOf(root, s.cfg.PageSize)}, s.firstCited)
}

// outletSlug keeps a domain as it is; what stands in for one (an address with a
// port or in brackets) is made fit for a path.
func outletSlug(domain string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:[]?#%`, r) {
			return '-'
		}
		return r
	}, domain)
}

func (s *Site) planFeeds() {
	s.add(Page{Path: "/feed.xml", Kind: Atom})
	s.add(Page{Path: "/feed.json", Kind: JSONFeed})
	for t := range s.tagLists {
		s.addTagFeed(t)
	}
}

func (s *Site) addTagFeed(t int) {
	s.add(Page{Path: s.lists[s.tagLists[t]].root + "feed.xml", Kind: TagAtom, Key: t})
}

// planFiles gives the pictures and attachments of briefings their paths: those
// of a bundle stand beside their briefing, others below /files/.
func (s *Site) planFiles() {
	s.files = map[string]int{}
	owner := map[string]string{}
	for i := range s.paths {
		for _, f := range s.arch.Document(i).Bundle {
			owner[f] = s.paths[i] + strings.TrimPrefix(f, path.Dir(s.arch.Document(i).Path)+"/")
		}
	}
	for k, f := range s.in.Pictures {
		at, ok := owner[f.Source]
		if !ok {
			at = "/files/" + strings.TrimPrefix(f.Source, "content/")
		}
		s.files[f.Source] = k
		s.fileAt = append(s.fileAt, at)
		s.add(Page{Path: at, Kind: File, Key: k})
	}
	for k, f := range s.assets.Files() {
		s.add(Page{Path: "/" + f.Path, Kind: Asset, Key: k})
	}
}

func (s *Site) planRest() {
	s.planSitemaps()
	s.addUnlessOurs(Page{Path: "/robots.txt", Kind: Robots})
	s.addUnlessOurs(Page{Path: "/_headers", Kind: Headers})
	s.addUnlessOurs(Page{Path: "/_redirects", Kind: Redirects})
}

// addUnlessOurs plans a page unless the site's own static/ has a file of that
// name, which then stands as it is.
func (s *Site) addUnlessOurs(p Page) {
	for _, f := range s.assets.Files() {
		if "/"+f.Path == p.Path {
			return
		}
	}
	s.add(p)
}
