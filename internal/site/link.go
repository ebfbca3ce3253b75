package site

import (
	"net/url"
	"path"
	"strings"

	"dossier/internal/briefing"
)

// linker writes the addresses of one page: from the root, relative to the page,
// or absolute.
type linker struct {
	prefix string // what stands before a site path
	index  string // "index.html" where a folder's address must name it
}

// linkerOf gives the linker of a page in the site's link style.
func (s *Site) linkerOf(p Page) linker {
	if s.cfg.Links != "relative" {
		return linker{prefix: s.base}
	}
	if p.Kind == NotFound { // shown at any address
		return s.absolute()
	}
	depth := strings.Count(p.Path, "/") - 1
	if depth == 0 {
		return linker{prefix: ".", index: "index.html"}
	}
	return linker{prefix: strings.TrimSuffix(strings.Repeat("../", depth), "/"), index: "index.html"}
}

// absolute gives the linker for feeds, sitemaps and canonical addresses.
func (s *Site) absolute() linker { return linker{prefix: s.origin + s.base} }

// to writes the address of a site path, which may end with a fragment. Nearly all
// paths need nothing but the prefix, and a page holds a hundred of them.
func (l linker) to(to string) HTML {
	path, fragment, has := strings.Cut(to, "#")
	if l.index == "" && isPlain(l.prefix) && isPlain(path) && (!has || isPlain(fragment)) {
		return HTML(l.prefix + to)
	}
	return Text(l.plain(to))
}

func (l linker) plain(to string) string {
	to, fragment, has := strings.Cut(to, "#")
	if l.index != "" && strings.HasSuffix(to, "/") {
		to += l.index
	}
	out := l.prefix + escapePath(to)
	if has {
		out += "#" + escapeFragment(fragment)
	}
	return out
}

// escapePath escapes a path for a URL (RFC 3986, 3.3).
func escapePath(p string) string {
	if isPlain(p) {
		return p
	}
	return (&url.URL{Path: p}).EscapedPath()
}

// escapeFragment escapes an id for use behind "#" (RFC 3986, 3.5).
func escapeFragment(f string) string {
	if isPlain(f) {
		return f
	}
	return (&url.URL{Fragment: f}).EscapedFragment()
}

// isPlain reports whether a text needs no escaping in a URL, nor in HTML.
func isPlain(s string) bool {
	for i := range len(s) {
		if !plainByte[s[i]] {
			return false
		}
	}
	return true
}

var plainByte = func() (table [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-._~:") {
		table[c] = true
	}
	return table
}()

// target is where a link of an author leads.
type target struct {
	path     string // site path, or the URL as it is when external
	fragment string
	external bool
	file     int // index into Input.Pictures, -1 for a page
	document int // number of the document it leads to, -1 when it is none
}

// resolve finds what a link in document i leads to; ok is false when that is not
// in the edition. An author links to another briefing by its file, to a page of
// the site by its path, to a picture by its file.
func (s *Site) resolve(i int, raw string) (t target, ok bool) {
	t = target{file: -1, document: -1}
	if briefing.External(raw) {
		t.path, t.external = raw, true
		return t, true
	}
	t.path, t.fragment, _ = strings.Cut(raw, "#")
	if p, err := url.PathUnescape(t.path); err == nil {
		t.path = p
	}
	t.fragment, _ = url.PathUnescape(t.fragment)
	switch {
	case t.path == "":
		t.path, t.document = s.paths[i], i
		return t, true
	case isText(t.path):
		return s.resolveFile(i, t)
	case strings.HasPrefix(t.path, "/"):
		return s.resolvePath(t)
	}
	return s.resolvePicture(i, t)
}

// isText reports whether a link names a file that is read as Markdown.
func isText(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".md" || ext == ".markdown"
}

// fromFile makes a link relative to a file a path from the site's root.
func (s *Site) fromFile(i int, link string) string {
	if strings.HasPrefix(link, "/") {
		return strings.TrimPrefix(path.Clean(link), "/")
	}
	return path.Join(path.Dir(s.arch.Document(i).Path), link)
}

func (s *Site) resolveFile(i int, t target) (target, bool) {
	n, ok := s.numbers.find(s.fromFile(i, t.path))
	if !ok {
		return t, false
	}
	t.path, t.document = s.paths[n], n
	return t, true
}

func (s *Site) resolvePath(t target) (target, bool) {
	p, ok := s.planned.find(foldedPath(t.path))
	if !ok {
		return t, false
	}
	page := s.pages[p]
	t.path = page.Path
	if page.Kind == Briefing || page.Kind == Plain {
		t.document = page.Key
	}
	return t, true
}

func (s *Site) resolvePicture(i int, t target) (target, bool) {
	k, ok := s.files[s.fromFile(i, t.path)]
	if !ok {
		return t, false
	}
	t.path, t.file = s.fileAt[k], k
	return t, true
}
