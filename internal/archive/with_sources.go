package archive

import (
	"cmp"
	"slices"

	"dossier/internal/briefing"
	"dossier/internal/cores"
	"dossier/internal/diag"
	"dossier/internal/source"
)

// sources learns anew of the sources that a changed document cited or cites.
func (e *edit) sources() {
	r := &recital{edit: e, byFolded: map[string]int32{}}
	for _, i := range e.at {
		switch was, now := e.was.Document(i), e.now.Document(i); {
		case !citeAlike(was, now):
			r.at = append(r.at, i)
		case !standAlike(was, now):
			r.touched = append(r.touched, e.disputedIn(i)...)
		}
	}
	if len(r.at)+len(r.touched) == 0 {
		return
	}
	r.find()
	disputed := r.learn()
	r.number()
	r.settle(disputed)
	r.outlets()
}

// citeAlike reports whether two texts of a document cite the same at the same markers,
// and say the same of it.
func citeAlike(was, now *briefing.Briefing) bool {
	return slices.EqualFunc(was.Citations, now.Citations, func(c, d briefing.Citation) bool {
		return sayAlike(c.Mention, d.Mention) && was.Notes[c.Note].Marks == now.Notes[d.Note].Marks
	})
}

func sayAlike(m, n *briefing.Mention) bool {
	return m == n || m.Folded == n.Folded && m.Register == n.Register && same(&m.Given, &n.Given)
}

// standAlike reports whether their citations stand at the same places of the file.
func standAlike(was, now *briefing.Briefing) bool {
	return slices.EqualFunc(was.Citations, now.Citations, func(c, d briefing.Citation) bool { return c.Line == d.Line && c.Col == d.Col })
}

// disputedIn lists the sources of a document about which notes disagree: what is said
// of these names places in files.
func (e *edit) disputedIn(i int) []int32 {
	return slices.DeleteFunc(slices.Clone(e.was.DistinctSources(i)), func(s int32) bool {
		_, found := slices.BinarySearchFunc(e.was.disputed, s, func(d said, s int32) int { return cmp.Compare(d.of, s) })
		return !found
	})
}

// recital is the sources of an archive in the making, of which some are cited
// otherwise. One that there was not has, until all are numbered, a number past the last
// one that there was.
type recital struct {
	*edit
	at       []int            // documents that cite otherwise than they did
	byFolded map[string]int32 // sources that they cite or cited
	fresh    []string         // ids of sources that there were not
	cited    lists            // of each of these documents, the sources that it cites
	once     lists            // the same as in Archive.distinct
	uses     []use            // by source
	touched  []int32          // the sources that are learnt anew, rising
	learnt   []Source         // what was learnt of each; without citations where nobody cites it any more
	domains  []string         // of the outlet of each
	to       numbers          // of each source its new number, -1 for none
}

// use is a citation by a document that cites otherwise than it did.
type use struct {
	source int32
	from   CitedFrom
}

// find finds the sources that the documents cited and cite.
func (r *recital) find() {
	for _, i := range r.at {
		b, of := r.was.Document(i), r.was.SourcesOf(i)
		for j := range b.Citations {
			r.byFolded[b.Citations[j].Folded] = of[j]
		}
		r.touched = append(r.touched, of...)
	}
	r.cited, r.once = newLists(len(r.at), 0), newLists(len(r.at), 0)
	for _, i := range r.at {
		r.findIn(i)
	}
	r.touched = append(r.touched, r.cited.all...)
	slices.Sort(r.touched)
	r.touched = slices.Compact(r.touched)
	slices.SortStableFunc(r.uses, func(x, y use) int { return cmp.Compare(x.source, y.source) })
}

func (r *recital) findIn(i int) {
	b := r.now.Document(i)
	seen := map[int32]bool{}
	var once []int32
	for j := range b.Citations {
		s := r.source(b.Citations[j].Folded)
		r.cited.add(s)
		if !seen[s] {
			seen[s], once = true, append(once, s)
		}
		marks := b.Notes[b.Citations[j].Note].Marks
		for m := marks.From; m < marks.To; m++ {
			r.uses = append(r.uses, use{s, CitedFrom{int32(i), int32(j), m}})
		}
	}
	if len(once) < len(b.Citations) {
		r.once.all = append(r.once.all, once...)
	}
	r.cited.end()
	r.once.end()
}

// source gives the number of the source of an identity.
func (r *recital) source(folded string) int32 {
	if s, ok := r.byFolded[folded]; ok {
		return s
	}
	_, id := source.Place(folded)
	k, found := r.was.sourceAt(id)
	if !found {
		k = len(r.was.Sources) + len(r.fresh)
		r.fresh = append(r.fresh, id)
	}
	r.byFolded[folded] = int32(k)
	return int32(k)
}

// sourceAt gives the index of the source of an id, or where it would stand.
func (a *Archive) sourceAt(id string) (k int, found bool) {
	return slices.BinarySearchFunc(a.Sources, id, func(s Source, id string) int { return cmp.Compare(s.ID, id) })
}

// learn learns anew of the sources that are touched; what there is to say of them goes
// by their index in touched.
func (r *recital) learn() (disputed []said) {
	n := len(r.touched)
	r.learnt, r.domains = make([]Source, n), make([]string, n)
	diags := make([]diag.List, n)
	cores.Each(n, func(n int) {
		s, k := &r.learnt[n], r.touched[n]
		if *s = (Source{ID: r.idOf(k), Facts: &noFacts, Citations: r.citations(k)}); len(s.Citations) > 0 {
			r.now.learn(s, &diags[n])
			r.domains[n] = source.Domain(s.Facts.URL)
		}
	})
	for n, said := range diags {
		disputed = saidOf(disputed, int32(n), said)
	}
	return disputed
}

func (r *recital) idOf(k int32) string {
	if n := int(k) - len(r.was.Sources); n >= 0 {
		return r.fresh[n]
	}
	return r.was.Sources[k].ID
}

// citations gives the citations of a source: those by documents that cite as they did,
// and those by the others.
func (r *recital) citations(k int32) []CitedFrom {
	var all []CitedFrom
	if int(k) < len(r.was.Sources) {
		all = slices.DeleteFunc(slices.Clone(r.was.Sources[k].Citations), func(c CitedFrom) bool {
			_, otherwise := slices.BinarySearch(r.at, int(c.Briefing))
			return otherwise
		})
	}
	from, _ := slices.BinarySearchFunc(r.uses, k, func(u use, k int32) int { return cmp.Compare(u.source, k) })
	for _, u := range r.uses[from:] {
		if u.source != k {
			break
		}
		all = append(all, u.from)
	}
	slices.SortStableFunc(all, func(x, y CitedFrom) int { return cmp.Compare(x.Briefing, y.Briefing) })
	return all
}
