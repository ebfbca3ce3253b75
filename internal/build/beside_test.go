package build

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/internal/config"
)

type box struct{ Left, Right, Top, Bottom float64 }

func boxes(b *browser, selector string) []box {
	b.T.Helper()
	return seen[[]box](b, fmt.Sprintf("look.boxes(%q)", selector))
}

func TestNotesStandBesideTheTextOnAWideScreenOnly(t *testing.T) {
	files := renderAll(t, edition(t, real(t, nil)))
	b := open(t, serve(t, files).URL)
	for _, kind := range []string{"briefing", "foreign briefing"} {
		b.Size(1440, 900)
		b.visit(kinds(files)[kind])
		standBeside(t, kind, b)
		b.Size(700, 900)
		b.visit(kinds(files)[kind])
		text, notes := boxes(b, ".text")[0], boxes(b, ".notes > ol > li")
		for i, n := range notes {
			if n.Top < text.Bottom || n.Left < text.Left-1 || n.Right > text.Right+1 {
				t.Errorf("%s at 700 px: note %d stands at %v, the text at %v", kind, i+1, n, text)
			}
		}
	}
}

// standBeside holds the notes of a page to their places at the side of the text.
func standBeside(t *testing.T, kind string, b *browser) {
	t.Helper()
	text, notes, marks := boxes(b, ".text")[0], boxes(b, ".notes > ol > li"), boxes(b, ".text .mark")
	if len(notes) < 3 || len(marks) < 3 {
		t.Fatalf("%s: %d notes, %d markers", kind, len(notes), len(marks))
	}
	if notes[0].Top > marks[0].Bottom+1 || notes[0].Bottom < marks[0].Top {
		t.Errorf("%s: the first note stands at %v, its marker at %v", kind, notes[0], marks[0])
	}
	for i, n := range notes {
		if n.Left < text.Right && n.Right > text.Left || n.Left < 0 || n.Right > 1440 {
			t.Errorf("%s: note %d stands at %v, the text at %v", kind, i+1, n, text)
		}
		if i > 0 && n.Top < notes[i-1].Bottom-0.5 {
			t.Errorf("%s: note %d begins at %v, above the end of the one before at %v", kind, i+1, n.Top, notes[i-1].Bottom)
		}
	}
	for _, other := range boxes(b, "main > footer, main > aside, main > nav, body > footer > *") {
		if last := notes[len(notes)-1]; last.Bottom > other.Top && last.Right > other.Left && last.Left < other.Right {
			t.Errorf("%s: the last note at %v covers what stands at %v", kind, last, other)
		}
	}
}

// TestManyLongNotesDoNotCoverOneAnother takes notes that are longer than the text.
func TestManyLongNotesDoNotCoverOneAnother(t *testing.T) {
	var text, notes strings.Builder
	for i := range 40 {
		fmt.Fprintf(&text, "Claim %d.[^%d] ", i, i)
		fmt.Fprintf(&notes, "[^%d]: %s\n\n    %s\n\n", i, strings.Repeat("A long remark on the claim. ", 9), strings.Repeat("And more of it. ", 8))
	}
	for _, dir := range []string{"en", "ar"} {
		r := edition(t, oneBriefing(t, "---\ntitle: Long notes\ndate: 2026-01-01\ntlp: CLEAR\nlang: "+dir+"\n---\n\n"+text.String()+"\n\n"+notes.String()))
		b := open(t, serve(t, renderAll(t, r)).URL)
		b.Size(1440, 900)
		path, _ := r.Site.AddressOf(0)
		b.visit(path)
		standBeside(t, dir, b)
	}
}

// oneBriefing gives the options of a site with one briefing.
func oneBriefing(t *testing.T, text string) Options {
	t.Helper()
	o := real(t, func(c *config.Config) { c.Exports = nil })
	o.Root = fstest.MapFS{"content/2026-01-01-one.md": {Data: []byte(text)}}
	return o
}

func TestShelfShowsTheSourceAlone(t *testing.T) {
	var text, notes strings.Builder
	for i := range 150 { // on 1,024 shelves: some two share one
		fmt.Fprintf(&text, "Claim %d.[^%d] ", i, i)
		fmt.Fprintf(&notes, "[^%d]: [Report %d](https://www.example.org/%d), Example.\n", i, i, i)
	}
	files := renderAll(t, edition(t, oneBriefing(t, "---\ntitle: Many sources\ntlp: CLEAR\n---\n\n"+text.String()+"\n\n"+notes.String())))
	b := open(t, serve(t, files).URL)
	b.Size(1440, 900)
	shelf, id := shelfOfTwo(t, files)
	all := `[...document.querySelectorAll(".source")].filter(e => e.checkVisibility()).map(e => e.id)`
	b.visit(shelf)
	if ids := seen[[]string](b, all); len(ids) < 2 {
		t.Errorf("%s shows %q", shelf, ids)
	}
	b.visit(shelf + "#" + id)
	if ids := seen[[]string](b, all); !slices.Equal(ids, []string{id}) {
		t.Errorf("%s#%s shows %q", shelf, id, ids)
	}
	if way := seen[[]string](b, `look.style(".show-all", "display")`); way[0] == "none" {
		t.Error("there is no way to the other sources of the shelf")
	}
}

var sourceID = regexp.MustCompile(`<article class="source" id="([a-z0-9]+)">`)

// shelfOfTwo finds a shelf with more than one source, and the last of them.
func shelfOfTwo(t *testing.T, files rendered) (path, id string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if ids := sourceID.FindAllSubmatch(files[name], -1); len(ids) > 1 {
			return "/" + strings.TrimSuffix(name, "index.html"), string(ids[len(ids)-1][1])
		}
	}
	t.Fatal("no shelf holds two sources")
	return "", ""
}
