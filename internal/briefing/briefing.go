// Package briefing holds the nouns of dossier: what an archive of sourced
// briefings is made of. It is pure data with a few functions over it; nothing
// here reads a file, looks at a clock or prints a page.
//
//	File      one Markdown file once its front matter was read
//	Document  its body once parsed: HTML with slots, notes, headings, links
//	Briefing  both, with each note resolved to the sources it cites
//	Record    what the source register says of a source
//	Source    a cited document as the whole archive knows it
//
// The stages (content, markdown, source, archive, site, render) do not know each
// other; they meet here.
//
// Codes of values that several stages read. Errors: date-invalid, field-duplicate,
// field-type, field-unknown, field-value, key-keeps-back, source-status, tlp-invalid.
// Warnings: source-type, tlp-white.
package briefing

import (
	"cmp"

	"dossier/internal/diag"
)

// Text is a value of front matter with the place where it stands.
type Text struct {
	Value string   `json:"value"`
	At    diag.Pos `json:"-"`
}

// FileKind says which folder of content/ a file came from.
type FileKind uint8

// The kinds of Markdown files.
const (
	BriefingFile FileKind = iota // any file that is not one of the others
	PlainFile                    // below content/pages/: a plain page
)

// File is one Markdown file after its front matter was read and before its body
// is parsed. Path is slash-separated and relative to the site's root, as in
// "content/2018/wuzhen.md".
type File struct {
	Path     string
	Kind     FileKind
	Front    Front
	Body     []byte   // what follows the closing fence, as it is in the file
	BodyLine int      // 1-based line of the file at which Body starts
	Sum      Sum      // of the file's bytes
	Bundle   []string // for a page bundle: the other files of its folder, as Path
}

// At gives a place in the file.
func (f *File) At(line, col int) diag.Pos { return diag.Pos{Path: f.Path, Line: line, Col: col} }

// Front is the front matter of a briefing or a plain page. Keys that no field
// knows are Params.
type Front struct {
	ID       string // permanent; written by "new" and "import"
	Title    string
	Date     Date
	Updated  Date
	Summary  string
	Tags     []Text
	Authors  []string
	Desk     string
	Prepared string // sign-off
	Reviewed string
	Approved string
	Marking  Marking
	Draft    bool
	Embargo  Date // always with a time and a zone
	Expires  Date
	Slug     string // in its final form, never empty after load
	Aliases  []Text // site paths that lead here
	Series   string
	Lang     string // BCP 47, "" for the site's
	Sources  []Record
	Image    Text // path of a picture, relative to the file or from the site's root
	Imported bool // the line that says "unreviewed import" still stands
	Params   []Param
	Lines    []KeyLine // where each top-level key stands
}

// Param is an unknown key of the front matter, printed as the text of its value.
type Param struct{ Key, Value string }

// KeyLine says on which line of the file a key of the front matter stands.
type KeyLine struct {
	Key       string
	Line, Col int32
}

// KeyAt gives the place of a front matter key, or the file's first line.
func (f *File) KeyAt(key string) diag.Pos {
	for _, k := range f.Front.Lines {
		if k.Key == key {
			return f.At(int(k.Line), int(k.Col))
		}
	}
	return f.At(1, 1)
}

// Briefing is a file with its body parsed and its notes resolved: what pages are
// made from. Plain pages are Briefings too (Kind says which).
//
// Its text, the Document, is most of it, and only its own page and feeds want it. So
// it may be put away (see PutAway): then Doc is nil and Text says where it is. What
// other pages want of it stays in Outline.
type Briefing struct {
	File
	Doc       *Document
	Text      Ref
	Notes     []Printed // the notes as they are printed, in number order
	PrintedAs []int32   // for each note of Doc, the index in Notes under which it is printed; nil where that is its own
	Again     []Again   // further items of notes that name a source again; nearly always none

	// What sources ask of each briefing that cites them stands together.
	Citations []Citation // in the order of Notes, then of their items
	Locators  []Locator  // by Citation
	Outline   Outline
}

// Printed is one entry of the printed list of notes: a note, or several that
// cite the same sources in exactly the same words. Its number is its index + 1.
type Printed struct {
	First     int32 // index into Document.Notes: the note whose words are printed
	Citations Span  // of Briefing.Citations; empty for commentary
	Marks     Span  // of Outline.Marks
}

// Span is a half-open range of indexes, [From, To).
type Span struct{ From, To int32 }

// Len gives the number of indexes.
func (s Span) Len() int { return int(s.To - s.From) }

// Range is a half-open range of indexes, [From, To).
type Range struct{ From, To int }

// Citation is one use of a source by one briefing. What it says of the source it
// may share with other citations; the archive decides which facts win.
type Citation struct {
	*Mention
	Note        int32 // index into Briefing.Notes
	Item        int32 // index into Document.Items
	Line, Col   int32 // of that item
	Credibility uint8 // 1 (confirmed) to 6 (cannot be judged); 0 when not graded
}

// Locator is the place in its source that a citation names. Few name one.
type Locator struct {
	Citation int32  // index into Briefing.Citations
	Text     string // "p. 3"
}

// Mention is what a citation says of its source. It is not changed once made.
type Mention struct {
	Folded   string  // identity of the source: see source.Fold; "key:NAME" for a source without URL
	Given    Facts   // what the note, and the front matter's record, say of it
	Register *Record // the register's record, nil when it has none
	Number   uint32  // nearly always one of its own, from 1, by which it is found fast (see ByMention); 0 for none
}

// Again is an item that names the source of a citation of its note once more, such
// as a link to a saved copy.
type Again struct {
	Item     int32 // index into Document.Items
	Citation int32 // index into Briefing.Citations
}

// Facts is what may be known of a source besides its identity. Empty fields are
// unknown.
type Facts struct {
	URL     string // normalised, with a scheme: where a reader is sent
	Title   string
	Outlet  string // name as written, not the domain
	Authors []string
	Date    Date
	Saved   Saved
}

// Fill adds what others give and these do not.
func (f *Facts) Fill(more Facts) {
	f.URL = cmp.Or(f.URL, more.URL)
	f.Title = cmp.Or(f.Title, more.Title)
	f.Outlet = cmp.Or(f.Outlet, more.Outlet)
	if len(f.Authors) == 0 {
		f.Authors = more.Authors
	}
	if f.Date.IsZero() {
		f.Date = more.Date
	}
	if f.Saved.URL == "" {
		f.Saved = more.Saved
	}
}

// Saved is a copy of a source kept elsewhere, as in an archive of the web.
type Saved struct {
	URL  string
	Date Date
}
