package importer

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

var update = flag.Bool("update", false, "write the golden files")

// Each file of testdata/golden is a report, its options, and all that an import
// makes of it: the briefing, what the author has to review, the diagnostics, or
// the refusal. A part that is missing, and one that nothing makes, is a fault.
func TestReportsBecomeBriefings(t *testing.T) {
	files := goldens(t)
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive := parseGolden(t, name)
			want := parts(archive)
			got := imported(t, want["report.txt"], string(archive.Comment))
			if *update {
				writeGolden(t, name, archive, got)
				return
			}
			for part := range want {
				if _, ok := got[part]; !ok && part != "report.txt" {
					t.Errorf("%s has a part %s that the import does not make", name, part)
				}
			}
			for part, text := range got {
				if !bytes.Equal(text, want[part]) {
					t.Errorf("%s\n--- got ---\n%s--- want ---\n%s", part, text, want[part])
				}
			}
		})
	}
}

func goldens(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/golden/*.txtar")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d golden files: %v", len(files), err)
	}
	return files
}

func parseGolden(t testing.TB, name string) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func parts(a *txtar.Archive) map[string][]byte {
	out := make(map[string][]byte)
	for _, f := range a.Files {
		out[f.Name] = f.Data
	}
	return out
}

// imported imports a report and gives all that comes of it.
func imported(t *testing.T, report []byte, comment string) map[string][]byte {
	t.Helper()
	got := make(map[string][]byte)
	result, diags, err := Import(report, optionsOf(t, comment))
	var b bytes.Buffer
	if err := diags.WriteText(&b, false, nil); err != nil {
		t.Fatal(err)
	}
	if b.Len() > 0 {
		got["diagnostics.txt"] = b.Bytes()
	}
	var refusal *Refusal
	switch {
	case errors.As(err, &refusal):
		got["refusal.txt"] = fmt.Appendf(nil, "%v\nhint: %s\n", err, refusal.Hint)
		return got
	case err != nil:
		t.Fatal(err)
	}
	var review bytes.Buffer
	if err := WriteReview(&review, result); err != nil {
		t.Fatal(err)
	}
	got["briefing.md"], got["review.txt"] = result.Markdown, review.Bytes()
	return got
}

// optionsOf reads the lines "title: …" and the like of a golden file's comment.
// Other lines say what the report shows.
func optionsOf(t testing.TB, comment string) Options {
	t.Helper()
	o := Options{Name: "report.txt", Default: briefing.Clear, NewID: func() string { return "b-0000000000000000" }}
	for line := range strings.Lines(comment) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		var err error
		switch key {
		case "title":
			o.Title = value
		case "date":
			o.Date = value
		case "tag":
			o.Tags = append(o.Tags, value)
		case "tlp":
			o.Marking, _, err = briefing.ParseMarking(value)
		case "default":
			o.Default, _, err = briefing.ParseMarking(value)
			if value == "none" {
				o.Default, err = briefing.Unmarked, nil
			}
		case "endnote-order":
			o.Order = Order(value)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return o
}

func writeGolden(t *testing.T, name string, a *txtar.Archive, got map[string][]byte) {
	t.Helper()
	next := &txtar.Archive{Comment: a.Comment}
	for _, f := range a.Files {
		if f.Name == "report.txt" {
			next.Files = append(next.Files, f)
		}
	}
	for _, part := range []string{"diagnostics.txt", "refusal.txt", "briefing.md", "review.txt"} {
		if text, ok := got[part]; ok {
			next.Files = append(next.Files, txtar.File{Name: part, Data: text})
		}
	}
	if err := os.WriteFile(name, txtar.Format(next), 0o644); err != nil {
		t.Fatal(err)
	}
}

// codes lists the diagnostics of an import for a short comparison.
func codes(l diag.List) string {
	var all []string
	for _, d := range l {
		all = append(all, fmt.Sprintf("%d:%d %s", d.Pos.Line, d.Pos.Col, d.Code))
	}
	return strings.Join(all, ", ")
}
