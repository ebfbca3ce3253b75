package source

import (
	"strings"

	"github.com/zeebo/xxh3"
)

// spelled is what became of one spelling of a URL.
type spelled struct {
	Cleaned
	folded string
	err    error
}

type spelling struct {
	raw  string
	bare bool // text of a note, not the target of a link
}

// spelled cleans and folds a spelling, and remembers what became of most.
func (r *Register) spelled(raw string, bare bool) *spelled {
	return r.spellings.get(xxh3.HashString(raw), spelling{raw, bare}, func() (spelling, *spelled) {
		clean := CleanTarget
		if bare {
			clean = Clean
		}
		s := &spelled{}
		if s.Cleaned, s.err = clean(raw); s.err == nil {
			s.folded = Fold(s.URL)
		}
		return spelling{strings.Clone(raw), bare}, s // raw may be a piece of a whole file
	})
}
