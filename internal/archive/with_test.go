package archive

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
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

func newEditor(seed uint64) *editor {
	return &editor{rand.New(rand.NewPCG(seed, 9)), &briefing.Record{Key: "k", Facts: briefing.Facts{URL: "https://h0.example/0", Title: "The register's"}}}
}

// input is what the edited archive has besides briefings: a vocabulary of which a name is
// that of two tags, and a host that is never linked.
func (e *editor) input() Input {
	return Input{
		Outlets: []briefing.OutletRecord{{Domain: "h1.example", Name: "One", Reliability: "B"}},
		Vocabulary: []briefing.TagEntry{
			{Name: "Internet", Aliases: []string{"web"}, Description: "the network", At: diag.Pos{Path: "tags.yaml", Line: 1}},
			{Name: "Z", Aliases: []string{"web"}, At: diag.Pos{Path: "more.yaml", Line: 5}},
		},
		Linkable: func(url string) bool { return !strings.Contains(url, "h2") },
	}
}

// briefing makes one of any path and date.
func (e *editor) briefing() *briefing.Briefing {
	path, date := fmt.Sprintf("%02d.md", e.IntN(30)), fmt.Sprintf("%d-%02d", 2000+e.IntN(4), 1+e.IntN(12))
	b := e.write(path, date)
	if e.IntN(6) == 0 {
		b.Kind, b.Front.Date = briefing.PlainFile, briefing.Date{}
	}
	return b
}

func (e *editor) write(path, date string) *briefing.Briefing {
	var tags, urls []string
	for range e.IntN(4) {
		tags = append(tags, []string{"Éclair", "eclair", "web", "Internet", "x y", "X-Y", "z", "!?"}[e.IntN(8)])
	}
	for range e.IntN(5) {
		urls = append(urls, e.url())
	}
	b := brief(path, date, tags, urls...)
	for i := range b.Citations {
		e.tell(&b.Citations[i])
	}
	e.mark(b)
	if e.IntN(3) == 0 {
		b.Front.ID = fmt.Sprint("id-", e.IntN(6))
	}
	b.Front.Lines = []briefing.KeyLine{{Key: "id", Line: 2 + e.Int32N(2), Col: 1}, {Key: "authors", Line: 4 + e.Int32N(2), Col: 1}}
	b.Front.Authors = [][]string{nil, {"A. Desk"}, {"a desk", "B"}, {"…"}}[e.IntN(4)]
	b.Front.Desk, b.Front.Series = []string{"", "Desk", "desk"}[e.IntN(3)], []string{"", "S", "s"}[e.IntN(3)]
	return b
}

func (e *editor) url() string { return fmt.Sprintf("h%d.example/%d", e.IntN(4), e.IntN(4)) }

// tell says something of the source of a citation, of which some have no URL and one is
// known to the register by two.
func (e *editor) tell(c *briefing.Citation) {
	c.Given.Title = []string{"", "One title", "Another title"}[e.IntN(3)]
	c.Given.Date.Year = []int32{0, 0, 1999}[e.IntN(3)]
	c.Given.Outlet = []string{"", "", "The outlet"}[e.IntN(3)]
	switch c.Folded {
	case "h0.example/0":
		c.Register = e.register
	case "h0.example/1":
		c.Folded, c.Register = "h0.example/0", e.register
	case "h0.example/2":
		c.Folded, c.Given.URL = "key:two", ""
	case "h0.example/3":
		c.Given.URL = []string{"http://www.h0.example/3", "https://h0.example/3", "ftp://h0.example/3"}[e.IntN(3)]
	}
}

// mark gives some notes further markers.
func (e *editor) mark(b *briefing.Briefing) {
	for n := range b.Doc.Notes {
		for range e.IntN(8) / 6 {
			b.Doc.Notes[n].Marks = append(b.Doc.Notes[n].Marks, len(b.Doc.Marks))
			b.Doc.Marks = append(b.Doc.Marks, briefing.Mark{Note: n, In: -1, Line: 6, Col: n, ID: fmt.Sprint("fnref2:", n)})
		}
	}
	b.MakeOutline()
}

