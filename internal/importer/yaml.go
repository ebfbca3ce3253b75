package importer

import (
	"encoding/json"
	"strings"
)

// field writes a key of the front matter with one value, or with a list of them
// for the key tags. Words, dates and labels that YAML reads as they stand are not
// quoted.
func field(b *strings.Builder, key string, values ...string) {
	b.WriteString(key)
	b.WriteString(": ")
	if key == "tags" {
		b.WriteByte('[')
	}
	for i, v := range values {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(scalar(key, v))
	}
	if key == "tags" {
		b.WriteByte(']')
	}
	b.WriteByte('\n')
}

// scalar quotes a value for YAML, of whose double-quoted scalars the strings of
// JSON are a part.
func scalar(key, v string) string {
	if key == "date" || key == "tlp" || key == "id" && isPlainID(v) {
		return v
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // a string always encodes
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// isPlainID reports whether an id reads as text in YAML: letters, digits and
// hyphens, the first of them a letter.
func isPlainID(s string) bool {
	for i, c := range []byte(s) {
		letter := 'a' <= c && c <= 'z'
		if !letter && (i == 0 || c != '-' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != "" && s != "null" && s != "true" && s != "false"
}
