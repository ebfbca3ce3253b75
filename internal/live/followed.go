package live

import (
	"context"
	"sync"
	"sync/atomic"

	"dossier/internal/build"
	"dossier/internal/cache"
	"dossier/internal/diag"
	"dossier/internal/site"
)

// followed is an edition that follows the files, and where its pages stood.
type followed struct {
	follower *build.Follower

	mu     sync.Mutex
	last   *edition
	places places
	number uint64
	count  *atomic.Uint64 // of all editions that differ

	once sync.Once // it is closed
}

// rest lets go of what is in memory.
func (f *followed) rest() {
	f.follower.Rest()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.last, f.places = nil, places{}
}

// close keeps what was learnt and lets go of the site.
func (f *followed) close(ctx context.Context) (err error) {
	f.once.Do(func() { err = f.follower.Close(ctx) })
	return err
}

func newFollowed(count *atomic.Uint64, open func() (build.Opened, error), keep func() *cache.Cache) *followed {
	var kept *cache.Cache // opened with the site, as that is looked at by one at a time
	return &followed{count: count, follower: build.Follow(func() (build.Opened, error) {
		site, err := open()
		if err != nil {
			return site, err
		}
		if kept == nil {
			kept = keep()
		}
		site.Cache = kept
		return site, nil
	})}
}

// discard lets go of an edition that nobody wants to see again.
func (f *followed) discard() (err error) {
	f.once.Do(func() { err = f.follower.Discard() })
	return err
}

// look gives the edition as the files are now. Where the folder cannot be read it is the
// last one, which says so.
func (f *followed) look(ctx context.Context, at string) (*edition, error) {
	m, err := f.follower.Look(ctx, f.filesOf(at)...)
	if ctx.Err() != nil { // nobody waits for it any more, whether or not it came in time
		return nil, ctx.Err()
	}
	if m == nil {
		return nil, err
	}
	return f.present(m, err), nil
}

// filesOf gives the file of the page at a path.
func (f *followed) filesOf(at string) []string {
	m := f.follower.Last()
	if at == "" || m == nil || m.Shown == nil {
		return nil
	}
	p, ok := m.Shown.Site.Find(at)
	if ok && (p.Kind == site.Briefing || p.Kind == site.Plain || p.Kind == site.Export) {
		return []string{m.Shown.Archive.Document(p.Key).Path}
	}
	return nil
}

// present gives the edition of a moment, the last one while nothing changed.
func (f *followed) present(m *build.Moment, err error) *edition {
	fault := ""
	if err != nil {
		fault = err.Error()
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.last != nil && f.last.moment == m && f.last.fault == fault:
		return f.last
	case f.last != nil && f.last.moment.Number > m.Number: // somebody looked in between
		return f.last
	case f.last == nil || f.last.moment.Number != m.Number || f.last.fault != fault:
		f.number = f.count.Add(1)
	}
	var added []string
	if m.Shown != nil && (f.last == nil || f.last.moment.Shown != m.Shown) {
		added = f.places.follow(m.Shown)
	} else if f.last != nil {
		added = f.last.added
	}
	f.last = &edition{moment: m, number: f.number, fault: fault, added: added, moved: f.places.moved, damaged: f.follower.Damaged}
	return f.last
}

// tell tells what was not said of the last moment.
func (s *Site) tell(m *build.Moment) {
	if s.o.Tell == nil {
		return
	}
	s.telling.Lock()
	defer s.telling.Unlock()
	now, fresh := map[string]bool{}, diag.List(nil)
	for _, d := range m.Told {
		key := d.Path + "\x00" + d.Code + "\x00" + d.Text // lines move with every edit
		if !s.told[key] && !now[key] {
			fresh = append(fresh, d)
		}
		now[key] = true
	}
	s.told = now
	s.o.Tell(fresh, m)
}
