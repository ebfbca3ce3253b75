package site

import (
	"errors"
	"reflect"
	"slices"
	"sync"

	"dossier/internal/diag"
)

// Input gives what the site is made of, for With.
func (s *Site) Input() Input { return s.in }

// With gives the site as New would plan it, and leaves the site itself as it is. Where
// every document keeps its number, date, path, old addresses and bundle, and all but the
// archive is the same, it costs about what changed; documents are told apart by their
// pointers, as archive.With leaves those that did not change. Linkable must answer as it
// did. The error is New's.
//
// What documents together make up (lists, shelves, pages, which pages claim a path) is
// planned again where a changed one is or was part of it.
func (s *Site) With(in Input) (*Site, diag.List, error) {
	r := s.replan(in)
	if r == nil || !r.plan() {
		return New(in)
	}
	err := r.checkLinks()
	return r.now, r.now.diags(), err
}

// replan is a site in the making, of which all documents stand where they stood in
// another one. Documents, sources and outlets are touched where a changed document has,
// or had, a say in them.
type replan struct {
	was, now *Site
	changed  []int   // numbers of documents, rising
	sources  []int32 // those touched, as they are numbered now, rising
	gone     []int32 // the same as they were numbered
	next     int     // of the pages as they were, the first that is neither kept nor dropped
	to       []int32 // of each of them up to there its new index, -1 for one that is dropped
	came     []int   // indexes of the pages that there were not
	tagWas   []int   // of each tag, the index that it had; -1 for one that there was not
}

// replan begins one, and gives nil where all has to be planned anew.
func (s *Site) replan(in Input) *replan {
	a, b := s.arch, in.Archive
	if len(a.Briefings) != len(b.Briefings) || len(a.Pages) != len(b.Pages) || !s.madeOf(in) || len(s.colliding) > 0 {
		return nil
	}
	r := &replan{was: s, now: s.successor(in)}
	for i := range s.paths {
		if a.Document(i) == b.Document(i) {
			continue
		}
		if !r.staysAt(i) {
			return nil
		}
		r.changed = append(r.changed, i)
		r.gone, r.sources = append(r.gone, a.DistinctSources(i)...), append(r.sources, b.DistinctSources(i)...)
	}
	r.gone, r.sources = once(r.gone), once(r.sources)
	return r
}

// once sorts numbers, each of which is left once.
func once(numbers []int32) []int32 {
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// madeOf reports whether the site is made of the same but for the archive. What lies in
// any folder may have changed without a word.
func (s *Site) madeOf(in Input) bool {
	return in.Folder == nil && s.in.Folder == nil && in.Assets == s.in.Assets && in.Words == s.in.Words &&
		reflect.DeepEqual(in.Config, s.in.Config) &&
		slices.EqualFunc(in.Pictures, s.in.Pictures, func(p, q PictureFile) bool {
			return p.Source == q.Source && p.Width == q.Width && p.Height == q.Height
		})
}

// successor begins a site of the same documents. It has what does not depend on their
// texts; nothing of it leads back to the one before.
func (s *Site) successor(in Input) *Site {
	n := &Site{
		cfg: in.Config, arch: in.Archive, words: &in.Words, assets: in.Assets, in: in, buffers: sync.Pool{},
		styleNames: s.styleNames, backs: s.backs, dates: s.dates, base: s.base, origin: s.origin, paths: s.paths,
		aliases: s.aliases, files: s.files, fileAt: s.fileAt,
		yearLists: s.yearLists, archiveList: s.archiveList, monthLists: s.monthLists,
	}
	n.shared = n.makeShared()
	n.numbers = lookup{s.numbers.slots, n.fileOf, s.numbers.hash}
	return n
}

// staysAt reports whether a changed document is found where it was.
func (r *replan) staysAt(i int) bool {
	was, now := r.was.arch.Document(i), r.now.arch.Document(i)
	if was.Path != now.Path || was.Front.Date != now.Front.Date || !slices.Equal(was.Bundle, now.Bundle) || r.now.pathOf(i) != r.was.paths[i] {
		return false
	}
	before, _ := r.was.aliasesOf(i)
	after, _ := r.now.aliasesOf(i)
	return slices.Equal(before, after)
}

// plan says which pages there are now. It gives up, and reports false, where one of them
// might claim what another does.
func (r *replan) plan() bool {
	if r.sameShape() {
		r.share()
		return true
	}
	r.nameOutlets()
	r.now.pages = make([]Page, 0, len(r.was.pages)+len(r.was.pages)/64+16)
	r.to = make([]int32, 0, len(r.was.pages))
	r.keep(2) // home and 404
	r.documents()
	r.lists()
	r.shelves()
	r.outlets()
	r.feeds()
	r.keep(len(r.was.in.Pictures) + len(r.was.assets.Files()) + len(r.was.aliases))
	r.sitemaps()
	r.keep(len(r.was.pages) - r.next) // robots.txt and the like
	return r.claim()
}

// sameShape reports whether no document's tags, sources or place in lists changed; then
// all pages are the same, unless a shelf became too heavy or is so no longer.
func (r *replan) sameShape() bool {
	a, b := r.was.arch, r.now.arch
	if !sameSlice(a.Tags, b.Tags) || !sameSlice(a.Authors, b.Authors) || !sameSlice(a.Desks, b.Desks) || !sameSlice(a.Series, b.Series) ||
		!sameSlice(a.Sources, b.Sources) || !sameSlice(a.Joined, b.Joined) || !sameSlice(a.Outlets, b.Outlets) {
		return false
	}
	r.now.leafed = slices.Clone(r.was.leafed)
	for _, sh := range r.was.shelves {
		if sh.holds(r.sources) {
			clear(r.now.leafed[sh.from:sh.to])
			r.now.lighten(sh)
		}
	}
	return slices.Equal(r.now.leafed, r.was.leafed)
}

// share takes over all that is planned, as it was.
func (r *replan) share() {
	s := r.was
	n := r.now
	n.lists, n.shelves, n.sitemaps, n.pages, n.outletNames = s.lists, s.shelves, s.sitemaps, s.pages, s.outletNames
	n.tagLists, n.authorLists, n.deskLists, n.seriesLists, n.outletLists = s.tagLists, s.authorLists, s.deskLists, s.seriesLists, s.outletLists
	n.planned = lookup{s.planned.slots, n.foldedOf, s.planned.hash}
}

// sameSlice reports whether two slices are one.
func sameSlice[T any](x, y []T) bool {
	return len(x) == len(y) && (len(x) == 0 || &x[0] == &y[0])
}

// checkLinks checks those of the documents that changed, and of those that lead to
// something that did.
func (r *replan) checkLinks() (err error) {
	again := r.linked()
	r.now.ledTo = slices.Clone(r.was.ledTo)
	for _, d := range r.was.spoken {
		if _, found := slices.BinarySearch(again, int(d.of)); !found {
			r.now.spoken = append(r.now.spoken, d)
		}
	}
	ids := map[int]map[string]bool{}
	for _, i := range again {
		r.now.say(i, r.now.nameless(i))
		_, diags := r.now.aliasesOf(i)
		r.now.say(i, diags)
		diags, fault := r.now.checkDocument(i, ids)
		r.now.say(i, diags)
		err = errors.Join(err, fault)
	}
	return err
}
