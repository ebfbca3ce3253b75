package markdown

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what the cases give into their files")

// The files of testdata/cases hold bodies by name, each followed by what becomes
// of it: "name.md" and "name.want". In "name.trusted.md" HTML is trusted. A
// body without outcome and an outcome without body are faults.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d files of cases, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { runCases(t, file) })
	}
}

func runCases(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]string{}
	for _, f := range archive.Files {
		if name, ok := strings.CutSuffix(f.Name, ".want"); ok {
			wanted[name] = string(f.Data)
		}
	}
	var now []txtar.File
	for _, f := range archive.Files {
		name, ok := strings.CutSuffix(f.Name, ".md")
		if !ok {
			continue
		}
		got := shown(New(Options{TrustHTML: strings.HasSuffix(name, ".trusted")}).Parse(f.Data, 1))
		now = append(now, f, txtar.File{Name: name + ".want", Data: []byte(got)})
		if !*update {
			compare(t, name, got, wanted)
		}
		delete(wanted, name)
	}
	if *update {
		archive.Files = now
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for name := range wanted {
		t.Errorf("%s.want belongs to no body, or to one that was given before", name)
	}
}

func compare(t *testing.T, name, got string, wanted map[string]string) {
	t.Helper()
	want, ok := wanted[name]
	switch {
	case !ok:
		t.Errorf("%s.md has no %s.want (-update writes it)", name, name)
	case got != want:
		t.Errorf("%s: got\n%swant\n%s", name, got, want)
	}
}
