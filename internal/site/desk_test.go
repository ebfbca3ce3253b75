package site

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dossier/internal/archive"
	"dossier/internal/asset"
	"dossier/internal/briefing"
	"dossier/internal/config"
	"dossier/internal/content"
	"dossier/internal/markdown"
	"dossier/internal/source"
)

// desk writes and edits the texts of a small archive at random. They are made of few
// names, sources and paths, so that edits meet: what is shared comes and goes, pages
// collide, links break.
type desk struct {
	*rand.Rand
	t        *testing.T
	register *source.Register
	cfg      *config.Config
	parser   *markdown.Parser
	texts    map[string]*text
	now      map[string]*briefing.Briefing // as they are read
}

// text is a file in the making.
type text struct {
	front map[string]string
	body  []string // paragraphs
	notes []string
}

var today = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

const register = `sources:
  one: {url: "https://h0.example/0", title: One of the register, aliases: ["https://other.example/0"]}
  two: {title: A book, date: 1999}
  off: {url: "https://h1.example/1", link: off}
outlets:
  h1.example: {name: Outlet One, reliability: B}
`

func newDesk(t *testing.T, seed uint64) *desk {
	records, outlets, _ := source.ParseRegister("content/sources/r.yaml", []byte(register), briefing.Clear)
	r, _ := source.NewRegister(records, outlets, briefing.Clear, source.Policies{NeverLink: []string{"h2.example"}})
	cfg := config.Default()
	cfg.Marking, cfg.PageSize, cfg.Exports = briefing.Clear, 2, config.Exports()
	cfg.Permalinks = []config.Permalink{"/briefings/:year/:slug/", "/:series/:slug/"}
	if err := cfg.SetBaseURL("https://desk.example/"); err != nil {
		t.Fatal(err)
	}
	d := &desk{rand.New(rand.NewPCG(seed, 3)), t, r, cfg, markdown.New(markdown.Options{}), map[string]*text{}, map[string]*briefing.Briefing{}}
	for range 16 {
		d.add()
	}
	return d
}

func (d *desk) oneOf(words ...string) string { return words[d.IntN(len(words))] }

// add writes a text of a new path, and gives the path.
func (d *desk) add() string {
	n := d.IntN(40)
	year := 2020 + n%3
	file := fmt.Sprintf("content/%d/b%d.md", year, n)
	front := map[string]string{"title": "T", "tlp": "CLEAR", "date": fmt.Sprintf("%d-0%d-11", year, 1+d.IntN(3))}
	switch d.IntN(8) {
	case 0:
		file = fmt.Sprintf("content/pages/p%d.md", d.IntN(3))
		delete(front, "date")
	case 1:
		file = fmt.Sprintf("content/%d/bundle%d/index.md", year, year)
	}
	d.texts[file] = &text{front: front, body: []string{"## Part\n\nBegun."}}
	for range 12 {
		d.edit(file)
	}
	return file
}

// edit changes one thing in a text.
func (d *desk) edit(file string) {
	f := d.texts[file]
	switch d.IntN(14) {
	case 0:
		f.front["title"] = d.oneOf("The strait", "A port", "Cable & wire", strings.Repeat("long ", 9000))
	case 1, 2:
		f.front["tags"] = "[" + d.oneOf("Sea", "sea", "Élan") + ", " + d.oneOf("elan", "Rare", "Rare two", "sea") + "]"
	case 3:
		f.front["authors"] = d.oneOf("[Ada]", "[ADA, Bo]", "[]")
	case 4:
		f.front["desk"] = d.oneOf("Asia", "asia", "North")
	case 5:
		f.front["series"] = d.oneOf("Long run", "Coasts")
	case 6:
		delete(f.front, d.oneOf("tags", "authors", "desk", "series", "aliases", "image", "summary"))
	case 7:
		f.front["aliases"] = fmt.Sprintf("[/old/%d/, no path]", d.IntN(200))
		if d.IntN(40) == 0 {
			f.front["aliases"] = d.oneOf("[/tags/sea/]", "[/tags/rare-two/feed.xml/x/]", "[/outlets/h3.example/]", "[/briefings/2020/b3/sources.bib/x/]")
		}
	case 8:
		f.front["summary"] = d.oneOf("Short.", "Another.")
	case 9:
		f.front["image"] = d.oneOf("map.png", "none.png", "/tags/rare/")
	case 10, 11:
		d.editBody(f)
	default:
		d.editNotes(f)
	}
}

func (d *desk) editBody(f *text) {
	switch d.IntN(4) {
	case 0:
		f.body[d.IntN(len(f.body))] += d.oneOf(" More.", " [A link](/tags/rare/).", " [There](/outlets/h3.example/).", " [Back](/old/1/).", " [Tags](/tags/elan/feed.xml).", " [Sources](/briefings/2021/b1/sources.bib).")
	case 1:
		f.body[0] = "## " + d.oneOf("Part", "Another part") + "\n\n" + d.oneOf("Begun.", "Begun again.")
	case 2:
		f.body = append(f.body, d.link())
	default:
		f.body = append(f.body, d.oneOf("TLP:RED is said.", "![Map](map.png)", "![None](none.png)"))
	}
	f.body = f.body[:min(len(f.body), 5)]
}

