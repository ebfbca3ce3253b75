package main

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// remade builds a site whose cache turns out to be damaged when pages are rendered, after
// the edition was told of. What is to happen right after that, and when the cache is told
// to be made anew, is the test's to say.
type remade struct {
	*testing.T
	site, out   string
	told, anew  func()
	said, print strings.Builder
}

func newRemade(t *testing.T) *remade {
	r := &remade{T: t, site: t.TempDir(), out: filepath.Join(t.TempDir(), "public"), told: func() {}, anew: func() {}}
	put(t, r.site, "dossier.toml", "title = \"Desk\"\nmarking = \"TLP:CLEAR\"\n")
	put(t, r.site, "content/2026-01-01-one.md", page(1, ""))
	put(t, r.site, "content/2026-01-02-draft.md", "---\ntitle: Draft\ndraft: true\n---\n")
	mustBuild(t, r.site, filepath.Join(t.TempDir(), "first"))
	return r
}

// Write is what the command says on standard error.
func (r *remade) Write(line []byte) (int, error) {
	switch said := string(line); {
	case strings.Contains(said, "left out as drafts"):
		r.spoilTexts()
		r.told()
	case strings.Contains(said, "made anew"):
		r.anew()
	}
	return r.said.Write(line)
}

// spoilTexts overwrites all segments of the cache, which stay as long as they are.
func (r *remade) spoilTexts() {
	names, err := filepath.Glob(r.cached("texts-*"))
	if err != nil || len(names) == 0 {
		r.Fatal("there are no texts to spoil", err)
	}
	for _, name := range names {
		if err := os.WriteFile(name, make([]byte, sizeOf(name)), 0o600); err != nil {
			r.Fatal(err)
		}
	}
}

func (r *remade) cached(name string) string {
	return filepath.Join(r.site, ".dossier", "cache", "tlp-clear", name)
}

// ends builds, and gives the exit code and what was said.
func (r *remade) ends(ctx context.Context) (int, string) {
	r.Helper()
	code := run(ctx, []string{"-C", r.site, "build", "--out", r.out}, world{strings.NewReader(""), &r.print, r, nil, time.Now})
	if !strings.Contains(r.said.String(), "the cache is made anew") {
		r.Fatalf("the cache was not found to be damaged: %s", r.said.String())
	}
	return code, r.said.String()
}

func TestAnEditionThatIsMadeAgainIsToldOfOnce(t *testing.T) {
	t.Parallel()
	r := newRemade(t)
	code, said := r.ends(t.Context())
	if code != exitOK || strings.Count(said, "\n") != 2 {
		t.Errorf("code %d: %s", code, said)
	}
	if _, err := os.Stat(r.cached("index")); err != nil {
		t.Error("the cache was not kept:", err)
	}
}

// What was told holds of what is published: nothing is of which it does not.
func TestAnEditionThatIsMadeAgainIsTheOneToldOf(t *testing.T) {
	t.Parallel()
	for what, text := range map[string]string{
		"an error":  page(1, "")[:20],
		"a warning": page(1, "") + "\n[^9]: [Unused](https://www.example.org/9), Example.\n",
		"a draft":   strings.Replace(page(1, ""), "tlp: CLEAR", "tlp: CLEAR\ndraft: true", 1),
		"a marking": strings.Replace(page(1, ""), "tlp: CLEAR", "tlp: RED", 1),
	} {
		t.Run(what, func(t *testing.T) {
			r := newRemade(t)
			r.told = func() { put(t, r.site, "content/2026-01-01-one.md", text) }
			code, said := r.ends(t.Context())
			if code != exitFailed || !strings.Contains(said, "the site changed") || len(tree(t, r.out)) > 0 {
				t.Errorf("code %d: %s", code, said)
			}
		})
	}
}

func TestAnEditionThatIsMadeAgainHeedsAnInterrupt(t *testing.T) {
	t.Parallel()
	r := newRemade(t)
	ctx, interrupt := context.WithCancel(t.Context())
	r.anew = interrupt
	if code, said := r.ends(ctx); code != exitInterrupted {
		t.Errorf("code %d: %s", code, said)
	}
	if _, err := os.Stat(r.cached("index")); err == nil {
		t.Error("the edition was made to its end")
	}
}

func TestAnEditionThatIsMadeAgainSaysWhyItIsNotKept(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("what is open cannot be removed")
	}
	for gone, why := range map[string]string{"lock": "it was removed", "": "no such file"} {
		r := newRemade(t)
		r.anew = func() {
			if err := os.RemoveAll(r.cached(gone)); err != nil {
				t.Fatal(err)
			}
		}
		code, said := r.ends(t.Context())
		if code != exitOK || strings.Count(said, "the cache cannot be kept: ") != 1 || !strings.Contains(said, why) {
			t.Errorf("code %d without %q: %s", code, gone, said)
		}
	}
}
