// Package live is a site that follows its folder, in each edition it can be seen in: what
// a preview shows. Editions are made when they are asked for, pages rendered when they
// are, and nothing is written but the cache.
//
// The highest edition is the one that holds every briefing there is, as far as the Site
// may go. It is never lowered while a Site lives, or a slip of the pen in the only
// briefing of a marking would change what one looks at.
//
// Code. Error: unreadable, of a site that is not there for the moment.
package live

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"dossier/internal/briefing"
	"dossier/internal/build"
	"dossier/internal/cache"
	"dossier/internal/diag"
	"dossier/internal/preview"
)

// Options say of what site editions are shown, and which.
type Options struct {
	// Open opens the site for an edition of a marking, as often as all of it is looked at.
	Open func(briefing.Marking) (build.Opened, error)
	// Cache opens the cache of the edition of a marking, which is closed with the Site.
	Cache func(briefing.Marking) *cache.Cache
	// First is the edition that is likely to be the highest; Unmarked where nobody knows.
	First briefing.Marking
	// Top is the highest edition that is shown, whatever there is; Unmarked for that of
	// the highest marking that there is.
	Top briefing.Marking
	// Tell is told what there is to say of the highest edition that was not said of the
	// one before it, after each look. It is called by one goroutine at a time.
	Tell func(told diag.List, m *build.Moment)
}

// Site is a site that follows its folder. It is safe for concurrent use.
type Site struct {
	o     Options
	ready chan struct{} // closed once the highest edition is known, or cannot be

	count   atomic.Uint64 // of editions that differ
	mu      sync.Mutex
	highest briefing.Marking
	follows map[briefing.Marking]*followed
	retired []*followed // are closed before long

	telling sync.Mutex
	told    map[string]bool
}

// New gives a Site of which nothing is made yet. Begin must be called.
func New(o Options) *Site {
	return &Site{o: o, ready: make(chan struct{}), highest: cmp.Or(o.Top, briefing.Red), follows: map[briefing.Marking]*followed{}, told: map[string]bool{}}
}

// Editions lists the editions that can be seen, the highest first. It waits until that
// one is made.
func (s *Site) Editions() []preview.Choice {
	<-s.ready
	var out []preview.Choice
	for _, m := range slices.Backward(briefing.Markings()) {
		if m <= s.top() {
			out = append(out, preview.Choice{Name: nameOf(m), Title: m.String()})
		}
	}
	return out
}

// nameOf names an edition as one types it: "AMBER".
func nameOf(m briefing.Marking) string { return strings.TrimPrefix(m.String(), "TLP:") }

func (s *Site) top() briefing.Marking {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.highest
}

// Edition gives an edition as the files are now; the file of the page at a path is looked
// at, whoever said of it what.
func (s *Site) Edition(ctx context.Context, name, at string) (preview.Edition, error) {
	m, _, err := briefing.ParseMarking(name)
	if err != nil {
		return nil, err
	}
	if m > s.top() {
		return nil, fmt.Errorf("the edition %s is not shown here", m)
	}
	return s.look(ctx, m, at)
}

// look looks at an edition, and at what follows from what is seen.
func (s *Site) look(ctx context.Context, m briefing.Marking, at string) (*edition, error) {
	f := s.follow(m)
	e, err := f.look(ctx, at)
	if err != nil || m != s.top() {
		return e, err
	}
	s.tell(e.moment)
	if e.moment.Shown != nil && e.moment.Shown.Withheld.Above > 0 && s.o.Top == briefing.Unmarked {
		s.raise(m)
	}
	return e, nil
}

// follow gives what follows the edition of a marking. Besides the highest and the one
// that was asked for last none is in memory: that of several would be too much.
func (s *Site) follow(m briefing.Marking) *followed {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.follows[m] == nil {
		for other, f := range s.follows {
			if other != s.highest {
				delete(s.follows, other)
				s.retire(f)
			}
		}
		s.follows[m] = newFollowed(&s.count, func() (build.Opened, error) { return s.o.Open(m) }, func() *cache.Cache { return s.o.Cache(m) })
	}
	return s.follows[m]
}

// grace is how long pages of an edition can be rendered that is no longer in memory.
const grace = 10 * time.Second

// retire lets go of an edition, at last of its cache.
func (s *Site) retire(f *followed) {
	s.retired = append(s.retired, f)
	go f.rest()
	time.AfterFunc(grace, func() {
		if err := f.close(context.Background()); err != nil {
			return // it is only that less is known the next time
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.retired = slices.DeleteFunc(s.retired, func(g *followed) bool { return g == f })
	})
}

// all gives what follows any edition.
func (s *Site) all() []*followed {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*followed
	for _, f := range s.follows {
		out = append(out, f)
	}
	return out
}

// Changed says that files, named from the site's root, may not be what they were; with
// none, that any may be. Editions find out when they are asked for.
func (s *Site) Changed(paths ...string) {
	for _, f := range s.all() {
		f.follower.Changed(paths...)
	}
}

// Close keeps what was learnt and lets go of the site.
func (s *Site) Close(ctx context.Context) (err error) {
	s.mu.Lock()
	retired := s.retired
	s.mu.Unlock()
	for _, f := range append(s.all(), retired...) {
		err = errors.Join(err, f.close(ctx))
	}
	return err
}
