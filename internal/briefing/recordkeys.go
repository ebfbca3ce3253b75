package briefing

import (
	"strings"

	"dossier/internal/diag"
)

// recordKeys lists the keys of a source's record as they are documented; a
// second spelling stands behind "|".
var recordKeys = []string{
	"key", "url", "title", "outlet|publisher", "authors|author", "date|published", "accessed",
	"archive|saved", "type", "lang", "status", "status_date|since", "reason", "moved_to", "link",
	"same_as", "aliases", "tlp", "note|descriptor",
}

// RecordKeys lists the keys of a source's record, each second spelling after
// its first.
func RecordKeys() []string { return strings.Split(strings.Join(recordKeys, "|"), "|") }

// recordKey gives the documented spelling of a key, "" when there is none.
func recordKey(key string) string {
	for _, k := range recordKeys {
		first, second, _ := strings.Cut(k, "|")
		if key == first || key == second && second != "" {
			return first
		}
	}
	return ""
}

// RecordFromFields reads a source's record, as the source register and the key
// "sources" of front matter hold it. The keys:
//
//	key                 by which it is cited, where the fields stand in a list
//	url, title, lang, type, reason, moved_to, same_as   text
//	outlet|publisher    text, the outlet's name
//	authors|author      a text or a list of texts
//	date|published, accessed, status_date|since         dates: see ParseDate
//	archive|saved       the URL of a saved copy, or a map of url and date; a URL
//	                    of web.archive.org carries its date
//	status              live, dead, moved or retracted
//	link                off, when the source is never to be a link
//	aliases             a text or a list of texts: other URLs of the document
//	tlp                 a TLP label: the record is for editions from there on
//	note|descriptor     text
//
// URLs are taken as written; nothing is cleaned up. Every fault is reported, at
// its place in the file at.Path. Record.At is at. Whoever cuts an edition looks
// at Record.Marking first and keeps the reports of records above it to itself;
// where the label itself is wrong, the only report is about that.
func RecordFromFields(fields []Field, at diag.Pos) (Record, diag.List) {
	r := recordReader{FieldReader: FieldReader{Path: at.Path}, rec: Record{At: at}, seen: map[string]Field{}}
	if !r.marking(fields) {
		return r.rec, r.Diags
	}
	for _, f := range fields {
		if r.first(f) {
			r.read(f)
		}
	}
	return r.rec, r.Diags.Sort()
}

// RecordFromValue reads a record in either form: a URL alone, or a map.
func RecordFromValue(key string, v Value, at diag.Pos) (Record, diag.List) {
	var rec Record
	var diags diag.List
	switch v.Kind {
	case MapValue:
		rec, diags = RecordFromFields(v.Fields, at)
	case WordValue:
		r := FieldReader{Path: at.Path}
		rec = Record{At: at, Facts: Facts{URL: r.clean(key, v)}}
		diags = r.Diags
	default:
		rec = Record{At: at}
		diags.Add(at, diag.Error, "field-type", "source %q is %s; it must be a URL or a map of keys", key, v.Kind)
	}
	if key != "" {
		rec.Key = key
	}
	return rec, diags
}

type recordReader struct {
	FieldReader
	rec  Record
	seen map[string]Field
}

// marking reads the label before anything else, and reports whether the rest
// may be looked at.
func (r *recordReader) marking(fields []Field) bool {
	for _, f := range fields {
		if f.Key == "tlp" {
			r.rec.Marking = max(r.rec.Marking, r.Marking(f))
		}
	}
	return r.Diags.Count(diag.Error) == 0
}

// first reports whether the field's key is known and not given before.
func (r *recordReader) first(f Field) bool {
	key := recordKey(f.Key)
	switch before, twice := r.seen[key]; {
	case f.Key == "reliability":
		r.Diags.Add(r.KeyAt(f), diag.Error, "field-unknown", "reliability is graded per outlet, not per source")
		r.Diags.Hint("grade the outlet under \"outlets\" in content/sources/*.yaml")
		return false
	case key == "":
		r.Unknown(f, "a source", RecordKeys())
		return false
	case twice && f.Key == before.Key: // said where the text was read
		return false
	case twice:
		r.Diags.Add(r.KeyAt(f), diag.Error, "field-duplicate", "%s is given again (first: %d:%d)", f.Key, before.Line, before.Col)
		return false
	}
	r.seen[key] = f
	return true
}

