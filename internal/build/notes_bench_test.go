package build

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/internal/output"
)

// manyNotes are briefings of n notes, from which a careless step would take the
// square of n.
var manyNotes = map[string]func(n int) string{
	"sources": func(n int) string {
		return rows(n, "Word.[^%d]\n\n") + rows(n, "[^%d]: https://example.org/%[1]d/a-story\n")
	},
	"commentary": func(n int) string { return rows(n, "Word.[^%d]\n\n") + rows(n, "[^%d]: Text of it.\n") },
	"in place":   func(n int) string { return rows(n, "word ^[note %d] ") },
	"one line": func(n int) string {
		return rows(n, "word.[^%d] ") + "\n\n" + rows(n, "[^%d]: https://example.org/%[1]d\n")
	},
	"chain":        func(n int) string { return "Word.[^0]\n\n" + rows(n, "[^%d]: Text.[^x%[1]d]\n") },
	"table":        func(n int) string { return "| a | b |\n|---|---|\n" + rows(n, "| a | b^[note %d] |\n") },
	"unclosed":     func(n int) string { return strings.Repeat("[^a ", n) },
	"undefined":    func(n int) string { return rows(n, "word[^x%d] ") },
	"half defined": func(n int) string { return rows(n, "word[^x%d] ") + "\n\n" + rows(n/2, "[^x%d]: Text.\n") },
	"one source": func(n int) string {
		return rows(n, "word[^%d] ") + "\n\n" + rows(n, "[^%d]: https://example.org/a, p. %[1]d\n")
	},
}

func rows(n int, form string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, form, i)
	}
	return b.String()
}

// BenchmarkManyNotes builds a site with one briefing of very many notes. The
// figures per note stay the same when the time grows in step with them.
func BenchmarkManyNotes(b *testing.B) {
	for name, body := range manyNotes {
		for _, n := range []int{5000, 10000, 20000} {
			o := optionsFor(1)
			o.Root = fstest.MapFS{"content/2026-01-01-a.md": {Data: []byte("---\ntitle: T\n---\n\n" + body(n))}}
			b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(name, " ", "-"), n), func(b *testing.B) {
				for b.Loop() {
					buildOnce(b, o)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/note")
			})
		}
	}
}

// buildOnce builds an edition into an empty folder, faults or not.
func buildOnce(b *testing.B, o Options) {
	r, err := Edition(o)
	if err != nil || r.Site == nil {
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
