package build

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"dossier/internal/briefing"
	"dossier/internal/config"
	"dossier/internal/diag"
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
		r, err := Edition(o)
		if err != nil || r.Diags.Count(diag.Error) > 0 {
			b.Fatal(err, r.Diags)
		}
		w, err := output.Begin(filepath.Join(b.TempDir(), "public"), "TLP:CLEAR", output.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Write(context.Background(), r, w); err != nil {
			b.Fatal(err)
		}
	}
}
