package source

import (
	"strings"
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

// spelled cleans and folds a spelling, each once for the whole edition.
func (r *Register) spelled(raw string, bare bool) *spelled {
	key := spelling{raw, bare}
	if known, ok := r.spellings.Load(key); ok {
		return known.(*spelled)
	}
	clean := CleanTarget
	if bare {
		clean = Clean
	}
	s := &spelled{}
	if s.Cleaned, s.err = clean(raw); s.err == nil {
		s.folded = Fold(s.URL)
	}
	key.raw = strings.Clone(raw) // raw may be a piece of a whole file
	known, _ := r.spellings.LoadOrStore(key, s)
	return known.(*spelled)
}
