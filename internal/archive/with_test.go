package archive

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// editor makes random briefings out of few names, tags and sources, so that edits
// meet: spellings compete, notes disagree, ids and paths recur.
type editor struct {
	*rand.Rand
	register *briefing.Record
}

func (e *editor) briefing() *briefing.Briefing {
	var tags, urls []string
	for range e.IntN(4) {
		tags = append(tags, []string{"Éclair", "eclair", "web", "Internet", "x y", "X-Y", "z"}[e.IntN(7)])
	}
	for range e.IntN(5) {
		urls = append(urls, fmt.Sprintf("h%d.example/%d", e.IntN(3), e.IntN(4)))
	}
	b := brief(fmt.Sprintf("%02d.md", e.IntN(30)), fmt.Sprintf("%d-%02d", 2000+e.IntN(4), 1+e.IntN(12)), tags, urls...)
	for i := range b.Citations {
		c := &b.Citations[i]
		c.Given.Title = []string{"", "One title", "Another title"}[e.IntN(3)]
		c.Given.Date.Year = []int{0, 0, 1999}[e.IntN(3)]
		if c.Folded == "h0.example/0" {
			c.Register = e.register
		}
	}
	if e.IntN(3) == 0 {
		b.Front.ID = fmt.Sprint("id-", e.IntN(6))
	}
	b.Front.Authors = [][]string{nil, {"A. Desk"}, {"a desk", "B"}}[e.IntN(3)]
	b.Front.Desk, b.Front.Series = []string{"", "Desk", "desk"}[e.IntN(3)], []string{"", "S", "s"}[e.IntN(3)]
	if e.IntN(6) == 0 {
		b.Kind, b.Front.Date = briefing.PlainFile, briefing.Date{}
	}
	return b
}

func TestAnEditedArchiveIsTheOneMadeAnew(t *testing.T) {
	for seed := range uint64(40) {
		e := &editor{rand.New(rand.NewPCG(seed, 9)), &briefing.Record{Key: "k", Facts: briefing.Facts{Title: "The register's"}}}
		in := Input{
			Outlets:    []briefing.OutletRecord{{Domain: "h1.example", Name: "One", Reliability: "B"}},
			Vocabulary: []briefing.TagEntry{{Name: "Internet", Aliases: []string{"web"}, Description: "the network"}},
		}
		files := map[string]*briefing.Briefing{}
		now, _ := New(in)
		differs, said := 0, 0
		for range 30 {
			changed, removed := e.edit(files)
			next, diags := now.With(changed, removed)
			in.Briefings = slices.Collect(maps.Values(files))
			anew, want := New(in)
			if !reflect.DeepEqual(next, anew) || !reflect.DeepEqual(diags.Sort(), want.Sort()) {
				t.Fatalf("seed %d: with %v changed and %v removed the archive is another than one made anew", seed, pathsOf(changed), removed)
			}
			if !reflect.DeepEqual(now, next) {
				differs++
			}
			said += diags.Count(diag.Warning) + diags.Count(diag.Error) + diags.Count(diag.Info)
			now = next
		}
		if differs < 25 || said < 30 {
			t.Errorf("seed %d: %d of 30 edits changed the archive, %d diagnostics: the test shows little", seed, differs, said)
		}
	}
}

// edit changes up to three briefings, some of them new, and removes up to two;
// files is what there is afterwards.
func (e *editor) edit(files map[string]*briefing.Briefing) (changed []*briefing.Briefing, removed []string) {
	paths := slices.Sorted(maps.Keys(files))
	for range min(e.IntN(3), len(paths)) {
		p := paths[e.IntN(len(paths))]
		removed = append(removed, p)
		delete(files, p)
	}
	for range 1 + e.IntN(3) {
		b := e.briefing()
		if !slices.ContainsFunc(changed, func(c *briefing.Briefing) bool { return c.Path == b.Path }) {
			changed = append(changed, b)
			files[b.Path] = b
		}
	}
	return changed, removed
}

func pathsOf(all []*briefing.Briefing) []string {
	var out []string
	for _, b := range all {
		out = append(out, b.Path)
	}
	return out
}

func TestEditingAnArchiveLeavesItAsItWas(t *testing.T) {
	all := []*briefing.Briefing{brief("a.md", "2001", []string{"x"}, "s.example/1"), brief("b.md", "2002", nil, "s.example/1")}
	a, _ := New(Input{Briefings: all})
	same, _ := New(Input{Briefings: all})
	a.With([]*briefing.Briefing{brief("a.md", "2003", []string{"X"}, "s.example/2")}, []string{"b.md", "no such.md"})
	if !reflect.DeepEqual(a, same) {
		t.Error("the archive that was edited changed")
	}
}

func TestWhatLaterBriefingsTellOfASourceIsNotKnownBefore(t *testing.T) {
	one, two, three := brief("1.md", "2001", nil, "s.example/1"), brief("2.md", "2002", nil, "s.example/1"), brief("3.md", "2003", nil, "s.example/1")
	two.Citations[0].Given.Title = "The title"
	three.Citations[0].Given.Outlet = "The outlet"
	three.Citations[0].Given.Saved.URL = "https://archive.example/1"
	a, _ := New(Input{Briefings: []*briefing.Briefing{one, two, three}})
	for i, want := range []briefing.Facts{
		{URL: "https://s.example/1"},
		{URL: "https://s.example/1", Title: "The title"},
		{URL: "https://s.example/1", Title: "The title", Outlet: "The outlet", Saved: briefing.Saved{URL: "https://archive.example/1"}},
	} {
		if got := *a.SourceAsOf(0, i).Facts; !reflect.DeepEqual(got, want) {
			t.Errorf("as of briefing %d the source is %+v, want %+v", i, got, want)
		}
	}
	if a.Sources[0].Facts.Outlet != "The outlet" {
		t.Error("looking back changed the source")
	}
}

func TestWhatPlainPagesAloneCiteStandsFirstAtItsOutlet(t *testing.T) {
	page := brief("pages/p.md", "2001", nil, "s.example/page")
	page.Kind, page.Front.Date = briefing.PlainFile, briefing.Date{}
	page.Citations[0].Given.URL = "https://s.example/page"
	a, _ := New(Input{Briefings: []*briefing.Briefing{page, brief("1.md", "2001", nil, "s.example/1")}})
	var got []string
	for _, s := range a.Outlets[0].Sources {
		got = append(got, a.Sources[s].Facts.URL)
	}
	if want := []string{"https://s.example/page", "https://s.example/1"}; !slices.Equal(got, want) {
		t.Errorf("the outlet's sources are %v, want %v", got, want)
	}
}
