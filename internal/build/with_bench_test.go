package build

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/internal/briefing"
	"dossier/internal/made"
	"dossier/internal/site"
)

// saves are edits of a briefing of a made archive, by name.
var saves = map[string]func(text string) string{
	"sentence": func(text string) string { return strings.Replace(text, ".[^3]", ", as was said before.[^3]", 1) },
	"title":    func(text string) string { return strings.Replace(text, "title: \"", "title: \"Again: ", 1) },
	"tag": func(text string) string {
		return strings.Replace(text, "tags: [", "tags: ["+made.New(0, madeSeed).Tag(3)+", ", 1)
	},
	"new-tag": func(text string) string { return strings.Replace(text, "tags: [", "tags: [never given, ", 1) },
	"citation": func(text string) string {
		return cite(text, "[New](https://www.new.example/1), New Outlet, 2011-11-11.")
	},
	"removed":  func(text string) string { return cite(text, "Nothing is cited.") },
	"repeated": func(text string) string { return cite(text, "@record-0") },
}

// cite has the sixth note say something else.
func cite(text, said string) string {
	before, after, _ := strings.Cut(text, "\n[^6]: ")
	_, after, _ = strings.Cut(after, "\n")
	return before + "\n[^6]: " + said + "\n" + after
}

// saved gives briefings of an edition of n as they are when edited, resolved against
// its register.
func saved(b *testing.B, r *Result, n int, edit func(string) string, which ...int) []*briefing.Briefing {
	b.Helper()
	o := optionsFor(0)
	files, archive := fstest.MapFS{}, made.New(n, madeSeed)
	for _, i := range which {
		text := string(archive.Briefing(i))
		if edit(text) == text {
			b.Fatalf("the edit leaves briefing %d as it was", i)
		}
		files[made.Path(i, n)] = &fstest.MapFile{Data: []byte(edit(text))}
	}
	o.Root = files
	alone, err := Edition(o)
	if err != nil {
		b.Fatal(err)
	}
	var out []*briefing.Briefing
	for _, one := range alone.Archive.Briefings {
		now, _ := r.Register.Resolve(&one.File, one.Doc)
		out = append(out, now)
	}
	if len(out) != len(which) {
		b.Fatalf("%d briefings of %d", len(out), len(which))
	}
	return out
}

// eachSave measures what each kind of save costs at two sizes of archive, beside making
// all anew.
func eachSave(b *testing.B, one func(b *testing.B, r *Result, changed []*briefing.Briefing), anew func(b *testing.B, r *Result)) {
	for _, n := range []int{1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r, err := Edition(optionsFor(n))
			if err != nil {
				b.Fatal(err)
			}
			for _, name := range slices.Sorted(maps.Keys(saves)) {
				changed := saved(b, r, n, saves[name], n*2/3)
				b.Run(name, func(b *testing.B) { one(b, r, changed) })
			}
			many := make([]int, 400)
			for i := range many {
				many[i] = i * n / len(many)
			}
			changed := saved(b, r, n, saves["citation"], many...)
			b.Run("400-citations", func(b *testing.B) { one(b, r, changed) })
			b.Run("anew", func(b *testing.B) { anew(b, r) })
		})
	}
}

func BenchmarkArchiveWith(b *testing.B) {
	eachSave(b, func(b *testing.B, r *Result, changed []*briefing.Briefing) {
		for b.Loop() {
			r.Archive.With(changed, nil)
		}
	}, func(b *testing.B, r *Result) {
		gone := []string{r.Archive.Briefings[0].Path} // all others get other numbers
		for b.Loop() {
			r.Archive.With(nil, gone)
		}
	})
}

func BenchmarkSiteWith(b *testing.B) {
	eachSave(b, func(b *testing.B, r *Result, changed []*briefing.Briefing) {
		in := r.Site.Input()
		s, _, err := r.Site.With(in) // knows what leads where from now on
		if err != nil {
			b.Fatal(err)
		}
		in.Archive, _ = r.Archive.With(changed, nil)
		for b.Loop() {
			if _, _, err := s.With(in); err != nil {
				b.Fatal(err)
			}
		}
	}, func(b *testing.B, r *Result) {
		for b.Loop() {
			if _, _, err := site.New(r.Site.Input()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
