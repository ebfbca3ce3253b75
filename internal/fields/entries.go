package fields

import (
	"sort"

	"dossier/internal/diag"
)

// Entries knows where the entries of a file stand that holds many (the source
// register, the tag vocabulary), and which of them an edition may not know of.
// The zero value is empty. Entries are added in the order of the file.
type Entries struct{ list []entry }

type entry struct {
	line, col int
	withheld  bool
}

// Add notes an entry by the place at which it begins.
func (e *Entries) Add(line, col int, withheld bool) {
	e.list = append(e.list, entry{line, col, withheld})
}

// Reports drops what a Format had to say within entries that are withheld. That
// an entry's own key stands twice is dropped too: whoever cuts the edition finds
// out afterwards whether it still does.
func (e *Entries) Reports(diags diag.List) (out diag.List) {
	for _, d := range diags {
		in := e.at(d.Line, d.Col)
		again := d.Code == "field-duplicate" && in.line == d.Line && in.col == d.Col
		if !in.withheld && !again {
			out = append(out, d)
		}
	}
	return out
}

// at gives the last entry that begins at or before a place.
func (e *Entries) at(line, col int) entry {
	after := sort.Search(len(e.list), func(i int) bool {
		x := e.list[i]
		return x.line > line || x.line == line && x.col > col
	})
	if after == 0 {
		return entry{}
	}
	return e.list[after-1]
}
