package briefing

import (
	"fmt"
	"strings"
)

// Marking is a label of the Traffic Light Protocol, version 2.0 (FIRST, August
// 2022). The order is that of the sharing boundary, the widest first, so that
// "above the edition" is a comparison. The zero value means that no label was
// given; it is never at or below an edition.
type Marking uint8

// The labels. There are no others.
const (
	Unmarked Marking = iota
	Clear
	Green
	Amber
	AmberStrict
	Red
)

var (
	markingNames = [...]string{"", "TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"}
	markingSlugs = [...]string{"", "tlp-clear", "tlp-green", "tlp-amber", "tlp-amber-strict", "tlp-red"}
)

// Markings lists the labels from the widest sharing boundary to the narrowest.
func Markings() []Marking { return []Marking{Clear, Green, Amber, AmberStrict, Red} }

// String gives the label as FIRST prints it, "TLP:AMBER+STRICT"; it is never
// translated. Unmarked gives "".
func (m Marking) String() string { return markingNames[m] }

// Slug gives the label for folder and class names: "tlp-amber-strict".
func (m Marking) Slug() string { return markingSlugs[m] }

// ParseMarking reads a label in any case, with or without "TLP:" before it.
// "WHITE", the name of CLEAR in version 1, is read as Clear with legacy true.
// Anything else is an error that lists the labels.
func ParseMarking(s string) (m Marking, legacy bool, err error) {
	name := strings.ToUpper(strings.TrimSpace(s))
	name = "TLP:" + strings.TrimPrefix(name, "TLP:")
	if name == "TLP:WHITE" {
		return Clear, true, nil
	}
	for i, n := range markingNames[1:] {
		if n == name {
			return Marking(i + 1), false, nil
		}
	}
	return Unmarked, false, fmt.Errorf("%q is not a TLP 2.0 label (%s)", s, strings.Join(markingNames[1:], ", "))
}

// MarshalText makes JSON and the like carry the label.
func (m Marking) MarshalText() ([]byte, error) { return []byte(m.String()), nil }
