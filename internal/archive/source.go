package archive

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/source"
)

// Source is a cited document as the archive knows it: one for all spellings of
// its URL.
type Source struct {
	ID        string           // its identity, which source.Place makes; its place is /sources/<Shelf>/#<ID>
	Facts     *briefing.Facts  // shared with notes and register where one of them says all: never to be changed
	Record    *briefing.Record // nil when the register has none
	Citations []CitedFrom      // in the order of briefings, then of citations
	Outlet    int32            // index into Outlets, -1 for a source without URL
	Spellings int32            // how many URLs were folded into it
	known     known
	Unlinked  bool // its URL must not be a link: "link: off", or the host is on the never-link list
}

// Shelf gives the shelf on which the source stands.
func (s *Source) Shelf() string { return source.Shelf(s.ID) }

// Joined is the place that a source would have by a URL under which the edition
// cites it and which the register joins to another: whoever was sent there before
// must still find it.
type Joined struct {
	Shelf, ID string
	Source    int // index into Sources
}

// CitedFrom is one place that rests on a source: the citing document's number
// (see Archive.Document), which of its citations, and which of the markers of its outline.
type CitedFrom struct{ Briefing, Citation, Mark int32 }

// citation gives the citation that stands at a place.
func (a *Archive) citation(from CitedFrom) *briefing.Citation {
	return &a.Document(int(from.Briefing)).Citations[from.Citation]
}

// collectSources makes one Source of all citations with the same identity.
func (a *Archive) collectSources() {
	documents, citations := len(a.Briefings)+len(a.Pages), 0
	for i := range documents {
		citations += len(a.Document(i).Citations)
	}
	a.sources, a.distinct = newLists(documents, citations), newLists(documents, 0)
	f := &finder{a: a, byMention: briefing.NewByMention(citations / 3), byFolded: make(map[string]int32, citations/4)}
	f.marks, f.last = make([]int, 0, citations/4), make([]int32, 0, citations/4)
	for i := range documents {
		f.find(i)
	}
	a.Sources = make([]Source, len(f.marks))
	a.cite(f.marks)
	domains := make([]string, len(a.Sources))
	a.learnAll(domains)
	a.sortSources(domains)
	a.collectJoined()
	a.collectOutlets(domains)
}

// finder finds the sources of citations. Most mentions are shared, and a mention is
// found more quickly than its identity.
type finder struct {
	a         *Archive
	byMention *briefing.ByMention
	byFolded  map[string]int32
	marks     []int   // of each source, the markers that lead to it
	last      []int32 // of each source, the last document that was found to cite it
	once      []int32 // the sources of a document, each once
}

// find finds the sources of document i.
func (f *finder) find(i int) {
	b := f.a.Document(i)
	f.once = f.once[:0]
	for j := range b.Citations {
		s := f.source(b.Citations[j].Mention)
		if f.last[s] != int32(i) {
			f.last[s] = int32(i)
			f.once = append(f.once, s)
		}
		f.a.sources.add(s)
		f.marks[s] += b.Notes[b.Citations[j].Note].Marks.Len()
	}
	f.a.sources.end()
	if len(f.once) < len(b.Citations) {
		f.a.distinct.all = append(f.a.distinct.all, f.once...)
	}
	f.a.distinct.end()
}

// source gives the index of the source that a mention speaks of.
func (f *finder) source(m *briefing.Mention) int32 {
	s, ok := f.byMention.Get(m)
	if ok {
		return s
	}
	if s, ok = f.byFolded[m.Folded]; !ok {
		s = int32(len(f.marks))
		f.byFolded[m.Folded] = s
		f.marks, f.last = append(f.marks, 0), append(f.last, -1)
	}
	f.byMention.Add(m, s)
	return s
}

// cite enters the citations of all documents at their sources, of which the numbers of
// markers are known: all lists are pieces of one.
func (a *Archive) cite(marks []int) {
	all := 0
	for _, n := range marks {
		all += n
	}
	room := make([]CitedFrom, all)
	for s, n := range marks {
		a.Sources[s].Facts = &noFacts
		a.Sources[s].Citations, room = room[:0:n], room[n:]
	}
	for i := range len(a.Briefings) + len(a.Pages) {
		b := a.Document(i)
		for j, s := range a.sources.of(i) {
			src := &a.Sources[s]
			marks := b.Notes[b.Citations[j].Note].Marks
			for m := marks.From; m < marks.To; m++ {
				src.Citations = append(src.Citations, CitedFrom{int32(i), int32(j), m})
			}
		}
	}
}

// collectJoined finds the URLs that the register joins to the one by which their
// source is known.
func (a *Archive) collectJoined() {
	for i := range a.Sources {
		a.Joined = a.appendJoined(a.Joined, i)
	}
	a.Joined = sortJoined(a.Joined)
}

// appendJoined adds those that are joined to source i.
func (a *Archive) appendJoined(to []Joined, i int) []Joined {
	s := &a.Sources[i]
	if s.Record == nil {
		return to
	}
	last := s.Facts.URL // folding costs something, and most citations spell alike
	for _, from := range s.Citations {
		url := a.citation(from).Given.URL
		if url == last || url == "" {
			continue
		}
		last = url
		if shelf, id := source.Place(source.Fold(url)); id != s.ID {
			to = append(to, Joined{shelf, id, i})
		}
	}
	return to
}

func sortJoined(all []Joined) []Joined {
	slices.SortFunc(all, func(x, y Joined) int { return cmp.Or(cmp.Compare(x.ID, y.ID), cmp.Compare(x.Source, y.Source)) })
	return slices.Compact(all)
}

// sortSources puts the sources, and the domains of their outlets, in the order of their
// ids and renames them in the citations.
func (a *Archive) sortSources(domains []string) {
	order := a.byID()
	now := make([]int32, len(order))
	for to, from := range order {
		now[from] = int32(to)
	}
	a.Sources = inOrder(a.Sources, order)
	joinIDs(a.Sources)
	copy(domains, inOrder(domains, order))
	a.sources.rename(now)
	a.distinct.rename(now)
	a.disputed = resaid(a.disputed, func(int32) bool { return false }, now, nil)
}

// byID lists the sources in the order of their ids. How these begin, read as a number,
// tells nearly all of them apart, and stands beside what is sorted.
func (a *Archive) byID() []int32 {
	type numbered struct {
		begins uint64
		at     int32
	}
	all := make([]numbered, len(a.Sources))
	for i := range all {
		var begins [8]byte
		copy(begins[:], a.Sources[i].ID)
		all[i] = numbered{binary.BigEndian.Uint64(begins[:]), int32(i)}
	}
	slices.SortFunc(all, func(x, y numbered) int {
		if x.begins != y.begins {
			return cmp.Compare(x.begins, y.begins)
		}
		return cmp.Compare(a.Sources[x.at].ID, a.Sources[y.at].ID)
	})
	order := make([]int32, len(all))
	for i := range all {
		order[i] = all[i].at
	}
	return order
}

// joinIDs makes the ids pieces of one text, as there are many and they are short.
func joinIDs(of []Source) {
	var text strings.Builder
	if len(of) > 0 {
		text.Grow(len(of) * len(of[0].ID)) // all are as long
	}
	for i := range of {
		text.WriteString(of[i].ID)
	}
	for i, rest := 0, text.String(); i < len(of); i++ {
		n := len(of[i].ID)
		of[i].ID, rest = rest[:n], rest[n:]
	}
}

// inOrder gives the things of a list in another order.
func inOrder[T any](of []T, order []int32) []T {
	out := make([]T, len(order))
	for to, from := range order {
		out[to] = of[from]
	}
	return out
}
