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
