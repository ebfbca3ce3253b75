package importer

import (
	"cmp"
	"fmt"
	"slices"

	"dossier/internal/diag"
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
	marks := r.marks()
	var found []pairing
	switch {
	case len(marks) == 0:
	case len(r.lists) == 0:
		found = []pairing{{{marks: marks}}}
	case len(r.lists) == 1:
		found = r.pairWithOne(marks, order)
	default:
		found = r.pairWithMany(marks, order)
	}
	if len(found) > 1 || len(marks) > 0 && len(found) == 0 {
		return r.refusePairing(marks, found)
	}
	if len(found) == 1 {
		r.series = found[0]
		found[0].apply()
	}
	r.cite()
	r.reportLoose()
	r.reportLost()
	return nil
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
		if s.list != nil && len(s.marks) > 0 {
			first, last := s.marks[0], s.marks[len(s.marks)-1]
			r.decide(first.line, last.line+1, Paired, fmt.Sprintf("%d markers, %s to %s, cite the endnotes %s",
				len(s.marks), r.written(first), r.written(last), s.list.span()))
		}
	}
}

// pairWithOne reads all markers against the only list, unless they count up from
// [1] more than once: the list of one of the runs may be lost.
func (r *report) pairWithOne(marks []*mark, order Order) []pairing {
	l := r.lists[0]
	all := pairing{{marks, l}}
	runs := cutWhereFalling(marks)
	if order != "" || len(runs) < 2 || !allCountUp(runs) {
		return []pairing{all}
	}
	readings := []pairing{}
	if covers(l, marks) {
		readings = append(readings, all)
	}
	for i := range runs {
		if seriesKey(runs[i]) != listKey(l) {
			continue
		}
		p := make(pairing, len(runs))
		for j := range runs {
			p[j].marks = runs[j]
		}
		p[i].list = l
		readings = append(readings, p)
	}
	if len(readings) == 0 {
		return []pairing{all}
	}
	return readings
}

// cutWhereFalling cuts the markers wherever a label is not higher than the one
// before it.
func cutWhereFalling(marks []*mark) [][]*mark {
	var runs [][]*mark
	from := 0
	for i := 1; i <= len(marks); i++ {
		if i == len(marks) || marks[i].label <= marks[i-1].label {
			runs = append(runs, marks[from:i])
			from = i
		}
	}
	return runs
}

// allCountUp reports whether every run is [1], [2], … of two markers or more.
func allCountUp(runs [][]*mark) bool {
	for _, run := range runs {
		if len(run) < 2 {
			return false
		}
		for i, m := range run {
			if m.label != i+1 {
				return false
			}
		}
	}
	return true
}

func covers(l *list, marks []*mark) bool {
	for _, m := range marks {
		if !l.gives(m.label) {
			return false
		}
	}
	return true
}

// pairWithMany finds the pairings of several lists that fit best: exact ones;
// then those in which every marker has an endnote; then the one in which every
// list has its series and some series has none. The order chooses among several;
// where none fits it pairs by place.
func (r *report) pairWithMany(marks []*mark, order Order) []pairing {
	var found []pairing
	for _, exact := range []bool{true, false} {
		if len(found) == 0 {
			found = fit(r.lists, marks, exact, "")
		}
		if len(found) > 1 && order != "" {
			found = fit(r.lists, marks, exact, order)
		}
	}
	if len(found) == 0 {
		found = r.pairPartly(marks)
	}
	if len(found) == 1 && order != "" && r.orderOf(found[0]) != order {
		r.warn(marks[0].line, marks[0].bracket.from, "endnotes-order", "the labels fit in one way only, which is not the order %q; they are paired by their labels", order)
	}
	if len(found) != 1 && order != "" {
		return r.pairByPlace(marks, order)
	}
	return found
}

// pairPartly gives each list the only run that has its labels, and the other runs
// none.
func (r *report) pairPartly(marks []*mark) []pairing {
	var p pairing
	given := make(map[*list]bool)
	for _, run := range cutWhereFalling(marks) {
		s := series{marks: run}
		for _, l := range r.lists {
			if listKey(l) != seriesKey(run) {
				continue
			}
			if given[l] || s.list != nil {
				return nil
			}
			given[l], s.list = true, l
		}
		p = append(p, s)
	}
	if len(given) < len(r.lists) {
		return nil
	}
	return []pairing{p}
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

// refusePairing reports that the markers cannot be paired for certain.
func (r *report) refusePairing(marks []*mark, found []pairing) []Pairing {
	at := r.at(marks[0].line, marks[0].bracket.from)
	runs := cutWhereFalling(marks)
	if len(found) == 0 {
		r.diags.Add(at, diag.Error, "endnotes-ambiguous", "%d runs of markers and %d lists of endnotes fit in no way", len(runs), len(r.lists))
		r.diags.Hint("give each its own numbers in the report, or pair them by place with --endnote-order same or reverse")
		return r.pairingsByPlace(marks)
	}
	r.diags.Add(at, diag.Error, "endnotes-ambiguous", "%d runs of markers and %d %s of endnotes fit in more than one way",
		len(runs), len(r.lists), plural("list", len(r.lists)))
	r.diags.Hint("choose a reading with --endnote-order same or reverse, or give each its own numbers in the report")
	var shown []Pairing
	for _, p := range found[:min(2, len(found))] {
		shown = append(shown, r.show(p, r.orderOf(p)))
	}
	return shown
}

func plural(word string, n int) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

// pairingsByPlace shows the pairings that the two orders would make.
func (r *report) pairingsByPlace(marks []*mark) []Pairing {
	var shown []Pairing
	for _, order := range []Order{Same, Reverse} {
		for _, p := range r.pairByPlace(marks, order) {
			shown = append(shown, r.show(p, order))
		}
	}
	return shown
}

// show makes the table that a pairing would give.
func (r *report) show(p pairing, order Order) Pairing {
	p.apply()
	r.series = p
	r.nameNotes()
	return Pairing{Order: order, Table: r.table()}
}

// orderOf gives the option that chooses a pairing.
func (r *report) orderOf(p pairing) Order {
	at := make([]int, 0, len(p))
	for _, s := range p {
		if s.list != nil {
			at = append(at, slices.Index(r.lists, s.list))
		}
	}
	switch {
	case len(r.lists) == 1 && len(p) > 1:
		return ""
	case slices.IsSorted(at):
		return Same
	case slices.IsSortedFunc(at, func(a, b int) int { return cmp.Compare(b, a) }):
		return Reverse
	}
	return ""
}
