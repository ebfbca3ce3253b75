package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

type jsonDocument struct {
	Schema      int          `json:"schema_version"`
	Errors      int          `json:"errors"`
	Warnings    int          `json:"warnings"`
	Diagnostics []Diagnostic `json:"diagnostics"`
}

type jsonDiagnostic struct {
	Pos
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Text     string `json:"text"`
	Hint     string `json:"hint,omitempty"`
}

// MarshalJSON makes a diagnostic one object, as WriteJSON shows it.
func (d Diagnostic) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(jsonDiagnostic{d.Pos, d.Severity.String(), d.Code, d.Text, d.Hint})
	return b.Bytes(), err
}

// UnmarshalJSON is the reverse of MarshalJSON.
func (d *Diagnostic) UnmarshalJSON(text []byte) error {
	var j jsonDiagnostic
	if err := json.Unmarshal(text, &j); err != nil {
		return err
	}
	for s := range Info + 1 {
		if s.String() == j.Severity {
			*d = Diagnostic{j.Pos, s, j.Code, j.Text, j.Hint}
			return nil
		}
	}
	return fmt.Errorf("%q is no severity", j.Severity)
}

// WriteJSON prints the list as one document:
//
//	{"schema_version": 1, "errors": 1, "warnings": 0, "diagnostics": [
//	  {"path": "…", "line": 12, "col": 9, "severity": "error", "code": "…", "text": "…", "hint": "…"}]}
//
// Path, line, col and hint are left out where they are not known.
func (l List) WriteJSON(w io.Writer) error {
	return writeDocument(w, jsonDocument{1, l.Count(Error), l.Count(Warning), append([]Diagnostic{}, l...)})
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
