package source

import (
	"fmt"
	"strings"
	"testing"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// draft builds a document of notes without a parser: each note is a label and
// its items.
type draft struct{ doc briefing.Document }

func (d *draft) note(label, text string, items ...briefing.Item) *draft {
	line := len(d.doc.Notes) + 10
	from := len(d.doc.Items)
	for i := range items {
		items[i].Line, items[i].Col = line, 10*i+5
	}
	d.doc.Items = append(d.doc.Items, items...)
	d.doc.Notes = append(d.doc.Notes, briefing.Note{Label: label, Text: text, Items: briefing.Range{From: from, To: len(d.doc.Items)}, Line: line, Col: 1})
	return d
}

func bare(url string) briefing.Item { return briefing.Item{Kind: briefing.BareURL, URL: url} }

func titled(title, url, after string) briefing.Item {
	return briefing.Item{Kind: briefing.TitledURL, Title: title, URL: url, After: after}
}

func key(k, after string) briefing.Item {
	return briefing.Item{Kind: briefing.KeyItem, Key: k, After: after}
}

// register reads a register's YAML for an edition; no report is expected.
func register(t testing.TB, yaml string, edition briefing.Marking, p Policies) *Register {
	t.Helper()
	r, diags := registered(yaml, edition, p)
	if len(diags) > 0 {
		t.Fatalf("the register has faults:\n%s", said(diags))
	}
	return r
}

func registered(yaml string, edition briefing.Marking, p Policies) (*Register, diag.List) {
	records, outlets, diags := ParseRegister("content/sources/a.yaml", []byte(yaml), edition)
	r, more := NewRegister(records, outlets, edition, p)
	return r, append(diags, more...).Sort()
}

func said(diags diag.List) string {
	var b strings.Builder
	for _, d := range diags {
		fmt.Fprintf(&b, "%s: %s: %s [%s]", d.Pos, d.Severity, d.Text, d.Code)
		if d.Hint != "" {
			b.WriteString(" | " + d.Hint)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func file(sources ...briefing.Record) *briefing.File {
	return &briefing.File{Path: "content/a.md", Front: briefing.Front{
		Date: briefing.Date{Year: 2018, Month: 11, Day: 12}, Marking: briefing.Clear, Sources: sources,
	}}
}

func resolve(t testing.TB, r *Register, f *briefing.File, d *draft) (*briefing.Briefing, string) {
	t.Helper()
	b, diags := r.Resolve(f, &d.doc)
	check(t, b)
	return b, said(diags)
}

// check holds a briefing against what its fields promise.
func check(t testing.TB, b *briefing.Briefing) {
	t.Helper()
	if len(b.PrintedAs) != len(b.Doc.Notes) && (b.PrintedAs != nil || len(b.Notes) != len(b.Doc.Notes)) {
		t.Fatalf("PrintedAs has %d entries for %d notes", len(b.PrintedAs), len(b.Doc.Notes))
	}
	at, together := int32(0), b.NotesByNumber()
	for p, printed := range b.Notes {
		if printed.Citations.From != at || printed.Citations.To < at {
			t.Fatalf("citations of note %d are %v, want them from %d", p, printed.Citations, at)
		}
		at = printed.Citations.To
		if together != nil && together[p][0] != int(printed.First) {
			t.Fatalf("the first of the notes %v is %d", together[p], printed.First)
		}
		for _, c := range b.Citations[printed.Citations.From:printed.Citations.To] {
			if int(c.Note) != p || c.Folded == "" {
				t.Fatalf("citation %+v stands under note %d", c, p)
			}
		}
	}
	if int(at) != len(b.Citations) {
		t.Fatalf("%d citations, of which notes hold %d", len(b.Citations), at)
	}
}

func TestSpellingsOfOneSourceAreOneSource(t *testing.T) {
	r := register(t, "sources:\n  wic: https://www.example.org/wic\n", briefing.Clear, Policies{})
	var d draft
	d.note("1", "a", bare("www.example.org/wic")).note("2", "b", titled("A title", "http://example.org/wic/?utm_source=x", ", Paper, 2018-11-07.")).
		note("3", "c", key("wic", "")).note("4", "d", bare("https://web.archive.org/web/20181108000000/https://example.org/wic"))
	b, diags := resolve(t, r, file(), &d)
	for i, c := range b.Citations {
		if c.Folded != "https://example.org/wic" || c.Register == nil || c.Register.Key != "wic" {
			t.Errorf("citation %d: %+v", i, c)
		}
	}
	want := briefing.Facts{URL: "http://example.org/wic/?utm_source=x", Title: "A title", Outlet: "Paper", Date: briefing.Date{Year: 2018, Month: 11, Day: 7}}
	if got := b.Citations[1].Given; got.Title != want.Title || got.Outlet != want.Outlet || got.Date != want.Date || got.URL != want.URL {
		t.Errorf("given %+v, want %+v", got, want)
	}
	if got := b.Citations[3].Given.Saved; got.URL == "" || got.Date.String() != "2018-11-08" {
		t.Errorf("saved %+v", got)
	}
	for _, code := range []string{"source-scheme-added", "source-archive-as-url", "source-merged"} {
		if !strings.Contains(diags, code) {
			t.Errorf("no %s in\n%s", code, diags)
		}
	}
}

func TestNotesWithTheSameWordsAndSourcesAreOne(t *testing.T) {
	r := register(t, "", briefing.Clear, Policies{})
	var d draft
	d.note("1", "a/x", bare("https://example.org/x")).
		note("2", "See above.").
		note("3", "a/x", bare("http://www.example.org/x")).
		note("4", "a/x", bare("https://example.org/y")).
		note("5", "See above.").
		note("6", "a/x, more", bare("https://example.org/x"))
	d.note("7", "a/x", bare("https://example.org/x"))
	d.doc.Notes[6].Body.Slots = []briefing.Slot{{Kind: briefing.SlotMark}}
	b, _ := resolve(t, r, file(), &d)
	if got, want := fmt.Sprint(b.PrintedAs), "[0 1 0 2 3 4 5]"; got != want {
		t.Errorf("printed as %s, want %s", got, want)
	}
	if got := fmt.Sprint(b.NotesByNumber()[0]); got != "[0 2]" || len(b.Citations) != 4 {
		t.Errorf("first note prints %s, %d citations", got, len(b.Citations))
	}
}

func TestASavedCopyBesideItsSourceIsNoSecondCitation(t *testing.T) {
	r := register(t, "", briefing.Clear, Policies{})
	var d draft
	d.note("1", "x", titled("A title", "https://example.org/x", ", Paper. "), titled("Archived", "https://web.archive.org/web/20181108/https://example.org/x", "."))
	b, diags := resolve(t, r, file(), &d)
	if len(diags) > 0 {
		t.Errorf("reported where nothing is wrong: %v", diags)
	}
	if len(b.Citations) != 1 || fmt.Sprint(b.Again) != "[{1 0}]" {
		t.Fatalf("%+v", b.Citations)
	}
	if g := b.Citations[0].Given; g.Title != "A title" || g.Saved.Date.String() != "2018-11-08" {
		t.Errorf("%+v", g)
	}
}

func TestSameAsJoinsTwoSources(t *testing.T) {
	r := register(t, `
sources:
  scmp: {url: "https://scmp.example/story", title: "Leaders stay away"}
  repost: {url: "https://repost.example/s", title: "Top leaders absent", same_as: scmp, status: dead, reason: gone}
  copy: {url: "https://copy.example/s", same_as: "@repost"}
  wire: {url: "https://paper.example/w", same_as: "http://www.wire.example/w/", title: Wire story}
  book: {title: A book, authors: [Clausewitz]}
`, briefing.Clear, Policies{})
	var d draft
	d.note("1", "a", bare("https://copy.example/s")).note("2", "b", titled("Top leaders absent", "https://repost.example/s", "")).
		note("3", "c", key("scmp", "")).note("4", "d", bare("https://paper.example/w")).note("5", "e", bare("https://wire.example/w")).
		note("6", "f", key("book", " p. 7"))
	b, diags := resolve(t, r, file(), &d)
	want := []string{"https://scmp.example/story", "https://scmp.example/story", "https://scmp.example/story", "https://wire.example/w", "https://wire.example/w", "key:book"}
	for i, c := range b.Citations {
		if c.Folded != want[i] || c.Register == nil {
			t.Errorf("citation %d: %+v, want %s", i, c, want[i])
		}
	}
	if rec := b.Citations[4].Register; rec.Title != "Wire story" || rec.URL != "http://www.wire.example/w/" {
		t.Errorf("the original has %+v of its copy's record", rec)
	}
	if c := b.Citations[5]; b.LocatorOf(5) != "p. 7" || b.LocatorOf(4) != "" || c.Given.URL != "" {
		t.Errorf("%+v", c)
	}
	if strings.Count(diags, "[source-dead]") != 1 || strings.Contains(diags, "source-conflict") {
		t.Errorf("reports:\n%s", diags)
	}
}

func TestKeysAreFoundOrSuggested(t *testing.T) {
	r := register(t, "sources:\n  hrw-2024: https://hrw.example/2024\n", briefing.Clear, Policies{})
	f := file(briefing.Record{Key: "nyt-wic", Facts: briefing.Facts{URL: "https://nyt.example/wic"}, At: diag.Pos{Path: "content/a.md", Line: 4, Col: 3}})
	var d draft
	d.note("1", "a", key("HRW-2024", "")).note("2", "b", key("hrw-2023", "")).note("nyt", "c", key("nyt", "")).
		note("nyt-wix", "d", key("nyt-wix", "")).note("zzz", "e", key("zzz", "")).note("scmp", "f", bare("https://scmp.example/x"))
	for _, i := range []int{2, 3, 4} {
		d.doc.Notes[i].Implied = true
	}
	b, diags := resolve(t, r, f, &d)
	want := `content/a.md:4:3: warning: @nyt-wic is not cited by any footnote [source-unused]
content/a.md:11:5: error: @hrw-2023 is neither in sources: nor in the register [source-key-unknown] | did you mean @hrw-2024?
content/a.md:12:1: error: footnote [^nyt] has no definition [note-undefined] | write a line that begins with "[^nyt]: ", or make it a key under sources:
content/a.md:13:1: error: footnote [^nyt-wix] has no definition [note-undefined] | did you mean [^nyt-wic]?
content/a.md:14:1: error: footnote [^zzz] has no definition [note-undefined] | write a line that begins with "[^zzz]: ", or make it a key under sources:
`
	if diags != want {
		t.Errorf("got\n%swant\n%s", diags, want)
	}
	if len(b.Citations) != 2 || len(b.Notes) != 6 {
		t.Errorf("%d citations, %d notes", len(b.Citations), len(b.Notes))
	}
}

func TestTheRegisterWinsAndAContradictionIsAnError(t *testing.T) {
	r := register(t, `
sources:
  wic:
    url: https://example.org/wic
    title: China’s vision rings hollow
    date: 2018-11-07
  gone: {url: "https://example.org/gone", status: retracted, status_date: 2019-03-01, reason: withdrawn by its publisher}
outlets:
  example.org: {name: Example, reliability: B}
`, briefing.Clear, Policies{})
	f := file(briefing.Record{Key: "wic", Facts: briefing.Facts{URL: "https://example.org/other"}, At: diag.Pos{Path: "content/a.md", Line: 4, Col: 3}})
	var d draft
	d.note("1", "a", titled("CHINA'S VISION: rings  hollow", "https://example.org/wic", ", 7 Nov. 2018. Graded B2.")).
		note("2", "b", titled("Another title", "https://example.org/wic", ", Example, November 2018")).
		note("3", "c", titled("China’s vision…", "https://example.org/wic", ", Example, 2018-11-08 [C3]")).
		note("4", "d", key("gone", "")).note("5", "e", key("wic", ""))
	b, diags := resolve(t, r, f, &d)
	want := `content/a.md:4:3: error: @wic is https://example.org/other here and https://example.org/wic in the register (content/sources/a.yaml:3:3) [source-conflict] | give it another key, or take it out here
content/a.md:11:5: error: title of @wic is "Another title" here and "China’s vision rings hollow" in the register (content/sources/a.yaml:3:3) [source-conflict] | correct the one that is wrong
content/a.md:12:5: error: date of @wic is "2018-11-08" here and "2018-11-07" in the register (content/sources/a.yaml:3:3) [source-conflict] | correct the one that is wrong
content/a.md:12:5: warning: graded C3 here, but the register grades example.org as B (content/sources/a.yaml:9:3) [source-grade-conflict]
content/a.md:13:5: warning: @gone is retracted since 2019-03-01: withdrawn by its publisher (content/sources/a.yaml:7:3) [source-retracted] | look at what the briefing says because of it
`
	if diags != want {
		t.Errorf("got\n%swant\n%s", diags, want)
	}
	if b.Citations[0].Credibility != 2 || b.Citations[2].Credibility != 3 || b.Citations[1].Credibility != 0 {
		t.Errorf("credibilities of %+v", b.Citations)
	}
}

func TestAFrontMatterRecordIsTheBriefingsOwn(t *testing.T) {
	r := register(t, "", briefing.Clear, Policies{})
	f := file(
		briefing.Record{Key: "scmp", Facts: briefing.Facts{URL: "www.scmp.example/x", Title: "Leaders absent"}},
		briefing.Record{Key: "off", Facts: briefing.Facts{URL: "https://bad.example/x"}, Unlinked: true},
		briefing.Record{Key: "secret", Facts: briefing.Facts{URL: "https://example.org/y"}, Marking: briefing.Red},
	)
	var d draft
	d.note("scmp", "a", key("scmp", "")).note("2", "b", bare("https://scmp.example/x/")).note("3", "c", key("off", ""), key("secret", ""))
	b, diags := resolve(t, r, f, &d)
	for _, c := range b.Citations[:2] {
		if c.Folded != "https://scmp.example/x" || c.Given.Title != "Leaders absent" || c.Register != nil {
			t.Errorf("%+v", c)
		}
	}
	if strings.Count(diags, "[source-register-only]") != 1 || strings.Count(diags, "[tlp-leak]") != 1 || strings.Contains(diags, "source-unused") {
		t.Error(diags)
	}
}

func TestPoliciesAreKept(t *testing.T) {
	var d draft
	d.note("1", "commentary").note("2", "a", bare("https://example.org/")).note("3", "see", briefing.Item{})
	d.doc.Notes[2].Items.To = d.doc.Notes[2].Items.From
	d.doc.Notes[2].Body.Slots = []briefing.Slot{{Kind: briefing.SlotLink}}
	for policy, want := range map[Policy]int{Off: 0, Warn: 4, Fail: 4, "": 0} {
		r := register(t, "", briefing.Clear, Policies{RequireSource: policy, Untitled: policy, Undated: policy, LandingPage: policy})
		_, diags := r.Resolve(file(), &d.doc)
		severity := diag.Warning
		if policy == Fail {
			severity = diag.Error
		}
		if len(diags) != want || diags.Count(severity) != want {
			t.Errorf("policy %q:\n%s", policy, said(diags))
		}
	}
}

func TestWhatIsNoSourceIsReportedWhereItStands(t *testing.T) {
	r := register(t, "", briefing.Clear, Policies{})
	var d draft
	d.note("1", "a", bare("hxxp://bad.example/x"), titled("t", "javascript:alert(1)", ""), titled("t", "https://u:secret@example.org/x", "")).
		note("2", "b", bare("http://10.0.0.1/x")).note("3", "c", titled("Later", "https://example.org/l", ", 2018-12-01"))
	b, diags := resolve(t, r, file(), &d)
	for _, want := range []string{"a.md:10:5: error", "[source-defanged]", "a.md:10:15: error", "[source-url-invalid]", "a.md:10:25: error", "[source-credentials]",
		"a.md:11:5: warning", "[source-private-host]", "a.md:12:5: warning", "[source-newer]"} {
		if !strings.Contains(diags, want) {
			t.Errorf("no %q in\n%s", want, diags)
		}
	}
	if strings.Contains(diags, "secret") || len(b.Citations) != 2 {
		t.Errorf("%d citations,\n%s", len(b.Citations), diags)
	}
}

func TestWhatAnEditorWouldAskAboutIsSaid(t *testing.T) {
	r := register(t, "", briefing.Clear, Policies{})
	var d draft
	for i := range 4 {
		d.note(fmt.Sprint(i), fmt.Sprint(i), bare("https://example.org/x"))
		d.doc.Marks = append(d.doc.Marks, briefing.Mark{Note: i, In: -1})
		d.doc.Notes[i].Marks = []int{i}
	}
	d.note("old", "b", titled("Old", "https://example.org/old", ", 2017-05-12")).note("not so old", "c", titled("Not", "https://example.org/not", ", 2017-06")).
		note("year", "d", titled("Year", "https://example.org/year", ", 2017"))
	_, diags := resolve(t, r, file(), &d)
	want := `content/a.md:10:5: info: 4 of 4 citations rest on one source (https://example.org/x) [source-single]
content/a.md:14:5: info: https://example.org/old is dated 2017-05-12 and supports a briefing dated 2018-11-12 [source-too-old]
`
	if diags != want {
		t.Errorf("got\n%swant\n%s", diags, want)
	}
}

func TestWhereANoteAndItsFrontMatterDisagreeTheFrontMatterHolds(t *testing.T) {
	r := register(t, "", briefing.Clear, Policies{})
	f := file(briefing.Record{Key: "x", Facts: briefing.Facts{URL: "https://example.org/x", Title: "In front", Date: briefing.Date{Year: 2018}}, At: diag.Pos{Path: "content/a.md", Line: 4, Col: 3}})
	var d draft
	d.note("1", "a", titled("In the note", "https://example.org/x", ", Paper, 2017")).note("2", "b", titled("IN FRONT", "https://example.org/x", ", 2018-03"))
	b, diags := resolve(t, r, f, &d)
	want := `content/a.md:10:5: warning: date of @x is "2017" here and "2018" under sources: (4:3) [source-disputed] | what stands under sources: holds; correct the one that is wrong
content/a.md:10:5: warning: title of @x is "In the note" here and "In front" under sources: (4:3) [source-disputed] | what stands under sources: holds; correct the one that is wrong
`
	if diags != want {
		t.Errorf("got\n%swant\n%s", diags, want)
	}
	if g := b.Citations[0].Given; g.Title != "In front" || g.Date.String() != "2018" || g.Outlet != "Paper" {
		t.Errorf("%+v", g)
	}
}
