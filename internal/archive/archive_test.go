package archive

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// brief makes a briefing that cites each of the URLs in a note of its own.
func brief(path, date string, tags []string, urls ...string) *briefing.Briefing {
	d, err := briefing.ParseDate(date)
	if err != nil {
		panic(err)
	}
	b := &briefing.Briefing{File: briefing.File{Path: path, Front: briefing.Front{Title: path, Date: d, Marking: briefing.Clear}}, Doc: &briefing.Document{}}
	for _, t := range tags {
		b.Front.Tags = append(b.Front.Tags, briefing.Text{Value: t, At: diag.Pos{Path: path, Line: 3, Col: 1}})
	}
	for i, u := range urls {
		b.Doc.Items = append(b.Doc.Items, briefing.Item{URL: u, Line: 10 + i, Col: 1})
		b.Doc.Marks = append(b.Doc.Marks, briefing.Mark{Note: i, In: -1, Line: 5, Col: i + 1, Sentence: fmt.Sprintf("Sentence %d.", i)})
		b.Doc.Notes = append(b.Doc.Notes, briefing.Note{Label: fmt.Sprint(i), Items: briefing.Range{From: i, To: i + 1}, Marks: []int{i}})
		b.Notes = append(b.Notes, briefing.Printed{First: int32(i), Citations: briefing.Span{From: int32(i), To: int32(i + 1)}})
		b.Citations = append(b.Citations, briefing.Citation{
			Mention: &briefing.Mention{Folded: u, Given: briefing.Facts{URL: "https://" + u}},
			Note:    int32(i), Item: int32(i), Line: int32(10 + i), Col: 1,
		})
	}
	b.MakeOutline()
	return b
}

func names(groups []Group) []string {
	var out []string
	for _, g := range groups {
		out = append(out, fmt.Sprint(g.Name, g.Members))
	}
	return out
}

func TestBriefingsAreInTheOrderOfTheirDates(t *testing.T) {
	a, _ := New(Input{Briefings: []*briefing.Briefing{
		brief("b.md", "2018-11-12", nil), brief("a.md", "2018-11-12", nil), brief("y.md", "2018", nil),
		brief("m.md", "2018-11", nil), brief("t.md", "2018-11-12T09:30+01:00", nil), brief("z.md", "2017-12-31", nil),
	}})
	var got []string
	for _, b := range a.Briefings {
		got = append(got, b.Path)
	}
	if want := "z.md y.md m.md a.md b.md t.md"; strings.Join(got, " ") != want {
		t.Errorf("order %v, want %s", got, want)
	}
	if y := a.Years[1]; len(y.Members) != 5 || len(y.Months[10]) != 4 {
		t.Errorf("2018 has %d briefings, November %d", len(y.Members), len(y.Months[10]))
	}
}

func TestTagsThatDifferInCaseSpaceOrAccentAreOne(t *testing.T) {
	a, diags := New(Input{
		Briefings: []*briefing.Briefing{
			brief("a.md", "2018", []string{"Élections", "cyber sovereignty"}),
			brief("b.md", "2019", []string{"elections", "Cyber-Sovereignty", "web"}),
			brief("c.md", "2020", []string{"internet", "Internet"}),
		},
		Vocabulary: []briefing.TagEntry{{Name: "Internet", Aliases: []string{"web", "net"}, Description: "the network"}, {Name: "unused"}},
	})
	want := []string{"cyber sovereignty[0 1]", "Élections[0 1]", "Internet[1 2]"}
	if got := names(a.Tags); !slices.Equal(got, want) {
		t.Errorf("tags %v, want %v", got, want)
	}
	merged := 0
	for _, d := range diags {
		if d.Code == "tag-merged" {
			merged++
		}
	}
	if merged != 3 {
		t.Errorf("%d merges reported, want 3: %v", merged, diags)
	}
	if !reflect.DeepEqual(a.TagsOf(2), []int32{2}) {
		t.Errorf("a tag given in two spellings counts %v times", a.TagsOf(2))
	}
}

