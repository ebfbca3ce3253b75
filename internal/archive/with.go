package archive

import (
	"cmp"
	"slices"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// With gives the archive as New would make it, had the changed briefings stood in
// the place of those of the same path, and were those of the removed paths not
// there. The archive itself stays as it is.
//
// All that is learnt across briefings is learnt anew where a changed one had or has a
// say in it, and shared between both archives elsewhere: which spelling names a tag,
// whose word on a source holds and who cites it. So it costs about what changed, as long
// as every document keeps its number: none comes, goes or has another date.
func (a *Archive) With(changed []*briefing.Briefing, removed []string) (*Archive, diag.List) {
	if e := a.edit(changed, removed); e != nil {
		e.names()
		e.sources()
		return e.now, e.now.diags()
	}
	in := Input{Outlets: a.outlets, Vocabulary: a.vocabulary, Linkable: a.linkable}
	gone := make(map[string]bool, len(changed)+len(removed))
	for _, p := range removed {
		gone[p] = true
	}
	for _, b := range changed {
		gone[b.Path] = true
	}
	for _, b := range slices.Concat(a.Briefings, a.Pages) {
		if !gone[b.Path] {
			in.Briefings = append(in.Briefings, b)
		}
	}
	in.Briefings = append(in.Briefings, changed...)
	return New(in)
}

// edit is an archive in the making of which all documents stand where they stood in
// another one.
type edit struct {
	was, now *Archive
	at       []int // the numbers of those that changed, rising
}

// Where more than so many briefings changed, and more than a quarter of all, little is left
// to be shared, and New is quicker.
const manyChanged = 64

// edit begins one, and gives nil where a document would get another number. What is
// learnt across briefings is that of the archive as it was, to be replaced and never
// changed.
func (a *Archive) edit(changed []*briefing.Briefing, removed []string) *edit {
	if n := len(changed); n > manyChanged && 4*n > len(a.Briefings) {
		return nil
	}
	e := &edit{was: a}
	for _, b := range changed {
		i, found := a.find(b)
		if !found {
			return nil
		}
		e.at = append(e.at, i)
	}
	slices.Sort(e.at)
	if len(slices.Compact(e.at)) < len(changed) || a.anyOf(removed, changed) {
		return nil
	}
	now := *a
	now.related = nil
	now.Briefings, now.Pages = slices.Clone(a.Briefings), slices.Clone(a.Pages)
	for _, b := range changed {
		i, _ := a.find(b)
		*now.document(i) = b
	}
	e.now = &now
	e.identities()
	return e
}

// find gives the number of the document in whose place a briefing stands.
func (a *Archive) find(b *briefing.Briefing) (number int, found bool) {
	if b.Kind == briefing.PlainFile {
		i, found := slices.BinarySearchFunc(a.Pages, b, byPath)
		return len(a.Briefings) + i, found
	}
	return slices.BinarySearchFunc(a.Briefings, b, byDate)
}

// anyOf reports whether one of the removed paths is that of a document that does not
// come back changed.
func (a *Archive) anyOf(removed []string, changed []*briefing.Briefing) bool {
	gone := map[string]bool{}
	for _, p := range removed {
		gone[p] = true
	}
	for _, b := range changed {
		delete(gone, b.Path)
	}
	is := func(b *briefing.Briefing) bool { return gone[b.Path] }
	return len(gone) > 0 && (slices.ContainsFunc(a.Briefings, is) || slices.ContainsFunc(a.Pages, is))
}

// document gives the place of the document of a number.
func (a *Archive) document(i int) **briefing.Briefing {
	if i < len(a.Briefings) {
		return &a.Briefings[i]
	}
	return &a.Pages[i-len(a.Briefings)]
}

// identities looks for ids that two files claim, where one of another id changed or one
// that was spoken of.
func (e *edit) identities() {
	spoken := func(path string) bool {
		return slices.ContainsFunc(e.was.recurring, func(d diag.Diagnostic) bool { return d.Path == path })
	}
	for _, i := range e.at {
		was, now := e.was.Document(i), e.now.Document(i)
		if was.Front.ID != now.Front.ID || spoken(now.Path) {
			e.now.identities()
			return
		}
	}
}

func byPath(x, y *briefing.Briefing) int { return cmp.Compare(x.Path, y.Path) }

func byDate(x, y *briefing.Briefing) int {
	return cmp.Or(x.Front.Date.Compare(y.Front.Date), byPath(x, y))
}