// again gives a briefing as an author saves it: written anew, or with one thing changed.
func (e *editor) again(was *briefing.Briefing) *briefing.Briefing {
	if e.IntN(4) == 0 {
		now := e.write(was.Path, was.Front.Date.String()+strings.Repeat("2000", int(1-min(1, was.Front.Date.Year))))
		now.Kind, now.Front.Date = was.Kind, was.Front.Date
		return now
	}
	now := *was
	now.Citations = slices.Clone(was.Citations)
	switch e.IntN(8) {
	case 0:
		now.Front.Title += "!"
	case 1:
		now.Front.Tags = append(slices.Clone(was.Front.Tags), briefing.Text{Value: "x y", At: diag.Pos{Path: was.Path, Line: 3, Col: 9}})
	case 2: // a line more above all
		now.Front.Lines = []briefing.KeyLine{{Key: "id", Line: 1 + e.Int32N(9), Col: 1}}
		for i := range now.Citations {
			now.Citations[i].Line++
		}
	case 3:
		now.Front.Tags = slices.Clone(was.Front.Tags)
		for i := range now.Front.Tags {
			now.Front.Tags[i].At.Line++
		}
	case 4:
		doc := *was.Doc
		now.Doc, doc.Notes, now.Notes = &doc, slices.Clone(doc.Notes), slices.Clone(now.Notes)
		e.mark(&now)
	case 5:
		for i := range now.Citations {
			m := *now.Citations[i].Mention
			m.Register = []*briefing.Record{nil, e.register, {Key: "other", Unlinked: true}}[e.IntN(3)]
			now.Citations[i].Mention = &m
		}
	case 6:
		now.Citations = now.Citations[:max(0, len(now.Citations)-1)]
	default:
		for i := range now.Citations {
			m := *now.Citations[i].Mention
			now.Citations[i].Mention = &m
		}
		if n := len(now.Citations); n > 0 {
			now.Citations[e.IntN(n)].Given.Title = "A new title"
		}
	}
	return &now
}

func TestAnEditedArchiveIsTheOneMadeAnew(t *testing.T) {
	quick := 0
	for seed := range uint64(60) {
		e := newEditor(seed)
		in := e.input()
		files := map[string]*briefing.Briefing{}
		now, _ := New(in)
		same := now // made anew
		differs, said := 0, 0
		for range 40 {
			changed, removed := e.edit(files)
			if now.edit(changed, removed) != nil {
				quick++
			}
			next, diags := now.With(changed, removed)
			in.Briefings = slices.Collect(maps.Values(files))
			anew, want := New(in)
			if !equal(next, anew) || !reflect.DeepEqual(diags.Sort(), want.Sort()) {
				t.Fatalf("seed %d: with %v changed and %v removed the archive is another than one made anew", seed, pathsOf(changed), removed)
			}
			if !equal(now, same) {
				t.Fatalf("seed %d: with %v changed and %v removed the archive before is not what it was", seed, pathsOf(changed), removed)
			}
			if !equal(now, next) {
				differs++
			}
			said += diags.Count(diag.Warning) + diags.Count(diag.Error) + diags.Count(diag.Info)
			now, same = next, anew
		}
		if differs < 25 || said < 40 {
			t.Errorf("seed %d: %d of 40 edits changed the archive, %d diagnostics: the test shows little", seed, differs, said)
		}
	}
	if quick < 60*15 {
		t.Errorf("only %d of %d edits kept the numbers: the test shows little", quick, 60*40)
	}
}

// equal reports whether two archives are equal but for a function that both were given.
func equal(x, y *Archive) bool {
	a, b := *x, *y
	a.linkable, b.linkable = nil, nil
	return reflect.DeepEqual(a, b)
}

// edit changes some briefings. Three times of four all stand where they stood; else some
// are new and up to two go. Files is what there is afterwards.
func (e *editor) edit(files map[string]*briefing.Briefing) (changed []*briefing.Briefing, removed []string) {
	paths := slices.Sorted(maps.Keys(files))
	inPlace := len(paths) > 6 && e.IntN(4) > 0
	if !inPlace {
		for range min(e.IntN(3), len(paths)) {
			p := paths[e.IntN(len(paths))]
			removed = append(removed, p)
			delete(files, p)
		}
	}
	for range 1 + e.IntN(4) {
		b := e.briefing()
		if inPlace {
			b = e.again(files[paths[e.IntN(len(paths))]])
		}
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
