package build

import (
	"context"
	"errors"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"dossier/internal/cache"
	"dossier/internal/diag"
)

// Follower keeps an edition of a site up to date while its files change, at the price of
// what changed: a text that is saved is read, parsed and resolved alone. What a Follower
// comes to is what Edition would, of the same files. It is safe for concurrent use.
type Follower struct {
	open func() (Opened, error)
	turn chan struct{} // holds one token, which whoever looks takes
	now  atomic.Pointer[Moment]

	mu      sync.Mutex
	changed changed
	stop    context.CancelFunc // of the look that is under way; nil where none may be stopped

	// Of whoever has the turn.
	site   Opened
	last   *parts // of the files as they are now; nil before the first
	opened int    // how often the site was opened: parts of an earlier time cannot read files any more
	unkept bool   // the cache does not know all that was learnt

	uncached bool // the cache cannot be used
}

// Opened is a site that was opened anew: its folder, and its configuration as it is now.
type Opened struct {
	Options
	Clock func() time.Time // gives Options.Now
	Said  diag.List        // of the configuration; errors in it stand in the way of an edition
	Close func() error     // lets go of the folder
}

// changed is what is to be looked at again.
type changed struct {
	all     bool
	damaged bool            // the cache turned out to be
	paths   map[string]bool // from the site's root
}

// Follow gives a Follower of the site that open opens. Nothing is read before the first
// Look. The options have a cache of their own.
func Follow(open func() (Opened, error)) *Follower {
	f := &Follower{open: open, turn: make(chan struct{}, 1), changed: changed{all: true, paths: map[string]bool{}}}
	f.turn <- struct{}{}
	return f
}

// Changed says that files, named from the site's root, may not be what they were. With
// none, that may be any. A look at many files that is under way is begun anew.
func (f *Follower) Changed(paths ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.changed.all = f.changed.all || len(paths) == 0
	for _, p := range paths {
		f.changed.paths[p] = true
	}
	if f.stop != nil {
		f.stop()
		f.stop = nil
	}
}

// Look gives the edition as the files are now: those that Changed named, and those given,
// are looked at. The error is one of a folder that cannot be read; the last moment stays.
func (f *Follower) Look(ctx context.Context, first ...string) (*Moment, error) {
	select {
	case <-f.turn:
		defer func() { f.turn <- struct{}{} }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	stoppable := f.last != nil // who waits for the first has nothing meanwhile
	for {
		m, err := f.look(ctx, first, stoppable)
		if !errors.Is(err, context.Canceled) || ctx.Err() != nil {
			return m, err
		}
		stoppable = false // or somebody who saves without end would never see anything
	}
}

// Last gives the moment of the last look, nil before the first.
func (f *Follower) Last() *Moment { return f.now.Load() }

func (f *Follower) look(ctx context.Context, first []string, stoppable bool) (*Moment, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	c := f.take(stop, stoppable)
	c.add(f.touched(first))
	next, err := f.edition(ctx, c)
	f.mu.Lock()
	f.stop = nil
	f.mu.Unlock()
	if err != nil {
		f.giveBack(c)
		return f.now.Load(), err
	}
	return f.show(next, c.paths), nil
}

// take takes what is to be looked at.
func (f *Follower) take(stop context.CancelFunc, stoppable bool) changed {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := f.changed
	f.changed = changed{paths: map[string]bool{}}
	if stoppable && c.all { // what is named is soon looked at
		f.stop = stop
	}
	return c
}

// giveBack has what could not be looked at looked at the next time.
func (f *Follower) giveBack(c changed) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.changed.all, f.changed.damaged = f.changed.all || c.all, f.changed.damaged || c.damaged
	maps.Copy(f.changed.paths, c.paths)
}

func (c *changed) add(paths []string) {
	for _, p := range paths {
		c.paths[p] = true
	}
}

// edition gives the parts of the next edition, a second time without what a damaged
// cache held.
func (f *Follower) edition(ctx context.Context, c changed) (next *parts, err error) {
	if c.damaged {
		err = cache.ErrDamaged
	} else {
		next, err = f.next(ctx, c)
	}
	if !errors.Is(err, cache.ErrDamaged) {
		return next, err
	}
	f.last = nil
	if f.site.Cache != nil && f.site.Cache.Clear() != nil { // what cannot be emptied is done without
		f.uncached = true
	}
	return f.whole(ctx, c)
}

// next gives the parts of the next edition: those of the last one where nothing changed.
func (f *Follower) next(ctx context.Context, c changed) (*parts, error) {
	if f.last == nil || c.all || f.due() || f.last.opened != f.opened {
		return f.whole(ctx, c)
	}
	next, known, err := f.last.with(ctx, c.paths, f.site.Clock())
	if !known && err == nil {
		return f.whole(ctx, c)
	}
	f.unkept = f.unkept || next != f.last
	return next, err
}

// due reports whether a moment has passed from which on the same files come to
// something else, or the clock was set back.
func (f *Follower) due() bool {
	now := f.site.Clock()
	return now.Before(f.last.o.Now) || !f.last.until.IsZero() && !now.Before(f.last.until)
}

// touched gives those of some files of which the stamps are not what they were, or too
// young to say.
func (f *Follower) touched(files []string) (out []string) {
	for _, p := range files {
		if f.last == nil || f.last.touched(p) {
			out = append(out, p)
		}
	}
	return out
}

// Damaged says that a text could not be read back from the cache: all is made anew.
func (f *Follower) Damaged() {
	f.Changed()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.changed.damaged = true
}
