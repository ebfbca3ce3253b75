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

	names    [kinds]named
	sources  lists       // of each briefing and plain page: for each citation the index into Sources
	distinct lists       // of each briefing and plain page: its sources, each once; empty where sources has them so
	related  []Relations // of each briefing; nil before Relate

	recurring diag.List // ids that two files claim
	ambiguous diag.List // names of the vocabulary
	disputed  []said    // by index into Sources

	outlets    []briefing.OutletRecord // as they were given, for With
	vocabulary []briefing.TagEntry
	canonical  map[string]briefing.TagEntry // of the vocabulary, by folded name and alias
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
	var sources sync.WaitGroup // which names and sources do not touch: the one is learnt beside the other
	sources.Go(a.collectSources)
	a.identities()
	a.years()
	a.canonical = canonicalTags(in.Vocabulary, &a.ambiguous)
	a.group()
	sources.Wait()
	return a, a.diags()
}

// diags gives all that there is to say of the archive.
func (a *Archive) diags() diag.List {
	all := slices.Concat(a.recurring, a.ambiguous)
	for k := range a.names {
		all = appendSaid(all, a.names[k].said)
	}
	return appendSaid(all, a.disputed)
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
	slices.SortFunc(a.Pages, byPath)
	slices.SortFunc(a.Briefings, byDate)
}

// identities reports ids that two files claim: a mailing is known by its id.
func (a *Archive) identities() {
	a.recurring = nil
	owner := map[string]*briefing.Briefing{}
	for _, b := range a.Briefings {
		id := b.Front.ID
		if id == "" {
			continue
		}
		if first := owner[id]; first != nil {
			a.recurring.Add(b.KeyAt("id"), diag.Error, "id-duplicate", "id %q is that of %s already", id, first.Path)
			a.recurring.Hint("an id is permanent and unique: give the newer file one of its own, as \"dossier new\" makes it")
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
		if len(a.Years) == 0 || a.Years[len(a.Years)-1].Year != int(d.Year) {
			a.Years = append(a.Years, Year{Year: int(d.Year)})
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
func (a *Archive) TagsOf(i int) []int32 { return a.names[tagNames].of.of(i) }

// AuthorsOf lists the authors of briefing i, as indexes into Authors.
func (a *Archive) AuthorsOf(i int) []int32 { return a.names[authorNames].of.of(i) }

// DeskOf gives the desk of briefing i as an index into Desks, or -1.
func (a *Archive) DeskOf(i int) int { return only(a.names[deskNames].of.of(i)) }

// SeriesOf gives the series of briefing i as an index into Series, or -1.
func (a *Archive) SeriesOf(i int) int { return only(a.names[seriesNames].of.of(i)) }

// only gives the one group of a briefing, -1 where there is none.
func only(of []int32) int {
	if len(of) == 0 {
		return -1
	}
	return int(of[0])
}

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
