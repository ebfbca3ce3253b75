package build

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dossier/internal/briefing"
	"dossier/internal/config"
	"dossier/internal/diag"
	"dossier/static"
	"dossier/templates"
)

// real gives the options of the project's own archive.
func real(t *testing.T, change func(*config.Config)) Options {
	t.Helper()
	root := os.DirFS("../..")
	cfg, diags, err := config.Load(root, "", nil)
	if err != nil || len(diags) > 0 {
		t.Fatal(err, diags)
	}
	if change != nil {
		change(cfg)
	}
	return Options{Root: root, Config: cfg, Templates: templates.FS, Static: static.FS, Edition: cfg.Edition,
		Now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Program: "dossier"}
}

func edition(t *testing.T, o Options) *Result {
	t.Helper()
	r, err := Edition(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range r.Diags {
		if d.Severity == diag.Error {
			t.Errorf("%s: %s [%s]", d.Pos, d.Text, d.Code)
		}
	}
	return r
}

func TestTheRealArchiveIsWhole(t *testing.T) {
	files := renderAll(t, edition(t, real(t, nil)))
	crawl(t, files, "/", false)
	feedsParse(t, files)
	if len(files) < 100 {
		t.Errorf("only %d files", len(files))
	}
}

func TestTheRealArchiveIsWholeBelowASubPathAndFromAFolder(t *testing.T) {
	sub := real(t, func(c *config.Config) {
		if err := c.SetBaseURL("https://desk.example/a/b c/"); err != nil {
			t.Fatal(err)
		}
	})
	crawl(t, renderAll(t, edition(t, sub)), "/a/b c/", false)
	folder := real(t, func(c *config.Config) { c.Links, c.BaseURL = config.RelativeLinks, "" })
	crawl(t, renderAll(t, edition(t, folder)), "/", true)
}

func TestTheRealArchiveIsTheSameEachTime(t *testing.T) {
	a, b := renderAll(t, edition(t, real(t, nil))), renderAll(t, edition(t, real(t, nil)))
	if len(a) != len(b) {
		t.Fatalf("%d files, then %d", len(a), len(b))
	}
	for name := range a {
		if !bytes.Equal(a[name], b[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

func feedsParse(t *testing.T, files rendered) {
	t.Helper()
	for name, text := range files {
		switch {
		case strings.HasSuffix(name, ".xml"):
			dec := xml.NewDecoder(bytes.NewReader(text))
			for {
				if _, err := dec.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Errorf("%s: %v", name, err)
					break
				}
			}
		case strings.HasSuffix(name, ".json"):
			if !json.Valid(text) {
				t.Errorf("%s is no JSON", name)
			}
		}
	}
}

// hostile is text that breaks out of HTML, attributes, scripts, CDATA and XML
// wherever something forgets to escape.
const hostile = `"><script>alert(1)</script>'&]]>{{.Site}}` + "\u2028"

func TestHostileTextStaysText(t *testing.T) {
	q := func(s string) string { b, _ := json.Marshal(s); return string(b) }
	h := q(hostile)
	body := "\n# " + hostile + "\n\n" + hostile + "[^1] [" + "x](/tags/ 'title\"><script>alert(1)</script>') `" + hostile + "`\n\n[^1]: [" + "a <script>alert(1)</script>](https://www.example.org/\"><script>), " + hostile + "\n"
	root := fstest.MapFS{
		"content/2020-01-01-a.md": {Data: []byte("---\nid: x1\ntitle: " + h + "\nsummary: " + h + "\ntags: [" + h + "]\nauthors: [" + h + "]\ndesk: " + h +
			"\nseries: " + h + "\nprepared: " + h + "\ntlp: CLEAR\nslug: a\ncustom: " + h + "\n---\n" + body)},
		"content/pages/p.md":      {Data: []byte("---\ntitle: " + h + "\ntlp: CLEAR\n---\n" + body)},
		"content/tags.yaml":       {Data: []byte("- name: " + h + "\n  description: " + h + "\n")},
		"content/sources/x.yaml":  {Data: []byte("sources:\n  k:\n    url: https://www.example.org/k\n    title: " + h + "\n    outlet: " + h + "\n    status: retracted\n    reason: " + h + "\n    note: " + h + "\noutlets:\n  example.org:\n    name: " + h + "\n    note: " + h + "\n")},
		"content/2020-01-02-b.md": {Data: []byte("---\ntitle: b\ntlp: CLEAR\n---\n\nCited.[@k]\n")},
	}
	cfg := config.Default()
	cfg.Title, cfg.Description, cfg.Organisation = hostile, hostile, hostile
	cfg.Exports = config.Exports()
	if err := cfg.SetBaseURL("https://desk.example/"); err != nil {
		t.Fatal(err)
	}
	r, err := Edition(Options{Root: root, Config: cfg, Templates: templates.FS, Static: static.FS, Edition: briefing.Clear, Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Program: hostile})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range r.Diags {
		t.Logf("%s: %s [%s]", d.Pos, d.Text, d.Code)
	}
	files := renderAll(t, r)
	crawl(t, files, "/", false)
	feedsParse(t, files)
	for name, text := range files {
		if strings.HasSuffix(name, ".html") && bytes.Contains(text, []byte("<script>alert")) {
			t.Errorf("%s: a script got through", name)
		}
	}
}
