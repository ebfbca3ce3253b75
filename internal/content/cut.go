package content

import (
	"bytes"
	"strings"

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

// aboveUnread is above for front matter that cannot be read: it goes by lines
// that look like a label. Where there is no fence at all, only the first lines
// up to a blank one are taken for front matter.
func aboveUnread(b block, o Options) bool {
	text, unfenced := b.text, b.read == nil
	if unfenced {
		text = bytes.TrimLeft(b.body, " \t\r\n")
	}
	m, labelled := briefing.Unmarked, false
	l := lines{data: text[:min(len(text), maxFront)]}
	for {
		line, ok := l.next()
		if !ok || unfenced && len(bytes.TrimSpace(line)) == 0 {
			break
		}
		label, found := labelOf(string(line), b.fence == "{" || unfenced)
		m, labelled = max(m, label), labelled || found
	}
	if !labelled {
		m = o.Default
	}
	return m > o.Edition
}

// labelOf reads a line such as "tlp: RED". In JSON, several may stand on a line
// and all may be indented; elsewhere an indented one belongs to a source.
func labelOf(line string, json bool) (m briefing.Marking, found bool) {
	parts := []string{line}
	if json {
		parts = strings.Split(line, ",")
	}
	for _, part := range parts {
		if json {
			part = strings.TrimLeft(part, " \t{")
		}
		i := strings.IndexAny(part, ":=")
		if i < 0 || !strings.EqualFold(strings.Trim(part[:i], " \t\"'"), "tlp") || part[0] == ' ' || part[0] == '\t' {
			continue
		}
		value, _, _ := strings.Cut(part[i+1:], "#")
		label, _, _ := briefing.ParseMarking(strings.Trim(value, " \t\r\"'}"))
		m, found = max(m, label), true
	}
	return m, found
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
