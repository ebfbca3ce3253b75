package content

import (
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// front turns the fields of front matter into what they mean.
type front struct {
	briefing.FieldReader
	file *briefing.File
	out  *briefing.Front // of file
	o    Options

	faulty  map[string]bool // keys at whose values an error stands
	unclear bool            // an error stands at what could keep text back
}

// read goes through all fields, those about the label first: where it is not
// understood, nothing else is said about the file. A key given twice counts as
// first given; that it is given twice was reported where the text was read.
func (r *front) read(found []briefing.Field) {
	r.out.Lines = make([]briefing.KeyLine, 0, len(found))
	r.faulty = map[string]bool{}
	for _, f := range found {
		r.out.Lines = append(r.out.Lines, briefing.KeyLine{Key: lasting(f.Key), Line: int32(f.Line), Col: int32(f.Col)})
		if isLabel(f.Key) {
			r.field(f)
		}
	}
	if r.unclear {
		return
	}
	seen := map[string]bool{}
	for _, f := range found {
		if !seen[f.Key] && !isLabel(f.Key) {
			r.field(f)
		}
		seen[f.Key] = true
	}
	if seen["author"] && seen["authors"] {
		r.Diags.Add(r.file.KeyAt("author"), diag.Error, "field-duplicate", "author and authors are the same key; give one of them")
	}
}

// lasting gives a key that does not hold the text of its file: the one of all files where
// it is known.
func lasting(key string) string {
	if k := slices.Index(knownKeys, key); k >= 0 {
		return knownKeys[k]
	}
	return strings.Clone(key)
}

// isLabel reports whether a key is tlp or may have been meant as it.
func isLabel(key string) bool {
	class, meant := classify(key)
	return meant == "tlp" && class != nearMiss
}

// field reads one field and notes whether that went well.
func (r *front) field(f briefing.Field) {
	before := r.Diags.Count(diag.Error)
	class, meant := classify(f.Key)
	if class == knownKey {
		r.known(f)
	} else {
		r.unknown(f, class, meant)
	}
	if r.Diags.Count(diag.Error) > before {
		r.faulty[f.Key] = true
		r.unclear = r.unclear || class != knownKey || f.Key == "params" || slices.Contains(keepsBack, f.Key)
	}
}

// known reads a field whose key has a meaning.
func (r *front) known(f briefing.Field) {
	if text := r.line(f.Key); text != nil {
		*text = r.Line(f)
		return
	}
	switch f.Key {
	case "id":
		r.out.ID = r.id(f)
	case "date":
		r.out.Date = r.Date(f)
	case "updated":
		r.out.Updated = r.Date(f)
	case "tags":
		r.out.Tags = r.tags(f)
	case "author", "authors":
		r.out.Authors = append(r.out.Authors, r.Words(f)...)
	case "tlp":
		r.out.Marking = max(r.out.Marking, r.Marking(f))
	case "draft":
		r.out.Draft = r.Bool(f)
	case "embargo":
		r.out.Embargo = r.embargo(f)
	case "expires":
		r.out.Expires = r.expires(f)
	case "slug":
		r.out.Slug = r.slug(f)
	case "aliases":
		r.out.Aliases = r.aliases(f)
	case "lang":
		r.out.Lang = r.lang(f)
	case "sources":
		r.out.Sources = r.sources(f)
	case "image":
		r.out.Image = r.image(f)
	case "params":
		r.params(f)
	case "imported":
		r.out.Imported = r.imported(f)
	}
}

// line gives where the text of a key goes that is read as it is.
func (r *front) line(key string) *string {
	switch key {
	case "title":
		return &r.out.Title
	case "summary":
		return &r.out.Summary
	case "desk":
		return &r.out.Desk
	case "prepared":
		return &r.out.Prepared
	case "reviewed":
		return &r.out.Reviewed
	case "approved":
		return &r.out.Approved
	case "series":
		return &r.out.Series
	}
	return nil
}
