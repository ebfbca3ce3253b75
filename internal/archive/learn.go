package archive

import (
	"slices"
	"sync"

	"dossier/internal/briefing"
	"dossier/internal/diag"
	"dossier/internal/source"
)

// learnAll learns what holds of every source and the domain of its outlet, on two cores
// as the sources do not know each other.
func (a *Archive) learnAll(domains []string) {
	half := len(a.Sources) / 2
	var behind []said
	var rest sync.WaitGroup
	rest.Go(func() { behind = a.learnSome(half, len(a.Sources), domains) })
	a.disputed = a.learnSome(0, half, domains)
	rest.Wait()
	a.disputed = append(a.disputed, behind...)
}

// learnSome learns of the sources from one index to another, and gives what there is to
// say of them.
func (a *Archive) learnSome(from, to int, domains []string) (disputed []said) {
	var known source.Domains
	for i := from; i < to; i++ {
		s := &a.Sources[i]
		_, s.ID = source.Place(a.citation(s.Citations[0]).Folded)
		var diags diag.List
		a.learn(s, &diags)
		domains[i] = known.Of(s.Facts.URL)
		disputed = saidOf(disputed, int32(i), diags)
	}
	return disputed
}

// learn settles what holds of a source: what the register says, and for the rest
// what the earliest briefing that says anything says.
func (a *Archive) learn(s *Source, diags *diag.List) {
	var urls spellings
	var dispute []disagreement
	var last CitedFrom
	for k, from := range s.Citations {
		if k > 0 && from.Briefing == last.Briefing && from.Citation == last.Citation {
			continue // another marker of the same note
		}
		last = from
		c := a.citation(from)
		if s.Record == nil && c.Register != nil {
			said := s.Facts
			s.Record, s.Facts = c.Register, &c.Register.Facts
			s.fill(said, from.Briefing)
			s.known = known{}
		}
		urls.add(c.Given.URL)
		dispute = append(dispute, disagree(s.Facts, &c.Given, a.place(from))...)
		s.fill(&c.Given, from.Briefing)
	}
	s.Spellings = urls.count()
	s.Unlinked = s.Record != nil && s.Record.Unlinked || a.linkable != nil && !a.linkable(s.Facts.URL)
	if s.Record == nil { // a contradiction with the register is found where the note is resolved
		a.reportDispute(s, dispute, diags)
	}
}

// noFacts is what holds of a source of which nothing was learnt. It never changes.
var noFacts briefing.Facts

// fill adds to what holds the facts that document i gives besides. What the first one
// gives, or one that gives all that holds and more, is not copied.
func (s *Source) fill(given *briefing.Facts, i int32) {
	if !s.known.learn(s.Facts, given, i) {
		return
	}
	filled := *s.Facts
	if filled.Fill(*given); same(&filled, given) {
		s.Facts = given
		return
	}
	all := filled // and not the one above, which would be allocated also where it is given
	s.Facts = &all
}

func same(x, y *briefing.Facts) bool {
	return x.URL == y.URL && x.Title == y.Title && x.Outlet == y.Outlet &&
		x.Date == y.Date && x.Saved == y.Saved && slices.Equal(x.Authors, y.Authors)
}

// spellings counts different URLs. Nearly every source has but one, which needs
// no map.
type spellings struct {
	first string
	all   map[string]bool
}

func (s *spellings) add(url string) {
	switch {
	case s.first == "":
		s.first = url
	case url != s.first && s.all == nil:
		s.all = map[string]bool{s.first: true, url: true}
	case s.all != nil:
		s.all[url] = true
	}
}

func (s *spellings) count() int32 { return int32(max(1, len(s.all))) }
