package build

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dossier/internal/made"
)

// edits are what an author does to a briefing of a made archive.
var edits = []struct {
	name string
	edit func(text string, turn int) string
}{
	{"sentence", func(text string, turn int) string {
		return strings.Replace(text, ".[^3]", fmt.Sprintf(" as was said on day %d.[^3]", turn), 1)
	}},
	{"title", func(text string, turn int) string {
		return strings.Replace(text, "title: \"", fmt.Sprintf("title: \"On %d, ", turn), 1)
	}},
	{"tag", func(text string, turn int) string {
		return strings.Replace(text, "tags: [", fmt.Sprintf("tags: [new-%d, ", turn), 1)
	}},
	{"citation", func(text string, turn int) string {
		return strings.Replace(text, "\n[^6]: ", fmt.Sprintf("\n[^6]: https://www.new.example/%d\n\n[^more-%d]: ", turn, turn), 1)
	}},
}

// BenchmarkSave measures what passes from a saved text to its new page, without a server:
// the text read, parsed and resolved, the archive and the site made with it, the page
// rendered.
func BenchmarkSave(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		f := followMade(b, n, optionsFor(0))
		m, err := f.Look(b.Context())
		if err != nil || m.Shown == nil {
			b.Fatal(err, m)
		}
		turn := 0
		for _, s := range edits {
			b.Run(fmt.Sprintf("%s/%d", s.name, n), func(b *testing.B) {
				var page bytes.Buffer
				for b.Loop() {
					turn++
					path := made.Path(turn*7919%n, n)
					b.StopTimer()
					name := filepath.Join(f.dir, path)
					text, err := os.ReadFile(name)
					if err != nil {
						b.Fatal(err)
					}
					if err := os.WriteFile(name, []byte(s.edit(string(text), turn)), 0o666); err != nil {
						b.Fatal(err)
					}
					b.StartTimer()
					m, err := f.Look(b.Context(), path)
					if err != nil || m.Stale {
						b.Fatal(err, m.Told)
					}
					page.Reset()
					if err := m.renderFile(path, &page); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// renderFile renders the page of a file.
func (m *Moment) renderFile(path string, w *bytes.Buffer) error {
	for i, b := range m.Shown.Archive.Briefings {
		if b.Path == path {
			at, _ := m.Shown.Site.AddressOf(i)
			p, _ := m.Shown.Site.Find(at)
			return m.Shown.Renderer.Render(p, w)
		}
	}
	return os.ErrNotExist
}
