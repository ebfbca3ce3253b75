package schema

// The kinds of values that have a form of their own.
type (
	dateText    string // 2018, 2018-11, 2018-11-12, with time and zone
	momentText  string // date, time and zone
	markingText string // TLP label
	letter      string // A to F
	statusText  string
	texts       []string // a text or a list of texts
	savedCopy   string   // a URL, or url and date
	switchText  string   // on or off
	sourceForms []string // sources by key, or a list of them
	outletForms []string // outlets by domain, or a list of them
	tagForms    []string // tags by name, or a list of them
	freely      map[string]any
)

// FrontMatter is the front matter of a briefing or plain page.
type FrontMatter struct {
	ID       string      `json:"id,omitempty" jsonschema:"Permanent and unique; dossier new and dossier import make it."`
	Title    string      `json:"title" jsonschema:"The title as it is shown."`
	Date     dateText    `json:"date,omitempty" jsonschema:"A day, a day and time, a month or a year; taken from the file name when missing."`
	Updated  dateText    `json:"updated,omitempty" jsonschema:"When the text was last changed in substance."`
	Summary  string      `json:"summary,omitempty" jsonschema:"One or two sentences, for lists, feeds and search engines."`
	Tags     texts       `json:"tags,omitempty" jsonschema:"Tags; those that differ in case, space or accent only are one."`
	Authors  texts       `json:"authors,omitempty" jsonschema:"Who wrote it."`
	Author   texts       `json:"author,omitempty" jsonschema:"The same as authors."`
	Desk     string      `json:"desk,omitempty" jsonschema:"The desk that it comes from."`
	Prepared string      `json:"prepared,omitempty" jsonschema:"Sign-off: who prepared it."`
	Reviewed string      `json:"reviewed,omitempty" jsonschema:"Sign-off: who reviewed it."`
	Approved string      `json:"approved,omitempty" jsonschema:"Sign-off: who approved it."`
	TLP      markingText `json:"tlp,omitempty" jsonschema:"Marking, TLP 2.0."`
	Draft    bool        `json:"draft,omitempty" jsonschema:"Held back until the line is gone."`
	Embargo  momentText  `json:"embargo,omitempty" jsonschema:"Held back until this moment; date, time and zone."`
	Expires  dateText    `json:"expires,omitempty" jsonschema:"Taken out of the archive from then on."`
	Slug     string      `json:"slug,omitempty" jsonschema:"Last part of the address."`
	Aliases  texts       `json:"aliases,omitempty" jsonschema:"Old addresses that lead here, from the site's root."`
	Series   string      `json:"series,omitempty" jsonschema:"The series that it is a part of."`
	Lang     string      `json:"lang,omitempty" jsonschema:"BCP 47 tag of its language, when it is not the site's."`
	Sources  sourceForms `json:"sources,omitempty" jsonschema:"Sources by key: a URL, or a record as in the register."`
	Image    string      `json:"image,omitempty" jsonschema:"A picture beside the file, for previews elsewhere."`
	Params   freely      `json:"params,omitempty" jsonschema:"Anything else, for the site's own templates."`
	Imported string      `json:"imported,omitempty" jsonschema:"Says unreviewed until somebody has reviewed an import."`
}

// Record is a source of the register.
type Record struct {
	Key        string      `json:"key,omitempty" jsonschema:"By which briefings cite it, where records stand in a list."`
	URL        string      `json:"url,omitempty" jsonschema:"Where it is."`
	Title      string      `json:"title,omitempty" jsonschema:"Its title."`
	Outlet     string      `json:"outlet,omitempty" jsonschema:"Where it appeared."`
	Publisher  string      `json:"publisher,omitempty" jsonschema:"The same as outlet."`
	Authors    texts       `json:"authors,omitempty" jsonschema:"Who wrote it."`
	Author     texts       `json:"author,omitempty" jsonschema:"The same as authors."`
	Date       dateText    `json:"date,omitempty" jsonschema:"When it was published."`
	Published  dateText    `json:"published,omitempty" jsonschema:"The same as date."`
	Accessed   dateText    `json:"accessed,omitempty" jsonschema:"When it was read."`
	Archive    savedCopy   `json:"archive,omitempty" jsonschema:"A copy kept elsewhere: its URL, or url and date."`
	Saved      savedCopy   `json:"saved,omitempty" jsonschema:"The same as archive."`
	Type       string      `json:"type,omitempty" jsonschema:"CSL item type: webpage, article-newspaper, report."`
	Lang       string      `json:"lang,omitempty" jsonschema:"BCP 47 tag of its language."`
	Status     statusText  `json:"status,omitempty" jsonschema:"What became of it."`
	StatusDate dateText    `json:"status_date,omitempty" jsonschema:"Since when."`
	Since      dateText    `json:"since,omitempty" jsonschema:"The same as status_date."`
	Reason     string      `json:"reason,omitempty" jsonschema:"Why it is dead, moved or retracted."`
	MovedTo    string      `json:"moved_to,omitempty" jsonschema:"Where it went."`
	Link       switchText  `json:"link,omitempty" jsonschema:"off: never make it clickable."`
	SameAs     string      `json:"same_as,omitempty" jsonschema:"Key or URL of the source that this one is a copy of."`
	Aliases    texts       `json:"aliases,omitempty" jsonschema:"Other URLs of the same document."`
	TLP        markingText `json:"tlp,omitempty" jsonschema:"Known only to editions from this marking on."`
	Note       string      `json:"note,omitempty" jsonschema:"The desk's description of the source."`
	Descriptor string      `json:"descriptor,omitempty" jsonschema:"The same as note."`
}

// Outlet is an outlet of the register.
type Outlet struct {
	Domain      string      `json:"domain,omitempty" jsonschema:"Its registrable domain, where outlets stand in a list."`
	Name        string      `json:"name,omitempty" jsonschema:"As it is shown."`
	Reliability letter      `json:"reliability,omitempty" jsonschema:"A (completely) to F (cannot be judged)."`
	Country     string      `json:"country,omitempty" jsonschema:"Where it is based."`
	Note        string      `json:"note,omitempty" jsonschema:"What there is to know of it."`
	TLP         markingText `json:"tlp,omitempty" jsonschema:"Known only to editions from this marking on."`
}

// Saved is a copy of a source kept elsewhere.
type Saved struct {
	URL  string   `json:"url" jsonschema:"Where the copy is."`
	Date dateText `json:"date,omitempty" jsonschema:"When it was made."`
}

// Register is a file of the source register.
type Register struct {
	Sources    sourceForms `json:"sources,omitempty" jsonschema:"Sources by key, or a list of them."`
	Outlets    outletForms `json:"outlets,omitempty" jsonschema:"Outlets by registrable domain, or a list of them."`
	Publishers outletForms `json:"publishers,omitempty" jsonschema:"The same as outlets."`
}

// Tag is an entry of the tag vocabulary.
type Tag struct {
	Name        string      `json:"name,omitempty" jsonschema:"The tag as it is shown, where tags stand in a list."`
	Aliases     texts       `json:"aliases,omitempty" jsonschema:"Other spellings that are the same tag."`
	Description string      `json:"description,omitempty" jsonschema:"What it is about."`
	TLP         markingText `json:"tlp,omitempty" jsonschema:"Known only to editions from this marking on."`
}
