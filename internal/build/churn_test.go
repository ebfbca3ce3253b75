package build

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"dossier/internal/config"
	"dossier/internal/made"
	"dossier/internal/site"
	"dossier/internal/source"
)

// fewer than this many files change when a newest briefing is published,
// whatever the size of the archive.
const fewer = 80

// change is a page that differs between two builds, or is in one of them alone.
type change struct {
	site.Page
	was, is bool
}

// outcome is an edition and all its files.
type outcome struct {
	*Result
	files rendered
}

// build makes an edition of a made archive with every kind of page on.
func build(t *testing.T, root fstest.MapFS, set ...func(*config.Config)) *outcome {
	t.Helper()
	o := optionsFor(0)
	o.Root = root
	for _, f := range set {
		f(o.Config)
	}
	r := edition(t, o)
	return &outcome{r, renderAll(t, r)}
}

// with gives a copy of an archive with one more file, or with another one of
// that name.
func with(root fstest.MapFS, name, text string) fstest.MapFS {
	root = maps.Clone(root)
	root[name] = &fstest.MapFile{Data: []byte(text)}
	return root
}

func changes(a, b *outcome) []change {
	was, is := a.files, b.files
	var out []change
	for _, p := range b.Site.Pages() {
		x, ok := was[p.Output()]
		if !ok || !bytes.Equal(x, is[p.Output()]) {
			out = append(out, change{p, ok, true})
		}
	}
	for _, p := range a.Site.Pages() {
		if _, ok := is[p.Output()]; !ok {
			out = append(out, change{p, true, false})
		}
	}
	return out
}

func byKind(all []change) map[site.Kind]int {
	out := map[site.Kind]int{}
	for _, c := range all {
		out[c.Kind]++
	}
	return out
}

// stable finds changed pages that publishing a newest briefing must leave alone:
// every briefing but itself and the one before, and what a list or a source has
// closed.
func stable(t *testing.T, all []change, after *outcome) {
	t.Helper()
	newest := map[int]int32{} // year, by source
	for _, p := range after.Site.Pages() {
		if p.Kind == site.SourceYear {
			newest[p.Key] = max(newest[p.Key], p.Part)
		}
	}
	for _, c := range all {
		closed := c.Kind == site.List && c.Part > 0 || c.Kind == site.SourceYear && c.Part < newest[c.Key]
		if closed && c.was {
			t.Errorf("the closed page %s changed", c.Path)
		}
	}
	if n := byKind(all)[site.Briefing]; n > 2 {
		t.Errorf("%d briefings changed, want the new one and the one before", n)
	}
}

// cites makes a briefing that cites each of the notes given, a paragraph each.
func cites(front string, notes ...string) string {
	var b, defs strings.Builder
	b.WriteString("---\n" + front + "\ntlp: CLEAR\n---\n")
	for i, n := range notes {
		fmt.Fprintf(&b, "\nThis much is known of matter %d.[^%d]\n", i, i)
		fmt.Fprintf(&defs, "\n[^%d]: %s\n", i, n)
	}
	return b.String() + defs.String()
}

func TestANewestBriefingChangesFewFiles(t *testing.T) {
	front := "id: b-newest\ntitle: Newest\ndate: 2026-01-05\ndesk: Desk 1\nauthors: [First Author]\nseries: A first series\ntags: [%s, %s, %s, %s, fresh one, fresh two]"
	most := map[site.Kind]int{
		site.Home: 1, site.NotFound: 1, site.Briefing: 2, site.Export: 3,
		site.Tags: 1, site.Authors: 1, site.Desks: 1, site.SeriesIndex: 1, site.Outlets: 1, site.Sources: 1,
		site.List:  4 + 6 + 14 + 3, // archive, year, month, desk and author and series, tags, outlets
		site.Shelf: 14, site.Atom: 1, site.JSONFeed: 1, site.TagAtom: 6, site.Sitemap: 1, site.SitemapPart: 2,
	}
	for _, n := range []int{300, 1200} {
		if n > 1000 && testing.Short() {
			continue
		}
		m, root := made.New(n, madeSeed), madeSite(n)
		before := build(t, root)
		for name, old := range map[string]int{"all sources new": 0, "all sources old": 14, "half of each": 7} {
			t.Run(fmt.Sprint(n, " ", name), func(t *testing.T) {
				var notes []string
				for i := range 14 {
					if i < old {
						notes = append(notes, m.Source(i*7)+".")
					} else {
						notes = append(notes, fmt.Sprintf("[Title %d](https://www.new%d.example/a), 2026-01-04.", i, i))
					}
				}
				text := cites(fmt.Sprintf(front, m.Tag(1), m.Tag(2), m.Tag(3), m.Tag(70)), notes...)
				after := build(t, with(root, "content/2026/newest.md", text))
				all := changes(before, after)
				if len(all) >= fewer {
					t.Errorf("%d files changed: %v", len(all), byKind(all))
				}
				for kind, n := range byKind(all) {
					if n > most[kind] {
						t.Errorf("%d pages of kind %s changed, want at most %d", n, kind, most[kind])
					}
				}
				stable(t, all, after)
			})
		}
	}
}

