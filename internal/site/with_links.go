package site

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"dossier/internal/briefing"
)

// inbound says which documents have links that lead to what may change with others: to a
// place in the text of a document, or to a page by its path. Both lists are sorted.
type inbound struct {
	places []inboundLink // to is the number of a document
	pages  []inboundLink // to is the hash of a folded path
}

type inboundLink struct {
	to   uint64
	from int32
}

// linked gives the documents whose links are to be checked: those that changed, and those
// that lead to a place in one of these, or to the path of a page that came or is dropped.
func (r *replan) linked() []int {
	before := r.was.inbound
	if before == nil {
		before = r.was.allInbound()
	}
	again := slices.Clone(r.changed)
	for _, i := range r.changed {
		again = appendFrom(again, before.places, uint64(i))
	}
	for _, i := range r.came {
		again = appendFrom(again, before.pages, r.now.planned.hash(r.now.foldedOf(i)))
	}
	for i, to := range r.to {
		if to < 0 {
			again = appendFrom(again, before.pages, r.now.planned.hash(r.was.foldedOf(i)))
		}
	}
	r.now.inbound = r.inboundAfter(before)
	slices.Sort(again)
	return slices.Compact(again)
}

// appendFrom appends the documents that lead somewhere.
func appendFrom(out []int, links []inboundLink, to uint64) []int {
	at, _ := slices.BinarySearchFunc(links, to, func(l inboundLink, to uint64) int { return cmp.Compare(l.to, to) })
	for _, l := range links[at:] {
		if l.to != to {
			break
		}
		out = append(out, int(l.from))
	}
	return out
}

// inboundAfter gives the links after the changes.
func (r *replan) inboundAfter(before *inbound) *inbound {
	var fresh inbound
	for _, i := range r.changed {
		r.now.addInbound(&fresh, i)
	}
	of := func(l inboundLink) bool { _, found := slices.BinarySearch(r.changed, int(l.from)); return found }
	merge := func(was, now []inboundLink) []inboundLink {
		if len(now) == 0 && !slices.ContainsFunc(was, of) {
			return was
		}
		all := append(slices.DeleteFunc(slices.Clone(was), of), now...)
		slices.SortFunc(all, inboundLink.compare)
		return all
	}
	return &inbound{merge(before.places, fresh.places), merge(before.pages, fresh.pages)}
}

func (l inboundLink) compare(m inboundLink) int {
	return cmp.Or(cmp.Compare(l.to, m.to), cmp.Compare(l.from, m.from))
}

// allInbound looks through the links of all documents. A site that is planned once has no
// use for it.
func (s *Site) allInbound() *inbound {
	in := &inbound{}
	for i := range s.paths {
		s.addInbound(in, i)
	}
	slices.SortFunc(in.places, inboundLink.compare)
	slices.SortFunc(in.pages, inboundLink.compare)
	return in
}

// addInbound adds the links of document i, and its picture.
func (s *Site) addInbound(in *inbound, i int) {
	b := s.arch.Document(i)
	for _, l := range b.Outline.Links {
		s.addLink(in, i, l.Target)
	}
	if b.Front.Image.Value != "" {
		s.addLink(in, i, b.Front.Image.Value)
	}
}

func (s *Site) addLink(in *inbound, i int, raw string) {
	if briefing.External(raw) {
		return
	}
	if t, ok := s.resolve(i, raw); ok && t.document >= 0 && t.fragment != "" {
		in.places = append(in.places, inboundLink{uint64(t.document), int32(i)})
	}
	to, _, _ := strings.Cut(raw, "#")
	if p, err := url.PathUnescape(to); err == nil {
		to = p
	}
	if strings.HasPrefix(to, "/") && !isText(to) {
		in.pages = append(in.pages, inboundLink{s.planned.hash(foldedPath(to)), int32(i)})
	}
}
