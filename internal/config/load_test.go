package config

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

func load(t *testing.T, file string, environ ...string) (*Config, diag.List) {
	t.Helper()
	c, diags, err := Load(fstest.MapFS{FileName: {Data: []byte(file)}}, "", environ)
	if err != nil {
		t.Fatal(err)
	}
	return c, diags
}

func lines(diags diag.List) string {
	var b strings.Builder
	for _, d := range diags {
		b.WriteString(d.Pos.String() + ": " + d.Severity.String() + ": " + d.Text + " [" + d.Code + "]")
		if d.Hint != "" {
			b.WriteString(" (" + d.Hint + ")")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestAnEmptyFileIsTheDefaults(t *testing.T) {
	c, diags := load(t, "")
	if len(diags) != 0 {
		t.Errorf("diagnostics of an empty file:\n%s", lines(diags))
	}
	var got, want strings.Builder
	if err := errors.Join(c.WriteTOML(&got, true), Default().WriteTOML(&want, true)); err != nil {
		t.Fatal(err)
	}
	if got.String() != want.String() {
		t.Errorf("got\n%s\nwant\n%s", &got, &want)
	}
}

func TestFaults(t *testing.T) {
	tests := map[string]struct{ file, want string }{
		"an unknown key names the nearest one": {
			"titel = \"x\"\n",
			"dossier.toml:1:1: error: \"titel\" is not a key of the configuration [config-unknown-key] (did you mean \"title\"?)\n"},
		"a key that lacks its table": {
			"untitled = \"warn\"\n",
			"dossier.toml:1:1: error: \"untitled\" is not a key of the configuration [config-unknown-key] (did you mean \"policies.untitled\"?)\n"},
		"a table by a word like its name": {
			"[policy]\nuntitled = \"warn\"\n",
			"dossier.toml:1:2: error: \"policy\" is not a key of the configuration [config-unknown-key] (did you mean \"policies\"?)\n"},
		"an unknown key of a table": {
			"[policies]\n  untitle = \"warn\"\n",
			"dossier.toml:2:3: error: \"policies.untitle\" is not a key of the configuration [config-unknown-key] (did you mean \"policies.untitled\"?)\n"},
		"an unknown table is reported once": {
			"[polices]\nuntitled = \"warn\"\nundated = \"warn\"\n",
			"dossier.toml:1:2: error: \"polices\" is not a key of the configuration [config-unknown-key] (did you mean \"policies\"?)\n"},
		"an empty unknown table is reported too": {
			"[extras]\n",
			"dossier.toml:1:2: error: \"extras\" is not a key of the configuration [config-unknown-key] (\"dossier schema config\" says what may stand here)\n"},
		"an unknown list of tables is reported once": {
			"[[hosts]]\na = 1\n[hosts.b]\nc = 2\n[[hosts]]\na = 2\n",
			"dossier.toml:1:3: error: \"hosts\" is not a key of the configuration [config-unknown-key] (\"dossier schema config\" says what may stand here)\n"},
		"an unknown inline table is reported once": {
			"hosts = {a = 1, b = {c = 2}}\n",
			"dossier.toml:1:1: error: \"hosts\" is not a key of the configuration [config-unknown-key] (\"dossier schema config\" says what may stand here)\n"},
		"a table given as a value": {
			"policies = \"warn\"\n",
			"dossier.toml:1:12: error: policies: wanted a table, got \"warn\" [config-type]\n"},
		"a key given as a table": {
			"[title]\nde = \"x\"\n",
			"dossier.toml:1:2: error: title: wanted a text, got a table [config-type]\n"},
		"columns are counted in code points": {
			"policies = {\"ünt\" = 1, untitle = 2}\n",
			"dossier.toml:1:13: error: \"policies.ünt\" is not a key of the configuration [config-unknown-key] (\"dossier schema config\" says what may stand here)\n" +
				"dossier.toml:1:24: error: \"policies.untitle\" is not a key of the configuration [config-unknown-key] (did you mean \"policies.untitled\"?)\n"},
		"every ill-typed value is reported in one run": {
			"title = 3\npage_size = \"many\"\ntrust_html = 1\nexports = \"ris\"\npermalinks = [\"/:slug/\", 1]\nedition = true\nlinks = 1.5\n[policies.untitled]\nx = 1\n",
			"dossier.toml:1:9: error: title: wanted a text, got 3 [config-type]\n" +
				"dossier.toml:2:13: error: page_size: wanted a whole number, got \"many\" [config-type]\n" +
				"dossier.toml:3:14: error: trust_html: wanted true or false, got 1 [config-type]\n" +
				"dossier.toml:4:11: error: exports: wanted a list of texts, got \"ris\" [config-type]\n" +
				"dossier.toml:5:26: error: permalinks: entry 2: wanted a text, got 1 [config-type]\n" +
				"dossier.toml:6:11: error: edition: wanted a TLP label in quotes, got true [config-type]\n" +
				"dossier.toml:7:9: error: links: wanted a text, got 1.5 [config-type]\n" +
				"dossier.toml:8:11: error: policies.untitled: wanted a text, got a table [config-type]\n"},
		"values outside their range": {
			"page_size = 4\nfeed_entries = 0\nlanguage = \"english please\"\ntimezone = \"Local\"\nlinks = \"absolute\"\nmarking = \"secret\"\nedition = \"\"\nexports = [\"ris\", \"word\"]\ntitle = \"a\\u0000\"\n[policies]\nuntitled = \"maybe\"\n",
			"dossier.toml:1:13: error: page_size: 4 is not between 5 and 500 [config-value]\n" +
				"dossier.toml:2:16: error: feed_entries: 0 is not between 1 and 200 [config-value]\n" +
				"dossier.toml:3:12: error: language: \"english please\" is not a BCP 47 language tag [config-value]\n" +
				"dossier.toml:4:12: error: timezone: \"Local\" is not a time zone of the IANA database [config-value]\n" +
				"dossier.toml:5:9: error: links: \"absolute\" is not one of \"root\", \"relative\" [config-value]\n" +
				"dossier.toml:6:11: error: marking: \"secret\" is not a TLP 2.0 label (TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT, TLP:RED) [config-value]\n" +
				"dossier.toml:7:11: error: edition: an edition needs a TLP label [config-value]\n" +
				"dossier.toml:8:19: error: exports: entry 2: \"word\" is not one of \"csl-json\", \"bibtex\", \"ris\" [config-value]\n" +
				"dossier.toml:9:9: error: title: \"a\\x00\" holds a control character [config-value]\n" +
				"dossier.toml:11:12: error: policies.untitled: \"maybe\" is not one of \"off\", \"warn\", \"error\" [config-value]\n"},
		"a label of TLP 1 is read with a warning": {
			"marking = \"white\"\n",
			"dossier.toml:1:11: warning: marking: \"white\" is now called \"TLP:CLEAR\" [tlp-white]\n"},
		"a key given twice": {
			"title = \"a\"\ntitle = \"b\"\n",
			"dossier.toml:2:1: error: key title is already defined [toml-syntax]\n"},
		"what is not TOML": {
			"title = \"ü\" x\n",
			"dossier.toml:1:13: error: expected newline but got U+0078 'x' [toml-syntax]\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, diags := load(t, tt.file)
			if got := lines(diags); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

func TestLaterLayersWinKeyByKey(t *testing.T) {
	fsys := fstest.MapFS{
		"dossier.toml":      {Data: []byte("title = \"base\"\npage_size = 20\norganisation = \"desk\"\n[policies]\nuntitled = \"warn\"\nundated = \"warn\"\n")},
		"dossier.prod.toml": {Data: []byte("\npage_size = 30\norganisation = \"institute\"\n[policies]\nundated = \"error\"\n")},
	}
	c, diags, err := Load(fsys, "prod", []string{"DOSSIER_ORGANISATION=office", "DOSSIER_POLICIES__LANDING_PAGE=off", "DOSSIER_EXPORTS= ris , bibtex", "DOSSIER_TRUST_HTML=true", "PATH=/bin"})
	if err != nil || len(diags) != 0 {
		t.Fatalf("%v\n%s", err, lines(diags))
	}
	want := map[string]string{
		"title": "dossier.toml:1", "page_size": "dossier.prod.toml:2", "organisation": "DOSSIER_ORGANISATION",
		"policies.untitled": "dossier.toml:5", "policies.undated": "dossier.prod.toml:5",
		"policies.landing_page": "DOSSIER_POLICIES__LANDING_PAGE", "exports": "DOSSIER_EXPORTS", "trust_html": "DOSSIER_TRUST_HTML",
	}
	for _, o := range c.Origins() {
		from := want[o.Key]
		if from == "" {
			from = "default"
		}
		if o.From != from {
			t.Errorf("%s comes from %q, want %q", o.Key, o.From, from)
		}
	}
	if c.Title != "base" || c.PageSize != 30 || c.Organisation != "office" || c.Policies.Undated != Fail || c.Policies.LandingPage != Off || !c.TrustHTML {
		t.Errorf("values: %+v", c)
	}
	if len(c.Exports) != 2 || c.Exports[0] != RIS || c.Exports[1] != BibTeX {
		t.Errorf("exports from a variable: %q", c.Exports)
	}
}

func TestHigherLayersMayLowerTheEditionAndNeverRaiseIt(t *testing.T) {
	const file = "edition = \"TLP:GREEN\"\nmarking = \"TLP:AMBER\"\n"
	for _, tt := range []struct {
		variable string
		edition  briefing.Marking
		marking  briefing.Marking
		fault    string
	}{
		{"DOSSIER_EDITION=clear", briefing.Clear, briefing.Amber, ""},
		{"DOSSIER_EDITION=green", briefing.Green, briefing.Amber, ""},
		{"DOSSIER_EDITION=amber", briefing.Green, briefing.Amber, "DOSSIER_EDITION: raises the edition from TLP:GREEN to TLP:AMBER"},
		{"DOSSIER_EDITION=all", briefing.Green, briefing.Amber, "\"all\" is not a TLP 2.0 label"},
		{"DOSSIER_EDITON=clear", briefing.Green, briefing.Amber, "\"DOSSIER_EDITON\" is not known"},
		{"DOSSIER_MARKING=red", briefing.Green, briefing.Red, ""},
		{"DOSSIER_MARKING=", briefing.Green, briefing.Unmarked, ""},
		{"DOSSIER_MARKING=clear", briefing.Green, briefing.Amber, "DOSSIER_MARKING: widens the default marking from TLP:AMBER to TLP:CLEAR"},
	} {
		t.Run(tt.variable, func(t *testing.T) {
			c, diags := load(t, file, tt.variable)
			if c.Edition != tt.edition || c.Marking != tt.marking {
				t.Errorf("edition %s, marking %q", c.Edition, c.Marking)
			}
			if got := lines(diags); (tt.fault == "") != (got == "") || !strings.Contains(got, tt.fault) {
				t.Errorf("faults %q, want %q", got, tt.fault)
			}
		})
	}
}

func TestNoDefaultMarkingIsTheStrictest(t *testing.T) {
	c, diags := load(t, "", "DOSSIER_MARKING=red")
	if c.Marking != briefing.Unmarked || !strings.Contains(lines(diags), "widens the default marking from none to TLP:RED") {
		t.Errorf("marking %q\n%s", c.Marking, lines(diags))
	}
}

func TestTwoLayersCannotRaiseTheEditionTogether(t *testing.T) {
	fsys := fstest.MapFS{
		"dossier.toml":   {Data: []byte("edition = \"TLP:GREEN\"")},
		"dossier.x.toml": {Data: []byte("edition = \"TLP:AMBER\"")},
	}
	c, diags, err := Load(fsys, "x", []string{"DOSSIER_EDITION=TLP:RED"})
	if err != nil || c.Edition != briefing.Green || diags.Count(diag.Error) != 2 {
		t.Errorf("edition %s, %v\n%s", c.Edition, err, lines(diags))
	}
}

func TestASiteWithoutConfigurationIsToldApart(t *testing.T) {
	c, diags, err := Load(fstest.MapFS{}, "", []string{"DOSSIER_TITLE=Folder"})
	if !errors.Is(err, ErrNoConfig) || c == nil || c.Title != "Folder" || len(diags) != 0 {
		t.Errorf("%v, %v, %s", c, err, lines(diags))
	}
}

func TestAnUnreadableFileIsAnErrorAndNotADefault(t *testing.T) {
	_, _, err := Load(fstest.MapFS{FileName: {Mode: fs.ModeDir}}, "", nil)
	if err == nil || errors.Is(err, ErrNoConfig) {
		t.Errorf("a folder called dossier.toml gave %v", err)
	}
}

func TestAnEnvironmentMustHaveItsFile(t *testing.T) {
	for _, env := range []string{"prod", "../../etc", "a/b", `a\b`, ".."} {
		_, diags, err := Load(fstest.MapFS{FileName: {}}, env, nil)
		if err != nil || diags.Count(diag.Error) != 1 {
			t.Errorf("environment %q: %v\n%s", env, err, lines(diags))
		}
	}
}
