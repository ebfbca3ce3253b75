package importer

import (
	"slices"
	"strings"
)

// findLists finds the endnotes and makes lists of them.
func (r *report) findLists() {
	cited := r.citedInText()
	var runs []run
	for n := 0; n < len(r.lines); {
		v, ok := r.listAt(n, cited)
		if !ok {
			n = max(v.end, n+1)
			continue
		}
		for i := v.entries[0].from; i < v.end; i++ {
			if r.lines[i].use == body {
				r.lines[i].use = ofEndnote
			}
		}
		runs = append(runs, v)
		n = v.end
	}
	r.joinRuns(runs)
	for _, l := range r.lists {
		r.index(l)
	}
}

// listAt reads the run at a line, if one begins there, and says whether it is a
// list. Numbered lines that are none are marked as such.
func (r *report) listAt(n int, cited []bool) (run, bool) {
	if !r.isBody(n) {
		return run{}, false
	}
	s := r.lines[n].text
	if label, _, _ := bracketLabel(s); label > 0 {
		v := r.runAt(n, bracketLabel)
		if r.isList(v, cited) {
			return v, true
		}
		return r.numberedLines(v), false
	}
	if label, _, _ := plainLabel(s); label != 1 || r.listHeading(n) < 0 {
		return run{}, false
	}
	return r.runAt(n, plainLabel), true
}

// isList reports whether a run of lines that begin with [n] is a list of
// endnotes. cited are the labels that stand within lines.
func (r *report) isList(v run, cited []bool) bool {
	if v.heading >= 0 {
		return true
	}
	named, allCited := 0, true
	for _, e := range v.entries {
		if e.cleaned() != "" {
			named++
		}
		allCited = allCited && cited[e.label]
	}
	if len(v.entries) == 1 {
		return named == 1 && (len(strings.Fields(v.entries[0].text)) <= 3 || allCited && r.endsReport(v))
	}
	if named*2 >= len(v.entries) {
		return true
	}
	return allCited && v.entries[0].label == 1 && r.next(v.end) == len(r.lines)
}

// endsReport reports whether a run stands below a blank line and nothing follows.
func (r *report) endsReport(v run) bool {
	return !r.isBody(v.entries[0].from-1) && r.before(len(r.lines)) < v.end
}

// numberedLines marks the lines of a run that is no list, one line each, and a
// [0] before it. A single line that begins with [n] is text with a marker.
func (r *report) numberedLines(v run) run {
	first, count := v.entries[0].from, len(v.entries)
	if v.entries[count-1].from-first != count-1 || count < 2 {
		return v
	}
	end := first + count // what was read as more of the last one is text
	if first > 0 && strings.HasPrefix(strings.TrimSpace(r.lines[first-1].text), "[0]") {
		first--
	}
	for i := first; i < end; i++ {
		r.lines[i].numbered = true
	}
	r.warn(first, 0, "import-numbered", "lines %d to %d begin with numbers in brackets but name no sources; they stay text", first+1, end)
	r.diags.Hint(`if they are endnotes, write a line "References" above them and import again`)
	return v
}

// citedInText gives the labels of brackets that do not open a line.
func (r *report) citedInText() []bool {
	cited := make([]bool, highest+1)
	for _, l := range r.lines {
		if l.use != body {
			continue
		}
		for _, b := range brackets(l.text) {
			for _, label := range b.labels {
				cited[label] = cited[label] || strings.TrimSpace(l.text[:b.from]) != ""
			}
		}
	}
	return cited
}

// joinRuns makes lists of runs: one that goes on with the numbers of the one
// before belongs to it, and so does one right below it of other numbers, and one
// whose single label it gives again.
func (r *report) joinRuns(runs []run) {
	for _, v := range runs {
		var last *list
		if len(r.lists) > 0 {
			last = r.lists[len(r.lists)-1]
		}
		if v.heading >= 0 {
			r.takeHeading(v.heading)
		}
		switch {
		case last != nil && v.heading < 0 && (follows(last.entries, v.entries) || r.fallsInto(last.entries, v.entries)):
			last.entries = append(last.entries, v.entries...)
		default:
			r.lists = append(r.lists, &list{entries: v.entries, heading: v.heading})
		}
	}
}

func follows(before, after []*entry) bool {
	last := slices.MaxFunc(before[max(0, len(before)-highest):], func(a, b *entry) int { return a.label - b.label })
	end, start := last.label, after[0].label
	return start == end+1 || len(before) == 1 && start == end && end == 1 && len(after) > 1
}

// fallsInto reports whether a run stands right below another and gives other
// labels: the endnotes are out of order.
func (r *report) fallsInto(before, after []*entry) bool {
	if r.next(before[len(before)-1].to) != after[0].from {
		return false
	}
	given := make(map[int]bool, len(before))
	for _, e := range before {
		given[e.label] = true
	}
	return !slices.ContainsFunc(after, func(e *entry) bool { return given[e.label] })
}

// takeHeading takes the heading of a list, and what underlines it, from the body.
func (r *report) takeHeading(n int) {
	r.lines[n].use = ofHeading
	if m := r.next(n + 1); r.isBody(m) && isUnderline(r.lines[m].text) {
		r.lines[m].use = ofHeading
	}
}
