package build

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var bodyClass = regexp.MustCompile(`<body class="([a-z-]+) `)

// kinds gives a page of each kind, the heaviest of it, and every briefing in
// another language than the site's.
func kinds(files rendered) map[string]string {
	heaviest := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		m := bodyClass.FindSubmatch(files[name])
		if m == nil {
			continue
		}
		kind := string(m[1])
		if bytes.Contains(files[name], []byte("<article lang=")) {
			kind = "foreign " + kind
		}
		if was, ok := heaviest[kind]; !ok || len(files[name]) > len(files[was]) {
			heaviest[kind] = name
		}
	}
	for kind, name := range heaviest {
		heaviest[kind] = "/" + strings.TrimSuffix(name, "index.html")
	}
	return heaviest
}

func TestEveryKindOfPageIsLookedAt(t *testing.T) {
	want := []string{"archive", "author", "authors", "briefing", "desk", "desks", "foreign briefing", "home", "month", "not-found", "outlet",
		"outlets", "page", "series", "shelf", "sources", "tag", "tags", "year"}
	got := slices.Sorted(maps.Keys(kinds(renderAll(t, edition(t, real(t, nil))))))
	if !slices.Equal(got, want) {
		t.Errorf("the archive in content/ has pages of the kinds\n%q, want\n%q", got, want)
	}
}

func TestPagesHoldOnEveryScreen(t *testing.T) {
	files := renderAll(t, edition(t, real(t, nil)))
	b := open(t, serve(t, files).URL)
	pages := kinds(files)
	for _, width := range []int64{320, 768, 1440} {
		b.Size(width, 900)
		for kind, path := range pages {
			b.visit(path)
			for _, c := range b.Complaints() {
				t.Errorf("%s at %d px: %s", kind, width, c)
			}
			if over := seen[float64](b, "look.overflow()"); over > 0 {
				t.Errorf("%s at %d px is %v px too wide", kind, width, over)
			}
			for _, what := range seen[[]string](b, "look.outside()") {
				t.Errorf("%s at %d px: outside the window: %s", kind, width, what)
			}
			for _, what := range seen[[]string](b, "look.small()") {
				t.Errorf("%s at %d px: too small to hit: %s", kind, width, what)
			}
		}
	}
	if b.requests.Load() == 0 {
		t.Error("no request was seen")
	}
}

func TestTextStandsOutInBothSchemes(t *testing.T) {
	files := renderAll(t, edition(t, real(t, nil)))
	b := open(t, serve(t, files).URL)
	b.Size(1440, 900)
	papers := map[string]bool{}
	for _, scheme := range []string{"light", "dark"} {
		b.Media("", "prefers-color-scheme="+scheme)
		for kind, path := range kinds(files) {
			b.visit(path)
			for _, what := range seen[[]string](b, "look.faint()") {
				t.Errorf("%s, %s: too faint: %s", kind, scheme, what)
			}
		}
		papers[seen[[]string](b, `look.style("body", "backgroundColor")`)[0]] = true
	}
	if len(papers) != 2 {
		t.Errorf("the schemes have one paper: %v", papers)
	}
}

func TestMeasureIsThatOfABook(t *testing.T) {
	files := renderAll(t, edition(t, real(t, nil)))
	b := open(t, serve(t, files).URL)
	for _, width := range []int64{768, 1440} {
		b.Size(width, 900)
		b.visit(kinds(files)["briefing"])
		lines := seen[[]int](b, "look.measure()")
		if len(lines) < 20 {
			t.Fatalf("only %d full lines", len(lines))
		}
		if middle := lines[len(lines)/2]; middle < 60 || middle > 70 {
			t.Errorf("at %d px the middle line has %d characters, want 60 to 70: %v", width, middle, lines)
		}
		if long := lines[len(lines)-1]; long > 80 {
			t.Errorf("at %d px a line has %d characters", width, long)
		}
	}
}
