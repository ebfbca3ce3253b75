package briefing

import (
	"strings"

	"dossier/internal/diag"
)

// Document is a parsed body. It depends on the bytes of the body and the
// parser's options alone; all that depends on other files is left as a slot.
// Lines and columns are those of the file, columns in code points.
type Document struct {
	Body     Body
	Headings []Heading // of the body, not of notes, in order
	Notes    []Note    // every note reachable from the body, in number order
	Marks    []Mark    // every marker, in the order of Notes[i].Marks
	Items    []Item    // sources as the notes name them
	Links    []Link    // links and pictures of body and notes
	Labels   []Label   // TLP labels in running text
	Lead     string    // the first paragraph as plain text, for descriptions
	Words    int       // in the body, without notes
	Diags    diag.List // Path is left empty; whoever knows the file sets it
}

// Body is printed HTML in which some places are left open.
type Body struct {
	HTML  string
	Slots []Slot // by At, ascending
}

// Slot is a place in a Body: At is a byte offset into HTML, Index says which of
// the things of its kind belongs there.
type Slot struct {
	At    int
	Kind  SlotKind
	Index int
}

// SlotKind says what fills a slot.
type SlotKind uint8

// The kinds of slots.
const (
	SlotMark    SlotKind = iota // the whole marker; Index into Document.Marks
	SlotLink                    // the value of an href; Index into Document.Links
	SlotPicture                 // the attributes src, width and height; Index into Document.Links
	SlotItem                    // a source named by URL or key, whole; Index into Document.Items
	SlotPrefix                  // what ids start with where several documents share a page
	SlotItemURL                 // opens the link of a source that the author gave a text: ` href="…" rel="…"`, or nothing when it is not to be a link; Index into Document.Items
)

// Heading is a heading of the body.
type Heading struct {
	Level int    // 1 to 6
	ID    string // unique in the document, without prefix, never holds a colon
	Text  string // plain text, without note markers
}

// Note is a footnote: its label, where it stands, and its text.
type Note struct {
	Label     string // as its definition spells it; made from the text for inline notes and citations in brackets
	Inline    bool   // ^[...]
	Bracketed bool   // made from [@key] in running text
	Implied   bool   // [^key] without a definition: the label must be a source's key
	Body      Body   // block HTML: one or more <p>, lists, tables
	Text      string // plain text, white space folded: what is compared and exported
	Items     Range  // of Document.Items
	Marks     []int  // indexes into Document.Marks, in reading order
	Line, Col int    // of the definition's "[", or of the marker when there is none
}

// Mark is one marker of a note: a place in the text that leads to the note.
type Mark struct {
	Note      int    // index into Document.Notes
	In        int    // index of the note in which the marker stands, -1 for the body
	ID        string // of the marker, without prefix: "fnref:LABEL", "fnref2:LABEL"
	Sentence  string // the citing sentence as plain text, without markers
	Line, Col int
}

// ItemKind says how a note names a source.
type ItemKind uint8

// The kinds of items.
const (
	BareURL   ItemKind = iota // https://…, <https://…>, www.… or host/path
	TitledURL                 // [title](https://…)
	KeyItem                   // @key or [@key, p. 3]
)

// Item is one source as a note names it. Nothing is cleaned up yet.
type Item struct {
	Kind      ItemKind
	URL       string // as written, for BareURL and TitledURL
	Title     string // the link's text, for TitledURL
	Key       string // for KeyItem, without "@"
	Locator   string // "p. 3", for KeyItem
	After     string // plain text between this item and the next, or the note's end
	Line, Col int
}

// Link is a link or picture as written. Links to sources in notes are Items and
// do not stand here.
type Link struct {
	Target    string
	Text      string // of the link, or the picture's alternative text
	Picture   bool
	Line, Col int
}

// External reports whether a link leads out of the site.
func External(target string) bool {
	scheme, _, ok := strings.Cut(target, ":")
	return ok && !strings.ContainsAny(scheme, "/#?.") || strings.HasPrefix(target, "//")
}

// Label is a TLP label that stands in running text, such as "TLP:RED".
type Label struct {
	Marking   Marking
	Line, Col int
}

// NotePrefix is what the id of a note's entry starts with, before its label.
const NotePrefix = "fn:"

// NoteID gives the id of a note's entry, without prefix.
func NoteID(label string) string { return NotePrefix + label }
