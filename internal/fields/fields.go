// Package fields reads what authors write besides running text: maps of keys in
// YAML, TOML or JSON. All three become the same ordered tree, in which each key
// and each value knows its line and column, so that whoever gives the keys a
// meaning (front matter, the source register, the tag vocabulary) can report
// every fault at its place in one run.
//
// The reading is stricter than the formats are:
//
//   - a key given twice is an error that names the first one's place; both are
//     handed on, so that the stricter of two can be heeded
//   - values stay the text they are written as: 2018-11-12, 007 and 1e3 are not
//     changed into something else on the way
//   - of YAML, anchors, aliases, merge keys, tags, complex keys, directives and
//     several documents in one file are refused: none is needed here, and a few
//     lines of aliases can stand for gigabytes
//   - nesting is limited to MaxDepth
//
// Codes: "yaml-syntax", "toml-syntax", "json-syntax", "yaml-unsupported",
// "field-duplicate", "field-depth", "key-keeps-back".
package fields

import (
	"bytes"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// MaxDepth is the deepest nesting of lists and maps that is read. Authors need
// three levels; parsers have trouble with thousands.
const MaxDepth = 32

// Format reads the text of a map into its fields. The text is a part of the file
// path that begins at the file's line (1-based); positions are those of the
// file. What is reported as an error may leave fields out, the rest is whole.
type Format func(path string, text []byte, line int) ([]briefing.Field, diag.List)

// lineFeeds makes the line ends of other systems "\n", so that they are no part of a
// value (TOML 1.0, String; YAML 1.2, 5.4). What is left of them an author escaped.
func lineFeeds(text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
}

// duplicates reports keys that stand in the same map twice.
func duplicates(path string, fields []briefing.Field) (diags diag.List) {
	first := make(map[string]briefing.Field, len(fields))
	for _, f := range fields {
		if before, twice := first[f.Key]; twice {
			diags.Add(diag.Pos{Path: path, Line: f.Line, Col: f.Col}, diag.Error, "field-duplicate",
				"%q is given again (first: %d:%d)", f.Key, before.Line, before.Col)
		} else {
			first[f.Key] = f
		}
		diags = append(diags, duplicatesIn(path, f.Value)...)
	}
	return diags
}

func duplicatesIn(path string, v briefing.Value) (diags diag.List) {
	if len(v.Fields) > 0 {
		diags = duplicates(path, v.Fields)
	}
	for _, item := range v.List {
		diags = append(diags, duplicatesIn(path, item)...)
	}
	return diags
}
