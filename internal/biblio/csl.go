package biblio

import (
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
	"dossier/internal/fields"
)

// ParseCSL reads a file of CSL-JSON (schema 1.0.2), a list of items, into
// records: those at or below the edition, in the order of the file. Variables
// that a record does not have are passed over. An item with a label that is not
// understood is left out.
func ParseCSL(path string, data []byte, edition briefing.Marking) ([]briefing.Record, diag.List) {
	data = []byte(strings.TrimPrefix(string(data), "\ufeff"))
	// The reader takes one object: the list is put into one whose first line is
	// none of the file's.
	wrapped := append(append([]byte("{\"items\":\n"), data...), '}')
	root, found := fields.JSON(path, wrapped, 0)
	if found.Count(diag.Error) == 0 && (len(root) != 1 || root[0].Value.Kind != briefing.ListValue) {
		found.Add(diag.Pos{Path: path, Line: 1, Col: 1}, diag.Error, "csl-syntax", "this is not a list of CSL items")
		found.Hint("the file begins with [ and ends with ]")
	}
	r := cslFile{path: path, edition: edition}
	if len(root) > 0 {
		for _, v := range root[0].Value.List {
			r.item(v)
		}
	}
	return r.records, append(r.reports(found), r.diags...).Sort()
}

type cslFile struct {
	path    string
	edition briefing.Marking
	records []briefing.Record
	diags   diag.List
	hidden  [][2]diag.Pos // where the edition may not know of anything: from, and the last place
}

// reports drops what reading the JSON had to say within items above the edition.
func (r *cslFile) reports(found diag.List) (out diag.List) {
	for _, d := range found {
		known := true
		for _, h := range r.hidden {
			known = known && (d.Pos.Compare(h[0]) < 0 || d.Pos.Compare(h[1]) > 0)
		}
		if known {
			out = append(out, d)
		}
	}
	return out
}

// last gives the last place in a value at which something begins.
func last(path string, v briefing.Value) diag.Pos {
	p := diag.Pos{Path: path, Line: v.Line, Col: v.Col}
	if n := len(v.List); n > 0 {
		return last(path, v.List[n-1])
	}
	if n := len(v.Fields); n > 0 {
		return last(path, v.Fields[n-1].Value)
	}
	return p
}

func (r *cslFile) item(v briefing.Value) {
	at := diag.Pos{Path: r.path, Line: v.Line, Col: v.Col}
	one := cslItem{FieldReader: briefing.FieldReader{Path: r.path}, rec: briefing.Record{At: at}}
	ok := one.marking(v.Fields)
	if one.rec.Marking > r.edition {
		r.hidden = append(r.hidden, [2]diag.Pos{at, last(r.path, v)})
		return
	}
	if ok && v.Kind == briefing.MapValue {
		for _, f := range v.Fields {
			one.read(f)
		}
		ok = one.complete()
	} else if ok {
		one.Diags.Add(at, diag.Error, "csl-syntax", "an item is %s; it must be an object", v.Kind)
		ok = false
	}
	r.diags = append(r.diags, one.Diags...)
	if ok {
		r.records = append(r.records, one.rec)
	}
}

// cslItem reads one item.
type cslItem struct {
	briefing.FieldReader
	rec       briefing.Record
	publisher string
	doi       string
	editors   []string
}

// marking reads tlp, custom.tlp and TLP labels among the keywords, before anything
// else.
func (r *cslItem) marking(all []briefing.Field) (ok bool) {
	l := labels{ok: true}
	for _, f := range all {
		switch f.Key {
		case "keyword":
			for _, k := range append([]briefing.Value{f.Value}, f.Value.List...) {
				l.among(k.Text, r.At(f), &r.Diags)
			}
		case "custom":
			for _, c := range f.Value.Fields {
				r.label(&l, c)
			}
		default:
			r.label(&l, f)
		}
	}
	r.rec.Marking = l.narrowest
	return l.ok
}

