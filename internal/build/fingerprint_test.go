package build

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/internal/briefing"
	"dossier/internal/config"
	"dossier/internal/made"
)

// reviser makes random changes to a site, of every kind that shows on pages.
type reviser struct {
	*rand.Rand
	archive *made.Archive
	root    fstest.MapFS
	o       Options
	n       int
	linked  string // a briefing to which all others link
}

func newReviser(seed uint64) *reviser {
	v := &reviser{Rand: rand.New(rand.NewPCG(seed, 5)), archive: made.New(40, madeSeed), root: madeSite(40), o: optionsFor(0)}
	v.o.Config.PageSize = 6
	v.linked = v.briefing()
	for name, f := range v.root { // sources that many cite
		if strings.HasSuffix(name, ".md") {
			v.root[name] = &fstest.MapFile{Data: slices.Concat(f.Data, []byte("\n## Known\n\nAll say so.[^90] And **said** again.[^91] So they do.[^91]\n\nSee [that](/"+v.linked+").\n\n[^90]: [@k], p. 3\n[^91]: [Every](https://www.every.example/one).\n"))}
		}
	}
	v.put("content/pages/about.md", "---\ntitle: About\ntlp: CLEAR\n---\n\nWhat this is.[^1]\n\n[^1]: [A report](https://www.example.org/about).\n")
	return v
}

func (v *reviser) put(name, text string) { v.root = with(v.root, name, text) }

func (v *reviser) oneOf(words ...string) string { return words[v.IntN(len(words))] }