// A press review fills its lists in step: every issue has the same tags, desk and
// author, and one new source from each of the same outlets.
func TestAPressReviewChangesFewFilesWithEveryIssue(t *testing.T) {
	root, closings := fstest.MapFS{}, 0
	small := func(c *config.Config) { c.PageSize = 5 }
	var before *outcome
	for issue := range 36 {
		var notes []string
		for o := range 14 {
			notes = append(notes, fmt.Sprintf("[Story %d](https://www.outlet%d.example/%d), 2026-01-04.", issue, o, issue))
		}
		date := fmt.Sprintf("202%d-01-%02d", 5+issue/30, 1+issue%30)
		front := fmt.Sprintf("id: b-%d\ntitle: Issue %d\ndate: %s\ndesk: Press\nauthors: [Press desk]\nseries: Review\ntags: [a, b, c, d, e, f]", issue, issue, date)
		root = with(root, fmt.Sprintf("content/%s-issue-%d.md", date, issue), cites(front, notes...))
		if issue < 16 {
			continue
		}
		after := build(t, root, small)
		if before != nil {
			all := changes(before, after)
			stable(t, all, after)
			if len(all) >= fewer {
				t.Errorf("issue %d: %d files changed: %v", issue, len(all), byKind(all))
			}
			for _, c := range all {
				if c.Kind == site.List && c.Part > 0 {
					closings++
				}
			}
		}
		before = after
	}
	if closings < 50 {
		t.Errorf("only %d pages were closed: the test shows little", closings)
	}
}

func TestGivingAnOldSourceItsTitleChangesFewFiles(t *testing.T) {
	root := fstest.MapFS{}
	small := func(c *config.Config) { c.PageSize = 5 }
	for i := range 120 {
		var notes []string
		for s := range 14 {
			notes = append(notes, fmt.Sprintf("https://www.outlet%d.example/%d", s, i*(s%2)))
		}
		root[fmt.Sprintf("content/b%d.md", i)] = &fstest.MapFile{Data: []byte(cites(fmt.Sprintf("title: B %d\ndate: 20%d-03-01", i, 10+i/12), notes...))}
	}
	before := build(t, root, small)
	var notes []string
	for s := range 14 {
		notes = append(notes, fmt.Sprintf("[A title at last](https://www.outlet%d.example/0), The Outlet, 2009-01-04.", s))
	}
	after := build(t, with(root, "content/newest.md", cites("title: Newest\ndate: 2026-01-05", notes...)), small)
	all := changes(before, after)
	if len(all) >= fewer {
		t.Errorf("%d files changed: %v", len(all), byKind(all))
	}
	stable(t, all, after)
	for _, c := range all {
		if c.Kind == site.Shelf && !bytes.Contains(after.files[c.Output()], []byte("A title at last")) {
			t.Errorf("%s does not know the title", c.Path)
		}
	}
}

// onOneShelf gives n URLs whose places are on the same shelf.
func onOneShelf(n int) []string {
	var urls []string
	want, _ := source.Place(source.Fold("https://www.outlet0.example/0"))
	for i := 0; len(urls) < n; i++ {
		url := fmt.Sprintf("https://www.outlet%d.example/%d", i%50, i)
		if shelf, _ := source.Place(source.Fold(url)); shelf == want {
			urls = append(urls, url)
		}
	}
	return urls
}

func TestAShelfThatBecomesTooHeavyChangesFewFiles(t *testing.T) {
	urls, root := onOneShelf(90), fstest.MapFS{}
	var before *outcome
	leaves := 0
	for i := range 22 {
		var notes []string
		for k, u := range urls {
			if i < 6 || (k+14*i)%90 < 14 { // six briefings bring the shelf near its limit, the others are of a usual size
				notes = append(notes, "[The same title for each of them]("+u+").")
			}
		}
		front := fmt.Sprintf("title: B %d\ndate: 2025-03-%02d", i, i+1)
		root = with(root, fmt.Sprintf("content/b%02d.md", i), cites(front, notes...))
		if i < 5 {
			continue
		}
		after := build(t, root)
		if before != nil {
			all := changes(before, after)
			leaves += byKind(all)[site.Leaf]
			if len(all) >= fewer {
				t.Errorf("briefing %d: %d files changed: %v", i, len(all), byKind(all))
			}
		}
		before = after
	}
	if leaves < 10 {
		t.Errorf("%d leaves changed: the test shows little", leaves)
	}
}

