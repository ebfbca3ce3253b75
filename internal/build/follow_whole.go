package build

import (
	"context"
	"errors"

	"dossier/internal/cache"
	"dossier/internal/diag"
)

// whole looks at the whole site. What an earlier look found is taken over where nothing
// changed, the first time from the cache, which is kept then.
func (f *Follower) whole(ctx context.Context, c changed) (*parts, error) {
	if err := f.reopen(); err != nil {
		return nil, err
	}
	if f.site.Said.Count(diag.Error) > 0 {
		return &parts{Result: &Result{}, faulty: true}, nil
	}
	l, err := LookAt(f.site.Options)
	if err != nil {
		return nil, err
	}
	var next *parts
	if f.last == nil {
		next, err = l.kept(ctx)
	} else {
		next, err = l.after(ctx, f.last, c.paths)
		f.unkept = true
	}
	if err != nil {
		return nil, err
	}
	next.opened = f.opened
	if next.memory.forget(); errors.Is(next.memory.fault, cache.ErrDamaged) {
		return nil, next.memory.fault
	}
	return next, nil
}

// after makes an edition after another one in memory, of which some paths are not to be
// believed.
func (l *Looked) after(ctx context.Context, last *parts, changed map[string]bool) (*parts, error) {
	m := l.memory()
	m.look(last.past(changed))
	return l.edition(ctx, m)
}

// forget lets go of the past, which holds the edition before.
func (m *memory) forget() {
	m.past, m.entries = nil, nil
	for _, k := range m.files {
		k.was = nil
	}
	clear(m.lastPictures)
	for i := range m.pictures {
		m.lastPictures[m.pictures[i].Path] = m.pictures[i]
	}
}

// reopen opens the site anew: folders of it may have been replaced.
func (f *Follower) reopen() error {
	next, err := f.open()
	if err != nil {
		return err
	}
	if f.site.Close != nil {
		err = f.site.Close()
	}
	f.opened++
	if f.site = next; f.uncached {
		f.site.Cache = nil
	}
	f.site.Now = f.site.Clock()
	return err
}

// Rest lets go of all that is in memory: the next Look makes it anew, with what the cache
// knows. Pages of earlier moments can still be rendered.
func (f *Follower) Rest() {
	<-f.turn
	f.last, f.unkept = nil, false
	f.now.Store(nil)
	f.turn <- struct{}{}
}

// Discard lets go of the folder and empties the cache, as the edition is none that anybody
// wants to see again.
func (f *Follower) Discard() error {
	<-f.turn
	if c := f.site.Cache; c != nil {
		return errors.Join(c.Clear(), f.letGo())
	}
	return f.letGo()
}

// letGo lets go of the folder and the cache.
func (f *Follower) letGo() (err error) {
	if f.site.Cache != nil {
		err = f.site.Cache.Close()
	}
	if f.site.Close != nil {
		err = errors.Join(err, f.site.Close())
	}
	return err
}

// Close keeps what was learnt since the first look, and lets go of the folder and the
// cache.
func (f *Follower) Close(ctx context.Context) error {
	<-f.turn
	var err error
	if f.unkept && f.site.Cache != nil {
		f.last = nil
		if err = f.reopen(); err == nil && f.site.Said.Count(diag.Error) == 0 {
			_, err = f.whole(ctx, changed{})
		}
	}
	return errors.Join(err, f.letGo())
}
