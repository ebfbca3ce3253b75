package build

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dossier/internal/briefing"
	"dossier/internal/config"
	"dossier/internal/diag"
	"dossier/static"
	"dossier/templates"
)

// TestAnEditionIsWhatItWouldBeWithoutTheFilesAbove makes small archives of
// anything, in which files of all markings share sources, tags, series, names,
// addresses, pictures and faults, and holds each edition against that of a folder
// from which all that is not of it was taken: pages and messages are the same.
func TestAnEditionIsWhatItWouldBeWithoutTheFilesAbove(t *testing.T) {
	seeds := 120
	if testing.Short() {
		seeds = 20
	}
	withheld := 0
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			g := &generator{Rand: rand.New(rand.NewPCG(11, uint64(seed)))}
			all := g.archive()
			for range 3 {
				o := g.edition()
				with, without := all.edition(t, o, false), all.edition(t, o, true)
				withheld += with.Withheld.Total()
				if without.Withheld.Total() > 0 {
					t.Fatalf("the folder without holds %+v", without.Withheld)
				}
				if !reflect.DeepEqual(with.Diags, without.Diags) {
					t.Fatalf("%s, messages with\n%s\nwithout\n%s", kind(o), spelt(with.Diags), spelt(without.Diags))
				}
				if (with.Site == nil) != (without.Site == nil) {
					t.Fatal("one of them is not planned")
				}
				sameFiles(t, o, renderAll(t, with), renderAll(t, without))
			}
		})
	}
	if withheld < seeds {
		t.Errorf("only %d files were withheld: the archives show nothing", withheld)
	}
}

func spelt(l diag.List) string {
	var b strings.Builder
	l.WriteText(&b, false, nil)
	return b.String()
}

func kind(o Options) string {
	return fmt.Sprintf("edition %s, drafts %v, scheduled %v", o.Edition, o.Drafts, o.Scheduled)
}

func sameFiles(t *testing.T, o Options, with, without rendered) {
	t.Helper()
	for name, text := range with {
		if !bytes.Equal(text, without[name]) {
			t.Fatalf("%s: %s differs\n%s\nwithout\n%s", kind(o), name, text, without[name])
		}
	}
	for name := range without {
		if _, ok := with[name]; !ok {
			t.Fatalf("%s: %s is missing", kind(o), name)
		}
	}
}

// archiveOf is an archive of which each part knows for which editions it is.
type archiveOf struct {
	files []fileOf
	parts map[string][]part // files of several entries: register and vocabulary
}

type fileOf struct {
	path, text string
	in         func(Options) bool
}

// part is an entry of a file, a line or more.
type part struct {
	text    string
	marking briefing.Marking
}

