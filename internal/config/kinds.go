package config

import (
	"fmt"
	"slices"
	"strings"
)

// Policy says how a rule of the desk is enforced.
type Policy string

// The policies.
const (
	Off  Policy = "off"   // not looked at
	Warn Policy = "warn"  // a warning, which does not stop a build
	Fail Policy = "error" // an error, which does
)

// LinkStyle says how pages name each other.
type LinkStyle string

// The link styles.
const (
	RootLinks     LinkStyle = "root"     // "/base/briefings/…"
	RelativeLinks LinkStyle = "relative" // "../…/index.html": works from file://
)

// Export is a format in which a briefing's sources can be downloaded.
type Export string

// The export formats.
const (
	CSLJSON Export = "csl-json"
	BibTeX  Export = "bibtex"
	RIS     Export = "ris"
)

// SignOff is one of the three fields by which a desk signs a briefing off.
type SignOff string

// The sign-off fields.
const (
	Prepared SignOff = "prepared"
	Reviewed SignOff = "reviewed"
	Approved SignOff = "approved"
)

// PolicyValues lists the policies from the mildest to the strictest.
func PolicyValues() []Policy { return []Policy{Off, Warn, Fail} }

// LinkStyles lists the link styles, the default first.
func LinkStyles() []LinkStyle { return []LinkStyle{RootLinks, RelativeLinks} }

// Exports lists the export formats.
func Exports() []Export { return []Export{CSLJSON, BibTeX, RIS} }

// SignOffs lists the sign-off fields in the order in which they are shown.
func SignOffs() []SignOff { return []SignOff{Prepared, Reviewed, Approved} }

// UnmarshalText takes one of the policies.
func (p *Policy) UnmarshalText(b []byte) error { return oneOf(p, string(b), PolicyValues()) }

// UnmarshalText takes one of the link styles.
func (l *LinkStyle) UnmarshalText(b []byte) error { return oneOf(l, string(b), LinkStyles()) }

// UnmarshalText takes one of the export formats.
func (e *Export) UnmarshalText(b []byte) error { return oneOf(e, string(b), Exports()) }

// UnmarshalText takes one of the sign-off fields.
func (s *SignOff) UnmarshalText(b []byte) error { return oneOf(s, string(b), SignOffs()) }

// oneOf sets dst to the word if it is one of the values, or lists them.
func oneOf[T ~string](dst *T, word string, values []T) error {
	if !slices.Contains(values, T(word)) {
		return fmt.Errorf("%q is not one of %s", word, quoted(values))
	}
	*dst = T(word)
	return nil
}

func quoted[T ~string](values []T) string {
	var words []string
	for _, v := range values {
		words = append(words, fmt.Sprintf("%q", string(v)))
	}
	return strings.Join(words, ", ")
}
