package importer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// fitting searches for the ways to cut the markers into series and to give each
// its own list, so that the labels of both agree.
type fitting struct {
	lists []*list
	marks []*mark
	cuts  []int // where a series may begin, 0 and the end included
	exact bool  // same labels; otherwise every label of the series is in the list
	order Order

	used  []bool
	now   pairing
	found []pairing
	steps int
}

const (
	mostCuts  = 40        // places at which a series may begin
	mostSteps = 2_000_000 // markers that a search looks at; a report that needs more is refused
)

// fit gives the ways to pair series with lists that differ in what some marker
// cites, two at most: the ways in which every marker has an endnote and every
// endnote a marker; failing those, the ways in which every marker has an endnote
// and every list is cited. With fewer runs of markers than lists, each run is a
// series, and without an order only the same labels make it one of a list.
func fit(lists []*list, marks []*mark, order Order) []pairing {
	cuts := cuts(marks)
	want := min(len(lists), len(cuts)-1)
	for _, exact := range [...]bool{true, false} {
		if !exact && want < len(lists) && order == "" {
			break
		}
		f := fitting{lists: lists, marks: marks, cuts: cuts, exact: exact, order: order, used: make([]bool, len(lists))}
		f.search(0, want)
		if f.steps > mostSteps {
			return nil
		}
		if len(f.found) > 0 {
			return f.found
		}
	}
	return nil
}

// search gives the series that begins at cut i a list, and so on until want
// series are made of all that follows.
func (f *fitting) search(i, want int) {
	if want == 0 {
		f.keep()
		return
	}
	end, last := i+1, len(f.cuts)-want
	if want == 1 {
		end = last
	}
	for ; end <= last && len(f.found) < 2; end++ {
		marks := f.marks[f.cuts[i]:f.cuts[end]]
		if f.steps += len(marks); f.steps > mostSteps {
			return
		}
		f.give(marks, end, want)
	}
}

// give tries each list for a series that ends at a cut, and goes on from there.
func (f *fitting) give(marks []*mark, end, want int) {
	key := seriesKey(marks)
	for at, l := range f.lists {
		if f.used[at] || !f.allows(at) || f.exact && key != l.key || !f.exact && !covers(l, marks) {
			continue
		}
		f.used[at] = true
		f.now = append(f.now, series{marks, l})
		f.search(end, want-1)
		f.now = f.now[:len(f.now)-1]
		f.used[at] = false
	}
}

// allows reports whether the order asked for lets the next series cite the list.
func (f *fitting) allows(at int) bool {
	if len(f.now) == 0 || f.order == "" {
		return true
	}
	last := slices.Index(f.lists, f.now[len(f.now)-1].list)
	return (f.order == Same) == (at > last)
}

// keep adds the pairing unless every marker cites the same words as in one found.
func (f *fitting) keep() {
	p := slices.Clone(f.now)
	if !slices.ContainsFunc(f.found, func(other pairing) bool { return sameWords(p, other) }) {
		f.found = append(f.found, p)
	}
}

// sameWords reports whether every marker cites the same words in both.
func sameWords(a, b pairing) bool { return slices.Equal(cited(a), cited(b)) }

// cited gives what each marker cites.
func cited(p pairing) []string {
	var texts []string
	for _, s := range p {
		for _, m := range s.marks {
			var text string
			if s.list != nil && s.list.byLabel[m.label] != nil {
				text = s.list.byLabel[m.label].text
			}
			texts = append(texts, text)
		}
	}
	return texts
}

// seriesKey gives the labels of a series, each once, in order.
func seriesKey(marks []*mark) string {
	labels := make([]int, len(marks))
	for i, m := range marks {
		labels[i] = m.label
	}
	slices.SortFunc(labels, cmp.Compare[int])
	return joined(slices.Compact(labels))
}

func joined(labels []int) string {
	var b strings.Builder
	for _, n := range labels {
		b.WriteString(strconv.Itoa(n))
		b.WriteByte(' ')
	}
	return b.String()
}

// covers reports whether a list gives the label of every marker.
func covers(l *list, marks []*mark) bool {
	return !slices.ContainsFunc(marks, func(m *mark) bool { return !l.gives(m.label) })
}
