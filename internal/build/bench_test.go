package build

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dossier/internal/briefing"
	"dossier/internal/config"
	"dossier/internal/diag"
	"dossier/internal/made"
	"dossier/internal/output"
	"dossier/static"
	"dossier/templates"
)

func optionsFor(n int) Options {
	cfg := config.Default()
	cfg.Marking = briefing.Clear
	cfg.Exports = config.Exports()
	if err := cfg.SetBaseURL("https://intel.example/"); err != nil {
		panic(err)
	}
	return Options{Root: madeSite(n), Config: cfg, Templates: templates.FS, Static: static.FS, Edition: briefing.Clear,
		Now: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), Program: "dossier"}
}

// BenchmarkFromNothing builds an archive of 1,000 briefings with every kind of
// page into an empty folder.
func BenchmarkFromNothing(b *testing.B) {
	o := optionsFor(1000)
	for b.Loop() {
		buildInto(b, o, b.TempDir())
	}
}

// BenchmarkScale builds an archive of 1,000 briefings, in a folder as sites are, over
// the output of the build before: as it is, and with a sentence edited each time.
// Command scale measures the same and more with the program as it is run.
func BenchmarkScale(b *testing.B) {
	b.Run("unchanged", func(b *testing.B) { again(b, func(string, int) error { return nil }) })
	b.Run("sentence-edited", func(b *testing.B) { again(b, editSentence) })
}

// again measures builds over the same output, with an edit of the site before each.
func again(b *testing.B, edit func(site string, turn int) error) {
	site, out := b.TempDir(), b.TempDir()
	if err := os.CopyFS(site, madeSite(1000)); err != nil {
		b.Fatal(err)
	}
	root, err := os.OpenRoot(site)
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	o := optionsFor(0)
	o.Root = root.FS()
	buildInto(b, o, out)
	for turn := 0; b.Loop(); turn++ {
		if err := edit(site, turn); err != nil {
			b.Fatal(err)
		}
		buildInto(b, o, out)
	}
}

// editSentence rewrites one that cites, of another briefing each time.
func editSentence(site string, turn int) error {
	path := filepath.Join(site, made.Path(turn*7919%1000, 1000))
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	said := fmt.Sprintf(" as was said on day %d.[^3]", turn)
	return os.WriteFile(path, bytes.Replace(text, []byte(".[^3]"), []byte(said), 1), 0o666)
}

// buildInto builds an edition without faults.
func buildInto(b *testing.B, o Options, dir string) {
	b.Helper()
	r, err := Edition(o)
	if err != nil || r.Diags.Count(diag.Error) > 0 {
		b.Fatal(err, r.Diags)
	}
	w, err := output.Begin(filepath.Join(dir, "public"), "TLP:CLEAR", output.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := Write(context.Background(), r, w); err != nil {
		b.Fatal(err)
	}
}
