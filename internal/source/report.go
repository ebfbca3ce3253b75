package source

import (
	"cmp"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// reportCleaning says what was done to a URL to make it one.
func (s *resolving) reportCleaning(raw string, c *spelled, at diag.Pos) {
	raw = shorten(trim(raw), 100)
	if c.SchemeAdded {
		severity := diag.Warning
		if strings.HasPrefix(strings.ToLower(raw), "www.") {
			severity = diag.Info
		}
		s.diags.Add(at, severity, "source-scheme-added", "assumed https:// for %q", raw)
	}
	if c.Stripped != "" {
		s.diags.Add(at, diag.Info, "source-punct-stripped", "dropped %q from the end of the URL", c.Stripped)
	}
	if _, beside := s.seen[s.Canonical(c.folded)]; c.Saved.URL != "" && !beside {
		s.diags.Add(at, diag.Warning, "source-archive-as-url", "archive link used as the source; recorded as a copy of %s", c.URL)
	} else if c.Saved.URL == "" && c.Wrapper != "" {
		s.diags.Add(at, diag.Info, "source-unwrapped", "took the link through %s as %s", c.Wrapper, c.URL)
	}
	if c.Opaque {
		s.diags.Add(at, diag.Warning, "source-archive-as-url", "%s hides what it is a copy of", c.URL)
		s.diags.Hint("cite the original, and give this link as its archive:")
	}
	if c.Private {
		s.diags.Add(at, diag.Warning, "source-private-host", "%s is on a private network: readers cannot follow it", c.URL)
	}
	if c.Landing {
		s.policies.LandingPage.add(&s.diags, at, "source-landing-page", "%s is a front page, not a document", c.URL)
	}
}

// contradictions reports where a note or the front matter says something else
// than the register, and drops it: the register's word holds.
func (s *resolving) contradictions(given *briefing.Facts, rec *briefing.Record, at diag.Pos) {
	dropContradictions(given, rec, func(what, here, there string) {
		s.diags.Add(at, diag.Error, "source-conflict", "%s of %s is %q here and %q in the register (%s)", what, name(rec), here, there, rec.At)
		s.diags.Hint("correct the one that is wrong")
	})
}

// disagreements does the same for a note and its own front matter, which is no
// error: its word holds.
func (s *resolving) disagreements(given *briefing.Facts, rec *briefing.Record, at diag.Pos) {
	dropContradictions(given, rec, func(what, here, there string) {
		s.diags.Add(at, diag.Warning, "source-disputed", "%s of %s is %q here and %q under sources: (%d:%d)", what, name(rec), here, there, rec.At.Line, rec.At.Col)
		s.diags.Hint("what stands under sources: holds; correct the one that is wrong")
	})
}

func dropContradictions(given *briefing.Facts, rec *briefing.Record, say func(what, here, there string)) {
	if given.Title != "" && rec.Title != "" && !sameTitle(given.Title, rec.Title) {
		say("title", given.Title, rec.Title)
		given.Title = ""
	}
	if !given.Date.IsZero() && !rec.Date.IsZero() && !sameDay(given.Date, rec.Date) {
		say("date", given.Date.String(), rec.Date.String())
		given.Date = briefing.Date{}
	}
}

// sameTitle compares titles; one that ends in an ellipsis is cut short.
func sameTitle(a, b string) bool {
	if SameWords(a, b) {
		return true
	}
	for _, t := range [][2]string{{a, b}, {b, a}} {
		cut, short := strings.CutSuffix(t[0], "…")
		if !short {
			cut, short = strings.CutSuffix(t[0], "...")
		}
		if short && strings.HasPrefix(foldWords(t[1]), foldWords(cut)) {
			return true
		}
	}
	return false
}

// sameDay compares dates as far as both are known.
func sameDay(a, b briefing.Date) bool {
	return a.Year == b.Year && (a.Month == b.Month || a.Month*b.Month == 0) && (a.Day == b.Day || a.Day*b.Day == 0)
}

// status reports a source that does not hold any more.
func (s *resolving) status(rec *briefing.Record, at diag.Pos) {
	since := ""
	if !rec.StatusDate.IsZero() {
		since = " since " + rec.StatusDate.String()
	}
	if rec.Reason != "" {
		since += ": " + rec.Reason
	}
	switch rec.Status {
	case briefing.Retracted:
		s.diags.Add(at, diag.Warning, "source-retracted", "%s is retracted%s (%s)", name(rec), since, rec.At)
		s.diags.Hint("look at what the briefing says because of it")
	case briefing.Dead:
		s.diags.Add(at, diag.Warning, "source-dead", "%s is dead%s (%s)", name(rec), since, rec.At)
		if rec.Saved.URL == "" {
			s.diags.Hint("give its record a saved copy: archive:")
		} else {
			s.diags.Hint("readers are led to the saved copy")
		}
	}
}

// grade takes the grading of a note. Its letter grades the outlet, which the
// register does.
func (s *resolving) grade(a after, c *citing, at diag.Pos) {
	if a.reliability == "" {
		return
	}
	if len(s.outlets) == 0 {
		return
	}
	o := s.Outlet(Domain(c.Given.URL))
	if o == nil || o.Reliability == "" || o.Reliability == a.reliability {
		return
	}
	s.diags.Add(at, diag.Warning, "source-grade-conflict", "graded %s%d here, but the register grades %s as %s (%s)",
		a.reliability, a.credibility, o.Domain, o.Reliability, o.At)
}

// report says what can be said when all notes are known: records that no note
// uses, and sources of which too little is known.
func (s *resolving) report(b *briefing.Briefing) {
	for i := range s.front {
		if f := &s.front[i]; !f.used {
			s.diags.Add(f.record.At, diag.Warning, "source-unused", "%s is not cited by any footnote", name(&f.record))
		}
	}
	sources := map[string]*known{}
	order := make([]*known, 0, len(b.Citations))
	for i := range b.Citations {
		c := &b.Citations[i]
		k := sources[c.Folded]
		if k == nil {
			k = &known{url: c.Given.URL, at: s.file.At(int(c.Line), int(c.Col))}
			sources[c.Folded], order = k, append(order, k)
		}
		k.cited += len(b.MarksOf(int(c.Note)))
		s.learn(k, c)
	}
	for _, k := range order {
		s.reportKnown(k)
	}
	s.reportLeaning(b, order)
}

// A briefing leans on a source to which so many of its citations lead, and so
// large a part of them.
const (
	leaningCitations = 4
	leaningPercent   = 30
)

// reportLeaning says when much of a briefing rests on one source.
func (s *resolving) reportLeaning(b *briefing.Briefing, order []*known) {
	all := 0
	var most *known
	for _, k := range order {
		all += k.cited
		if most == nil || k.cited > most.cited {
			most = k
		}
	}
	if most != nil && len(order) > 1 && most.cited >= leaningCitations && 100*most.cited >= leaningPercent*all {
		s.diags.Add(most.at, diag.Info, "source-single", "%d of %d citations rest on one source (%s)", most.cited, all, most.what())
	}
}

// known is what a briefing says of a source, taken together.
type known struct {
	url   string
	at    diag.Pos
	facts briefing.Facts
	cited int // how many markers lead to it
}

// what gives the source as messages call it.
func (k *known) what() string { return cmp.Or(k.facts.URL, k.facts.Title) }

// A source that is so many months older than its briefing may not know what the
// briefing speaks of.
const oldSource = 18

func (s *resolving) learn(k *known, c *briefing.Citation) {
	if c.Register != nil {
		k.facts.Fill(c.Register.Facts)
	}
	k.facts.Fill(c.Given)
	if c.Given.URL != k.url && c.Given.URL != "" && k.url != "" && Fold(c.Given.URL) == Fold(k.url) {
		s.diags.Add(s.file.At(int(c.Line), int(c.Col)), diag.Info, "source-merged", "%s is the same source as %s (%d:%d)", c.Given.URL, k.url, k.at.Line, k.at.Col)
	}
}

func (s *resolving) reportKnown(k *known) {
	what := k.what()
	if k.facts.Title == "" && s.policies.Untitled.add(&s.diags, k.at, "source-untitled", "nothing gives a title of %s", what) {
		s.diags.Hint("write [title](URL), or add a record to the register")
	}
	if k.facts.Date.IsZero() && s.policies.Undated.add(&s.diags, k.at, "source-undated", "nothing gives the date of %s", what) {
		s.diags.Hint("write the date behind the link: , Outlet, 2018-11-07.")
	}
	written := s.file.Front.Date
	if s.file.Front.Updated.Compare(written) > 0 {
		written = s.file.Front.Updated
	}
	switch published := k.facts.Date; {
	case newer(published, written):
		s.diags.Add(k.at, diag.Warning, "source-newer", "%s is dated %s, after the briefing (%s)", what, published, written)
	case older(published, written):
		s.diags.Add(k.at, diag.Info, "source-too-old", "%s is dated %s and supports a briefing dated %s", what, published, written)
	}
}

// older reports whether a day lies long before another.
func older(d, than briefing.Date) bool {
	if d.IsZero() || than.IsZero() {
		return false
	}
	return 12*(than.Year-d.Year)+int32(max(than.Month, 1)-cmp.Or(d.Month, 12)) >= oldSource
}

// newer reports whether a day lies after another, as far as both are known.
func newer(d, than briefing.Date) bool {
	d.Time, than.Time = "", ""
	if than.IsZero() || d.IsZero() {
		return false
	}
	if d.Month == 0 || than.Month == 0 {
		return d.Year > than.Year
	}
	if d.Day == 0 || than.Day == 0 {
		d.Day, than.Day = 0, 0
	}
	return d.Compare(than) > 0
}
