package diag

import (
	"encoding/json"
	"fmt"
	"io"
)

type jsonDocument struct {
	Schema      int              `json:"schema_version"`
	Errors      int              `json:"errors"`
	Warnings    int              `json:"warnings"`
	Diagnostics []jsonDiagnostic `json:"diagnostics"`
}

type jsonDiagnostic struct {
	Pos
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Text     string `json:"text"`
	Hint     string `json:"hint,omitempty"`
}

// WriteJSON prints the list as one document:
//
//	{"schema_version": 1, "errors": 1, "warnings": 0, "diagnostics": [
//	  {"path": "…", "line": 12, "col": 9, "severity": "error", "code": "…", "text": "…", "hint": "…"}]}
//
// Path, line, col and hint are left out where they are not known.
func (l List) WriteJSON(w io.Writer) error {
	doc := jsonDocument{Schema: 1, Errors: l.Count(Error), Warnings: l.Count(Warning), Diagnostics: make([]jsonDiagnostic, len(l))}
	for i, d := range l {
		doc.Diagnostics[i] = jsonDiagnostic{d.Pos, d.Severity.String(), d.Code, d.Text, d.Hint}
	}
	return writeDocument(w, doc)
}

func writeDocument(w io.Writer, doc any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(doc); err != nil {
		return fmt.Errorf("printing diagnostics: %w", err)
	}
	return nil
}
