package fields

import (
	"bytes"
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// Swallowed reports lines of YAML or TOML that begin with one of the keys, which
// keep text back, and were read as something else. A quotation mark that is not
// closed where its author thinks makes the lines below it part of a text:
// well-formed, and "draft: true" keeps nothing back. So each line that begins with
// such a key must be one. Line is the number of the text's first line.
func Swallowed(path string, text []byte, line int, found []briefing.Field, keys ...string) (diags diag.List) {
	for l := range bytes.Lines(text) {
		if key := keyAtStart(l, keys); key != "" && !keyOnLine(found, line) {
			diags.Add(diag.Pos{Path: path, Line: line, Col: 1}, diag.Error, "key-keeps-back",
				"%q stands inside another value, where it keeps nothing back", key)
			diags.Hint("is a quotation mark missing above?")
		}
		line++
	}
	return diags
}

// keyAtStart gives the one of the keys with which a line begins.
func keyAtStart(line []byte, keys []string) string {
	text := strings.TrimLeft(string(line[:min(len(line), 80)]), " \t\"'")
	for _, key := range keys {
		behind, found := strings.CutPrefix(text, key)
		behind = strings.TrimLeft(behind, " \t\"'")
		if found && behind != "" && (behind[0] == ':' || behind[0] == '=') {
			return key
		}
	}
	return ""
}

// keyOnLine reports whether one of the fields, or of those in them, stands on a
// line of the file.
func keyOnLine(found []briefing.Field, line int) bool {
	return slices.ContainsFunc(found, func(f briefing.Field) bool { return f.Line == line || keyIn(f.Value, line) })
}

func keyIn(v briefing.Value, line int) bool {
	return keyOnLine(v.Fields, line) || slices.ContainsFunc(v.List, func(item briefing.Value) bool { return keyIn(item, line) })
}
