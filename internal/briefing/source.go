package briefing

import "dossier/internal/diag"

// Status says what became of a source since it was cited.
type Status string

// The states of a source. The zero value is Live.
const (
	Live      Status = ""
	Dead      Status = "dead"
	Moved     Status = "moved"
	Retracted Status = "retracted"
)

// Record is what the register, or a briefing's front matter, says of a source.
// Facts given here win over what notes say.
type Record struct {
	Key string // by which [@key] and [^key] cite it
	Facts
	Type       string // CSL type: article-newspaper, report, webpage, book …
	Lang       string
	Accessed   Date
	Status     Status
	StatusDate Date
	Reason     string   // why it is dead, moved or retracted
	MovedTo    string   // where it went
	Unlinked   bool     // link: off
	SameAs     string   // key or URL of the source that this one is a copy of
	Aliases    []string // other URLs of the same document
	Marking    Marking  // Unmarked: fit for every edition
	Note       string   // the desk's description of the source
	At         diag.Pos
}

// OutletRecord is what the register says of an outlet.
type OutletRecord struct {
	Domain      string // registrable domain, its identity
	Name        string
	Reliability string // A to F (NATO STANAG 2511), "" when not judged
	Country     string
	Note        string
	Marking     Marking
	At          diag.Pos
}

// TagEntry is one tag of the vocabulary in content/tags.yaml.
type TagEntry struct {
	Name        string
	Aliases     []string
	Description string
	Marking     Marking
	At          diag.Pos
}