func (r *recordReader) read(f Field) {
	switch recordKey(f.Key) {
	case "key":
		r.rec.Key = r.Line(f)
	case "url":
		r.rec.URL = r.Text(f)
	case "title":
		r.rec.Title = r.Line(f)
	case "outlet":
		r.rec.Outlet = r.Line(f)
	case "authors":
		r.rec.Authors = r.Words(f)
	case "date":
		r.rec.Date = r.Date(f)
	case "accessed":
		r.rec.Accessed = r.Date(f)
	case "archive":
		r.rec.Saved = r.saved(f)
	case "type":
		r.rec.Type = r.cslType(f)
	case "lang":
		r.rec.Lang = r.Text(f)
	case "status":
		r.rec.Status = r.status(f)
	case "status_date":
		r.rec.StatusDate = r.Date(f)
	case "reason":
		r.rec.Reason = r.Line(f)
	case "moved_to":
		r.rec.MovedTo = r.Text(f)
	case "link":
		r.rec.Unlinked = r.linkOff(f)
	case "same_as":
		r.rec.SameAs = r.Text(f)
	case "aliases":
		r.rec.Aliases = r.Words(f)
	case "note":
		r.rec.Note = r.Line(f)
	}
}

// saved reads a saved copy: a URL, or a map of url and date.
func (r *recordReader) saved(f Field) (s Saved) {
	if f.Value.Kind != MapValue {
		s.URL = r.Text(f)
		s.Date = archivedOn(s.URL)
		return s
	}
	for _, g := range f.Value.Fields {
		switch g.Key {
		case "url":
			s.URL = r.Text(g)
		case "date":
			s.Date = r.Date(g)
		default:
			r.Unknown(g, "a saved copy", []string{"url", "date"})
		}
	}
	if s.URL == "" {
		r.Diags.Add(r.KeyAt(f), diag.Error, "field-value", "the saved copy has no url")
	}
	if s.Date.IsZero() {
		s.Date = archivedOn(s.URL)
	}
	return s
}

// archivedOn reads the day that an address of the Wayback Machine holds:
// web.archive.org/web/20181112093000/https://…
func archivedOn(url string) Date {
	_, rest, found := strings.Cut(url, "web.archive.org/web/")
	if !found || len(rest) < 8 {
		return Date{}
	}
	d, _ := ParseDate(rest[:4] + "-" + rest[4:6] + "-" + rest[6:8])
	return d
}

func (r *recordReader) status(f Field) Status {
	s := Status(strings.ToLower(r.Text(f)))
	switch s {
	case "live":
		return Live
	case Live, Dead, Moved, Retracted:
		return s
	}
	r.Diags.Add(r.At(f), diag.Error, "source-status", "%q is not a status", s)
	r.Diags.Hint("write live, dead, moved or retracted")
	return Live
}

func (r *recordReader) linkOff(f Field) bool {
	switch strings.ToLower(r.Text(f)) {
	case "off", "false", "no":
		return true
	case "on", "true", "yes":
		return false
	}
	r.Diags.Add(r.At(f), diag.Error, "field-value", "link: %q is neither on nor off", f.Value.Text)
	return true // keep an address from becoming clickable when in doubt
}

// cslTypes are the item types of CSL 1.0.2, appendix III.
const cslTypes = " article article-journal article-magazine article-newspaper bill book broadcast chapter" +
	" classic collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic" +
	" hearing interview legal_case legislation manuscript map motion_picture musical_score pamphlet" +
	" paper-conference patent performance periodical personal_communication post post-weblog regulation" +
	" report review review-book software song speech standard thesis treaty webpage "

func (r *recordReader) cslType(f Field) string {
	t := r.Text(f)
	if t != "" && !strings.Contains(cslTypes, " "+t+" ") {
		r.Diags.Add(r.At(f), diag.Warning, "source-type", "%q is not a CSL item type", t)
		if near := Nearest(t, strings.Fields(cslTypes)); near != "" {
			r.Diags.Hint("did you mean %q?", near)
		}
	}
	return t
}
