package importer

import (
	"fmt"
	"slices"
)

// series is a run of markers that cite one list. List is nil when there is none.
type series struct {
	marks []*mark
	list  *list
}

// pairing says of each series which list it cites.
type pairing []series

// pair finds the list that each marker cites. With no certain pairing it reports
// an error and gives the pairings to choose from.
func (r *report) pair(order Order) []Pairing {
	if marks := r.marks(); len(marks) > 0 {
		found := r.pairings(marks, order)
		if len(found) != 1 {
			return r.refusePairing(marks, found)
		}
		r.series = found[0]
		r.series.apply()
		if order != "" && !r.inOrder(r.series, order) {
			r.warn(marks[0].line, marks[0].bracket.from, "endnotes-order",
				"the labels fit in one way only, which is not the order %q; they are paired by their labels", order)
		}
	}
	r.cite()
	r.reportLoose()
	r.reportLost()
	return nil
}

// pairings gives the pairings that are as good as each other: one when it is
// certain or the order decides, two when it is not, none when nothing fits.
func (r *report) pairings(marks []*mark, order Order) []pairing {
	switch len(r.lists) {
	case 0:
		return []pairing{{{marks: marks}}}
	case 1:
		return pairWithOne(r.lists[0], marks, order)
	}
	return r.pairWithMany(marks, order)
}

// apply gives each marker its endnote.
func (p pairing) apply() {
	for _, s := range p {
		for _, m := range s.marks {
			m.entry = nil
			if s.list != nil {
				m.entry = s.list.byLabel[m.label]
			}
		}
	}
}

// cite marks the endnotes that are cited and says which list went with what.
func (r *report) cite() {
	for _, s := range r.series {
		for _, m := range s.marks {
			if m.entry != nil {
				m.entry.cited = true
			}
		}
		if s.list != nil {
			first, last := s.marks[0], s.marks[len(s.marks)-1]
			r.decide(first.line, last.line+1, Paired, fmt.Sprintf("%d %s, %s, against %s",
				len(s.marks), plural("marker", len(s.marks)), fromTo(r.written(first), r.written(last)), s.list.span()))
		}
	}
}

// pairWithMany finds the pairings of several lists that fit best (see fit), or the
// one in which every list has its run of markers and some runs have none. The
// order chooses among several; where none fits it pairs by place.
func (r *report) pairWithMany(marks []*mark, order Order) []pairing {
	found := fit(r.lists, marks, "")
	if len(found) > 1 && order != "" {
		found = fit(r.lists, marks, order)
	}
	switch partly := r.pairPartly(marks); {
	case partly == nil:
	case len(found) == 0:
		found = []pairing{partly}
	case len(found) == 1 && order == "" && partly.leavesAReport() && !sameWords(found[0], partly):
		found = append(found, partly)
	}
	switch {
	case len(found) != 1 && order != "":
		return r.pairByPlace(marks, order)
	case len(found) == 1 && order == "" && !found[0].rises():
		return nil
	}
	return found
}

// rises reports whether each series cites its endnotes for the first time in the
// order of their numbers, as it does where they are numbered as they come. A
// pairing that fits in another way only may fit by chance.
func (p pairing) rises() bool {
	for _, s := range p {
		seen := make(map[int]bool)
		last := 0
		for _, m := range s.marks {
			if m.label < last && !seen[m.label] {
				return false
			}
			seen[m.label], last = true, max(last, m.label)
		}
	}
	return true
}

// pairPartly gives each list the only run that has its labels, and the other runs
// none; nil when that cannot be.
func (r *report) pairPartly(marks []*mark) pairing {
	lists := make(map[string]*list, len(r.lists))
	for _, l := range r.lists {
		lists[l.key] = l
	}
	if len(lists) < len(r.lists) {
		return nil
	}
	var p pairing
	for _, run := range cutWhereFalling(marks) {
		key := seriesKey(run)
		l := lists[key]
		if l == nil && slices.ContainsFunc(r.lists, func(l *list) bool { return l.key == key }) {
			return nil // the list has a run already
		}
		delete(lists, key)
		p = append(p, series{run, l})
	}
	if len(lists) > 0 {
		return nil
	}
	return p
}

// leavesAReport reports whether the runs without a list are such as begin another
// report, whose endnotes are lost: they count up from [1].
func (p pairing) leavesAReport() bool {
	var runs [][]*mark
	for _, s := range p {
		if s.list == nil {
			runs = append(runs, s.marks)
		}
	}
	return len(runs) > 0 && allCountUp(runs)
}

// pairByPlace pairs runs and lists by the order alone.
func (r *report) pairByPlace(marks []*mark, order Order) []pairing {
	runs := cutWhereFalling(marks)
	if len(runs) != len(r.lists) {
		return nil
	}
	p := make(pairing, len(runs))
	for i, run := range runs {
		p[i] = series{run, r.lists[i]}
		if order == Reverse {
			p[i].list = r.lists[len(runs)-1-i]
		}
	}
	return []pairing{p}
}

// inOrder reports whether the series cite the lists in such an order. One series
// alone is in any.
func (r *report) inOrder(p pairing, order Order) bool {
	last := -1
	for _, s := range p {
		at := slices.Index(r.lists, s.list)
		if at < 0 {
			continue
		}
		if last >= 0 && (order == Same) != (at > last) {
			return false
		}
		last = at
	}
	return true
}
