package importer

import (
	"fmt"
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
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
	v := r.runAt(n, plainLabel)
	return v, rises(v.entries)
}

// isList reports whether a run of lines that begin with [n] is a list of
// endnotes. cited are the labels that stand within lines.
func (r *report) isList(v run, cited []bool) bool {
	if !rises(v.entries) {
		return false
	}
	if v.heading >= 0 {
		return true
	}
	named, allCited := 0, true
	for _, e := range v.entries {
		if len(r.urls(e.text)) > 0 {
			named++
		}
		allCited = allCited && cited[e.label]
	}
	if len(v.entries) == 1 {
		e := v.entries[0]
		return named == 1 && len(strings.Fields(e.text)) <= 3
	}
	if named*2 >= len(v.entries) {
		return true
	}
	return allCited && v.entries[0].label == 1 && r.next(v.end) == len(r.lines)
}

// rises reports whether no label is lower than the one before it.
func rises(entries []*entry) bool {
	return slices.IsSortedFunc(entries, func(a, b *entry) int { return a.label - b.label })
}

// numberedLines marks the lines of a run that is no list, and a [0] before it.
// A single line that begins with [n] is text with a marker.
func (r *report) numberedLines(v run) run {
	first := v.entries[0].from
	if v.end-first != len(v.entries) || len(v.entries) < 2 {
		v.end = v.entries[0].from + 1
		return v
	}
	if first > 0 && strings.HasPrefix(strings.TrimSpace(r.lines[first-1].text), "[0]") {
		first--
	}
	for i := first; i < v.end; i++ {
		r.lines[i].numbered = true
	}
	r.warn(first, 0, "import-numbered", "lines %d to %d begin with numbers in brackets but name no sources; they stay text", first+1, v.end)
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
// before belongs to it, and so does one whose single label it gives again.
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
		case last != nil && v.heading < 0 && follows(last.entries, v.entries):
			last.entries = append(last.entries, v.entries...)
		default:
			r.lists = append(r.lists, &list{entries: v.entries, heading: v.heading})
		}
	}
}

func follows(before, after []*entry) bool {
	end, start := before[len(before)-1].label, after[0].label
	return start == end+1 || len(before) == 1 && start == end && end == 1 && len(after) > 1
}

// takeHeading takes the heading of a list, and what underlines it, from the body.
func (r *report) takeHeading(n int) {
	r.lines[n].use = ofHeading
	if m := r.next(n + 1); r.isBody(m) && isUnderline(r.lines[m].text) {
		r.lines[m].use = ofHeading
	}
}

// index finds the entries of a list that markers may cite, and reports labels
// that are given twice and endnotes that say nothing.
func (r *report) index(l *list) {
	l.byLabel = make(map[int]*entry, len(l.entries))
	for _, e := range l.entries {
		first := l.byLabel[e.label]
		switch {
		case e.text == "":
			r.warn(e.from, 0, "note-empty", "endnote %s is empty", e.written)
		case first == nil:
			l.byLabel[e.label] = e
			if len(r.urls(e.text)) == 0 {
				r.diags.Add(r.at(e.from, 0), diag.Info, "source-unresolved", "endnote %s names no URL", e.written)
			}
		case first.text == e.text:
			e.merged = true
			r.decide(e.from, e.to, Merged, fmt.Sprintf("endnote %s says what it says at line %d", e.written, first.from+1))
		default:
			first.twice, e.twice = true, true
			r.warn(e.from, 0, "note-duplicate", "endnote %s is given again with different text (first: %d:1)", e.written, first.from+1)
			r.diags.Hint("give each endnote its own number in the report and import again, or cite them by hand")
		}
	}
	for label, e := range l.byLabel {
		if e.twice {
			delete(l.byLabel, label)
		}
	}
}

// labels gives the labels that the list gives, each once, in order.
func (l *list) labels() []int {
	var labels []int
	for _, e := range l.entries {
		if !slices.Contains(labels[max(0, len(labels)-1):], e.label) {
			labels = append(labels, e.label)
		}
	}
	slices.Sort(labels)
	return slices.Compact(labels)
}

// span names the list for people: "[1]-[8] at lines 46 to 60".
func (l *list) span() string {
	first, last := l.entries[0], l.entries[len(l.entries)-1]
	return fmt.Sprintf("%s-%s at lines %d to %d", first.written, last.written, first.from+1, last.to)
}

// heading gives the text of a list's heading, as the report has it.
func (r *report) headingText(l *list) string {
	if l.heading < 0 {
		return ""
	}
	return briefing.FoldSpace(strings.Trim(r.lines[l.heading].text, " *#:_"))
}
