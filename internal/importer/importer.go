// Package importer makes a briefing of a report that somebody pasted as plain
// text, as from a newsletter, a PDF file or a word processor.
//
// What it is sure of it imports, what it is not sure of it leaves as it stands
// and reports, and it invents nothing: every word of the report is a word of the
// briefing, unless a Decision names the line that was left out.
//
// # Endnotes
//
// A line that begins with [1], and the lines below it up to the next such line,
// a blank line or a heading, are an endnote. Endnotes are a list when they stand
// below a line such as "References", or rise from the one before and at least
// half of them name a URL. Below such a line "1.", "(1)" and "1" begin an endnote
// too. A list ends where the labels start again. Other lines that begin with
// [0], [1], [2] are numbered lines and stay text.
//
// # Markers
//
// [1], ([1]), [1, 3], [1-3] in running text are markers. One that opens a line
// belongs to the sentence before it. Superscript digits are markers when there
// are no brackets. Digits that lost their superscript ("campaigns.2") are
// reported, never linked.
//
// # Pairing
//
// A report may hold several lists, and runs of markers that start again at [1].
// Runs are paired with lists by their sets of labels, never by their place: the
// pairing is taken when it is the only one in which every marker has an endnote
// and every endnote a marker; failing that, the only one in which every marker
// has an endnote and every list is cited; failing that, the only one in which
// each list has the run of its labels and other runs have none. In each series
// the endnotes must be cited for the first time in the order of their numbers.
// With two pairings that fit, or none, or with a run left that counts up from [1]
// as if its own list were lost, the report is refused and the pairings are shown;
// Options.Order decides then.
//
// A label that one list gives twice with different texts names neither: its
// markers stay text, and both endnotes are kept in a plain list. So do markers
// without endnote and endnotes without marker.
//
// # What else is read
//
// Title and date at the top; lines "Prepared:", "Reviewed:" and "Approved:", with
// or without "by"; the highest TLP label anywhere. Left out are contact lines that
// stand alone or beside the sign-off, invitations to join or comment at the end,
// and lines that hold a label of TLP alone. URLs of notes are written with their
// scheme and without the punctuation behind them. Remains of Markdown are kept where they are whole: bold, italics,
// links, lists, tables of even rows, headings with "#" or underlined. Pictures of
// other hosts become comments for the editor. Everything else is escaped, so
// that "[on this]", "*", "1." or an indent stays what it was.
//
// # Codes
//
// Errors, after which there is no result: encoding, file-empty, title-missing,
// date-missing, date-invalid, tlp-missing, tlp-invalid, endnotes-ambiguous.
// Warnings: note-undefined, note-unused, note-duplicate, note-empty,
// import-superscript, import-table, import-numbered, import-markdown,
// import-control, import-date, import-signoff, endnotes-order, tlp-below, and those
// of package source for a URL that a build will refuse. Of no consequence:
// source-unresolved.
package importer

import (
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// Order says how runs of markers and endnote lists that fit each other in more
// than one way are paired. The zero value refuses to guess.
type Order string

// The orders. With one list and several runs of markers, Same reads all runs
// against that list.
const (
	Same    Order = "same"    // the first run cites the first list
	Reverse Order = "reverse" // the first run cites the last list
)

// Options are what the importer cannot read off the text.
type Options struct {
	Name    string           // of the report, for messages
	Title   string           // "" to take the report's first line if it looks like one
	Date    string           // as ParseDate reads it; "" to take the report's
	Tags    []string         //
	Marking briefing.Marking // Unmarked: the highest label in the text, else Default
	Default briefing.Marking // the site's; Unmarked when it has none
	Order   Order
	NewID   func() string // makes the permanent id
}

// Result is the briefing and what its author has to know of how it came about.
type Result struct {
	Markdown  []byte // the whole file, front matter included
	Title     string
	Date      briefing.Date
	Slug      string
	Marking   briefing.Marking
	Decisions []Decision // by line
	Table     []Row      // every marker, in reading order
}

// Decision is something that the importer read off the report, changed or left
// out. Lines are those of the report, from 1, both 0 when it is about none.
type Decision struct {
	From, To int
	Kind     Kind
	Text     string // for people
}

// Kind says what a decision is about.
type Kind string

// The kinds of decisions. Of the first group the lines are not in the body.
const (
	TitleRead    Kind = "title"
	DateRead     Kind = "date"
	SignOffRead  Kind = "sign-off"
	MarkingOut   Kind = "label"
	ContactOut   Kind = "contact"
	ChromeOut    Kind = "chrome"
	EndnotesHead Kind = "endnotes" // the heading above a list
	UnderlineOut Kind = "underline"

	MarkingRead Kind = "marking"
	Paired      Kind = "paired"
	Merged      Kind = "merged"
	Kept        Kind = "kept"
	Headed      Kind = "heading"
	Picture     Kind = "picture"
	Cleaned     Kind = "url"
)

// Row is one marker and what became of it.
type Row struct {
	Marker    string // as it stands in the report: "[1]"
	Label     string // of the note, "a1"; "" when it stayed text
	Line, Col int    // of the marker, Col in code points
	Sentence  string // the end of the text before it
	Endnote   int    // line of its endnote, 0 when it has none
	URL       string // cleaned up; several are separated by a blank
}

// Import makes a briefing of a report. All faults are in the diagnostics,
// positioned in the report. With an error among them the result is nil and the
// error a *Refusal.
func Import(text []byte, o Options) (*Result, diag.List, error) {
	r := &report{name: o.Name}
	if !r.read(text) {
		return nil, r.diags, r.refusal(nil)
	}
	head := r.head(o)
	r.leaveOut()
	head.marking = r.marking(o)
	r.findLists()
	r.findMarkers()
	readings := r.pair(o.Order)
	if r.diags.Count(diag.Error) > 0 {
		return nil, r.diags.Sort(), r.refusal(readings)
	}
	r.nameNotes()
	result := &Result{Title: head.title, Date: head.date, Slug: head.slug, Marking: head.marking}
	result.Markdown = r.print(head, o)
	result.Table = r.table()
	result.Decisions = r.decided()
	return result, r.diags.Sort(), nil
}

// print gives the briefing's file.
func (r *report) print(h head, o Options) []byte {
	var b strings.Builder
	h.print(&b, r.signed, o)
	body := writer{r: r}
	body.write()
	for _, l := range body.out {
		b.WriteString(l)
		b.WriteByte('\n')
	}
	return []byte(b.String())
}