// briefing gives the path of some briefing.
func (v *reviser) briefing() string {
	var names []string
	for name := range v.root {
		if path := regexp.MustCompile(`^content/\d`); path.MatchString(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names[v.IntN(len(names))]
}

// replace puts another text in the place of the first match in some briefing.
func (v *reviser) replace(pattern, with string) {
	name := v.briefing()
	at := regexp.MustCompile(pattern).FindStringIndex(string(v.root[name].Data))
	if at == nil {
		return
	}
	text := string(v.root[name].Data)
	v.put(name, text[:at[0]]+with+text[at[1]:])
}

// front sets a key of the front matter of some briefing.
func (v *reviser) front(key, value string) {
	name := v.briefing()
	text := regexp.MustCompile(`(?m)^`+key+`: .*\n`).ReplaceAllString(string(v.root[name].Data), "")
	v.put(name, "---\n"+key+": "+value+"\n"+text[4:])
}

// revise makes one change and says which.
func (v *reviser) revise() string {
	v.n++
	kinds := []string{"sentence", "title", "date", "day", "tags", "desk", "authors", "series", "summary", "slug", "linked", "outlet", "alias", "marking", "lang", "citation",
		"note", "remove", "add", "record", "outlet", "vocabulary", "template", "words", "config", "link", "link", "page", "clock", "draft", "style"}
	kind := kinds[v.IntN(len(kinds))]
	switch kind {
	case "sentence":
		v.replace(`\*\*[a-z ]+\*\* again`, "**"+v.oneOf("said", "told", "read")+"** again")
	case "title":
		v.front("title", fmt.Sprintf("Title %d", v.n))
	case "date":
		v.front("date", fmt.Sprintf("20%02d-%02d-%02d", 12+v.IntN(14), 1+v.IntN(12), 1+v.IntN(28)))
	case "day":
		v.replace(`(?m)\d$`, fmt.Sprint(v.IntN(9)))
	case "tags":
		v.front("tags", fmt.Sprintf("[%s, %s, Tag %d]", v.archive.Tag(v.IntN(60)), v.archive.Tag(v.IntN(9)), v.IntN(5)))
	case "desk":
		v.front("desk", v.oneOf("Desk 1", "desk 2", "Another"))
	case "authors":
		v.front("authors", v.oneOf("[First Author]", "[first author, Second Author]", "[Third]"))
	case "series":
		v.front("series", v.oneOf("One", "Two", "two"))
	case "summary":
		v.front("summary", fmt.Sprintf("Summary %d", v.n))
	case "slug":
		v.front("slug", fmt.Sprintf("slug-%d", v.n))
	case "linked":
		v.put(v.linked, regexp.MustCompile(`(?m)^(slug: .*\n)?tlp`).ReplaceAllString(string(v.root[v.linked].Data), fmt.Sprintf("slug: linked-%d\ntlp", v.n)))
	case "alias":
		v.front("aliases", fmt.Sprintf("[/old/%d/]", v.IntN(9)))
	case "marking":
		v.front("tlp", v.oneOf("CLEAR", "CLEAR", "AMBER"))
	case "lang":
		v.front("lang", v.oneOf("en", "ar", "de"))
	case "citation":
		v.replace(`\[\^3\]: .*`, "[^3]: "+v.archive.Source(v.IntN(400))+".")
	case "note":
		v.replace(`\[\^5\]: .*`, fmt.Sprintf("[^5]: [Told %d](https://www.example.org/%d), 2020; see [@k].", v.n, v.IntN(4)))
	case "remove":
		if name := v.briefing(); name != v.linked {
			v.root = maps.Clone(v.root)
			delete(v.root, name)
		}
	case "add":
		date := fmt.Sprintf("20%02d-03-04", 12+v.IntN(14))
		text := regexp.MustCompile(`(?m)^date: .*`).ReplaceAllString(string(v.archive.Briefing(40+v.n)), "date: "+date)
		v.put(fmt.Sprintf("content/2020/%s-added-%d.md", date, v.n), text)
	case "record":
		v.put("content/sources/a.yaml", fmt.Sprintf("sources:\n  k:\n    url: https://www.example.org/%d\n    title: Record %d\n    status: %s\n    reason: why %d\n    note: note %d\n    aliases: [https://www.every.example/%s]\n", v.IntN(2), v.IntN(2), v.oneOf("dead", "retracted"), v.IntN(2), v.IntN(3), v.oneOf("one", "two")))
	case "outlet":
		v.put("content/sources/b.yaml", fmt.Sprintf("outlets:\n  every.example:\n    name: Name\n    country: %s\n    note: told\n", v.oneOf("AT", "BE", "CH")))
	case "vocabulary":
		v.put("content/tags.yaml", fmt.Sprintf("- name: Tag %d\n  aliases: [%s]\n  description: about %d\n", v.IntN(5), v.archive.Tag(v.IntN(60)), v.n))
	case "template":
		v.put("templates/footer.html", fmt.Sprintf("{{define \"footer\"}}<footer>Foot %d</footer>{{end}}", v.n))
	case "words":
		v.put("templates/words/en.toml", fmt.Sprintf("related = \"Related %d\"\n", v.n))
	case "config":
		v.config(func(c *config.Config) { c.Organisation, c.FeedEntries = fmt.Sprint("Desk ", v.IntN(3)), 3+v.IntN(9) })
	case "link":
		v.replace(`(?m)^## .*$`, fmt.Sprintf("## Head %d\n\nSee [the page](/tags/) and [this](#fn:2) and [that](/%s).", v.n, v.briefing()))
	case "page":
		v.put("content/pages/about.md", fmt.Sprintf("---\ntitle: About %d\ntlp: CLEAR\n---\n\nWhat this is.[^1]\n\n[^1]: [A report](https://www.example.org/%d).\n", v.IntN(3), v.IntN(4)))
	case "clock":
		v.o.Now = v.o.Now.AddDate(0, v.IntN(9)-4, 0)
		v.o.Scheduled = !v.o.Scheduled
		v.front("date", fmt.Sprintf("2030-%02d-01", 1+v.IntN(12)))
	case "draft":
		v.o.Drafts = !v.o.Drafts
		v.front("draft", v.oneOf("true", "false"))
	case "style":
		v.put("static/assets/own.css", fmt.Sprintf("p { margin: %dpx }\n", v.n))
	}
	return kind
}

func (v *reviser) config(set func(*config.Config)) {
	c := *v.o.Config
	set(&c)
	v.o.Config = &c
}

// pages renders an edition, and takes its pages' fingerprints.
func (v *reviser) pages(t *testing.T) (rendered, map[string]uint64) {
	o := v.o
	o.Root, o.Edition = v.root, briefing.Clear
	r, err := Edition(o)
	if err != nil || r.Site == nil {
		t.Fatal(err, r.Diags)
	}
	prints, of := map[string]uint64{}, r.Fingerprints()
	for _, p := range r.Site.Pages() {
		prints[p.Output()] = of.Of(p)
	}
	return renderAll(t, r), prints
}

// TestAPageThatChangesHasAnotherFingerprint holds the fingerprints of pages to their
// bytes: where one page differs from the last, so does its fingerprint.
func TestAPageThatChangesHasAnotherFingerprint(t *testing.T) {
	for seed := range uint64(4) {
		v := newReviser(seed)
		was, before := v.pages(t)
		same, again := 0, 0
		for range 40 {
			kind := v.revise()
			is, now := v.pages(t)
			for name, text := range is {
				switch old, ok := was[name]; {
				case !ok || now[name] == 0:
				case !bytes.Equal(old, text) && now[name] == before[name]:
					t.Fatalf("seed %d, change %d (%s): %s changed and its fingerprint did not", seed, v.n, kind, name)
				case bytes.Equal(old, text) && now[name] == before[name]:
					same++
				default:
					again++
				}
			}
			was, before = is, now
		}
		if same < again/4 {
			t.Errorf("seed %d: of %d pages only %d need no rendering", seed, same+again, same)
		}
	}
}
