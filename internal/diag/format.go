package diag

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Format is one of the ways in which diagnostics are printed.
type Format string

// The formats.
const (
	FormatText   Format = "text"   // for people: path:line:col: severity: text [code]
	FormatJSON   Format = "json"   // one document, see WriteJSON
	FormatSARIF  Format = "sarif"  // SARIF 2.1.0 (OASIS)
	FormatGitHub Format = "github" // workflow commands of GitHub Actions
)

// Formats lists the formats.
func Formats() []Format { return []Format{FormatText, FormatJSON, FormatSARIF, FormatGitHub} }

// ParseFormat reads the name of a format; the empty name is that of text.
func ParseFormat(name string) (Format, error) {
	if name == "" {
		return FormatText, nil
	}
	if slices.Contains(Formats(), Format(name)) {
		return Format(name), nil
	}
	var names []string
	for _, f := range Formats() {
		names = append(names, string(f))
	}
	return "", fmt.Errorf("%q is not a format (%s)", name, strings.Join(names, ", "))
}

// Write prints the list in a format. Color and excerpt are for text alone, see
// WriteText.
func (l List) Write(w io.Writer, f Format, color bool, excerpt func(path string) []byte) error {
	switch f {
	case FormatJSON:
		return l.WriteJSON(w)
	case FormatSARIF:
		return l.WriteSARIF(w)
	case FormatGitHub:
		return l.WriteGitHub(w)
	}
	return l.WriteText(w, color, excerpt)
}
