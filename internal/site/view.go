package site

import (
	"html"
	"strings"
)

// HTML is text that may stand as it is in HTML: between tags, or in an attribute
// in double quotes. Every text of a view is of this type, so a template prints
// it without escaping again; a test finds any view field that is a bare string.
// Only Text and the printers of this project make one.
type HTML string

// Text makes plain text ready for HTML, and for XML, which can hold no control
// characters but tab and line ends: those are dropped.
func Text(s string) HTML {
	for i := range len(s) {
		if suspect[s[i]] {
			return HTML(html.EscapeString(strings.Map(printable, s)))
		}
	}
	return HTML(s)
}

// suspect are the bytes that may need work: those that are escaped, and those that
// begin what is not printable. A table, as every text of every page is looked at.
var suspect = func() (table [256]bool) {
	for c := range table {
		table[c] = c < ' ' || strings.IndexByte("\x7F\xEF<>&\"'", byte(c)) >= 0
	}
	return table
}()

// printable drops the characters that XML cannot hold.
func printable(c rune) rune {
	if c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7F || c == 0xFFFE || c == 0xFFFF {
		return -1
	}
	return c
}

// Shared is what all pages of one build have in common.
type Shared struct {
	Title        HTML
	Description  HTML
	Organisation HTML
	Lang         HTML // BCP 47
	Dir          HTML // "ltr" or "rtl"
	Edition      Label
	Generator    HTML // "dossier 1.2.3"
	Words        Words
}

// Label is a TLP marking as it is shown.
type Label struct {
	Text  HTML // "TLP:AMBER+STRICT"
	Class HTML // "tlp-amber-strict"
}

// Link leads somewhere. URL is empty when there is nowhere to lead; Count is 0
// where no count is shown.
type Link struct {
	URL   HTML
	Text  HTML
	Count int
}

// NavLink is an entry of the site's navigation.
type NavLink struct {
	URL     HTML
	Text    HTML
	Current bool
}

// Meta is one <meta> element: name or property, and content.
type Meta struct{ Name, Content HTML }

// Feed is a document that a page offers besides itself (<link rel="alternate">).
type Feed struct{ URL, Title, Type HTML }

// Head is what the page's <head>, header and footer need. Addresses are as the
// page must write them (root-relative, or relative where the site says so).
type Head struct {
	Kind        HTML // of page: "briefing", "tag" …, for the class of <body>
	Title       HTML // of the page, without the site's
	FullTitle   HTML // with the site's
	Description HTML
	Canonical   HTML // absolute; "" for pages that have no address of their own
	NoIndex     bool
	Home        HTML   // address of the home page
	Styles      []HTML // addresses of the style sheets
	Icon        HTML   // address of the favicon
	Nav         []NavLink
	FootNav     []NavLink // plain pages, feeds
	Feeds       []Feed
	Properties  []Meta // OpenGraph: <meta property>
	Meta        []Meta // Highwire and others: <meta name>
	JSONLD      HTML   // a JSON document, fit to stand in a <script type="application/ld+json">
	Marking     Label  // of this page, for its header and footer
	Held        HTML   // "Draft", "Embargoed until …": why the page is not published yet
}

// Entry is a briefing as a list shows it.
type Entry struct {
	URL     HTML
	Title   HTML
	Date    HTML // as read
	Summary HTML
	Desk    HTML
	Marking Label // empty for TLP:CLEAR
	Lang    HTML  // "" when it is the site's
	Dir     HTML
}

// HomeView is the home page.
type HomeView struct {
	Head    Head
	Entries []Entry // the newest
	All     Link    // to the archive
	Years   []Link  // with counts
	Tags    []Link  // the most used, with counts
	Series  []Link
	Indexes []Link // of series, desks and authors, where there are any, with counts
	Total   int    // briefings in the edition
	Sources int    // sources in the edition
}

// ListView is a list of briefings or of sources: the archive, a year, a month, a
// tag, an author, a desk, a series, an outlet.
type ListView struct {
	Head    Head
	Heading HTML
	Above   Link   // the index that this list belongs to; of a closed page, its root
	Intro   HTML   // description of the tag or outlet
	Facts   []Fact // of an outlet: reliability, country
	Total   int    // only on a list's root, else 0
	Index   []Link // the list's parts: years or months, with counts on roots
	Entries []Entry
	Sources []SourceLink // instead of Entries, for an outlet
	Older   Link         // the next older part; the way to the newer is Above and its Index
}

