package build

import (
	"slices"
	"strings"
	"testing"

	"dossier/internal/briefing"
	"dossier/internal/source"
)

// The archive in content/ shows what the program is for; a test that builds it
// shows as much as there is in it.
func TestTheRealArchiveHasOneOfEachThing(t *testing.T) {
	r := edition(t, real(t, nil))
	a := r.Archive
	if len(a.Briefings) < 8 || len(a.Years) < 5 || len(a.Tags) < 8 || len(a.Desks) < 3 || len(a.Series) < 1 || len(a.Pages) < 1 {
		t.Errorf("%d briefings, %d years, %d tags, %d desks, %d series, %d plain pages", len(a.Briefings), len(a.Years), len(a.Tags), len(a.Desks), len(a.Series), len(a.Pages))
	}
	if n := len(a.Series[0].Members); n < 3 {
		t.Errorf("the series has %d parts", n)
	}
	grades := map[string]bool{}
	for _, o := range a.Outlets {
		if o.Record != nil {
			grades[o.Record.Reliability] = true
		}
	}
	if len(grades) < 4 {
		t.Errorf("outlets are graded %v", grades)
	}
	above := map[briefing.Marking]int{}
	wide := real(t, nil)
	wide.Edition = briefing.Amber
	for _, b := range edition(t, wide).Archive.Briefings {
		above[b.Front.Marking]++
	}
	if above[briefing.Amber] == 0 || above[briefing.Clear] != len(a.Briefings) {
		t.Errorf("markings %v", above)
	}
	for name, text := range renderAll(t, r) {
		if strings.Contains(string(text), "How much weight the Wuzhen") || strings.Contains(name, "weight-on-one-story") {
			t.Errorf("%s tells of the briefing marked TLP:AMBER", name)
		}
	}
}

// The briefing on the conference of 2018 rests on eleven documents in nineteen
// places; the outlets of these, in reading order, are those of the report that it
// was made after.
func TestTheWuzhenBriefingRestsOnElevenSourcesInNineteenPlaces(t *testing.T) {
	a := edition(t, real(t, nil)).Archive
	i := slices.IndexFunc(a.Briefings, func(b *briefing.Briefing) bool { return b.Front.Slug == "wuzhen-conference" })
	b := a.Briefings[i]
	of := make(map[int]int32, len(b.Citations)) // source, by printed note
	for c, s := range a.SourcesOf(i) {
		of[int(b.Citations[c].Note)] = s
	}
	sources := map[int32]bool{}
	var got []string
	for _, m := range b.Doc.Marks {
		s := of[b.NumberOf(m.Note)]
		sources[s] = true
		got = append(got, source.Domain(a.Sources[s].Facts.URL))
	}
	want := strings.Fields(`bloomberg.com scmp.com scmp.com chinadigitaltimes.net scmp.com chinadigitaltimes.net scmp.com scmp.com kr-asia.com inkstonenews.com
		macaubusiness.com bloomberg.com scmp.com nationmultimedia.com time.com stockhouse.com theverge.com nytimes.com chinadigitaltimes.net`)
	if !slices.Equal(got, want) || len(sources) != 11 {
		t.Errorf("%d sources in %d places: %v", len(sources), len(got), got)
	}
}