// link leads to places in two texts, if they are there.
func (d *desk) link() string {
	m, n := d.IntN(40), d.IntN(40)
	return fmt.Sprintf("See [it](../%d/b%d.md%s) and [this](/briefings/%d/b%d/%s).", 2020+m%3, m, d.oneOf("#part", "#another-part", ""), 2020+n%3, n, d.oneOf("#part", ""))
}

func (d *desk) editNotes(f *text) {
	note := d.oneOf("[@one, p. 3]", "@two", "@off", "Said without a source.",
		fmt.Sprintf("[Title %d](https://www.h%d.example/%d), Outlet, 2019-01-0%d.", d.IntN(2), d.IntN(5), d.IntN(4), 1+d.IntN(2)),
		fmt.Sprintf("http://h%d.example/%d", d.IntN(5), d.IntN(4)), "https://other.example/0", "https://h0.example/0")
	if n := len(f.notes); n > 0 && d.IntN(3) == 0 {
		f.notes[d.IntN(n)] = note
	} else if n > 0 && d.IntN(3) == 0 {
		f.notes = f.notes[:n-1]
	} else {
		f.notes = append(f.notes, note)
	}
}

// write gives the bytes of a text. Some notes have many markers.
func (f *text) write() []byte {
	var b strings.Builder
	b.WriteString("---\n")
	for _, key := range slices.Sorted(maps.Keys(f.front)) {
		fmt.Fprintf(&b, "%s: %s\n", key, f.front[key])
	}
	b.WriteString("---\n\n" + strings.Join(f.body, "\n\n"))
	for i := range f.notes {
		fmt.Fprintf(&b, "\n\nIt is so.%s", strings.Repeat(fmt.Sprintf("[^%d]", i), 1+10*i*i*i))
	}
	for i, n := range f.notes {
		fmt.Fprintf(&b, "\n\n[^%d]: %s", i, n)
	}
	return []byte(b.String() + "\n")
}

// read makes a briefing of a text.
func (d *desk) read(file string) *briefing.Briefing {
	alone := fstest.MapFS{file: {Data: d.texts[file].write()}}
	if path.Base(file) == "index.md" {
		alone[path.Dir(file)+"/map.png"] = &fstest.MapFile{}
	}
	scan, err := content.Look(alone, content.Options{Edition: briefing.Clear, Default: briefing.Clear, Now: today})
	if err != nil {
		d.t.Fatal(err)
	}
	loaded := scan.Load(scan.Read)
	if len(loaded.Files) != 1 {
		d.t.Fatal(file, loaded.Diags)
	}
	f := loaded.Files[0]
	doc := d.parser.Parse(f.Body, f.BodyLine)
	b, _ := d.register.Resolve(f, doc)
	return b
}

// archive collects all texts anew.
func (d *desk) archive() *archive.Archive {
	for file := range d.texts {
		d.now[file] = d.read(file)
	}
	a, _ := archive.New(archive.Input{
		Briefings: slices.Collect(maps.Values(d.now)), Outlets: d.register.Outlets(), Linkable: d.register.Linkable,
		Vocabulary: []briefing.TagEntry{{Name: "Rare", Aliases: []string{"seldom"}, Description: "Few."}},
	})
	return a
}

func (d *desk) input(a *archive.Archive) Input {
	words := Words{DateDay: "{day} {month} {year}", DateMonth: "{month} {year}", DateYear: "{year}", Tagged: "Tag: {}", Back: "Back to {}", Shelf: "Shelf {}", Archive: "Archive", Sources: "Sources"}
	in := Input{Config: d.cfg, Archive: a, Edition: briefing.Clear, Words: words, Assets: &asset.Set{}, Linkable: d.register.Linkable, Now: today}
	for year := 2020; year < 2023; year++ {
		in.Pictures = append(in.Pictures, PictureFile{Source: fmt.Sprintf("content/%d/bundle%d/map.png", year, year), Data: []byte("x"), Width: 3, Height: 4})
	}
	return in
}

// saves edits some texts, nearly always such that all stand where they stood, and gives
// what to tell the archive.
func (d *desk) saves() (changed []*briefing.Briefing, removed []string) {
	files := slices.Sorted(maps.Keys(d.texts))
	edited := map[string]bool{}
	for range 1 + d.IntN(3) {
		file := files[d.IntN(len(files))]
		for range 1 + d.IntN(2) {
			d.edit(file)
		}
		edited[file] = true
	}
	if d.IntN(12) == 0 {
		edited[d.add()] = true
		if file := files[d.IntN(len(files))]; !edited[file] {
			delete(d.texts, file)
			removed = append(removed, file)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(edited)) {
		changed = append(changed, d.read(file))
	}
	return changed, removed
}
