package main

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Of imports that want the same file at the same moment one writes it, whole, and
// the others are refused.
func TestImportsAtOnceNeverOverwrite(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "dossier.toml"), []byte("marking = \"TLP:CLEAR\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var wrote, refused atomic.Int32
	var printed sync.Map
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			var out, errs strings.Builder
			w := world{strings.NewReader("A key was found.[1]\n\n[1] www.example.org/key\n"), &out, &errs, nil, time.Now}
			switch code := run(t.Context(), []string{"-C", dir, "import", "-", "--title", "Keys", "--date", "2020-02-03"}, w); code {
			case exitOK:
				wrote.Add(1)
			case exitRefused:
				refused.Add(1)
			default:
				printed.Store(code, errs.String())
			}
		})
	}
	wait.Wait()
	printed.Range(func(code, errs any) bool { t.Errorf("code %v: %v", code, errs); return true })
	if wrote.Load() != 1 || refused.Load() != 19 {
		t.Errorf("%d wrote the file, %d were refused", wrote.Load(), refused.Load())
	}
	text, err := os.ReadFile(filepath.Join(dir, "content", "2020", "2020-02-03-keys.md"))
	if err != nil || !strings.HasSuffix(string(text), "[^1]: <https://www.example.org/key>\n") {
		t.Errorf("%v\n%s", err, text)
	}
}
