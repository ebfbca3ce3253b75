package importer

import (
	"errors"
	"strings"
	"testing"

	"dossier/internal/briefing"
)

var plainOptions = Options{Name: "report.txt", Title: "Made", Date: "2020-02-03", Default: briefing.Clear, NewID: func() string { return "b-0" }}

const short = "A key was found.[1]\n\n[1] www.example.org/key\n"

func TestEncodingsAreReadOrRefused(t *testing.T) {
	tests := []struct{ name, report, want string }{
		{"UTF-8", short, ""},
		{"CRLF", strings.ReplaceAll(short, "\n", "\r\n"), ""},
		{"old Mac", strings.ReplaceAll(short, "\n", "\r"), ""},
		{"byte order mark", "\ufeff" + short, ""},
		{"no final newline", strings.TrimSuffix(short, "\n"), ""},
		{"no-break spaces", "\u00a0A\u00a0key was found.\u00a0[1]\n\n[1]\u00a0www.example.org/key\u00a0\n", ""},
		{"control character", "A key was\x0cfound.[1]\n\n[1] www.example.org/key\x1b\n", "3:1 import-control"},
		{"Latin-1", "A key for caf\xe9.\n", "1:14 encoding"},
		{"Latin-1 after a line", "One\n  caf\xe9.\n", "2:6 encoding"},
		{"UTF-16", "\xff\xfeA\x00\n\x00", "1:4 encoding"},
		{"NUL", "A key\x00\n", "1:6 encoding"},
		{"empty", "", "0:0 file-empty"},
		{"blank", "\ufeff \r\n\u00a0\t\n", "0:0 file-empty"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, diags, err := Import([]byte(test.report), plainOptions)
			if got := codes(diags); got != test.want {
				t.Errorf("diagnostics %q, want %q", got, test.want)
			}
			if refused := test.want != "" && !strings.HasSuffix(test.want, "import-control"); refused != (err != nil) {
				t.Fatalf("error %v", err)
			} else if refused {
				return
			}
			if !strings.Contains(string(r.Markdown), "A key was found.[^1]\n\n[^1]: <https://www.example.org/key>\n") {
				t.Errorf("%s", r.Markdown)
			}
			checkImport(t, []byte(test.report), r, diags)
		})
	}
}

func TestWhatTheReportLacksIsAskedForAtOnce(t *testing.T) {
	tests := []struct {
		report, hint string
		o            Options
	}{
		{"A sentence that is no title.\n", "import again with --title TITLE --date 2018-11-12 --tlp AMBER", Options{}},
		{"A title\n\nA sentence.\n", "import again with --date 2018-11-12 --tlp AMBER", Options{}},
		{"A title\n\n3 May 2020\n\nA sentence.\n", "import again with --tlp AMBER", Options{}},
		{"A title\n\n3 May 2020\n\nTLP:PINK for all.\n", "import again with --tlp AMBER", Options{Default: briefing.Clear}},
		{"A title\n\nA sentence.\n", "import again with --date 2018-11-12", Options{Date: "May", Default: briefing.Clear}},
		{"A title\n\n3 May 2020\n\nA sentence.\n", "import again with --title TITLE", Options{Title: "?!", Default: briefing.Clear}},
		{"", "", Options{Default: briefing.Clear}},
	}
	for _, test := range tests {
		_, _, err := Import([]byte(test.report), test.o)
		var refusal *Refusal
		if !errors.As(err, &refusal) || refusal.Hint != test.hint {
			t.Errorf("%q: %v, hint %q, want %q", test.report, err, refusal.Hint, test.hint)
		}
	}
}

func TestTitlesAreReadWhereTheyAreSure(t *testing.T) {
	tests := []struct{ head, title string }{
		{"The gates\n\nText here.", "The gates"},
		{"The gates\n3 May 2020\nText here.", "The gates"},
		{"# The gates\nText here.", "The gates"},
		{"**The gates:**\n\nText here.", "The gates"},
		{"## The gates\n\n3 May 2020\n\nText here.", "The gates"},
		{"The gates\n## A part\nText here.", "The gates"},
		{"\n\n  The gates  \n\nText here.", "The gates"},
		{"## A part\n\nText here.", ""},
		{"Executive Summary\n\nText here.", ""},
		{"The gates\nwere shut at noon.", ""},
		{"The gates were shut.\n\nText here.", ""},
		{"The gates[1]\n\nText here.", ""},
		{"- The gates\n\nText here.", ""},
		{"2020-05-03\n\nText here.", ""},
		{"https://www.example.org\n\nText here.", ""},
		{"Prepared: the desk\n\nText here.", ""},
		{strings.Repeat("gates ", 40) + "\n\nText here.", ""},
		{"The gates", ""},
	}
	for _, test := range tests {
		o := plainOptions
		o.Title = ""
		r, diags, err := Import([]byte(test.head), o)
		switch {
		case test.title == "" && (err == nil || !strings.Contains(codes(diags), "title-missing")):
			t.Errorf("%q: %v, %v", test.head, diags, err)
		case test.title != "" && (err != nil || r.Title != test.title || strings.Contains(string(r.Markdown), "\n\nThe gates")):
			t.Errorf("%q: %v\n%+v", test.head, err, r)
		}
	}
}

