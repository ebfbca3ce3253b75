package content

import (
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// A quotation mark that is not closed where its author thinks makes the lines
// below it part of a text: well-formed, and "draft: true" keeps nothing back. So
// each line that begins with such a key must be one.

// swallowed reports lines of the front matter that begin with a key that keeps
// text back and were read as something else.
func (r *front) swallowed(b block, found []briefing.Field) {
	if b.fence == "{" { // no text of JSON goes over the end of a line
		return
	}
	l := lines{data: b.text}
	for line, ok := l.next(); ok; line, ok = l.next() {
		key := keepBackAtStart(line)
		if key == "" || keyOnLine(found, b.line+l.number-1) {
			continue
		}
		r.unclear = true
		r.Diags.Add(diag.Pos{Path: r.Path, Line: b.line + l.number - 1, Col: 1}, diag.Error, "key-keeps-back",
			"%q stands inside another value, where it keeps nothing back", key)
		r.Diags.Hint("is a quotation mark missing above?")
	}
}

// keepBackAtStart gives the key that keeps text back with which a line begins.
func keepBackAtStart(line []byte) string {
	text := strings.TrimLeft(string(line[:min(len(line), 80)]), " \t\"'")
	for _, key := range keepsBack {
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
