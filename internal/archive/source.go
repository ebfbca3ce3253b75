package archive

import (
	"cmp"
	"slices"
	"sync"

	"dossier/internal/briefing"
	"dossier/internal/diag"
	"dossier/internal/source"
)

// Source is a cited document as the archive knows it: one for all spellings of
// its URL.
type Source struct {
	Folded    string // its identity
	Shelf     string // its place is /sources/<Shelf>/#<ID>
	ID        string
	Facts     briefing.Facts
	Record    *briefing.Record // nil when the register has none
	Outlet    int32            // index into Outlets, -1 for a source without URL
	Citations []CitedFrom      // in the order of briefings, then of citations
	Spellings int32            // how many URLs were folded into it
	Unlinked  bool             // its URL must not be a link: "link: off", or the host is on the never-link list

	last   int32  // the last document that was found to cite it, while collecting
	domain string // of its outlet, while collecting
	known  known
}

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

// collectSources makes one Source of all citations with the same identity.
func (a *Archive) collectSources(outlets []briefing.OutletRecord, diags *diag.List) {
	documents, citations := len(a.Briefings)+len(a.Pages), 0
	for i := range documents {
		citations += len(a.Document(i).Citations)
	}
	a.sources, a.distinct = newLists(documents, citations), newLists(documents, 0)
	f := &finder{a: a, byMention: map[*briefing.Mention]int32{}, byFolded: map[string]int32{}}
	for i := range documents {
		f.find(i)
	}
	a.cite(f.marks)
	a.learnAll(diags)
	a.sortSources()
	a.collectJoined()
	a.collectOutlets(outlets)
}

// finder finds the sources of citations. Most mentions are shared, and a mention is
// found more quickly than its identity.
type finder struct {
	a         *Archive
	byMention map[*briefing.Mention]int32
	byFolded  map[string]int32
	marks     []int   // of each source, the markers that lead to it
	once      []int32 // the sources of a document, each once
}

// find finds the sources of document i.
func (f *finder) find(i int) {
	b := f.a.Document(i)
	f.once = f.once[:0]
	for j := range b.Citations {
		s := f.source(b.Citations[j].Mention)
		if src := &f.a.Sources[s]; src.last != int32(i) {
			src.last = int32(i)
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
	s, ok := f.byMention[m]
	if ok {
		return s
	}
	if s, ok = f.byFolded[m.Folded]; !ok {
		s = int32(len(f.a.Sources))
		f.byFolded[m.Folded] = s
		f.a.Sources = append(f.a.Sources, Source{Folded: m.Folded, last: -1})
		f.marks = append(f.marks, 0)
	}
	f.byMention[m] = s
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
		s := &a.Sources[i]
		if s.Record == nil {
			continue
		}
		last := s.Facts.URL // folding costs something, and most citations spell alike
		for _, from := range s.Citations {
			url := a.Document(int(from.Briefing)).Citations[from.Citation].Given.URL
			if url == last || url == "" {
				continue
			}
			last = url
			if own := source.Fold(url); own != s.Folded {
				shelf, id := source.Place(own)
				a.Joined = append(a.Joined, Joined{shelf, id, i})
			}
		}
	}
	slices.SortFunc(a.Joined, func(x, y Joined) int { return cmp.Compare(x.ID, y.ID) })
	a.Joined = slices.Compact(a.Joined)
}

// sortSources puts the sources in the order of their ids and renames them in the
// citations.
func (a *Archive) sortSources() {
	order := make([]int32, len(a.Sources))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(x, y int32) int { return cmp.Compare(a.Sources[x].ID, a.Sources[y].ID) })
	sorted, now := make([]Source, len(order)), make([]int32, len(order))
	for to, from := range order {
		sorted[to], now[from] = a.Sources[from], int32(to)
	}
	a.Sources = sorted
	a.sources.rename(now)
	a.distinct.rename(now)
}

// learnAll learns what holds of every source, on two cores as the sources do not
// know each other.
func (a *Archive) learnAll(diags *diag.List) {
	half := len(a.Sources) / 2
	var behind diag.List
	var rest sync.WaitGroup
	rest.Go(func() {
		for i := half; i < len(a.Sources); i++ {
			a.learn(&a.Sources[i], &behind)
		}
	})
	for i := range half {
		a.learn(&a.Sources[i], diags)
	}
	rest.Wait()
	*diags = append(*diags, behind...)
}

// learn settles what holds of a source: what the register says, and for the rest
// what the earliest briefing that says anything says.
func (a *Archive) learn(s *Source, diags *diag.List) {
	s.Shelf, s.ID = source.Place(s.Folded)
	var urls spellings
	var dispute []disagreement
	var last CitedFrom
	for k, from := range s.Citations {
		if k > 0 && from.Briefing == last.Briefing && from.Citation == last.Citation {
			continue // another marker of the same note
		}
		last = from
		c := &a.Document(int(from.Briefing)).Citations[from.Citation]
		if s.Record == nil && c.Register != nil {
			s.Record = c.Register
			said := s.Facts
			s.Facts = c.Register.Facts
			s.Facts.Fill(said)
			s.known = known{}
		}
		urls.add(c.Given.URL)
		dispute = append(dispute, disagree(s.Facts, c.Given, a.place(from))...)
		s.known.learn(&s.Facts, &c.Given, from.Briefing)
		s.Facts.Fill(c.Given)
	}
	s.Spellings, s.domain = urls.count(), source.Domain(s.Facts.URL)
	s.Unlinked = s.Record != nil && s.Record.Unlinked || a.linkable != nil && !a.linkable(s.Facts.URL)
	if s.Record == nil { // a contradiction with the register is found where the note is resolved
		a.reportDispute(s, dispute, diags)
	}
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