// edition makes an edition, of the whole or of what is left without all that is
// not of it. Entries leave blank lines, so that places stay what they are.
func (a archiveOf) edition(t *testing.T, o Options, cut bool) *Result {
	t.Helper()
	root := fstest.MapFS{}
	for _, f := range a.files {
		if !cut || f.in(o) {
			root[f.path] = &fstest.MapFile{Data: []byte(f.text)}
		}
	}
	for name, parts := range a.parts {
		var b strings.Builder
		for _, p := range parts {
			if cut && p.marking > o.Edition {
				b.WriteString(strings.Repeat("\n", strings.Count(p.text, "\n")))
				continue
			}
			b.WriteString(p.text)
		}
		root[name] = &fstest.MapFile{Data: []byte(b.String())}
	}
	o.Root = root
	r, err := Edition(o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// generator makes archives from a seed.
type generator struct{ *rand.Rand }

var now = time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC)

func (g *generator) edition() Options {
	cfg := config.Default()
	cfg.PageSize, cfg.Exports = 5, config.Exports()
	cfg.Permalinks = []config.Permalink{"/briefings/:year/:slug/", "/:series/:slug/"}
	cfg.Policies.RequireSource, cfg.Policies.Untitled = config.Warn, config.Warn
	if err := cfg.SetBaseURL("https://desk.example/"); err != nil {
		panic(err)
	}
	return Options{Config: cfg, Templates: templates.FS, Static: static.FS, Now: now, Program: "dossier",
		Edition: g.marking(), Drafts: g.IntN(3) == 0, Scheduled: g.IntN(3) == 0}
}

func (g *generator) marking() briefing.Marking { return pick(g, briefing.Markings()) }

func pick[T any](g *generator, from []T) T { return from[g.IntN(len(from))] }

func (g *generator) archive() archiveOf {
	a := archiveOf{parts: map[string][]part{}}
	taken := map[string]bool{}
	for n := 4 + g.IntN(9); n > 0; n-- {
		if found := g.briefing(); !taken[found[0].path] {
			taken[found[0].path] = true
			a.files = append(a.files, found...)
		}
	}
	for _, name := range []string{"content/pages/about.md", "content/pages/desk.md"} {
		m := g.marking()
		a.files = append(a.files, fileOf{name, g.file(m, "title: Page\n", ""), func(o Options) bool { return m <= o.Edition }})
	}
	register := []part{{"sources:\n", briefing.Clear}}
	for k := range 6 {
		register = append(register, g.record(k))
	}
	register = append(register, part{"outlets:\n", briefing.Clear})
	for k := range 3 {
		m := g.marking()
		register = append(register, part{fmt.Sprintf("  site%d.example:\n    name: Outlet %d\n    reliability: %c\n    tlp: %s\n", g.IntN(3), k, 'A'+rune(g.IntN(7)), m), m})
	}
	a.parts["content/sources/register.yaml"] = register
	for range 4 {
		m := g.marking()
		a.parts["content/tags.yaml"] = append(a.parts["content/tags.yaml"], part{fmt.Sprintf("- name: %s\n  aliases: [%s]\n  description: Word %d\n  tlp: %s\n", g.tag(), g.tag(), g.IntN(9), m), m})
	}
	return a
}

// record makes an entry of the register, now and then one at fault.
func (g *generator) record(k int) part {
	m := g.marking()
	extra := pick(g, []string{"", "", "    titel: x\n", "    status: retracted\n    reason: because\n", "    same_as: key" + fmt.Sprint(g.IntN(6)) + "\n", "    title: again\n",
		"    aliases: [" + g.url() + "]\n", "    link: off\n", "    moved_to: " + g.url() + "\n"})
	return part{fmt.Sprintf("  key%d:\n    url: %s\n    title: Record %d\n%s    tlp: %s\n", g.IntN(6), g.url(), k, extra, m), m}
}

func (g *generator) tag() string {
	return pick(g, []string{"Shipping", "shipping", "Straße", "strasse", "Élan", "elan", "\"Port call\"", "port-call", "rare"})
}

func (g *generator) url() string {
	return pick(g, []string{"https://www.", "http://", "https://"}) + fmt.Sprintf("site%d.example/doc/%d", g.IntN(3), g.IntN(4)) + pick(g, []string{"", "/", "?utm_source=x"})
}

// briefing makes one briefing and, where it is a bundle, its picture.
func (g *generator) briefing() []fileOf {
	m, year := g.marking(), 2024+g.IntN(2)
	date := pick(g, []string{fmt.Sprint(year), fmt.Sprintf("%d-%02d", year, 1+g.IntN(3)), fmt.Sprintf("%d-%02d-1%d", year, 1+g.IntN(3), g.IntN(3)), "2026-07-01"})
	draft, embargo, expired := g.IntN(5) == 0, g.IntN(6) == 0, g.IntN(8) == 0
	in := func(o Options) bool {
		future := embargo || date == "2026-07-01"
		return m <= o.Edition && !expired && (!draft || o.Drafts) && (!future || o.Scheduled)
	}
	stem := fmt.Sprintf("content/%d/%s", g.IntN(2), pick(g, []string{"strait", "port", "cable", "Cable", "strait-2", fmt.Sprint("free-", g.IntN(1000))}))
	front := fmt.Sprintf("title: %s\ndate: %s\n", pick(g, []string{"The strait", "A port", "Cable " + fmt.Sprint(g.IntN(99))}), date)
	for _, held := range []struct {
		is   bool
		line string
	}{{draft, "draft: true\n"}, {embargo, "embargo: 2026-12-01T00:00Z\n"}, {expired, "expires: 2026-01-01\n"}} {
		if held.is {
			front += held.line
		}
	}
	if g.IntN(3) > 0 {
		return []fileOf{{stem + ".md", g.file(m, front, "../0/strait/map.png"), in}}
	}
	return []fileOf{
		{stem + "/index.md", g.file(m, front, "map.png"), in},
		{stem + "/map.png", g.picture(), in},
	}
}

// file writes a text with whatever may be shared, and whatever may be wrong.
func (g *generator) file(m briefing.Marking, front, plan string) string {
	some := func(s string) string {
		if g.IntN(2) == 0 {
			return ""
		}
		return s
	}
	front += some(fmt.Sprintf("tags: [%s, %s]\n", g.tag(), g.tag())) +
		some(fmt.Sprintf("authors: [%s]\n", pick(g, []string{"Ada", "ADA", "Bo"}))) +
		some(fmt.Sprintf("desk: %s\n", pick(g, []string{"Asia", "asia"}))) +
		some(fmt.Sprintf("series: %s\n", pick(g, []string{"Sea", "sea"}))) +
		some(fmt.Sprintf("id: b-%d\n", g.IntN(12))) +
		some(fmt.Sprintf("aliases: [/old/%d/]\n", g.IntN(6))) +
		some(fmt.Sprintf("sources:\n  own: {url: %s, title: Own %d, tlp: %s}\n", g.url(), g.IntN(3), g.marking())) +
		some("titel: x\n") + some("lang: ar\n") + some("image: "+plan+"\n")
	body := fmt.Sprintf("## Part\n\nA claim.[^1] Another.[^2] Keyed.[@key%d, p. 3]%s\n", g.IntN(6), some(" Own.[@own]")) +
		some(fmt.Sprintf("\nSee [it](../%d/%s.md#part).\n", g.IntN(2), pick(g, []string{"strait", "port", "cable", "port/index"}))) +
		some("\n![Map]("+plan+")\n") + some("\n"+pick(g, briefing.Markings()).String()+" holds.\n") + some("\nNowhere.[^none]\n") +
		fmt.Sprintf("\n[^1]: [Title %d](%s), Outlet %d, 2024-01-0%d.\n[^2]: %s\n", g.IntN(3), g.url(), g.IntN(2), 1+g.IntN(3), g.url())
	return "---\n" + front + "tlp: " + m.String() + "\n---\n\n" + body
}

func (g *generator) picture() string {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1+g.IntN(9), 1+g.IntN(9)))); err != nil {
		panic(err)
	}
	return b.String()
}
