package source

import (
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
	"dossier/internal/fields"
)

// ParseRegister reads one YAML file of the source register: the keys and the
// form of its values are described at the top of the package. Records above the
// edition are left out, and so is every report about them. Every other fault is
// reported, at its place; what can be read of a file with faults is returned.
func ParseRegister(path string, data []byte, edition briefing.Marking) ([]briefing.Record, []briefing.OutletRecord, diag.List) {
	all, diags := fields.YAML(path, data, 1)
	r := registerFile{path: path, edition: edition}
	for _, f := range all {
		r.section(f)
	}
	if len(all) > 0 { // it could be parsed
		diags = append(diags, fields.Swallowed(path, data, 1, all, "tlp")...)
	}
	diags = r.entries.Reports(diags)
	if r.unclear = r.unclear || briefing.Unclear(diags); r.unclear {
		r.records, r.outlets = nil, nil
	}
	return r.records, r.outlets, append(diags, r.diags...).Sort()
}

type registerFile struct {
	path    string
	edition briefing.Marking
	records []briefing.Record
	outlets []briefing.OutletRecord
	diags   diag.List
	entries fields.Entries
	unclear bool // something may have been meant to keep the whole file back
}

func (r *registerFile) section(f briefing.Field) {
	switch f.Key {
	case "sources":
		r.each(f, r.source)
	case "outlets", "publishers":
		r.each(f, r.outlet)
	default:
		reader := briefing.FieldReader{Path: r.path}
		reader.Unknown(f, "the source register", []string{"sources", "outlets"})
		r.diags = append(r.diags, reader.Diags...)
		r.unclear = r.unclear || briefing.Unclear(reader.Diags)
		r.entries.Add(f.Line, f.Col, false)
	}
}

// each hands the entries of a section on, be it a map by key or a list of maps.
func (r *registerFile) each(section briefing.Field, read func(briefing.Field)) {
	r.entries.Add(section.Line, section.Col, false)
	entries := section.Value.Fields
	switch section.Value.Kind {
	case briefing.ListValue:
		for _, v := range section.Value.List {
			entries = append(entries, briefing.Field{Value: v, Line: v.Line, Col: v.Col})
		}
	case briefing.WordValue, briefing.BoolValue, briefing.NumberValue:
		at := diag.Pos{Path: r.path, Line: section.Line, Col: section.Col}
		r.diags.Add(at, diag.Error, "field-type", "%q is %s; it must be a map of records", section.Key, section.Value.Kind)
	}
	for _, f := range entries {
		read(f)
	}
}

func (r *registerFile) source(f briefing.Field) {
	rec, diags := briefing.RecordFromValue(f.Key, f.Value, diag.Pos{Path: r.path, Line: f.Line, Col: f.Col})
	if r.keep(f, rec.Marking, diags) {
		r.records = append(r.records, rec)
	}
}

// keep takes the reports about an entry of the edition. It is false for an entry
// that is not of it, or whose label was not understood.
func (r *registerFile) keep(f briefing.Field, m briefing.Marking, diags diag.List) bool {
	r.entries.Add(f.Line, f.Col, m > r.edition)
	if m > r.edition {
		return false
	}
	r.diags = append(r.diags, diags...)
	return !briefing.Unclear(diags)
}

var outletKeys = []string{"name", "reliability", "country", "note", "tlp"}

func (r *registerFile) outlet(f briefing.Field) {
	at := diag.Pos{Path: r.path, Line: f.Line, Col: f.Col}
	rec := briefing.OutletRecord{Domain: f.Key, At: at}
	reader := briefing.FieldReader{Path: r.path}
	switch f.Value.Kind {
	case briefing.WordValue:
		rec.Name = reader.Line(f)
	case briefing.MapValue:
		readOutlet(&reader, f.Value.Fields, &rec)
	default:
		reader.Diags.Add(at, diag.Error, "field-type", "outlet %q is %s; it must be a name or a map of keys", f.Key, f.Value.Kind)
	}
	if r.keep(f, rec.Marking, reader.Diags) {
		r.outlets = append(r.outlets, rec)
	}
}

func readOutlet(r *briefing.FieldReader, fields []briefing.Field, rec *briefing.OutletRecord) {
	for _, f := range fields {
		switch f.Key {
		case "domain": // in a list
			rec.Domain = r.Text(f)
		case "name":
			rec.Name = r.Line(f)
		case "reliability":
			rec.Reliability = strings.ToUpper(r.Text(f))
		case "country":
			rec.Country = r.Line(f)
		case "note":
			rec.Note = r.Line(f)
		case "tlp":
			rec.Marking = max(rec.Marking, r.Marking(f))
		default:
			r.Unknown(f, "an outlet", outletKeys)
		}
	}
}