// Fact is a name and what it says.
type Fact struct{ Name, Value HTML }

// SourceLink is a source as a list shows it.
type SourceLink struct {
	Place HTML // address of its place
	Title HTML
	Date  HTML
	Note  HTML // status, if it has one to show
}

// IndexView lists lists: tags, outlets, authors and desks, series, sources.
type IndexView struct {
	Head    Head
	Heading HTML
	Intro   HTML
	Facts   []Fact
	Groups  []Group
}

// Group is a part of an index, under its own heading ("" for none).
type Group struct {
	Heading HTML
	Items   []Link // with counts
}

// ContentsItem is an entry of a briefing's contents list.
type ContentsItem struct {
	URL   HTML // "#id"
	Text  HTML
	Level int // 1 for the highest level that the briefing has, then 2 …
}

// BriefingView is a briefing, or a plain page (Plain true: no sign-off, no
// neighbours, no tags).
type BriefingView struct {
	Head      Head
	Plain     bool
	Lang      HTML // "" when it is the site's
	Dir       HTML
	Title     HTML
	Date      HTML // as read
	DateISO   HTML
	Updated   HTML
	Summary   HTML
	Desk      Link
	Authors   []Link
	Series    Link
	Minutes   int // reading time
	SignOff   []Fact
	Imported  bool // an import that nobody reviewed yet
	Contents  []ContentsItem
	Body      HTML
	Notes     []NoteView
	Sourcing  Sourcing
	Tags      []Link
	Previous  Link // the older neighbour
	Next      Link
	Related   []Entry
	Downloads []Link // exports of the sources
}

// NoteView is one entry of a briefing's list of notes.
type NoteView struct {
	Number  int
	ID      HTML   // "fn:LABEL"
	Also    []HTML // ids of notes that say the same and are printed here
	Body    HTML   // block HTML: the author's words, sources linked
	Sources []NoteSource
	Backs   []Back
}

// NoteSource is what the archive knows of a source that a note cites, beyond the
// note's own words.
type NoteSource struct {
	Place     HTML // address of the source's place
	Shown     HTML // its URL defanged, when it is not to be a link and the note does not show it
	Grade     HTML // "B2", "B", or ""
	Saved     Link // copy kept elsewhere
	Status    HTML // "", "dead", "moved", "retracted": class
	StatusMsg HTML // what the reader is told of it
}

// Back is a way from a note back to one of its markers.
type Back struct {
	To   HTML // id of the marker, ready to stand behind "#": "fnref:LABEL"
	Name HTML // accessible name: "Back to reference 3-2"
	Sign HTML // what is seen: "↩" or "↩2"
}

// Sourcing is the summary of the sources that a briefing rests on.
type Sourcing struct {
	Citations int
	Sources   int
	Outlets   []Link // with the number of this briefing's citations
}

// ShelfView is a shelf of sources, a leaf of it, or one source with a year of its cited by.
type ShelfView struct {
	Head    Head
	Heading HTML
	Above   Link
	Single  bool // the page is about one source; :target does not hide the others
	Sources []SourceView
	Joined  []JoinedView
}

// JoinedView is the place of a source that the register joined to another.
type JoinedView struct {
	ID HTML
	To Link
}

// SourceView is a source at its place.
type SourceView struct {
	ID          HTML
	Title       HTML
	Titled      bool // false: Title is the outlet and a readable form of the URL
	Href        HTML // ` href="…" rel="…" …` for the link, "" when it must not be one
	Shown       HTML // the URL as text, defanged when it is not to be a link
	Outlet      Link
	Authors     HTML
	Date        HTML
	Type        HTML
	Reliability HTML // "B, usually reliable"
	Note        HTML
	Status      HTML // "", "dead", "moved", "retracted": class
	StatusMsg   HTML
	Saved       Link
	Cited       []CitedBy
	More        []Link // the rest of its cited by, a page a year
	Elsewhere   Link   // where its cited by stands when the shelf is too heavy
}

// CitedBy is one citation, seen from the source.
type CitedBy struct {
	URL      HTML // of the very marker
	Title    HTML // of the briefing
	Date     HTML
	Sentence HTML
	Locator  HTML
	Marking  Label // empty for TLP:CLEAR
}

// NotFoundView is the page for addresses that lead nowhere.
type NotFoundView struct {
	Head    Head
	Entries []Entry
}
