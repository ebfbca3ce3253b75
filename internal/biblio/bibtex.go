package biblio

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// ParseBibTeX reads a BibTeX or biblatex file into records: those at or below
// the edition, in the order of the file. Every fault is reported; entries before
// and behind a broken one are read. An entry with a label that is not understood
// is left out.
func ParseBibTeX(path string, data []byte, edition briefing.Marking) ([]briefing.Record, diag.List) {
	var records []briefing.Record
	var diags diag.List
	if bad := invalidAt(data); bad >= 0 {
		diags.Add(diag.Place(path, data, bad), diag.Error, "bib-encoding", "the byte 0x%02X is no UTF-8", data[bad])
		diags.Hint("save the file as UTF-8")
		data = bytes.ToValidUTF8(data, []byte("\uFFFD"))
	}
	for _, e := range scan(path, data) {
		r := bibReader{path: path, entry: &e, diags: e.diags}
		rec, ok := r.record()
		if rec.Marking > edition {
			continue
		}
		diags = append(diags, r.diags...)
		if ok {
			records = append(records, rec)
		}
	}
	return records, diags.Sort()
}

// invalidAt gives where the first byte stands that is no UTF-8, or -1.
func invalidAt(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

type bibReader struct {
	path  string
	entry *bibEntry
	diags diag.List
}

func (r *bibReader) at(f *bibField) diag.Pos {
	if f == nil {
		return diag.Pos{Path: r.path, Line: r.entry.line, Col: r.entry.col}
	}
	return diag.Pos{Path: r.path, Line: f.line, Col: f.col}
}

// record makes a record of the entry. It is false for what is none.
func (r *bibReader) record() (rec briefing.Record, ok bool) {
	e := r.entry
	if e.kind == "" {
		return rec, false // @string
	}
	rec.At, rec.Key = r.at(nil), e.key
	if rec.Marking, ok = r.marking(); !ok {
		return rec, false
	}
	rec.URL = r.url()
	rec.Type = cslOf(e.kind, e.field("entrysubtype"), rec.URL != "")
	rec.Title = r.text("title")
	if sub := r.text("subtitle"); sub != "" && rec.Title != "" {
		rec.Title += ": " + sub
	}
	rec.Outlet = r.outlet()
	rec.Authors = r.authors()
	rec.Date = r.date()
	rec.Accessed = r.day("urldate")
	rec.Lang = languageOf(r.text("language", "langid"))
	rec.Note = r.note()
	rec.Saved = briefing.Saved{URL: plainURL(e.field("archiveurl", "archive-url")), Date: r.day("archivedate", "archive-date")}
	if f := e.find("crossref", "xdata"); f != nil {
		r.diags.Add(r.at(f), diag.Warning, "bib-crossref", "%s of %q is not followed", f.name, e.key)
		r.diags.Hint("write the fields of %q into the entry", f.value)
	}
	if e.diags.Count(diag.Error) > 0 {
		return rec, false
	}
	if rec.URL == "" && rec.Title == "" {
		r.diags.Add(rec.At, diag.Error, "bib-empty", "the entry %q has neither a URL nor a title", e.key)
		return rec, false
	}
	return rec, true
}

// marking reads the field tlp and TLP labels among the keywords; the narrowest
// holds. A label that is not understood is an error.
func (r *bibReader) marking() (briefing.Marking, bool) {
	l := labels{ok: true}
	for i := range r.entry.fields {
		f := &r.entry.fields[i]
		switch at := r.at(f); f.name {
		case "tlp":
			l.add(strings.Trim(f.value, "{} "), at, &r.diags)
		case "keywords", "keyword":
			l.among(f.value, at, &r.diags)
		default:
			l.foreign(f.name, at, &r.diags)
		}
	}
	return l.narrowest, l.ok
}

// text gives the first of the fields as plain text.
func (r *bibReader) text(names ...string) string {
	f := r.entry.find(names...)
	if f == nil {
		return ""
	}
	text, unknown := plainTeX(f.value)
	r.unknown(f, unknown)
	return text
}

func (r *bibReader) unknown(f *bibField, command string) {
	if command != "" {
		r.diags.Add(r.at(f), diag.Warning, "bib-tex", "%s: the TeX command %s is not known and left out", f.name, command)
	}
}

func (r *bibReader) url() string {
	e := r.entry
	if url := plainURL(e.field("url", "ee")); url != "" {
		return url
	}
	if doi := plainURL(e.field("doi")); doi != "" {
		if strings.Contains(doi, "://") {
			return doi
		}
		return "https://doi.org/" + strings.TrimPrefix(doi, "doi:")
	}
	if id := plainURL(e.field("eprint")); id != "" && strings.EqualFold(strings.TrimSpace(e.field("eprinttype", "archiveprefix")), "arxiv") {
		return "https://arxiv.org/abs/" + id
	}
	for _, name := range []string{"howpublished", "note"} {
		if v := e.field(name); isURL(v) {
			return plainURL(v)
		}
	}
	return ""
}

// isURL reports whether a field that may hold words holds a URL instead.
func isURL(v string) bool {
	v = strings.TrimSpace(v)
	return strings.Contains(v, `\url{`) || (strings.HasPrefix(v, "http://") || strings.HasPrefix(v, "https://")) && !strings.Contains(v, " ")
}

func (r *bibReader) outlet() string {
	outlet := r.text("journaltitle", "journal", "booktitle", "maintitle", "publisher", "organization", "institution", "school")
	if f := r.entry.find("howpublished"); outlet == "" && f != nil && !isURL(f.value) {
		return r.text("howpublished")
	}
	return outlet
}

func (r *bibReader) authors() []string {
	f := r.entry.find("author", "editor")
	if f == nil {
		return nil
	}
	names, unknown := authorsOf(f.value)
	r.unknown(f, unknown)
	return names
}

func (r *bibReader) note() string {
	if f := r.entry.find("annotation", "annote", "abstract"); f != nil {
		return r.text(f.name)
	}
	if f := r.entry.find("note"); f != nil && !isURL(f.value) {
		return r.text("note")
	}
	return ""
}

// date reads biblatex's date, of a range its beginning, else year, month and day.
func (r *bibReader) date() briefing.Date {
	if r.entry.find("date") != nil {
		return r.day("date")
	}
	f := r.entry.find("year")
	if f == nil {
		return briefing.Date{}
	}
	year, _ := plainTeX(f.value)
	text := strings.Trim(year, "[]()c. ")
	if m := r.entry.find("month"); m != nil && len(text) == 4 {
		month, day := monthAndDay(r.text("month"))
		if d := r.text("day"); day == "" {
			day = d
		}
		if month > 0 {
			text += "-" + twoDigits(strconv.Itoa(month))
			if day != "" {
				text += "-" + twoDigits(day)
			}
		}
	}
	return r.parsed(f, text)
}

func (r *bibReader) day(names ...string) briefing.Date {
	f := r.entry.find(names...)
	if f == nil {
		return briefing.Date{}
	}
	text, _ := plainTeX(f.value)
	text, _, _ = strings.Cut(text, "/")
	return r.parsed(f, strings.TrimRight(text, "~?% "))
}

func (r *bibReader) parsed(f *bibField, text string) briefing.Date {
	d, err := briefing.ParseDate(text)
	if err != nil {
		r.diags.Add(r.at(f), diag.Warning, "bib-date", "%s: %v", f.name, err)
		r.diags.Hint("write date = {2018-11-07}")
	}
	return d
}

// monthAndDay reads "11", "nov", "November 7" and "7 November".
func monthAndDay(s string) (month int, day string) {
	for w := range strings.FieldsFuncSeq(s, func(c rune) bool { return c == ' ' || c == ',' || c == '.' || c == '~' }) {
		if n, err := strconv.Atoi(w); err == nil {
			if month == 0 && n <= 12 && len(strings.TrimSpace(s)) == len(w) {
				return n, ""
			}
			day = w
			continue
		}
		if len(w) >= 3 {
			month = max(month, monthNumber(w))
		}
	}
	return month, day
}

func monthNumber(word string) int {
	const order = "janfebmaraprmayjunjulaugsepoctnovdec"
	if i := strings.Index(order, strings.ToLower(word[:3])); i >= 0 && i%3 == 0 {
		return i/3 + 1
	}
	return 0
}

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// languages are the names that biblatex and Zotero use, and their BCP 47 tags.
var languages = map[string]string{
	"english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB", "german": "de", "ngerman": "de", "french": "fr",
	"spanish": "es", "italian": "it", "portuguese": "pt", "dutch": "nl", "russian": "ru", "ukrainian": "uk", "polish": "pl", "czech": "cs", "arabic": "ar",
	"hebrew": "he", "persian": "fa", "farsi": "fa", "turkish": "tr", "chinese": "zh", "japanese": "ja", "korean": "ko", "greek": "el", "swedish": "sv",
	"norwegian": "no", "danish": "da", "finnish": "fi", "hungarian": "hu", "romanian": "ro", "hindi": "hi", "indonesian": "id", "vietnamese": "vi",
}

// languageOf gives the BCP 47 tag of a language's name, or the tag that it is.
func languageOf(s string) string {
	if tag := languages[strings.ToLower(s)]; tag != "" {
		return tag
	}
	tag := strings.ReplaceAll(s, "_", "-")
	if primary, _, _ := strings.Cut(tag, "-"); len(primary) == 2 || len(primary) == 3 {
		return tag
	}
	return ""
}
