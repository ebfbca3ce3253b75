package preview

import (
	"context"

	"dossier/internal/diag"
)

// Work is what is previewed: an archive in each edition that it can be seen in. It
// is asked by many goroutines at once.
type Work interface {
	// Editions lists what can be seen, the highest first: there the preview starts.
	// It is never empty.
	Editions() []Choice

	// Edition gives the edition of a choice's name as the files are now; it waits for
	// the first one to be made. At is the site path that is asked for, whose own
	// files are looked at first, or "" where the last look is good enough. Files with
	// errors are no error: the edition is then the last good one (Stale), or one
	// without a page. An error says that no edition can be had, and is shown.
	Edition(ctx context.Context, name, at string) (Edition, error)
}

// Choice is an edition to choose: Name is how it is asked for ("AMBER"), Title how
// it is shown ("TLP:AMBER").
type Choice struct{ Name, Title string }

// Edition is one edition at one moment. It does not change, and is safe for
// concurrent use. Its paths are site paths: unescaped, from the site's root, which
// begins every one with "/": "/tags/x/", "/feed.xml".
type Edition interface {
	// Number is another one when anything changed, a diagnostic included.
	Number() uint64
	// Base is the path at which the site stands, without the last slash: "" or
	// "/reports". Links in pages begin with it, site paths do not.
	Base() string
	// Page gives a page or file with the very bytes that a build writes. Without one
	// the error is fs.ErrNotExist; "/404.html" is then what is shown.
	Page(path string) (Page, error)
	// Like lists the pages of a name like that of a path without a page, the likest
	// first.
	Like(path string) []Link
	// Moved gives the path that the page has now which the last editions had at a path
	// without a page.
	Moved(path string) (to string, ok bool)
	// Added lists the paths of the briefings that the last change brought and that no
	// page moved to.
	Added() []string
	// Diagnostics are those of all files as they are now, also when no edition could be
	// made of them, in diag's order.
	Diagnostics() []Message
	// Stale says that errors stand in the way of a newer edition than this one.
	Stale() bool
	// Bar gives what the author is shown of a briefing, false for other pages.
	Bar(path string) (Bar, bool)
	// Desk lists all briefings, the newest first.
	Desk() []Briefing
}

// Page is a page or file of the site. Path is where it stands; when that is not the
// path that was asked for ("/tags/x" or "/tags/x/index.html" for "/tags/x/"), the
// browser is sent there. Type is its media type, "" for that of its name's ending.
type Page struct {
	Path string
	Type string
	Body []byte
}

// Link is a page by its site path and title, both plain text. In a Source, Path may
// name a fragment behind "#".
type Link struct{ Path, Title string }

// Message is a diagnostic with what it points at: Excerpt is the line of the file and
// below it one whose "^" stands under the column; empty for a file as a whole.
type Message struct {
	diag.Diagnostic
	Excerpt []string
}

// Bar is what the author is shown of a briefing. Texts are plain.
type Bar struct {
	File     string // slash-separated from the site's root: "content/2026/a.md"
	Minutes  int    // reading time
	Notes    []Note
	Messages []Message // all of the file, those of notes included
}

// Note is a note of a briefing.
type Note struct {
	Number   int    // as readers see it
	Label    string // as the author wrote it
	Anchor   string // id on the page, without "#": "fn:label"
	Text     string
	Line     int // of the definition in the file, 0 for none
	Sources  []Source
	Messages []Message // about this note, its marker or sources
}

// Source is a source that a note cites.
type Source struct {
	Title  string
	URL    string // of the document; shown, never made a link of when it is not http or https
	Place  string // site path and fragment: "/sources/ab/#ab12"
	Status string // "", "dead", "moved", "retracted"
	Also   []Link // other briefings of the edition that cite it
}

// State is what keeps a briefing from being finished.
type State string

// The states, in the order in which the desk shows them.
const (
	Draft      State = "draft"
	Unreviewed State = "unreviewed" // an import that nobody reviewed yet
	Embargoed  State = "embargoed"
	Scheduled  State = "scheduled"
	Faulty     State = "faults"           // errors or warnings
	Retracted  State = "retracted source" // it cites one
	Dead       State = "dead source"      // it cites one
)

// Briefing is a row of the desk. Texts are plain.
type Briefing struct {
	Path, Title, File string
	Date              string // "2026-11-02", or what is known of it
	Marking           string // "TLP:AMBER"
	States            []State
	Errors, Warnings  int // of its file
}