func TestATitleThatIsGivenWins(t *testing.T) {
	r, _, err := Import([]byte("The  Gates\n\nText here."), Options{Title: " The\ngates ", Date: "2020", Default: briefing.Clear})
	if err != nil || r.Title != "The gates" || strings.Contains(string(r.Markdown), "Gates") {
		t.Errorf("the same title stays in the text: %v\n%s", err, r.Markdown)
	}
	r, _, err = Import([]byte("The gates\n\nText here."), Options{Title: "Of keys", Date: "2020", Default: briefing.Clear})
	if err != nil || r.Title != "Of keys" || !strings.Contains(string(r.Markdown), "\n\nThe gates\n\nText here.\n") {
		t.Errorf("another title is lost: %v\n%s", err, r.Markdown)
	}
}

func TestDatesAreReadWhereTheyAreSure(t *testing.T) {
	tests := []struct{ line, want string }{
		{"May 16, 2019", "2019-05-16"},
		{"16 May 2019", "2019-05-16"},
		{"Thursday, 16th May 2019", "2019-05-16"},
		{"thu 16 may 2019", "2019-05-16"},
		{"Published on: Sept. 3, 2019", "2019-09-03"},
		{"**Date:** 2019-05-16", "2019-05-16"},
		{"2019/05/16", "2019-05-16"},
		{"May 2019", "2019-05"},
		{"05/06/2019", ""},
		{"31 February 2019", ""},
		{"16 May", ""},
		{"2019", ""},
		{"May 16, 2019 to May 17, 2019", ""},
		{"The port opened on 16 May 2019", ""},
		{"", ""},
	}
	for _, test := range tests {
		if d, ok := readDate(test.line); ok != (test.want != "") || ok && d.String() != test.want {
			t.Errorf("%q is read as %s, %v; want %q", test.line, d, ok, test.want)
		}
	}
}

func TestAnotherDateThanTheReportsIsReported(t *testing.T) {
	r, diags, err := Import([]byte("The gates\n\n3 May 2020\n\nText here."), Options{Date: "2020-05-04", Default: briefing.Clear})
	if err != nil || r.Date.String() != "2020-05-04" || codes(diags) != "3:1 import-date" {
		t.Errorf("%v %v %v", r, diags, err)
	}
}

func TestContactLinesAndChromeAreLeftOut(t *testing.T) {
	for line, want := range map[string]bool{
		"Contact the desk for more information: 555-010-1246, or desk@example.org": true,
		"For more information, write to desk@example.org.":                         true,
		"Media contact: +44 (0)20 7946 0000":                                       true,
		"For questions: (555) 010-1246":                                            true,
		"Contact with the ship was lost at 555-010-1246.":                          false,
		"Contact was made through keeper@example.org.":                             false,
		"The keepers can be reached at desk@example.org.":                          false,
		"For more information, see the next part.":                                 false,
		"Contact: the harbour":                                                     false,
		"keeper@example.org":                                                       false,
	} {
		if got := isContact(line); got != want {
			t.Errorf("%q is a contact line: %v", line, got)
		}
	}
	for line, want := range map[string]bool{
		"You need to be a member of Coast Watch to add comments!": true,
		"Share on Mastodon": true,
		"LEAVE A REPLY":     true,
		"Read more…":        true,
		"Share on the gates, and tell nobody of it.": false,
		"Read more of this in the plan":              false,
		"You need to be a member to vote":            false,
	} {
		if got := isChrome(line); got != want {
			t.Errorf("%q is chrome: %v", line, got)
		}
	}
}

// What a site prints is taken for such at the end alone, and contact lines where
// they stand apart.
func TestLinesWithinTheTextStay(t *testing.T) {
	const report = "Read more\n\nText here.\nContact us at keeper@example.org now.\nMore text.\n\nSubscribe now\n\nThe end.\n\nContact: keeper@example.org\n\nSubscribe now\n"
	r, _, err := Import([]byte(report), plainOptions)
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(r.Markdown), "imported: unreviewed\n---\n\n")
	want := "Read more\n\nText here.\nContact us at keeper@example.org now.\nMore text.\n\nSubscribe now\n\nThe end.\n"
	if body != want {
		t.Errorf("%q, want %q", body, want)
	}
}

