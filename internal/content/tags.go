package content

import (
	"io/fs"

	"dossier/internal/briefing"
	"dossier/internal/diag"
	"dossier/internal/fields"
)

// ParseTags reads the tag vocabulary, content/tags.yaml: a list of entries, or a
// map of names to entries. An entry is a map of
//
//	name         the tag as it is shown (in a list)
//	aliases      a text or a list: other tags that mean the same
//	description  text on one line
//	tlp          a TLP label: the entry is for editions from there on
//
// and, where it has a name only, the name itself (in a list), or where it has
// none but a description, that (in a map). Entries above the edition are dropped
// with all that might be said about them. Two entries for tags that differ in
// case, space or accent only are an error.
func ParseTags(path string, data []byte, edition briefing.Marking) ([]briefing.TagEntry, diag.List) {
	v, found := fields.YAMLValue(path, data, 1)
	if !onlyDuplicates(found) {
		return nil, found
	}
	t := tagReader{path: path, edition: edition, first: map[string]diag.Pos{}}
	switch v.Kind {
	case briefing.NoValue:
	case briefing.ListValue:
		for _, item := range v.List {
			t.item(item)
		}
	case briefing.MapValue:
		for _, f := range v.Fields {
			t.named(f)
		}
	default:
		t.diags.Add(diag.Pos{Path: path, Line: v.Line, Col: v.Col}, diag.Error, "field-type", "the vocabulary is %s; it must be a list of tags", v.Kind)
	}
	found = t.all.Reports(append(found, fields.Swallowed(path, data, 1, []briefing.Field{{Value: v}}, "tlp")...))
	if t.unclear || briefing.Unclear(found) {
		t.entries = nil
	}
	return t.entries, append(found, t.diags...).Sort()
}

type tagReader struct {
	path    string
	edition briefing.Marking
	first   map[string]diag.Pos // folded tag to the entry that has it
	all     fields.Entries
	entries []briefing.TagEntry
	diags   diag.List
	unclear bool // something may have been meant to keep the whole file back
}

// item reads an entry of a list.
func (t *tagReader) item(v briefing.Value) {
	e := briefing.TagEntry{At: diag.Pos{Path: t.path, Line: v.Line, Col: v.Col}}
	if v.Kind == briefing.MapValue {
		t.entry(e, v.Fields)
		return
	}
	t.entry(e, []briefing.Field{{Key: "name", Value: v, Line: v.Line, Col: v.Col}})
}

// named reads an entry of a map.
func (t *tagReader) named(f briefing.Field) {
	if _, _, err := briefing.ParseMarking(f.Value.Text); err == nil && briefing.KeepsBack(f.Key) == "tlp" {
		t.diags.Add(diag.Pos{Path: t.path, Line: f.Line, Col: f.Col}, diag.Error, "key-keeps-back", "%q is a tag here and keeps nothing back", f.Key)
		t.diags.Hint("write tlp: AMBER or another TLP label at each entry")
		t.unclear = true
	}
	e := briefing.TagEntry{Name: briefing.FoldSpace(f.Key), At: diag.Pos{Path: t.path, Line: f.Line, Col: f.Col}}
	if f.Value.Kind == briefing.MapValue || f.Value.Kind == briefing.NoValue {
		t.entry(e, f.Value.Fields)
		return
	}
	t.entry(e, []briefing.Field{{Key: "description", Value: f.Value, Line: f.Line, Col: f.Col}})
}

func (t *tagReader) entry(e briefing.TagEntry, found []briefing.Field) {
	r := briefing.FieldReader{Path: t.path}
	for _, f := range found {
		if f.Key == "tlp" {
			e.Marking = max(e.Marking, r.Marking(f))
		}
	}
	t.all.Add(e.At.Line, e.At.Col, e.Marking > t.edition)
	if e.Marking > t.edition {
		return
	}
	if r.Diags.Count(diag.Error) == 0 {
		for _, f := range found {
			readTagField(&r, &e, f)
		}
		if !briefing.Unclear(r.Diags) {
			t.add(&r, e)
		}
	}
	t.diags = append(t.diags, r.Diags...)
}

func readTagField(r *briefing.FieldReader, e *briefing.TagEntry, f briefing.Field) {
	switch f.Key {
	case "name":
		e.Name = r.Line(f)
	case "aliases":
		e.Aliases = r.Words(f)
	case "description":
		e.Description = r.Line(f)
	case "tlp": // read first
	default:
		r.Unknown(f, "a tag", []string{"name", "aliases", "description", "tlp"})
	}
}

// add keeps an entry whose tags are nobody else's.
func (t *tagReader) add(r *briefing.FieldReader, e briefing.TagEntry) {
	if briefing.FoldTag(e.Name) == "" {
		r.Diags.Add(e.At, diag.Error, "field-value", "this tag has no name")
		return
	}
	for _, name := range append([]string{e.Name}, e.Aliases...) {
		fold := briefing.FoldTag(name)
		if before, twice := t.first[fold]; twice && before != e.At {
			r.Diags.Add(e.At, diag.Error, "tag-duplicate", "%q is a tag already (%d:%d)", name, before.Line, before.Col)
		} else {
			t.first[fold] = e.At
		}
	}
	t.entries = append(t.entries, e)
}

func (s *Site) readTags(fsys fs.FS, paths []string, o Options) {
	for _, file := range paths {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			s.Diags = append(s.Diags, unreadable(file, err)...)
			continue
		}
		diags := checkEncoding(file, data)
		if len(diags) == 0 {
			var entries []briefing.TagEntry
			entries, diags = ParseTags(file, data, o.Edition)
			s.Tags = append(s.Tags, entries...)
		}
		s.Diags = append(s.Diags, diags...)
	}
}