func (r *cslItem) label(l *labels, f briefing.Field) {
	if strings.EqualFold(f.Key, "tlp") {
		l.add(f.Value.Text, r.At(f), &r.Diags)
		return
	}
	l.foreign(f.Key, r.KeyAt(f), &r.Diags)
}

func (r *cslItem) read(f briefing.Field) {
	switch f.Key {
	case "id":
		r.rec.Key = r.Line(f)
	case "type":
		r.rec.Type = r.Line(f)
	case "title":
		r.rec.Title = r.Line(f)
	case "URL":
		r.rec.URL = r.Text(f)
	case "DOI":
		r.doi = r.Text(f)
	case "container-title":
		r.rec.Outlet = r.Line(f)
	case "publisher":
		r.publisher = r.Line(f)
	case "author":
		r.rec.Authors = cslNames(f.Value)
	case "editor":
		r.editors = cslNames(f.Value)
	case "issued":
		r.rec.Date = r.date(f)
	case "accessed":
		r.rec.Accessed = r.date(f)
	case "language":
		r.rec.Lang = languageOf(r.Line(f))
	case "note":
		r.rec.Note = r.Line(f)
	case "archive_location":
		if url := r.Text(f); strings.Contains(url, "://") {
			r.rec.Saved.URL = url
		}
	case "custom":
		r.custom(f)
	}
}

func (r *cslItem) custom(f briefing.Field) {
	for _, c := range f.Value.Fields {
		if c.Key == "archivedate" {
			r.rec.Saved.Date = r.Date(c)
		}
	}
}

// complete fills in what may stand in either of two variables. It is false for
// an item that names no source.
func (r *cslItem) complete() bool {
	if r.rec.Outlet == "" {
		r.rec.Outlet = r.publisher
	}
	if len(r.rec.Authors) == 0 {
		r.rec.Authors = r.editors
	}
	if r.rec.URL == "" && r.doi != "" {
		r.rec.URL = "https://doi.org/" + strings.TrimPrefix(strings.TrimPrefix(r.doi, "https://doi.org/"), "doi:")
	}
	if r.rec.URL == "" && r.rec.Title == "" {
		r.Diags.Add(r.rec.At, diag.Error, "csl-empty", "the item %q has neither a URL nor a title", r.rec.Key)
		return false
	}
	return true
}

// cslNames gives the names of a list as they are read.
func cslNames(v briefing.Value) (names []string) {
	for _, one := range v.List {
		part := map[string]string{}
		for _, f := range one.Fields {
			part[f.Key] = briefing.FoldSpace(f.Value.Text)
		}
		name := part["literal"]
		if name == "" {
			name = briefing.FoldSpace(strings.Join([]string{part["given"], part["dropping-particle"], part["non-dropping-particle"], part["family"], part["suffix"]}, " "))
		}
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}

// date reads date-parts, of a range the beginning, or a raw date.
func (r *cslItem) date(f briefing.Field) briefing.Date {
	text := ""
	for _, p := range f.Value.Fields {
		switch {
		case p.Key == "date-parts" && len(p.Value.List) > 0:
			text = dateParts(p.Value.List[0])
		case (p.Key == "raw" || p.Key == "literal") && text == "":
			text = p.Value.Text
		}
	}
	if text == "" {
		return briefing.Date{}
	}
	d, err := briefing.ParseDate(text)
	if err != nil {
		r.Diags.Add(r.At(f), diag.Warning, "csl-date", "%s: %v", f.Key, err)
		r.Diags.Hint(`write "date-parts": [[2018, 11, 7]]`)
	}
	return d
}

func dateParts(v briefing.Value) string {
	parts := make([]string, 0, 3)
	for _, p := range v.List {
		if p.Text == "" || p.Text == "0" {
			break
		}
		parts = append(parts, twoDigits(p.Text))
	}
	return strings.Join(parts, "-")
}