// relatedOn gives the addresses that a briefing's page lists as related.
func relatedOn(t *testing.T, page []byte) []string {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "aside" && attr(n, "aria-labelledby") == "part:related" {
			for a := range n.Descendants() {
				if a.Type == html.ElementNode && a.Data == "a" {
					out = append(out, attr(a, "href"))
				}
			}
		}
	}
	return out
}

func TestABackdatedOrDeletedBriefingMovesOnlyItsYearAndWhatListsIt(t *testing.T) {
	const n = 600
	m, root := made.New(n, madeSeed), madeSite(n)
	for _, f := range root {
		if !bytes.Contains(f.Data, []byte("\nseries: ")) {
			f.Data = bytes.Replace(f.Data, []byte("\ntlp: CLEAR\n"), []byte("\ntlp: CLEAR\nseries: The long run\n"), 1)
		}
	}
	var notes []string
	for i := range 14 {
		notes = append(notes, m.Source(i*5)+".")
	}
	front := fmt.Sprintf("id: b-late\ntitle: Found late\ndate: 2017-07-15\ndesk: Desk 1\nseries: The long run\ntags: [%s, %s, %s]", m.Tag(1), m.Tag(2), m.Tag(70))
	full := with(root, "content/2017/found-late.md", cites(front, notes...))
	without, whole := build(t, root), build(t, full)
	for name, edit := range map[string][2]*outcome{"backdated": {without, whole}, "deleted": {whole, without}} {
		t.Run(name, func(t *testing.T) {
			all := changes(edit[0], edit[1])
			onlyItsYear(t, all, edit[0], edit[1], "/briefings/2017/found-late/")
			if len(all) < 40 {
				t.Errorf("only %d files changed: the test shows little", len(all))
			}
		})
	}
}

// onlyItsYear holds the changes that one briefing made against what they may be.
func onlyItsYear(t *testing.T, all []change, before, after *outcome, path string) {
	t.Helper()
	was, is := before.files, after.files
	for _, c := range all {
		switch c.Kind {
		case site.Home, site.NotFound, site.Tags, site.Desks, site.SeriesIndex, site.Outlets, site.Sources, site.Shelf, site.Leaf, site.Sitemap:
		case site.SitemapPart:
			if c.Path != "/sitemap-2017.xml" && c.Path != "/sitemap-pages.xml" {
				t.Errorf("%s changed", c.Path)
			}
		case site.List:
			handed := !c.was || !c.is // by a root that has become too long, or back to it
			if c.Part > 0 && !handed && !strings.Contains(c.Path, "/2017/") {
				t.Errorf("the list page %s of another year changed", c.Path)
			}
		case site.SourceYear:
			if c.Part != 2017 {
				t.Errorf("%s, of another year, changed", c.Path)
			}
		case site.Export:
			if !strings.HasPrefix(c.Path, path) {
				t.Errorf("%s changed", c.Path)
			}
		case site.Briefing:
			lists := slices.Concat(relatedOn(t, was[c.Output()]), relatedOn(t, is[c.Output()]))
			if c.Path != path && !slices.Contains(lists, path) && !neighbour(before, after, c.Path, path) {
				t.Errorf("%s changed, which neither lists %s as related nor stands beside it", c.Path, path)
			}
		case site.TagAtom:
			if !bytes.Contains(was[c.Output()], []byte(path)) && !bytes.Contains(is[c.Output()], []byte(path)) {
				t.Errorf("%s changed, which does not hold the briefing", c.Path)
			}
		default:
			t.Errorf("%s changed, a page of kind %s", c.Path, c.Kind)
		}
	}
}

// neighbour reports whether two briefings stand side by side in one of two archives.
func neighbour(before, after *outcome, x, y string) bool {
	for _, r := range []*outcome{before, after} {
		p, okX := r.Site.Find(x)
		q, okY := r.Site.Find(y)
		if okX && okY && (p.Key-q.Key == 1 || q.Key-p.Key == 1) {
			return true
		}
	}
	return false
}
