package importer

import (
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"dossier/internal/briefing"
	"dossier/internal/content"
	"dossier/internal/diag"
	"dossier/internal/markdown"
	"dossier/internal/source"
)

// readBack reads an imported briefing as a build does.
func readBack(t testing.TB, r *Result) (*briefing.File, *briefing.Document) {
	t.Helper()
	o := content.Options{Edition: briefing.Red, Scheduled: true, Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	scan, err := content.Look(fstest.MapFS{"content/2020/import.md": {Data: r.Markdown}}, o)
	if err != nil {
		t.Fatal(err)
	}
	site := scan.Load(scan.Read)
	if len(site.Files) != 1 || site.Diags.Count(diag.Error) > 0 {
		t.Fatalf("the briefing is not read back: %v\n%s", site.Diags, r.Markdown)
	}
	f := site.Files[0]
	return f, markdown.New(markdown.Options{}).Parse(f.Body, f.BodyLine)
}

// checkImport holds an import to what must be so of every one: the briefing is
// read back as it was meant, no word is lost, none is invented.
func checkImport(t testing.TB, report []byte, r *Result, diags diag.List) {
	t.Helper()
	f, d := readBack(t, r)
	checkFront(t, f, r)
	for _, g := range d.Diags {
		if g.Severity == diag.Error {
			t.Errorf("%d:%d: %s [%s]\n%s", g.Pos.Line, g.Pos.Col, g.Text, g.Code, r.Markdown)
		}
	}
	for _, l := range d.Labels {
		if l.Marking > r.Marking && !warns(diags, "tlp-below") {
			t.Errorf("line %d holds %s, the briefing is marked %s", l.Line, l.Marking, r.Marking)
		}
	}
	checkTable(t, d, r, diags)
	checkWords(t, report, f, d, r)
}

func checkFront(t testing.TB, f *briefing.File, r *Result) {
	t.Helper()
	front := &f.Front
	if !front.Imported || front.ID == "" || front.Title != r.Title || front.Date != r.Date || front.Marking != r.Marking {
		t.Errorf("front matter %+v, imported %q %v %v", front, r.Title, r.Date, r.Marking)
	}
}

// checkTable holds the table against the markers and notes that a build finds: the
// same ones in the same order, each with the URLs that it shows. Where the import
// reported a URL that cannot be a source, the build may see more.
func checkTable(t testing.TB, d *briefing.Document, r *Result, diags diag.List) {
	t.Helper()
	rows := slices.DeleteFunc(slices.Clone(r.Table), func(row Row) bool { return row.Label == "" })
	marks := inReadingOrder(d.Marks)
	if len(marks) != len(rows) {
		t.Fatalf("%d markers in the table, %d in the build\n%s", len(rows), len(marks), r.Markdown)
	}
	for i, row := range rows {
		n := &d.Notes[marks[i].Note]
		want, got := strings.Fields(row.URL), urlsOf(d, n)
		if refused(diags, row.Endnote) {
			got = slices.DeleteFunc(got, func(u string) bool { return !slices.Contains(want, u) })
		}
		if n.Label != row.Label || !slices.Equal(got, want) {
			t.Fatalf("the table shows %q %q, the build finds %q %q\n%s", row.Label, want, n.Label, got, r.Markdown)
		}
	}
}

// refused reports whether the import reported a URL of the endnote at a line.
func refused(diags diag.List, line int) bool {
	return slices.ContainsFunc(diags, func(d diag.Diagnostic) bool {
		return d.Pos.Line == line && d.Severity == diag.Warning && strings.HasPrefix(d.Code, "source-")
	})
}

func inReadingOrder(marks []briefing.Mark) []briefing.Mark {
	out := slices.Clone(marks)
	slices.SortStableFunc(out, func(a, b briefing.Mark) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Col - b.Col
	})
	return out
}

func warns(diags diag.List, code string) bool {
	return slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Code == code && d.Severity == diag.Warning })
}

// urlsOf gives the URLs that a note cites, cleaned up as a build does, and what a
// build says of those that it refuses.
func urlsOf(d *briefing.Document, n *briefing.Note) []string {
	var all []string
	for _, item := range d.Items[n.Items.From:n.Items.To] {
		c, err := source.Clean(item.URL)
		if item.Kind == briefing.TitledURL {
			c, err = source.CleanTarget(item.URL)
		}
		switch {
		case item.Kind == briefing.KeyItem:
			all = append(all, "@"+item.Key)
		case err != nil:
			all = append(all, err.Error())
		default:
			all = append(all, c.URL)
		}
	}
	return all
}

// checkWords holds the words of the report against those of the briefing, as its
// readers and its author see them.
func checkWords(t testing.TB, report []byte, f *briefing.File, d *briefing.Document, r *Result) {
	t.Helper()
	given := wordsOf(keptText(report, r))
	printed := wordsOf(plainText(d))
	for word, n := range given {
		if count := strings.Count(string(f.Body), word); printed[word] < n && count < n {
			t.Fatalf("%q stands %d times in the report, %d times in the briefing\n%q\n%s", word, n, printed[word], report, r.Markdown)
		} else if printed[word] < n && hasLetter(word) && !inPictures(r, f.Body, word) {
			t.Fatalf("%q stands %d times in the report, its readers see it %d times\n%q\n%s", word, n, printed[word], report, r.Markdown)
		}
	}
	all := wordsOf(plain(report))
	for word, n := range printed {
		if word != "https" && hasLetter(word) && all[word] < n {
			t.Fatalf("%q stands %d times in the report, %d times in the briefing\n%q\n%s", word, all[word], n, report, r.Markdown)
		}
	}
}

