package site

import "strings"

// Kind says what a page is and, with Page.Key and Page.Part, of what.
type Kind uint8

// The kinds of pages. Key and Part are 0 where nothing is said of them.
const (
	Home        Kind = iota
	NotFound         // 404.html
	Briefing         // Key: number of the briefing
	Plain            // Key: number of the plain page among the documents
	List             // Key: index of the list; Part 0 is its root, else the closed page of that number
	Tags             // index of tags
	Authors          // index of authors
	Desks            // index of desks
	SeriesIndex      // index of series
	Outlets          // index of outlets
	Sources          // index of sources
	Shelf            // Key: index of the shelf
	Leaf             // Key: index of the shelf; Part: the character by which the leaf is known
	SourceYear       // Key: index of the source; Part: the year of this part of its cited by
	Redirect         // Key: index of the alias
	Atom             // of the site
	JSONFeed         // of the site
	TagAtom          // Key: index of the tag
	Sitemap          // index of sitemaps
	SitemapPart      // Key: index of the sitemap
	Robots           // robots.txt
	Headers          // _headers
	Redirects        // _redirects
	Export           // Key: number of the briefing; Part: index of the format among the configured
	File             // Key: index of a picture or attachment
	Asset            // Key: index among the asset set's files
)

var kindNames = [...]string{"home", "not-found", "briefing", "page", "list", "tags", "authors", "desks",
	"series", "outlets", "sources", "shelf", "leaf", "source-year", "redirect", "feed", "json-feed", "tag-feed", "sitemap",
	"sitemap-part", "robots", "headers", "redirects", "export", "file", "asset"}

// String gives the kind's name as "list view" and messages show it.
func (k Kind) String() string { return kindNames[k] }

// Page is one output. It is a value: knowing it costs nothing, and what it says
// is made by View when it is wanted.
type Page struct {
	Path string // site path: "/tags/x/", or "/feed.xml" for a file of its own name
	Key  int
	Part int32 // 32 bits, as it then stands beside Kind: there are half a million pages to a large archive
	Kind Kind
}

// Output gives the file of the page, slash-separated from the output's root.
func (p Page) Output() string {
	name := strings.TrimPrefix(p.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		return name + "index.html"
	}
	return name
}
