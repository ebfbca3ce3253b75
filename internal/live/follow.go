package live

import (
	"context"
	"time"
)

// Follow looks at the highest edition after each change, and when a briefing is due, and
// calls changed then, until the context is done or there are no more changes. Changes name
// files from the site's root; none stands for any.
func (s *Site) Follow(ctx context.Context, changes <-chan []string, changed func()) {
	for {
		due, stop := s.due()
		select {
		case <-ctx.Done():
			stop()
			return
		case paths, more := <-changes:
			stop()
			if !more {
				return
			}
			s.Changed(paths...)
		case <-due:
		}
		if _, err := s.look(ctx, s.top(), ""); ctx.Err() != nil && err != nil {
			return
		}
		changed()
	}
}

// longest is how long a clock is trusted: it may be set, and a machine may sleep.
const longest = time.Minute

// due tells when the highest edition comes to something else of the same files.
func (s *Site) due() (<-chan time.Time, func() bool) {
	m := s.follow(s.top()).follower.Last()
	if m == nil || m.Until.IsZero() {
		return nil, func() bool { return true }
	}
	t := time.NewTimer(min(max(time.Until(m.Until), 0)+10*time.Millisecond, longest))
	return t.C, t.Stop
}
