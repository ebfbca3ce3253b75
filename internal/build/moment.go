package build

import (
	"io/fs"
	"slices"
	"time"

	"dossier/internal/diag"
)

// Moment is what a site came to when it was looked at last. It does not change.
type Moment struct {
	Number uint64          // another one for each look that found something else
	Shown  *Result         // the last edition without errors, or without one the last that can be shown; nil for none
	Diags  diag.List       // of the files as they are now, sorted
	Told   diag.List       // those of them that a build tells: errors and warnings
	Quotes [][]string      // lines that show the places of the first that are told, by index
	Stale  bool            // errors stand in the way: what is shown is not of the files as they are
	Until  time.Time       // when the same files come to something else; zero for never
	unfit  map[string]bool // files that messages may not quote
	sound  bool            // what is shown had no errors
}

// mostQuotes is how many diagnostics have their places shown.
const mostQuotes = 100

// show makes what the last look came to the present moment. The paths are those of which
// files changed, where that is all that may have.
func (f *Follower) show(next *parts, changed map[string]bool) *Moment {
	was := f.now.Load()
	if next == f.last && was != nil {
		return was
	}
	m := &Moment{Diags: slices.Concat(f.site.Said, next.Diags).Sort(), Until: next.until, Number: 1}
	m.choose(next, was)
	m.Told = m.Diags.AtLeast(diag.Warning)
	m.judge(next, f.site.Options)
	quoted := m.Told[:min(len(m.Told), mostQuotes)]
	m.Quotes = quoted.Quote(func(path string) []byte { return m.quoted(f.site.Root, path) }, f.lastQuotes(m, next, changed))
	if !next.faulty {
		f.last = next
	}
	if was != nil {
		m.Number = was.Number + 1
		if was.Shown == m.Shown && was.Stale == m.Stale && slices.Equal(was.Diags, m.Diags) {
			m.Number = was.Number
		}
	}
	f.now.Store(m)
	return m
}

// choose decides which edition is shown: the next one if it is without errors, or if there
// was none before it.
func (m *Moment) choose(next *parts, was *Moment) {
	m.sound = !next.faulty && next.Site != nil && m.Diags.Count(diag.Error) == 0
	switch {
	case m.sound, next.Site != nil && (was == nil || !was.sound):
		m.Shown = next.Result
	case was != nil:
		m.Shown, m.sound, m.Stale = was.Shown, was.sound, was.Shown != nil
	}
}

// lastQuotes gives the quotes of the last moment that hold still: of files that did not
// change. All of them are read again after a look at more than the files that are named.
func (f *Follower) lastQuotes(m *Moment, next *parts, changed map[string]bool) map[diag.Diagnostic][]string {
	was := f.now.Load()
	if was == nil || f.last == nil || next.memory != f.last.memory {
		return nil
	}
	hold := map[diag.Diagnostic][]string{}
	for i, q := range was.Quotes {
		if d := was.Told[i]; !changed[d.Path] && m.Quotable(d.Path) {
			hold[d] = q
		}
	}
	return hold
}

// judge finds out which files may not be quoted.
func (m *Moment) judge(next *parts, o Options) {
	m.unfit = map[string]bool{}
	for _, d := range m.Told {
		if _, known := m.unfit[d.Path]; !known && d.Path != "" {
			m.unfit[d.Path] = !next.faulty && !next.Quotable(o, d.Path)
		}
	}
}

// Quotable reports whether messages about a file may quote its lines.
func (m *Moment) Quotable(file string) bool { return !m.unfit[file] }

func (m *Moment) quoted(root fs.FS, file string) []byte {
	if !m.Quotable(file) {
		return nil
	}
	text, _ := fs.ReadFile(root, file)
	return text
}
