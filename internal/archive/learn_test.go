package archive

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"dossier/internal/briefing"
)

// filledIn gives the facts of a source as they are by the rule: what the register says
// first, then what each citation adds to those before it, of the first documents alone.
func filledIn(a *Archive, s *Source, documents int) briefing.Facts {
	var f briefing.Facts
	if s.Record != nil {
		f = s.Record.Facts
	}
	for _, from := range s.Citations {
		if int(from.Briefing) < documents {
			f.Fill(a.Document(int(from.Briefing)).Citations[from.Citation].Given)
		}
	}
	return f
}

// Sources share facts with notes and register, which With takes over from archive to
// archive: nothing of them may change.
func TestFactsAreFilledInWithoutChangingWhatNotesAndRegisterSay(t *testing.T) {
	shared, own := 0, 0
	for seed := range uint64(60) {
		e := &editor{rand.New(rand.NewPCG(seed, 3)), &briefing.Record{Key: "k", Facts: briefing.Facts{Outlet: "The register's"}}}
		files := map[string]*briefing.Briefing{}
		for range 8 {
			e.edit(files)
		}
		said := map[*briefing.Mention]briefing.Facts{}
		for _, b := range files {
			for i := range b.Citations {
				m := b.Citations[i].Mention
				m.Given.Outlet = []string{"", "", "An outlet"}[e.IntN(3)]
				if e.IntN(4) == 0 {
					m.Given.Authors = []string{"A", "B"}
					m.Given.Saved = briefing.Saved{URL: "https://saved.example/"}
				}
				said[m] = m.Given
			}
		}
		a, _ := New(Input{Briefings: slices.Collect(maps.Values(files))})
		for k := range a.Sources {
			s := &a.Sources[k]
			for n := range len(a.Briefings) + len(a.Pages) {
				if s.Record != nil || int(s.Citations[0].Briefing) > n {
					continue // what the notes before the register's word said holds too
				}
				if got, want := *a.SourceAsOf(int32(k), n).Facts, filledIn(a, s, n+1); !reflect.DeepEqual(got, want) {
					t.Fatalf("seed %d: as of %d %s is %+v, want %+v", seed, n, s.Facts.URL, got, want)
				}
			}
			if got, want := *s.Facts, filledIn(a, s, len(files)); !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d: %s is %+v, want %+v", seed, s.Facts.URL, got, want)
			}
			if isSaid(s, a) {
				shared++
			} else {
				own++
			}
		}
		for m, facts := range said {
			if !reflect.DeepEqual(m.Given, facts) {
				t.Fatalf("seed %d: %+v is said where %+v was", seed, m.Given, facts)
			}
		}
		if want := (briefing.Facts{Outlet: "The register's"}); !reflect.DeepEqual(e.register.Facts, want) {
			t.Fatalf("seed %d: the register says %+v now", seed, e.register.Facts)
		}
	}
	if shared < 50 || own < 50 {
		t.Errorf("%d sources share their facts and %d have their own: the test shows little", shared, own)
	}
}

// isSaid reports whether the facts of a source are those of one of its citations.
func isSaid(s *Source, a *Archive) bool {
	return slices.ContainsFunc(s.Citations, func(from CitedFrom) bool {
		return s.Facts == &a.Document(int(from.Briefing)).Citations[from.Citation].Given
	})
}
