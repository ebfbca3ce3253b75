package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"dossier/internal/made"
)

// TestTheHarnessMeasuresEveryRow runs it as people do, on very few briefings.
func TestTheHarnessMeasuresEveryRow(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: the harness builds two programs (-short)")
	}
	dir, program := t.TempDir(), filepath.Join(t.TempDir(), "scale.exe")
	if said, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	cmd := exec.Command(program, "-n", "20", "-rounds", "2", "-rest", "0s", "-hugo", "none", "-dir", dir)
	var progress strings.Builder
	cmd.Stderr = &progress
	table, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, progress.String())
	}
	for _, r := range allRows() {
		written := regexp.MustCompile(`(?m)^\| ` + regexp.QuoteMeta(r.what) + ` \| .*? s \| .* (\d+) files \|`).FindSubmatch(table)
		switch {
		case r.name == "hugo":
			if written != nil {
				t.Error("Hugo was measured, which was to be left alone")
			}
		case written == nil:
			t.Errorf("there is no row %q", r.what)
		case (string(written[1]) == "0") != (r.name == "unchanged" || r.name == "touched"):
			t.Errorf("%s: %s files written", r.what, written[1])
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	if t.Failed() {
		t.Logf("%s\n%s", progress.String(), table)
	}
}

func TestTheHarnessMeasuresPreviews(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: the harness builds two programs (-short)")
	}
	dir, program := t.TempDir(), filepath.Join(t.TempDir(), "scale.exe")
	if said, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	cmd := exec.Command(program, "-serve", "-n", "20", "-rounds", "2", "-hugo", "none", "-dir", dir)
	var progress strings.Builder
	cmd.Stderr = &progress
	table, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, progress.String())
	}
	for _, s := range allSaves() {
		if !regexp.MustCompile(`(?m)^\| ` + regexp.QuoteMeta(s.what) + ` \| \S+ ms \|`).Match(table) {
			t.Errorf("there is no row %q in\n%s", s.what, table)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestUsageIsChecked(t *testing.T) {
	t.Setenv("HUGO", "")
	for _, args := range [][]string{
		{"-n", "9"}, {"-rounds", "0"}, {"-rows", "nothing,everything"}, {"-hugo", "there-is-no-such-program"}, {"-unknown"}, {"left over"},
	} {
		if _, err := parse(args, io.Discard); !errors.Is(err, errUsage) {
			t.Errorf("%q: %v, want a fault of usage", args, err)
		}
	}
}

func TestTheFloorAndTheBuildFromNothingAreAlwaysMeasured(t *testing.T) {
	o, err := parse([]string{"-rows", "tag", "-hugo", "none"}, io.Discard)
	if got := strings.Join(names(o.rows), " "); err != nil || got != "floor nothing tag" {
		t.Errorf("%s %v", got, err)
	}
}

// TestEditsChangeOneFileEach holds each edit against the site before it.
func TestEditsChangeOneFileEach(t *testing.T) {
	const n = 20
	site := t.TempDir()
	if err := makeSite(n, site); err != nil {
		t.Fatal(err)
	}
	before, seen := read(t, site), map[string]bool{}
	for turn, r := range allRows() {
		if r.edit == nil {
			continue
		}
		if err := r.edit(site, n, turn); err != nil {
			t.Errorf("%s: %v", r.what, err)
		}
		after, changed := read(t, site), 0
		for path, text := range after {
			if before[path] != text {
				changed++
				if seen[path] {
					t.Errorf("%s: %s was edited before", r.what, path)
				}
				seen[path] = true
			}
		}
		if want := map[bool]int{true: 0, false: 1}[r.name == "touched"]; changed != want {
			t.Errorf("%s: %d files changed, want %d", r.what, changed, want)
		}
		before = after
	}
}

func read(t *testing.T, site string) map[string]string {
	t.Helper()
	out := map[string]string{}
	paths, err := filepath.Glob(filepath.Join(site, "content", "*", "*.md"))
	if err != nil || len(paths) < 20 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out[path] = string(text)
	}
	return out
}

func TestTheFloorMakesAPageOfEachBriefing(t *testing.T) {
	site, out := t.TempDir(), t.TempDir()
	if err := makeSite(20, site); err != nil {
		t.Fatal(err)
	}
	if err := run(context.Background(), []string{"floor", filepath.Join(site, "content"), out}, io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		name := strings.TrimSuffix(filepath.Base(made.Path(i, 20)), ".md")
		page, err := os.ReadFile(filepath.Join(out, name, "index.html"))
		if err != nil || strings.Count(string(page), `class="footnote-ref"`) != 14 || strings.Contains(string(page), "summary:") {
			t.Errorf("%s: %v\n%s", name, err, page)
		}
	}
	if err := floor(filepath.Join(site, "missing"), out); err == nil {
		t.Error("a folder that is missing was read")
	}
}

func TestHugosSiteHasItsLayoutsAndTheArchive(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "hugo")
	if err := hugoSite(dir, "/of/the/archive"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"baseof", "single", "list", "terms"} {
		if _, err := os.Stat(filepath.Join(dir, "layouts", "_default", name+".html")); err != nil {
			t.Error(err)
		}
	}
	config, err := os.ReadFile(filepath.Join(dir, "hugo.toml"))
	if err != nil || !strings.Contains(string(config), `source = "/of/the/archive/content"`) {
		t.Errorf("%v\n%s", err, config)
	}
}
