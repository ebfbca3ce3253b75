package live

import (
	"cmp"
	"context"
	"slices"

	"dossier/internal/briefing"
	"dossier/internal/build"
)

// Begin finds out which edition is the highest and makes it. It is called once; the
// error is that of making it, and is told again to who asks for it.
func (s *Site) Begin(ctx context.Context) error {
	defer close(s.ready)
	if s.o.Top == briefing.Unmarked {
		s.set(s.guess())
	}
	for {
		at := s.top()
		e, err := s.look(ctx, at, "")
		if err != nil {
			return err
		}
		if s.top() == at {
			return s.lower(ctx, e, at)
		}
	}
}

// guess gives the edition that is likely to be the highest: the one that was, or the one
// that a glance at the files says.
func (s *Site) guess() briefing.Marking {
	if s.o.First != briefing.Unmarked {
		return s.o.First
	}
	return cmp.Or(s.glance(), briefing.Red)
}

// glance looks which labels there are; Unmarked where that cannot be said.
func (s *Site) glance() briefing.Marking {
	site, err := s.o.Open(briefing.Red)
	if err != nil {
		return briefing.Unmarked
	}
	m := build.Highest(site.Options)
	if err := site.Close(); err != nil {
		return briefing.Unmarked
	}
	return m
}

// raise makes a higher edition than one the highest, as there are files above that.
func (s *Site) raise(than briefing.Marking) {
	m := s.glance()
	if m <= than {
		m = briefing.Red
	}
	s.set(m)
}

// lower makes the edition of the highest marking that there is the highest. What was made
// of the one before is not kept: it was a wrong guess.
func (s *Site) lower(ctx context.Context, e *edition, from briefing.Marking) error {
	if s.o.Top != briefing.Unmarked || e.moment.Shown == nil || e.moment.Stale {
		return nil
	}
	a := e.moment.Shown.Archive
	highest := briefing.Clear
	for _, b := range slices.Concat(a.Briefings, a.Pages) {
		highest = max(highest, b.Front.Marking)
	}
	if highest == from {
		return nil
	}
	s.set(highest)
	s.mu.Lock()
	wrong := s.follows[from]
	delete(s.follows, from)
	s.mu.Unlock()
	if err := wrong.discard(); err != nil {
		return err
	}
	_, err := s.look(ctx, highest, "")
	return err
}

func (s *Site) set(m briefing.Marking) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.highest = m
}
