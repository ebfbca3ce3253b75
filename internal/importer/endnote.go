package importer

import (
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/source"
)

// entry is one endnote.
type entry struct {
	label    int
	written  string // the label as it stands: "[1]", "1."
	from, to int    // lines
	text     string // without the label, on one line
	urls     []place
	refused  []*source.Refusal // what looks like a URL but cannot be a source
	twice    bool              // its list gives the label again, with another text
	merged   bool              // says what an earlier entry of the label says
	cited    bool
	note     string // label of the note that it becomes
}

// list is one list of endnotes; its labels begin afresh.
type list struct {
	entries []*entry
	heading int            // line of the heading above it, -1 without one
	byLabel map[int]*entry // those that a marker may cite
	labels  []int          // that it gives, each once, in order
	key     string         // the same as text, see seriesKey
}

// run is a stretch of lines that begin with labels and may be a list, or several.
type run struct {
	entries []*entry
	heading int
	end     int // the line behind it
}

const (
	longestEntry = 10 // lines of an endnote below its first
	looksAhead   = 3  // lines of a further paragraph of an endnote
)

// runAt reads the run that begins at line n. It ends where the labels start again
// or fall, so that every list is judged by itself and no line is read twice.
func (r *report) runAt(n int, read labeller) run {
	v := run{heading: r.listHeading(n), end: n}
	for n < len(r.lines) && r.lines[n].use == body {
		label, _, written := read(r.lines[n].text)
		if label == 0 || v.endsBefore(label) {
			break
		}
		e := &entry{label: label, written: written, from: n}
		var last bool
		e.to, last = r.entryEnd(n, read)
		v.entries = append(v.entries, e)
		v.end = e.to
		if last {
			break
		}
		n = r.next(e.to)
		if m := r.furtherParagraph(n, label, read); m > n {
			e.to, v.end, n = m, m, m
		}
	}
	for _, e := range v.entries {
		e.text = r.entryText(e, read)
		e.urls, e.refused = r.urls(e.text)
	}
	return v
}

// endsBefore reports whether an endnote of that label is none of the run.
func (v *run) endsBefore(label int) bool {
	count := len(v.entries)
	return count > 0 && (label == v.entries[0].label || label < v.entries[count-1].label)
}

// entryEnd gives the line behind an endnote: up to the next label, a blank line
// or what cannot belong to one. With too many lines the run ends here.
func (r *report) entryEnd(n int, read labeller) (end int, last bool) {
	end = n + 1
	for ; r.isBody(end) && !r.endsEntry(end); end++ {
		if label, _, _ := read(r.lines[end].text); label > 0 {
			return end, false
		}
		if end-n > longestEntry {
			return r.lastURL(n, end), true
		}
	}
	return end, false
}

// lastURL gives the line behind the last one that ends with a URL, or behind the
// first.
func (r *report) lastURL(from, to int) int {
	for i := to - 1; i > from; i-- {
		words := strings.Fields(r.lines[i].text)
		if found, _ := r.urls(words[len(words)-1]); len(found) == 1 {
			return i + 1
		}
	}
	return from + 1
}

// endsEntry reports whether a line cannot belong to an endnote.
func (r *report) endsEntry(n int) bool {
	s := r.lines[n].text
	level, _ := atxLevel(s)
	underlined := n+1 < len(r.lines) && isUnderline(r.lines[n+1].text)
	return level > 1 || boldLine(s) || underlined || isCapitals(s) || isListHeading(s) || strings.HasPrefix(s, "![") || isRow(s)
}

// furtherParagraph gives the line of the next label when a short paragraph, and
// nothing else, stands before it; otherwise n.
func (r *report) furtherParagraph(n, label int, read labeller) int {
	if next, _, _ := read(r.lineAt(n)); next > 0 {
		return n
	}
	for m, seen := n, 0; m < len(r.lines) && seen <= looksAhead; m = r.next(m + 1) {
		if next, _, _ := read(r.lines[m].text); next > 0 {
			if next == label+1 {
				return m
			}
			return n
		}
		if !r.isBody(m) || r.endsEntry(m) {
			return n
		}
		seen++
	}
	return n
}

func (r *report) lineAt(n int) string {
	if n < len(r.lines) {
		return r.lines[n].text
	}
	return ""
}

func (r *report) entryText(e *entry, read labeller) string {
	var b strings.Builder
	_, length, _ := read(r.lines[e.from].text)
	b.WriteString(r.lines[e.from].text[length:])
	for i := e.from + 1; i < e.to; i++ {
		b.WriteByte(' ')
		b.WriteString(r.lines[i].text)
	}
	return briefing.FoldSpace(b.String())
}

// listHeadings stand above lists of endnotes.
var listHeadings = []string{"references", "reference", "endnotes", "end notes", "endnote", "notes", "footnotes", "foot notes", "sources",
	"source", "links", "bibliography", "works cited", "citations", "sources cited", "references and notes", "notes and references", "notes and sources"}

func isListHeading(s string) bool {
	return len(s) < 60 && slices.Contains(listHeadings, strings.ToLower(strings.Trim(s, " *#:_.")))
}

// listHeading gives the line of the heading above line n, or -1.
func (r *report) listHeading(n int) int {
	i := r.before(n)
	if i > 0 && isUnderline(r.lines[i].text) {
		i = r.before(i)
	}
	if r.isBody(i) && isListHeading(r.lines[i].text) {
		return i
	}
	return -1
}