func TestMarkingsAreReadInEverySpelling(t *testing.T) {
	tests := []struct {
		text string
		want briefing.Marking
		name string
	}{
		{"TLP:RED", briefing.Red, "RED"},
		{"tlp: amber", briefing.Amber, "amber"},
		{"TLP-GREEN,", briefing.Green, "GREEN"},
		{"TLP GREEN", briefing.Green, "GREEN"},
		{"TLP (AMBER)", briefing.Amber, "AMBER"},
		{"TLP:WHITE", briefing.Clear, "WHITE"},
		{"TLP:AMBER+STRICT", briefing.AmberStrict, "AMBER+STRICT"},
		{"TLP:AMBER STRICT", briefing.AmberStrict, "AMBER"},
		{"TLP:AMBER + strict", briefing.AmberStrict, "AMBER"},
		{"tlp:amber+other", briefing.Amber, "amber+other"},
		{"TLPRED", briefing.Unmarked, ""},
		{"TLP:PINK", briefing.Unmarked, "PINK"},
		{"TLP: pink", briefing.Unmarked, ""},
		{"TLP levels", briefing.Unmarked, ""},
	}
	for _, test := range tests {
		if m, name := labelAt(test.text); m != test.want || name != test.name {
			t.Errorf("%q is read as %v %q, want %v %q", test.text, m, name, test.want, test.name)
		}
	}
}

func TestALabelOverALineBreakIsSeen(t *testing.T) {
	r, _, err := Import([]byte("The list is TLP:\nRED until spring.\n"), plainOptions)
	if err != nil || r.Marking != briefing.Red {
		t.Errorf("%v %+v", err, r)
	}
}

func TestURLsOfEndnotes(t *testing.T) {
	tests := []struct{ text, want string }{
		{"www.example.org/a,", "<https://www.example.org/a>"},
		{"see example.org/a_b (in part).", "see <https://example.org/a_b> (in part)."},
		{"Retrieved from: https://example.org/a.", "Retrieved from: <https://example.org/a>"},
		{"Nohttps://example.org/glued", "No<https://example.org/glued>"},
		{"<https://example.org/a.>", "<https://example.org/a.>"},
		{"“https://example.org/a”", "“<https://example.org/a>”"},
		{"https://example.org/a_(b)", "<https://example.org/a_(b)>"},
		{"(https://example.org/a)", "(<https://example.org/a>)"},
		{"https://example.org/a; example.net/b, C.", "<https://example.org/a>; <https://example.net/b>, C."},
		{"hxxps://example[.]org/a", `hxxps://example\[.\]org/a`},
		{"keys.zip/a and Mr./Mrs. B", "keys.zip/a and Mr./Mrs. B"},
		{"keeper@example.org", "keeper@example.org"},
		{"example.org", "example.org"},
	}
	for _, test := range tests {
		r, diags, err := Import([]byte("Text here.[1]\n\nReferences\n\n[1] "+test.text+"\n"), plainOptions)
		if err != nil {
			t.Fatal(err)
		}
		if _, note, _ := strings.Cut(string(r.Markdown), "[^1]: "); strings.TrimSuffix(note, "\n") != test.want {
			t.Errorf("%q became %q, want %q", test.text, note, test.want)
		}
		checkImport(t, []byte("Text here.[1]\n\nReferences\n\n[1] "+test.text+"\n"), r, diags)
	}
}

func TestWhatABuildRefusesIsReported(t *testing.T) {
	for text, code := range map[string]string{
		"https://user:secret@example.org/a": "source-credentials",
		"ftp://example.org/a":               "source-url-invalid",
		"https://example.org/a https://b:c": "source-url-invalid",
		"hxxp://example[.]org/a":            "source-defanged",
	} {
		_, diags, err := Import([]byte("Text here.[1]\n\nReferences\n\n[1] "+text+"\n"), plainOptions)
		if err != nil || !strings.Contains(codes(diags), "5:1 "+code) || strings.Contains(diags[0].Text, "secret") {
			t.Errorf("%q: %v %v", text, diags, err)
		}
	}
}

// Identity of a briefing is made once and quoted where YAML would read it as
// something else; no value breaks out of its line.
func TestFrontMatterIsQuoted(t *testing.T) {
	o := plainOptions
	o.Title, o.Tags = "Gates: \"#1\"\n--- \x01 \\ é", []string{"yes", "a, b", "[c]", "é: x"}
	for _, id := range []string{"b-abc", "null", "12", "true"} {
		o.NewID = func() string { return id }
		r, _, err := Import([]byte("Text here.\n\nPrepared: 'desk' # x: \"y\"\n"), o)
		if err != nil {
			t.Fatal(err)
		}
		f, _ := readBack(t, r)
		if f.Front.ID != id || f.Front.Title != r.Title || len(f.Front.Tags) != 4 || f.Front.Tags[1].Value != "a, b" || f.Front.Prepared != `'desk' # x: "y"` {
			t.Errorf("%+v\n%s", f.Front, r.Markdown)
		}
	}
}
