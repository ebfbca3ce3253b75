package importer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// head is what stands at the top of the report, or was given in its place.
type head struct {
	title   string
	date    briefing.Date
	slug    string
	marking briefing.Marking
}

const longestTitle = 160 // code points

// head reads title and date and leaves their lines out of the body.
func (r *report) head(o Options) head {
	var h head
	n := r.next(0)
	first, ok := r.titleAt(n)
	title := briefing.FoldSpace(plainSpace(o.Title))
	h.title = title
	switch {
	case ok && (title == "" || sameTitle(title, first)):
		h.title = first
		if title != "" {
			h.title = title
		}
		r.drop(n, n+1, TitleRead, "the title: "+shown(first))
		n = r.next(n + 1)
	case ok:
		n = r.next(n + 1)
	case title == "":
		r.fail("title-missing", "the report begins with no title")
		r.diags.Hint("give one with --title")
	}
	h.date = r.dateAt(n, o.Date)
	h.slug = r.slug(h.title)
	return h
}

// titleAt reads a line as a title: short, no sentence, without markers, and not
// the only line of its paragraph's kind.
func (r *report) titleAt(n int) (string, bool) {
	if !r.isBody(n) {
		return "", false
	}
	s := strings.TrimSpace(r.lines[n].text)
	level, from := atxLevel(s)
	if level > 0 {
		s = s[from:]
	}
	s = unbold(s)
	s = strings.TrimSpace(strings.TrimSuffix(s, ":"))
	end, _ := utf8.DecodeLastRuneInString(s)
	switch {
	case s == "" || utf8.RuneCountInString(s) > longestTitle || strings.ContainsRune(".!…”\"|;,", end):
		return "", false
	case len(brackets(s)) > 0 || strings.Contains(s, "://") || !hasLetter(s) || strings.HasPrefix(s, "["):
		return "", false
	case r.isSignOff(n) || isContact(s) || isChrome(s) || isBullet(s) || slices.Contains(sectionNames, strings.ToLower(s)):
		return "", false
	}
	_, dated := readDate(s)
	return s, !dated && r.titleStandsAlone(n, level)
}

// sectionNames are first lines that head a part of the report, not the whole.
var sectionNames = []string{"executive summary", "summary", "abstract", "introduction", "overview", "background",
	"key findings", "key judgements", "key judgments", "key points", "key takeaways", "bottom line", "contents", "table of contents"}

// titleStandsAlone reports whether text follows the line n, after a blank line or
// as something else than its sentence. A heading of a lower level, which may be
// that of a part, is the title when a date follows it.
func (r *report) titleStandsAlone(n, level int) bool {
	m := r.next(n + 1)
	if m >= len(r.lines) {
		return false
	}
	if _, dated := readDate(r.lines[m].text); dated || level > 1 {
		return dated
	}
	if m > n+1 {
		return true
	}
	next := strings.TrimSpace(r.lines[m].text)
	deeper, _ := atxLevel(next)
	return level == 1 || boldLine(next) || deeper > 0
}

func sameTitle(a, b string) bool {
	return strings.EqualFold(briefing.FoldSpace(a), briefing.FoldSpace(b))
}

// dateAt takes the date that was given, else that of line n.
func (r *report) dateAt(n int, given string) briefing.Date {
	var date briefing.Date
	if given != "" {
		d, err := briefing.ParseDate(given)
		if err != nil {
			r.fail("date-invalid", "%s", err)
			r.diags.Hint("write --date 2018-11-12")
		}
		date = d
	}
	if r.isBody(n) {
		if d, ok := readDate(r.lines[n].text); ok {
			r.drop(n, n+1, DateRead, "the date: "+d.String())
			if given != "" && date != d && !date.IsZero() {
				r.warn(n, 0, "import-date", "the report is dated %s; %s was given", d, date)
			}
			if given == "" {
				date = d
			}
		}
	}
	if date.IsZero() && given == "" {
		r.fail("date-missing", "the report begins with no date")
		r.diags.Hint("give one with --date, as in --date 2018-11-12")
	}
	return date
}

func (r *report) slug(title string) string {
	if title == "" {
		return ""
	}
	s, err := briefing.Slug(title)
	if err != nil {
		r.fail("title-missing", "the title %q has %s", title, err)
		r.diags.Hint("give another with --title")
	}
	return s
}

// print writes the front matter.
func (h head) print(b *strings.Builder, s signOff, o Options) {
	b.WriteString("---\n")
	if o.NewID != nil {
		field(b, "id", o.NewID())
	}
	field(b, "title", h.title)
	field(b, "date", h.date.String())
	if len(o.Tags) > 0 {
		field(b, "tags", o.Tags...)
	}
	field(b, "tlp", h.marking.String())
	for i, name := range s {
		if name != "" {
			field(b, signKeys[i], name)
		}
	}
	b.WriteString("# An import that nobody reviewed: hold each note against the report, as the\n" +
		"# table of markers printed by the import shows them, then delete these three lines.\n" +
		"imported: unreviewed\n---\n\n")
}

// marking gives the briefing's marking: the one asked for, else the highest in
// the text, else the site's.
func (r *report) marking(o Options) briefing.Marking {
	found, n := r.findMarking(o.Marking != briefing.Unmarked)
	switch {
	case o.Marking != briefing.Unmarked:
		if o.Marking < found {
			r.warn(n, 0, "tlp-below", "%s stands here; the briefing is marked %s", found, o.Marking)
			r.diags.Hint("a label in running text above the briefing's own does not build: leave it out of the text, or mark the briefing so")
		}
		return o.Marking
	case found != briefing.Unmarked:
		r.decide(n, n+1, MarkingRead, "the highest label in the text: "+found.String())
		return found
	case o.Default == briefing.Unmarked:
		r.diags.Add(diag.Pos{Path: r.name}, diag.Error, "tlp-missing", "the report has no TLP label and the site no default marking")
		r.diags.Hint("give one with --tlp, as in --tlp AMBER")
	default:
		r.decide(-1, 0, MarkingRead, "no label in the text; the site's default marking: "+o.Default.String())
	}
	return o.Default
}
