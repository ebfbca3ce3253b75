// Package content loads what authors wrote: it walks the content folder, finds
// and checks the fences, reads front matter and cuts the edition. Bodies are
// handed on as they are.
//
// # The folder
//
//	content/**.md                    briefings
//	content/**/NAME/index.md         a page bundle: the other files of NAME belong to it
//	content/pages/**.md              plain pages, which need no date
//	content/tags.yaml                the tag vocabulary
//	content/sources/**               the source register: .yaml, .yml, .bib, .json
//
// Names that begin with a dot, an underscore or "#" and what editors leave
// behind (~, .swp, .bak, .tmp, .orig) are not looked at. Files that are none of
// the above are in Site.Others: they are published when a briefing links them.
// Markdown files beside the index.md of a bundle are errors. Symbolic links to
// files are followed as far as the file system given allows, and never into a
// bundle that is not of the edition; those to folders are not.
//
// # Front matter
//
// A file begins with front matter in one of three forms:
//
//	---                +++                     {
//	title: A title     title = "A title"         "title": "A title",
//	tlp: CLEAR         tlp = "CLEAR"             "tlp": "CLEAR"
//	---                +++                     }
//	Body               Body
//	                                           Body
//
// The fences stand alone on their lines, without indent; the closing brace of
// JSON is followed by an empty line. Anything that only resembles this (a byte
// order mark, "..." or nothing at the end, an indented "---", ";;;", JSON on one
// line, a body that begins with a key or with a second fence) is an error: taken for body text, it
// would publish what it should have kept back. Front matter is at most 64 KiB.
//
// The keys; every other key is a parameter for templates:
//
//	id         permanent identity: letters, digits, ".", "_" and "-", at most 64
//	title      text on one line; required
//	date       year, year-month, day, or day and time with or without a zone;
//	           without it the date at the start of the file's (for a bundle, the
//	           folder's) name: 2018-11-12-slug.md, 2018-11-slug.md
//	updated    like date
//	summary    text on one line
//	tags       a text or a list
//	authors    a text or a list; also author
//	desk, prepared, reviewed, approved, series   text
//	tlp        a TLP 2.0 label, with or without "TLP:"; required unless the site
//	           has a default marking
//	draft      true or false, without quotation marks
//	embargo    day, time and zone before which it is not published
//	expires    day, or day, time and zone, from which on it is not published
//	slug       last part of its address; otherwise made from the file's name
//	aliases    a text or a list: older addresses, from the site's root ("/old/")
//	lang       language, as in BCP 47
//	sources    a map of key to URL or record, or a list of records with a key;
//	           see briefing.RecordFromFields
//	image      path of a picture, relative to the file or from the site's root
//	params     a map of parameters for templates
//	imported   "unreviewed", as the importer writes it: a warning while it stands
//
// A key that misses a known one by a letter or two is a warning. One that misses
// tlp, draft, embargo or expires, or by which another tool keeps text back, is
// an error: what could keep text back and is not understood is never ignored.
//
// # The cut
//
// A file marked above the edition is counted and nothing else: its other keys
// are not read, nothing about it is reported. Where its front matter cannot be
// read, a line that marks it so is enough. A bundle's other files go with it. Drafts, embargoed and future-dated
// files are held back unless asked for, expired ones always, and what is wrong
// with files held back is not reported either.
//
// # Codes
//
// Errors: encoding, file-empty, file-unreadable, path-invalid, path-collision,
// symlink-outside, bundle-markdown, front-matter-missing, front-matter-fence,
// front-matter-size, key-invalid, key-keeps-back, title-missing, date-missing,
// date-invalid, tlp-missing, tlp-invalid, id-invalid, slug-invalid,
// alias-invalid, image-invalid, lang-invalid, embargo-invalid, expires-invalid,
// imported-invalid, tag-duplicate, source-key-missing, source-key-duplicate,
// field-duplicate, field-type, field-value, and those of packages fields and
// briefing for values.
// Warnings: key-near-miss, tlp-white, tag-repeated, tag-comma,
// updated-before-date, import-unreviewed, symlink-folder, file-ignored.
package content

import (
	"time"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// Options say which edition is loaded and when. Now is required.
type Options struct {
	Edition   briefing.Marking // Unmarked is read as Clear
	Default   briefing.Marking // of files without a label; Unmarked makes them errors
	Drafts    bool             // load drafts too
	Scheduled bool             // load embargoed and future-dated files too
	Now       time.Time
	Zone      *time.Location // of dates without a zone of their own; nil is UTC

	// Folder is the content folder below the root of the file system, "content"
	// when empty (or "." when Bare is set).
	Folder string

	// Bare reads any folder of Markdown: front matter, titles, dates and labels
	// may be missing, no folder has a meaning, keys of other tools that keep text
	// back are warnings, and Default is Clear unless set. What is read so is for checking, not for publishing.
	Bare bool
}

// Site is what an edition consists of.
type Site struct {
	Files    []*briefing.File // briefings and plain pages, by Path
	Tags     []briefing.TagEntry
	Others   []string // paths of other files outside bundles
	Hidden   []string // folders of bundles that are not of the edition, and what shows their files; by path
	Withheld Withheld
	Until    time.Time // when the cut will say otherwise; zero for never
	Diags    diag.List
}

// Withheld counts the files that are not of the edition.
type Withheld struct {
	Above     int `json:"above"` // marked above the edition
	Drafts    int `json:"drafts"`
	Embargoed int `json:"embargoed"` // the embargo has not ended
	Scheduled int `json:"scheduled"` // dated in the future
	Expired   int `json:"expired"`
}

func (w *Withheld) add(v Withheld) {
	w.Above += v.Above
	w.Drafts += v.Drafts
	w.Embargoed += v.Embargoed
	w.Scheduled += v.Scheduled
	w.Expired += v.Expired
}

// Total gives the number of all files held back.
func (w Withheld) Total() int { return w.Above + w.Drafts + w.Embargoed + w.Scheduled + w.Expired }

// settled fills in what may be left out.
func (o Options) settled() Options {
	o.Edition = max(o.Edition, briefing.Clear)
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Bare && o.Default == briefing.Unmarked {
		o.Default = briefing.Clear
	}
	switch {
	case o.Folder == "" && o.Bare:
		o.Folder = "."
	case o.Folder == "":
		o.Folder = "content"
	}
	return o
}
