package content

import (
	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// sources reads the key "sources": a map of key to URL or record, or a list of
// records that name their keys. Records marked above the edition are dropped
// with all that might be said about them.
func (r *front) sources(f briefing.Field) (records []briefing.Record) {
	first := map[string]diag.Pos{}
	add := func(key string, v briefing.Value, at diag.Pos) {
		rec, diags := briefing.RecordFromValue(key, v, at)
		if rec.Marking > r.o.Edition {
			return
		}
		r.Diags = append(r.Diags, diags...)
		before, twice := first[rec.Key]
		switch {
		case rec.Key == "":
			r.Diags.Add(at, diag.Error, "source-key-missing", "this source has no key to cite it by")
			r.Diags.Hint("write sources as lines of the form key: URL")
		case briefing.Unclear(diags):
		case twice && f.Value.Kind == briefing.MapValue: // said where the text was read
		case twice:
			r.Diags.Add(at, diag.Error, "source-key-duplicate", "source %q is given again (first: %d:%d)", rec.Key, before.Line, before.Col)
		default:
			first[rec.Key] = at
			records = append(records, rec)
		}
	}
	switch f.Value.Kind {
	case briefing.NoValue:
	case briefing.MapValue:
		for _, g := range f.Value.Fields {
			add(g.Key, g.Value, r.KeyAt(g))
		}
	case briefing.ListValue:
		for _, v := range f.Value.List {
			add("", v, diag.Pos{Path: r.Path, Line: v.Line, Col: v.Col})
		}
	default:
		r.invalid(f, "field-type", "sources is %s; it must be a map of keys", f.Value.Kind)
	}
	return records
}
