package diag

import (
	"io"
	"net/url"
	"slices"
)

// The parts of the Static Analysis Results Interchange Format 2.1.0 (OASIS) that
// a code host reads. Names are those of the standard.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID string `json:"id"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifLocation struct {
		Physical sarifPlace `json:"physicalLocation"`
	}
	sarifPlace struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId"`
	}
	sarifRegion struct {
		Line int `json:"startLine"`
		Col  int `json:"startColumn,omitempty"`
	}
)

// WriteSARIF prints the list as a SARIF 2.1.0 log of one run. Columns count code
// points, as the log says; a hint is a second line of the message.
func (l List) WriteSARIF(w io.Writer) error {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: make([]sarifResult, len(l))}
	codes := l.codes()
	run.Tool.Driver = sarifDriver{Name: "dossier", Rules: make([]sarifRule, len(codes))}
	for i, c := range codes {
		run.Tool.Driver.Rules[i].ID = c
	}
	for i, d := range l {
		rule, _ := slices.BinarySearch(codes, d.Code)
		run.Results[i] = sarifResult{RuleID: d.Code, RuleIndex: rule, Level: sarifLevel(d.Severity),
			Message: sarifMessage{d.message()}, Locations: sarifAt(d.Pos)}
	}
	return writeDocument(w, sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0", Runs: []sarifRun{run},
	})
}

// codes lists the codes that occur, sorted.
func (l List) codes() []string {
	codes := make([]string, len(l))
	for i, d := range l {
		codes[i] = d.Code
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// message gives text and hint as one.
func (d Diagnostic) message() string {
	if d.Hint == "" {
		return d.Text
	}
	return d.Text + "\nhint: " + d.Hint
}

func sarifLevel(s Severity) string {
	if s == Info {
		return "note"
	}
	return s.String()
}

// sarifAt gives no location for what concerns the whole site.
func sarifAt(p Pos) []sarifLocation {
	if p.Path == "" {
		return nil
	}
	place := sarifPlace{Artifact: sarifArtifact{URI: (&url.URL{Path: p.Path}).String(), Base: "%SRCROOT%"}}
	if p.Line > 0 {
		place.Region = &sarifRegion{p.Line, p.Col}
	}
	return []sarifLocation{{place}}
}
