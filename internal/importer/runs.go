package importer

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

// pairWithOne reads all markers against the only list, unless they count up from
// [1] more than once: the list of one of the runs may be lost.
func pairWithOne(l *list, marks []*mark, order Order) []pairing {
	all := pairing{{marks, l}}
	runs := cutWhereFalling(marks)
	if order != "" || len(runs) < 2 || !allCountUp(runs) {
		return []pairing{all}
	}
	var readings []pairing
	if covers(l, marks) {
		readings = append(readings, all)
	}
	for i := range runs {
		if seriesKey(runs[i]) == l.key {
			readings = append(readings, onlyRun(runs, i, l))
		}
	}
	if len(readings) == 0 {
		return []pairing{all}
	}
	return readings
}

// onlyRun gives one of the runs the list, and the others none.
func onlyRun(runs [][]*mark, i int, l *list) pairing {
	p := make(pairing, len(runs))
	for j := range runs {
		p[j].marks = runs[j]
	}
	p[i].list = l
	return p
}
