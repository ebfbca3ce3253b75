package importer

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// index finds the entries of a list that markers may cite, and reports labels
// that are given twice and endnotes that say nothing.
func (r *report) index(l *list) {
	l.byLabel = make(map[int]*entry, len(l.entries))
	for _, e := range l.entries {
		l.labels = append(l.labels, e.label)
		r.reportRefused(e)
		first := l.byLabel[e.label]
		switch {
		case e.text == "":
			r.warn(e.from, 0, "note-empty", "endnote %s is empty", e.written)
		case first == nil:
			l.byLabel[e.label] = e
			if e.cleaned() == "" {
				r.diags.Add(r.at(e.from, 0), diag.Info, "source-unresolved", "endnote %s names no URL", e.written)
			}
		case first.text == e.text:
			e.merged = true
			r.decide(e.from, e.to, Merged, fmt.Sprintf("endnote %s says what it says at line %d", e.written, first.from+1))
		default:
			first.twice, e.twice = true, true
			r.warn(e.from, 0, "note-duplicate", "endnote %s is given again with different text (first: %d:1)", e.written, first.from+1)
			r.diags.Hint("give each endnote its own number in the report and import again, or cite them by hand; the numbers below it may be one too low")
		}
	}
	maps.DeleteFunc(l.byLabel, func(_ int, e *entry) bool { return e.twice })
	slices.Sort(l.labels)
	l.labels = slices.Compact(l.labels)
	l.key = joined(l.labels)
}

// reportRefused says what of an endnote a build will refuse.
func (r *report) reportRefused(e *entry) {
	for _, refusal := range e.refused {
		r.warn(e.from, 0, refusal.Code, "endnote %s: %s", e.written, refusal.Text)
		r.diags.Hint("%s", refusal.Hint)
	}
}

// gives reports whether the list has such a label, be it twice.
func (l *list) gives(label int) bool {
	_, ok := slices.BinarySearch(l.labels, label)
	return ok
}

// span names the list for people: "the endnotes [1] to [8] at lines 46 to 60".
func (l *list) span() string {
	first, last := l.entries[0], l.entries[len(l.entries)-1]
	return fmt.Sprintf("the %s %s at %s %s", plural("endnote", len(l.entries)), fromTo(first.written, last.written),
		plural("line", last.to-first.from), fromTo(strconv.Itoa(first.from+1), strconv.Itoa(last.to)))
}

func fromTo(a, b string) string {
	if a == b {
		return a
	}
	return a + " to " + b
}

// heading gives the text of a list's heading, as the report has it.
func (r *report) headingText(l *list) string {
	if l.heading < 0 {
		return ""
	}
	return briefing.FoldSpace(strings.Trim(r.lines[l.heading].text, " *#:_"))
}
