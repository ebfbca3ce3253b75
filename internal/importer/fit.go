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

	keys  []string // labels of each list
	used  []bool
	now   pairing
	found []pairing
	steps int
}

const (
	mostCuts  = 40     // places at which a series may begin
	mostSteps = 100000 // of the search; a report that needs more is refused
)

// fit gives the ways to pair series with lists that differ in what some marker
// cites, two at most.
func fit(lists []*list, marks []*mark, exact bool, order Order) []pairing {
	f := fitting{lists: lists, marks: marks, cuts: cuts(marks), exact: exact, order: order}
	return f.find()
}

// find gives the ways that differ in what some marker cites, two at most. With
// fewer series than lists some lists stay uncited; that is tried when no way
// uses all.
func (f *fitting) find() []pairing {
	f.used = make([]bool, len(f.lists))
	for _, l := range f.lists {
		f.keys = append(f.keys, listKey(l))
	}
	for want := min(len(f.lists), len(f.cuts)-1); want > 0; want-- {
		f.found = nil
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
// series are made.
func (f *fitting) search(i, want int) {
	if want == 0 {
		if i == len(f.cuts)-1 {
			f.keep()
		}
		return
	}
	for end := i + 1; end < len(f.cuts) && len(f.found) < 2; end++ {
		if f.steps++; f.steps > mostSteps {
			return
		}
		if want == 1 {
			end = len(f.cuts) - 1
		}
		marks := f.marks[f.cuts[i]:f.cuts[end]]
		for at := range f.lists {
			if f.used[at] || !f.allows(at) || !f.fits(marks, at) {
				continue
			}
			f.used[at] = true
			f.now = append(f.now, series{marks, f.lists[at]})
			f.search(end, want-1)
			f.now = f.now[:len(f.now)-1]
			f.used[at] = false
		}
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

func (f *fitting) fits(marks []*mark, at int) bool {
	if f.exact {
		return seriesKey(marks) == f.keys[at]
	}
	return covers(f.lists[at], marks)
}

// keep adds the pairing unless every marker cites the same words as in one found.
func (f *fitting) keep() {
	p := slices.Clone(f.now)
	for _, other := range f.found {
		if sameWords(p, other) {
			return
		}
	}
	f.found = append(f.found, p)
}

func sameWords(a, b pairing) bool {
	x, y := cited(a), cited(b)
	return slices.Equal(x, y)
}

// cited gives what each marker cites.
func cited(p pairing) []string {
	var texts []string
	for _, s := range p {
		for _, m := range s.marks {
			e := s.list.byLabel[m.label]
			if e == nil {
				texts = append(texts, "")
			} else {
				texts = append(texts, e.text)
			}
		}
	}
	return texts
}

// cuts gives the places at which a series may begin: where labels do not rise;
// with very many of those, where they are [1] again.
func cuts(marks []*mark) []int {
	at := []int{0}
	ones := []int{0}
	for i := 1; i < len(marks); i++ {
		if marks[i].label <= marks[i-1].label {
			at = append(at, i)
			if marks[i].label == 1 {
				ones = append(ones, i)
			}
		}
	}
	if len(at) > mostCuts {
		at = ones
	}
	return append(at, len(marks))
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

// listKey gives the labels of a list in the same form.
func listKey(l *list) string { return joined(l.labels()) }

func joined(labels []int) string {
	var b strings.Builder
	for _, n := range labels {
		b.WriteString(strconv.Itoa(n))
		b.WriteByte(' ')
	}
	return b.String()
}
