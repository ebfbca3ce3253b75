// Package archive collects the briefings of one edition: their order, their
// neighbours, and the indexes over them (tags, authors, desks, series, years,
// sources, outlets). Everything learnt across briefings is learnt here, after
// the edition was cut: which spelling names a tag or an author, which facts of a
// source hold, who cites it. So nothing in an Archive can speak of a file that
// is not in the edition.
//
// Briefings are numbered by date, the oldest first, so that a new briefing at the
// end changes no number before it. Indexes hold these numbers.
//
// Codes. Errors: id-duplicate, tag-ambiguous, and tag-empty, author-empty, desk-empty
// and series-empty for names without a letter. Warning: source-disputed. For the
// curious: tag-merged, author-merged, desk-merged, series-merged.
package archive

import (
	"cmp"
	"slices"
	"sync"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// Archive is one edition in order. It is not changed once made, and safe for
// concurrent use.
type Archive struct {
	Briefings []*briefing.Briefing // by date, then path; the oldest first
	Pages     []*briefing.Briefing // plain pages, by path; they cite sources too, and are numbered after the briefings
	Years     []Year               // the oldest first

	Tags    []Group // by folded name
	Authors []Group
	Desks   []Group
	Series  []Group

	Sources []Source // by id
	Joined  []Joined // by id
	Outlets []Outlet // by domain

	tagsOf   lists       // of each briefing: indexes into Tags, in the author's order
	deskOf   []int32     // of each briefing: index into Desks, -1 for none
	serieOf  []int32     // of each briefing: index into Series, -1 for none
	authors  lists       // of each briefing: indexes into Authors
	sources  lists       // of each briefing and plain page: for each citation the index into Sources
	distinct lists       // of each briefing and plain page: its sources, each once; empty where sources has them so
	related  []Relations // of each briefing; nil before Relate

	outlets    []briefing.OutletRecord // as they were given, for With
	vocabulary []briefing.TagEntry
	linkable   func(url string) bool
}

// Year is the briefings of one year. Months holds those dated to a month or a
// day; a briefing dated to a year alone is in none of them.
type Year struct {
	Year    int
	Members []int32
	Months  [12][]int32
}

// Input is what an archive is made from: everything of one edition and nothing
// else.
type Input struct {
	Briefings  []*briefing.Briefing // plain pages among them, in any order
	Outlets    []briefing.OutletRecord
	Vocabulary []briefing.TagEntry
	Linkable   func(url string) bool // whether a URL may be a link; nil when every one may
}

// New collects an archive. The diagnostics say where names were merged, where
// ids collide and where notes disagree about a source; they do not depend on the
// order of the input.
func New(in Input) (*Archive, diag.List) {
	a := &Archive{outlets: in.Outlets, vocabulary: in.Vocabulary, linkable: in.Linkable}
	a.order(in.Briefings)
	var diags, ofSources diag.List
	var sources sync.WaitGroup // which names and sources do not touch: the one is learnt beside the other
	sources.Go(func() { a.collectSources(in.Outlets, &ofSources) })
	a.identities(&diags)
	a.years()
	a.group(in.Vocabulary, &diags)
	sources.Wait()
	return a, append(diags, ofSources...)
}

// order parts briefings from plain pages and sorts both.
func (a *Archive) order(all []*briefing.Briefing) {
	for _, b := range all {
		if b.Kind == briefing.PlainFile {
			a.Pages = append(a.Pages, b)
		} else {
			a.Briefings = append(a.Briefings, b)
		}
	}
	byPath := func(x, y *briefing.Briefing) int { return cmp.Compare(x.Path, y.Path) }
	slices.SortFunc(a.Pages, byPath)
	slices.SortFunc(a.Briefings, func(x, y *briefing.Briefing) int {
		return cmp.Or(x.Front.Date.Compare(y.Front.Date), byPath(x, y))
	})
}

// identities reports ids that two files claim: a mailing is known by its id.
func (a *Archive) identities(diags *diag.List) {
	owner := map[string]*briefing.Briefing{}
	for _, b := range a.Briefings {
		id := b.Front.ID
		if id == "" {
			continue
		}
		if first := owner[id]; first != nil {
			diags.Add(b.KeyAt("id"), diag.Error, "id-duplicate", "id %q is that of %s already", id, first.Path)
			diags.Hint("an id is permanent and unique: give the newer file one of its own, as \"dossier new\" makes it")
			continue
		}
		owner[id] = b
	}
}

// years parts the briefings by year and month. As they stand by date, all lists are
// pieces of one.
func (a *Archive) years() {
	all := make([]int32, len(a.Briefings))
	for i, b := range a.Briefings {
		all[i] = int32(i)
		d := b.Front.Date
		if len(a.Years) == 0 || a.Years[len(a.Years)-1].Year != d.Year {
			a.Years = append(a.Years, Year{Year: d.Year})
		}
		y := &a.Years[len(a.Years)-1]
		y.Members = all[i-len(y.Members) : i+1 : i+1]
		if d.Month > 0 {
			m := &y.Months[d.Month-1]
			*m = all[i-len(*m) : i+1 : i+1]
		}
	}
}

// TagsOf lists the tags of briefing i in the author's order, as indexes into Tags.
func (a *Archive) TagsOf(i int) []int32 { return a.tagsOf.of(i) }

// AuthorsOf lists the authors of briefing i, as indexes into Authors.
func (a *Archive) AuthorsOf(i int) []int32 { return a.authors.of(i) }

// DeskOf gives the desk of briefing i as an index into Desks, or -1.
func (a *Archive) DeskOf(i int) int { return int(a.deskOf[i]) }

// SeriesOf gives the series of briefing i as an index into Series, or -1.
func (a *Archive) SeriesOf(i int) int { return int(a.serieOf[i]) }

// Document gives the briefing of number i, or the plain page when i is past the
// last briefing.
func (a *Archive) Document(i int) *briefing.Briefing {
	if i < len(a.Briefings) {
		return a.Briefings[i]
	}
	return a.Pages[i-len(a.Briefings)]
}

// SourcesOf gives, for each citation of document i, the index into Sources.
func (a *Archive) SourcesOf(i int) []int32 { return a.sources.of(i) }

// DistinctSources lists the sources of document i, each once, in the order of
// first citation, as indexes into Sources.
func (a *Archive) DistinctSources(i int) []int32 {
	if once := a.distinct.of(i); len(once) > 0 {
		return once
	}
	return a.sources.of(i)
}
