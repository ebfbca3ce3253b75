package watch

import (
	"context"
	"io/fs"
	"time"
)

// tree is a folder that is polled with all below it, and what was last seen in it.
type tree struct {
	dir   string
	seen  map[string]*sight
	round int
}

// sight is how a file or folder was seen.
type sight struct {
	mark
	round int       // when it was last there
	since time.Time // when it was first seen as it is
	again bool      // it may have changed since without that being seen
}

// grain is how far apart two changes may be and have the same time: two seconds on
// some file systems.
const grain = 2 * time.Second

// poll gives what came, went or changed since it was last called.
func (t *tree) poll(ctx context.Context, s scope) []spot {
	t.round++
	began := time.Now()
	var out []spot
	t.walk(ctx, s, t.dir, func(e entry, info fs.FileInfo) {
		if t.see(e.path, markOf(e.path, info), info, began) {
			out = append(out, spot{e.path, e.IsDir()})
		}
	})
	if ctx.Err() == nil {
		out = append(out, t.gone()...)
	}
	return out
}

// see notes a file and reports whether to look at it.
func (t *tree) see(path string, m mark, info fs.FileInfo, now time.Time) bool {
	s := t.seen[path]
	if s == nil {
		s = firstSight(m, info, now)
		s.again = s.again || t.round > 1 // it came meanwhile, whatever its time
		s.round, t.seen[path] = t.round, s
		return true
	}
	s.round = t.round
	return s.differs(m, now)
}

// firstSight notes a file of which nothing is known.
func firstSight(m mark, info fs.FileInfo, now time.Time) *sight {
	return &sight{mark: m, since: now, again: isFresh(info, now)}
}

// differs reports whether to look at a file, given how it looks now. One that changes
// just after it was seen can look as it did, so that it is named once more when its
// time is past.
func (s *sight) differs(m mark, now time.Time) bool {
	if s.mark != m {
		s.mark, s.since, s.again = m, now, true
		return true
	}
	past := s.again && now.Sub(s.since) >= grain
	s.again = s.again && !past
	return past && !m.own.mode.IsDir()
}

// gone forgets what was not seen in this round, and gives it.
func (t *tree) gone() []spot {
	var out []spot
	for path, s := range t.seen {
		if s.round != t.round {
			delete(t.seen, path)
			out = append(out, spot{path, s.own.mode.IsDir()})
		}
	}
	return out
}

func (t *tree) walk(ctx context.Context, s scope, dir string, visit func(entry, fs.FileInfo)) {
	names := s.names(dir, true)
	if len(names) == 0 || ctx.Err() != nil {
		return
	}
	// A folder that cannot be read is as one with nothing in it.
	entries, _ := s.entries(dir, names)
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			continue // gone since it was listed
		}
		visit(e, info)
		if e.IsDir() {
			t.walk(ctx, s, e.path, visit)
		}
	}
}

// isFresh reports whether a file was changed so lately that it may change once more and
// look as it does now.
func isFresh(info fs.FileInfo, now time.Time) bool {
	if info == nil {
		return false
	}
	age := now.Sub(info.ModTime())
	return -grain < age && age < grain
}