// inPictures reports whether a picture was left out with the word in its comment.
func inPictures(r *Result, body []byte, word string) bool {
	for _, comment := range regexp.MustCompile(`(?s)<!-- picture: .*? -->`).FindAllString(string(body), -1) {
		if strings.Contains(comment, word) {
			return slices.ContainsFunc(r.Decisions, func(d Decision) bool { return d.Kind == Picture })
		}
	}
	return false
}

var schemes = regexp.MustCompile(`(?i)https?://`)

// wordsOf counts runs of letters and digits. A URL begins a word.
func wordsOf(s string) map[string]int {
	all := make(map[string]int)
	s = schemes.ReplaceAllString(s, " $0")
	for _, w := range strings.FieldsFunc(s, func(c rune) bool { return !isAlnum(c) }) {
		all[w]++
	}
	return all
}

func plain(report []byte) string {
	return strings.ReplaceAll(strings.TrimPrefix(string(report), "\ufeff"), `\_`, "_")
}

var bracketed = regexp.MustCompile(`\[[0-9,;\-–— \t\x{A0}]*\]|[⁰¹²³⁴-⁹]+`)

// keptText gives the report without the lines that a decision names as left out
// and without what may be a marker or a label.
func keptText(report []byte, r *Result) string {
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(plain(report), "\r\n", "\n"), "\r", "\n"), "\n")
	for _, d := range r.Decisions {
		switch d.Kind {
		case TitleRead, DateRead, SignOffRead, MarkingOut, ContactOut, ChromeOut, EndnotesHead, UnderlineOut, Merged:
			for n := d.From; n <= d.To; n++ {
				lines[n-1] = ""
			}
		}
	}
	for n, l := range lines {
		if label, length, _ := plainLabel(strings.TrimSpace(l)); label > 0 {
			lines[n] = strings.TrimSpace(l)[length:]
		}
	}
	return bracketed.ReplaceAllString(strings.Join(lines, "\n"), " ")
}

var (
	tags   = regexp.MustCompile(`<[^>]*>`)
	target = regexp.MustCompile(` href="([^"]*)"`)
)

// plainText gives the words that readers see in body and notes.
func plainText(d *briefing.Document) string {
	var b strings.Builder
	writeBody(&b, d, d.Body)
	for _, n := range d.Notes {
		b.WriteByte('\n')
		writeBody(&b, d, n.Body)
	}
	return b.String()
}

func writeBody(b *strings.Builder, d *briefing.Document, body briefing.Body) {
	var text strings.Builder
	at := 0
	for _, s := range body.Slots {
		text.WriteString(body.HTML[at:s.At])
		at = s.At
		switch item := s.Index; s.Kind {
		case briefing.SlotMark:
			text.WriteByte(' ')
		case briefing.SlotItem:
			text.WriteString(html.EscapeString(" " + d.Items[item].Title + " " + d.Items[item].URL + " "))
		case briefing.SlotItemURL:
			b.WriteString(" " + d.Items[item].URL + " ")
		case briefing.SlotLink:
			b.WriteString(" " + d.Links[item].Target + " ")
		}
	}
	text.WriteString(body.HTML[at:])
	b.WriteString(html.UnescapeString(tags.ReplaceAllStringFunc(text.String(), func(tag string) string {
		if m := target.FindStringSubmatch(tag); m != nil && !strings.HasPrefix(m[1], "#") {
			address, err := url.PathUnescape(html.UnescapeString(m[1]))
			if err != nil {
				address = m[1]
			}
			return " " + html.EscapeString(address) + " "
		}
		if tag == "</a>" || strings.HasPrefix(tag, "<a") {
			return " "
		}
		return ""
	})))
}

// The goldens and, where they are at hand, real reports keep every word.
func TestNoWordOfAGoldenIsLost(t *testing.T) {
	for _, name := range goldens(t) {
		a := parseGolden(t, name)
		t.Run(name, func(t *testing.T) {
			report := parts(a)["report.txt"]
			if r, diags, err := Import(report, optionsOf(t, string(a.Comment))); err == nil {
				checkImport(t, report, r, diags)
			}
		})
	}
}

func FuzzImport(f *testing.F) {
	for _, name := range goldens(f) {
		f.Add(parts(parseGolden(f, name))["report.txt"], "")
	}
	for _, s := range awkward {
		f.Add([]byte(s), "same")
	}
	f.Fuzz(func(t *testing.T, report []byte, order string) {
		o := Options{Title: "A title", Date: "2020-02-03", Default: briefing.Clear, Order: Order(order), NewID: func() string { return "b-0" }}
		if o.Order != Same && o.Order != Reverse {
			o.Order = ""
		}
		r, diags, err := Import(report, o)
		if again, _, _ := Import(report, o); err == nil && string(again.Markdown) != string(r.Markdown) {
			t.Fatal("two imports differ")
		}
		if (err == nil) != (r != nil) || (err != nil) != (diags.Count(diag.Error) > 0) {
			t.Fatalf("result %v, error %v, diagnostics %v", r, err, diags)
		}
		for _, d := range diags {
			if d.Code == "" || d.Text == "" || !utf8.ValidString(d.Text+d.Hint) || d.Pos.Line < 0 {
				t.Fatalf("%+v", d)
			}
		}
		if err == nil {
			checkImport(t, report, r, diags)
		}
	})
}
