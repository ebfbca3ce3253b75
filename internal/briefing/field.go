package briefing

import (
	"strings"
	"unicode"

	"dossier/internal/diag"
)

// Field is one key of a mapping that an author wrote, in YAML, TOML or JSON
// alike: front matter, the source register and the tag vocabulary are ordered
// lists of fields.
type Field struct {
	Key       string
	Value     Value
	Line, Col int // of the key in the file
}

// Value is what stands behind a key: exactly one of Text, List and Fields is
// meant, as Kind says. Text is the literal as written, so that neither a date
// nor a number such as 007 is changed on its way.
type Value struct {
	Kind      ValueKind
	Text      string
	List      []Value
	Fields    []Field
	Line, Col int
}

// ValueKind says what kind of value an author wrote.
type ValueKind uint8

// The kinds of values. A date of TOML is a WordValue, and so is YAML's "yes".
const (
	NoValue     ValueKind = iota // null, or nothing behind the key
	WordValue                    // text
	BoolValue                    // true or false, without quotation marks
	NumberValue                  // an integer or a decimal fraction
	ListValue
	MapValue
)

var valueKindNames = [...]string{"nothing", "text", "true or false", "a number", "a list", "a map of keys"}

// String names the kind as messages to authors do: "a list".
func (k ValueKind) String() string { return valueKindNames[k] }

// FieldReader turns fields into typed values and collects in Diags what is wrong
// with them, at its place in the file Path. A value that is wrong reads as the
// zero value; a field without a value reads as the zero value without complaint.
type FieldReader struct {
	Path  string
	Diags diag.List
}

// At gives the place of a field's value, or of its key where the value has none.
func (r *FieldReader) At(f Field) diag.Pos {
	if f.Value.Line == 0 {
		return diag.Pos{Path: r.Path, Line: f.Line, Col: f.Col}
	}
	return r.place(f.Value)
}

// KeyAt gives the place of a field's key.
func (r *FieldReader) KeyAt(f Field) diag.Pos {
	return diag.Pos{Path: r.Path, Line: f.Line, Col: f.Col}
}

func (r *FieldReader) place(v Value) diag.Pos {
	return diag.Pos{Path: r.Path, Line: v.Line, Col: v.Col}
}

// Text reads a text, or the literal of a number or boolean. Space around it is
// trimmed; a control character other than a line break or tab is an error.
func (r *FieldReader) Text(f Field) string {
	switch f.Value.Kind {
	case NoValue:
		return ""
	case ListValue, MapValue:
		r.wrongKind(f, "text")
		return ""
	}
	return r.clean(f.Key, f.Value)
}

func (r *FieldReader) clean(key string, v Value) string {
	if i := strings.IndexFunc(v.Text, forbidden); i >= 0 {
		r.Diags.Add(r.place(v), diag.Error, "field-value", "%s holds the control character %q", key, []rune(v.Text[i:])[0])
		return ""
	}
	return strings.TrimSpace(v.Text)
}

func forbidden(c rune) bool {
	return unicode.IsControl(c) && c != '\n' && c != '\t' && c != '\r' || c == unicode.ReplacementChar
}

// Line reads a text that stands on one line: runs of white space are folded.
func (r *FieldReader) Line(f Field) string { return FoldSpace(r.Text(f)) }

// Lines reads a list of one-line texts, or a single one, each with its place.
// Empty entries are errors.
func (r *FieldReader) Lines(f Field) []Text {
	values := f.Value.List
	switch f.Value.Kind {
	case NoValue:
		return nil
	case MapValue:
		r.wrongKind(f, "a list of texts")
		return nil
	case WordValue, BoolValue, NumberValue:
		values = []Value{f.Value}
	}
	out := make([]Text, 0, len(values))
	for _, v := range values {
		t := Text{At: r.place(v)}
		switch v.Kind {
		case ListValue, MapValue:
			r.Diags.Add(t.At, diag.Error, "field-type", "an entry of %s is %s; it must be text", f.Key, v.Kind)
			continue
		}
		if t.Value = FoldSpace(r.clean(f.Key, v)); t.Value != "" {
			out = append(out, t)
		} else if strings.TrimSpace(v.Text) == "" {
			r.Diags.Add(t.At, diag.Error, "field-value", "an entry of %s is empty", f.Key)
		}
	}
	return out
}

// Words is Lines without the places.
func (r *FieldReader) Words(f Field) []string {
	var out []string
	for _, t := range r.Lines(f) {
		out = append(out, t.Value)
	}
	return out
}

// Bool reads true or false. Anything else, "yes" and "true" in quotation marks
// included, is an error.
func (r *FieldReader) Bool(f Field) bool {
	if f.Value.Kind == BoolValue {
		return strings.EqualFold(f.Value.Text, "true")
	}
	r.Diags.Add(r.At(f), diag.Error, "field-type", "%s is %s; it must be true or false", f.Key, r.shown(f.Value))
	r.Diags.Hint("write %s: true or %s: false, without quotation marks", f.Key, f.Key)
	return false
}

// Date reads a date with ParseDate.
func (r *FieldReader) Date(f Field) Date {
	s := r.Text(f)
	if s == "" {
		return Date{}
	}
	d, err := ParseDate(s)
	if err != nil {
		r.Diags.Add(r.At(f), diag.Error, "date-invalid", "%s: %s", f.Key, err)
		r.Diags.Hint("write 2018, 2018-11, 2018-11-12 or 2018-11-12T09:30+01:00")
	}
	return d
}

// Marking reads a TLP label. An unknown one, or none behind the key, is an
// error; WHITE is read as CLEAR with a warning.
func (r *FieldReader) Marking(f Field) Marking {
	if f.Value.Kind == ListValue || f.Value.Kind == MapValue {
		r.Diags.Add(r.At(f), diag.Error, "tlp-invalid", "%s is %s; it must be one TLP label", f.Key, f.Value.Kind)
		return Unmarked
	}
	m, legacy, err := ParseMarking(r.Text(f))
	switch {
	case err != nil:
		r.Diags.Add(r.At(f), diag.Error, "tlp-invalid", "%s", err)
	case legacy:
		r.Diags.Add(r.At(f), diag.Warning, "tlp-white", "%q is the old name of TLP:CLEAR", f.Value.Text)
		r.Diags.Hint("write TLP:CLEAR")
	}
	return m
}

// Unknown reports a key that is none of the known ones, as an error that
// suggests the nearest. One that may have been meant to keep the entry back makes
// it unclear (see Unclear).
func (r *FieldReader) Unknown(f Field, of string, known []string) {
	near := Nearest(f.Key, known)
	if near == "tlp" || near == "" && KeepsBack(f.Key) != "" {
		r.Diags.Add(r.KeyAt(f), diag.Error, "key-keeps-back", "%q keeps nothing back here; the key is \"tlp\"", f.Key)
		r.Diags.Hint("write tlp: AMBER or another TLP label at each entry")
		return
	}
	r.Diags.Add(r.KeyAt(f), diag.Error, "field-unknown", "%q is not a key of %s", f.Key, of)
	if near != "" {
		r.Diags.Hint("did you mean %q?", near)
	} else {
		r.Diags.Hint("the keys are %s", strings.Join(known, ", "))
	}
}

func (r *FieldReader) wrongKind(f Field, want string) {
	r.Diags.Add(r.At(f), diag.Error, "field-type", "%s is %s; it must be %s", f.Key, f.Value.Kind, want)
}

func (r *FieldReader) shown(v Value) string {
	switch v.Kind {
	case WordValue, NumberValue:
		return v.Kind.String() + " (\"" + v.Text + "\")"
	}
	return v.Kind.String()
}
