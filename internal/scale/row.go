package main

// row is one line of the table.
type row struct {
	name, what string
	fresh      bool                                 // into an empty folder, without what the program kept
	edit       func(site string, n, turn int) error // goes before; turn counts the edits of all rounds
	most       map[int][]limit                      // by the size of the archive
}

// limit is the most that a figure may be.
type limit struct {
	of   figure
	most float64
}

// allRows gives the rows in the order in which a round runs them.
func allRows() []row {
	within := func(seconds float64, more ...limit) []limit { return append([]limit{{wall, seconds}}, more...) }
	return []row{
		{name: "floor", what: "the floor: read, goldmark, write", fresh: true},
		{name: "hugo", what: "Hugo", fresh: true},
		{name: "nothing", what: "dossier, from nothing", fresh: true, most: map[int][]limit{
			10000:  {{timesFloor, 2.6}, {timesHugo, 0.38}, {peak, 200}},
			100000: {{timesFloor, 2.8}, {peak, 1100}},
		}},
		{name: "unchanged", what: "nothing changed", most: map[int][]limit{10000: within(0.3), 100000: within(2)}},
		{name: "sentence", what: "a sentence edited", edit: rewrite(sentence), most: map[int][]limit{10000: within(0.4), 100000: within(3)}},
		{name: "citation", what: "a citation edited", edit: rewrite(citation), most: map[int][]limit{10000: within(0.4)}},
		{name: "title", what: "a title edited", edit: rewrite(title), most: map[int][]limit{10000: within(0.4)}},
		{name: "tag", what: "a tag added", edit: rewrite(tag), most: map[int][]limit{10000: within(0.4)}},
		{name: "added", what: "a briefing added", edit: add, most: map[int][]limit{10000: within(0.5, limit{files, 79})}},
		// Last, as the build after it reads all files again: it believes no young ones.
		{name: "touched", what: "times of all files changed", edit: touch, most: map[int][]limit{10000: within(0.5)}},
	}
}