func TestTheOutcomeDoesNotDependOnTheOrderOfInput(t *testing.T) {
	make := func() []*briefing.Briefing {
		var all []*briefing.Briefing
		for i := range 40 {
			all = append(all, brief(fmt.Sprintf("%02d.md", i), fmt.Sprint(2000+i%7), []string{fmt.Sprint("t", i%5), "T1"},
				fmt.Sprintf("h%d.example/a", i%9), fmt.Sprintf("h%d.example/b", i%4)))
		}
		return all
	}
	a, first := New(Input{Briefings: make()})
	for seed := range uint64(20) {
		in := make()
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(in), func(i, j int) { in[i], in[j] = in[j], in[i] })
		b, diags := New(Input{Briefings: in})
		if !reflect.DeepEqual(a, b) || !reflect.DeepEqual(first.Sort(), diags.Sort()) {
			t.Fatalf("shuffled with seed %d the archive differs", seed)
		}
	}
}

func TestRelatedLooksBackOnly(t *testing.T) {
	all := []*briefing.Briefing{
		brief("a.md", "2001", []string{"x"}, "s.example/1"),
		brief("b.md", "2002", []string{"x"}),
		brief("c.md", "2003", []string{"y"}, "s.example/1"),
		brief("d.md", "2004", []string{"x"}, "s.example/1"),
	}
	a, _ := New(Input{Briefings: all})
	if got := a.Related(2); !slices.Equal(got, []int32{0}) {
		t.Errorf("c is related to %v, want its earlier companion alone", got)
	}
	if got := a.Related(3); !slices.Equal(got, []int32{0, 2, 1}) {
		t.Errorf("d is related to %v, want source and tag, source, tag", got)
	}
}

func TestTheEarliestBriefingsWordHoldsAndDisputesAreSaidOnce(t *testing.T) {
	one, two := brief("one.md", "2001", nil, "s.example/1"), brief("two.md", "2002", nil, "s.example/1")
	three := brief("three.md", "2003", nil, "s.example/1")
	two.Citations[0].Given.Title = "First Title"
	three.Citations[0].Given.Title = "Other words"
	a, diags := New(Input{Briefings: []*briefing.Briefing{three, two, one}})
	if len(a.Sources) != 1 || a.Sources[0].Facts.Title != "First Title" || len(a.Sources[0].Citations) != 3 {
		t.Fatalf("sources %+v", a.Sources)
	}
	if len(diags) != 1 || diags[0].Code != "source-disputed" || !strings.Contains(diags[0].Text, "three.md:10:1") {
		t.Errorf("diagnostics %v", diags)
	}
}

func TestTheRegistersWordEndsADispute(t *testing.T) {
	one, two := brief("one.md", "2001", nil, "s.example/1"), brief("two.md", "2002", nil, "s.example/1")
	one.Citations[0].Given.Title = "As a note says"
	two.Citations[0].Register = &briefing.Record{Key: "s", Facts: briefing.Facts{Title: "As the register says"}}
	a, diags := New(Input{Briefings: []*briefing.Briefing{one, two}})
	if a.Sources[0].Facts.Title != "As the register says" || len(diags) != 0 {
		t.Errorf("title %q, diagnostics %v", a.Sources[0].Facts.Title, diags)
	}
}

func TestTwoBriefingsCannotHaveOneID(t *testing.T) {
	one, two := brief("one.md", "2001", nil), brief("two.md", "2002", nil)
	one.Front.ID, two.Front.ID = "b-1", "b-1"
	_, diags := New(Input{Briefings: []*briefing.Briefing{one, two}})
	if len(diags) != 1 || diags[0].Code != "id-duplicate" || diags[0].Path != "two.md" || !strings.Contains(diags[0].Text, "one.md") {
		t.Errorf("diagnostics %v", diags)
	}
}

func TestASourceCitedAtSeveralMarkersIsCitedByEach(t *testing.T) {
	b := brief("one.md", "2001", nil, "s.example/1")
	b.Doc.Marks = append(b.Doc.Marks, briefing.Mark{Note: 0, In: -1, Line: 7, Col: 1, Sentence: "Again."})
	b.Doc.Notes[0].Marks = append(b.Doc.Notes[0].Marks, 1)
	b.MakeOutline()
	a, _ := New(Input{Briefings: []*briefing.Briefing{b}})
	if got := a.Sources[0].Citations; len(got) != 2 || got[1].Mark != 1 {
		t.Errorf("cited from %v", got)
	}
	if len(a.SourcesOf(0)) != 1 {
		t.Errorf("the briefing has %d citations, want 1", len(a.SourcesOf(0)))
	}
}
