package content

import (
	"time"

	"dossier/internal/briefing"
)

// above reports whether a file is marked above the edition, by what was read of
// its front matter. The narrowest of several labels counts. One that is none is
// not above, and neither is one behind a key that only resembles tlp: both are
// errors in every edition, for a file that is silently left out of one may be
// wrong in the next.
func above(found []briefing.Field, o Options) bool {
	m, labelled := briefing.Unmarked, false
	for _, f := range found {
		if f.Key != "tlp" {
			continue
		}
		labelled = true
		if label, _, err := briefing.ParseMarking(f.Value.Text); err == nil {
			m = max(m, label)
		}
	}
	if !labelled {
		m = max(m, o.Default)
	}
	return m > o.Edition
}

// held says whether a file of the edition is held back now, and counts it.
func held(f *briefing.Front, o Options) (w Withheld) {
	switch {
	case !f.Expires.IsZero() && !f.Expires.Moment(o.Zone).After(o.Now):
		w.Expired = 1
	case f.Draft && !o.Drafts:
		w.Drafts = 1
	case !o.Scheduled && !f.Embargo.IsZero() && f.Embargo.Moment(o.Zone).After(o.Now):
		w.Embargoed = 1
	case !o.Scheduled && !f.Date.IsZero() && f.Date.Moment(o.Zone).After(o.Now):
		w.Scheduled = 1
	}
	return w
}

// changes gives the next moment at which held may say otherwise, or a page that tells
// since when its briefing is held back; zero for never.
func changes(f *briefing.Front, o Options) (next time.Time) {
	for _, d := range [...]briefing.Date{f.Expires, f.Embargo, f.Date} {
		if d.IsZero() {
			continue
		}
		if at := d.Moment(o.Zone); at.After(o.Now) {
			next = sooner(next, at)
		}
	}
	return next
}
