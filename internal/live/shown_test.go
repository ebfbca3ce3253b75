package live

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dossier/internal/preview"
)

func TestFaultsLeaveTheLastGoodEditionAndAreQuoted(t *testing.T) {
	f := newFolder(t, a, text("A", "CLEAR", "Words of old."))
	s := f.begun(Options{})
	f.put(a, text("A", "CLEAR", "Nobody knows.[^nowhere]"))
	s.Changed(a)
	e := f.edition(s, "")
	said := e.Diagnostics()
	if !e.Stale() || len(said) != 1 || said[0].Code != "note-undefined" || !slices.Equal(said[0].Excerpt, []string{"6 | Nobody knows.[^nowhere]", "  |              ^"}) {
		t.Errorf("stale: %t; %q", e.Stale(), said)
	}
	if p, err := e.Page("/briefings/2026/a/"); err != nil || !strings.Contains(string(p.Body), "Words of old.") {
		t.Error("the last good page is gone", err)
	}
	f.put(a, text("A", "CLEAR", "\nNobody knows.[^nowhere]"))
	s.Changed(a)
	f.edition(s, "")
	if len(f.told) != 1 {
		t.Errorf("told %v", f.told)
	}
	if err := os.Rename(filepath.Join(f.dir, "content"), filepath.Join(f.dir, "away")); err != nil {
		t.Fatal(err)
	}
	s.Changed()
	if e = f.edition(s, ""); !e.Stale() || !strings.Contains(e.Diagnostics()[0].Text, "content") {
		t.Errorf("a folder that is gone: %v", e.Diagnostics())
	}
	if err := os.Rename(filepath.Join(f.dir, "away"), filepath.Join(f.dir, "content")); err != nil {
		t.Fatal(err)
	}
	f.put(a, text("A", "CLEAR", "Mended."))
	s.Changed()
	if e = f.edition(s, ""); e.Stale() || len(e.Diagnostics()) > 0 {
		t.Errorf("mended, and still %v", e.Diagnostics())
	}
}

// A site that begins with errors shows what it can.
func TestTheFirstEditionMayHaveErrors(t *testing.T) {
	f := newFolder(t, a, text("A", "CLEAR", "Nobody knows.[^nowhere]"), b, "no front matter at all\n")
	s := f.begun(Options{})
	e := f.edition(s, "")
	if p, err := e.Page("/briefings/2026/a/"); err != nil || !strings.Contains(string(p.Body), "Nobody knows.") {
		t.Errorf("%v, %s", err, p.Body)
	}
	rows := e.Desk()
	if len(rows) != 2 || rows[0].File != b || rows[0].Path != "" || rows[1].Errors != 1 || !slices.Equal(rows[1].States, []preview.State{preview.Faulty}) {
		t.Errorf("the desk lists %+v", rows)
	}
}

const sourced = `---
title: "%s"
tlp: CLEAR
draft: true
imported: unreviewed
embargo: 2027-01-01T00:00:00Z
---

A claim.[^one] And more.[^two]

[^one]: [Report](https://www.example.org/report), Example.
[^two]: [Gone](https://gone.example/x), and a remark.
`

func TestTheBarAndTheDeskSayWhatABriefingRestsOn(t *testing.T) {
	f := newFolder(t, a, strings.Replace(sourced, "%s", "A", 1), b, strings.Replace(sourced, "%s", "B", 1),
		"content/sources/s.yaml", "sources:\n  gone: {url: https://gone.example/x, status: retracted, status_date: 2026-01-01, reason: \"made up\"}\n")
	e := f.edition(f.begun(Options{}), "")
	bar, ok := e.Bar("/briefings/2026/a/")
	if !ok || bar.File != a || bar.Minutes != 1 || len(bar.Notes) != 2 {
		t.Fatalf("%t %+v", ok, bar)
	}
	n := bar.Notes[1]
	if n.Number != 2 || n.Label != "two" || n.Anchor != "fn:two" || n.Line != 12 || len(n.Sources) != 1 || len(n.Messages) == 0 {
		t.Errorf("note 2: %+v", n)
	}
	src := n.Sources[0]
	if src.Status != "retracted" || src.URL != "https://gone.example/x" || !strings.HasPrefix(src.Place, "/sources/") || !slices.Equal(src.Also, []preview.Link{{Path: "/briefings/2026/b/", Title: "B"}}) {
		t.Errorf("source: %+v", src)
	}
	if _, ok := e.Bar("/"); ok {
		t.Error("the home page has a bar")
	}
	rows := e.Desk()
	want := []preview.State{preview.Draft, preview.Unreviewed, preview.Embargoed, preview.Faulty, preview.Retracted}
	if len(rows) != 2 || rows[0].Title != "B" || rows[0].Date != "2026-01-02" || rows[0].Marking != "TLP:CLEAR" || !slices.Equal(rows[0].States, want) {
		t.Errorf("the desk lists %+v", rows)
	}
}

// When a briefing is due, its edition is another one without any change.
func TestABriefingThatIsDueMakesAnotherEdition(t *testing.T) {
	f := newFolder(t, a, text("A", "CLEAR", "Words."), b, "---\ntitle: B\ntlp: CLEAR\nexpires: 2026-11-25\n---\n\nWords.\n")
	s := f.begun(Options{})
	if e := f.edition(s, ""); len(e.Desk()) != 2 {
		t.Fatal(e.Desk())
	}
	f.now = f.now.Add(24 * time.Hour)
	if e := f.edition(s, ""); len(e.Desk()) != 1 {
		t.Error("a briefing is shown that has expired")
	}
	f.now = f.now.Add(-24 * time.Hour)
	if e := f.edition(s, ""); len(e.Desk()) != 2 {
		t.Error("the clock was set back, and a briefing is missing")
	}
}

func TestFollowLooksAfterEachChange(t *testing.T) {
	f := newFolder(t, a, text("A", "CLEAR", "Words of old."))
	s := f.begun(Options{})
	changes, looked := make(chan []string), make(chan bool, 1)
	ended := make(chan bool)
	go func() { s.Follow(t.Context(), changes, func() { looked <- true }); close(ended) }()
	f.put(a, text("A", "CLEAR", "Nobody knows.[^nowhere]"))
	changes <- []string{a}
	<-looked
	if len(f.told) != 1 {
		t.Errorf("told %v", f.told)
	}
	close(changes)
	<-ended
}
