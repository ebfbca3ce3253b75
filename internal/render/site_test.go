package render_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"dossier/internal/briefing"
	"dossier/internal/build"
	"dossier/internal/config"
	"dossier/internal/diag"
	"dossier/internal/source"
	"dossier/static"
	"dossier/templates"
)

// desk is a small archive that has one of each thing: files in txtar fashion would
// hide their dates, so it is a map.
func desk() fstest.MapFS {
	return files(map[string]string{
		"content/2021/harbour.md": `---
id: b-harbour
title: "The harbour <before> the storm & after"
date: 2021-03-04
updated: 2021-05-06
summary: What the harbour's own papers say.
tags: [harbours, Weather]
authors: [North desk]
desk: North
series: Coasts
prepared: North desk
reviewed: Review desk
tlp: CLEAR
aliases: [/old/harbour/]
---

## Before

The pilots counted ships.[^log] See [the quay](#after) and [the method](/method/).

## After

` + "`]]>` is code.[^log][^gone]\n" + `
[^log]: [Pilot log](https://www.port.example/log), Port Office, 2021-02-01, p. 7.
[^gone]: https://gone.example/page
`,
		"content/2022/pier.md": `---
id: b-pier
title: The pier
date: 2022-06-07
tags: [harbours]
authors: [North desk, South desk]
series: Coasts
tlp: CLEAR
---

One pier was built.[^1] It is [near the harbour](../2021/harbour.md#before).

![The pier](pier.svg)

The keeper said so.[^ledger]

[^1]: [Pilot log](https://www.port.example/log?utm_source=mail).
[^ledger]: @ledger
`,
		"content/2022/pier.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>`,
		"content/2023/arabic.md": `---
id: b-arabic
title: الميناء
date: 2023-01-02
lang: ar
tags: [Weather]
tlp: CLEAR
---

نص قصير.[^1]

[^1]: @gone
`,
		"content/2023/plain-day.md": "---\ntitle: No sources\ndate: 2023-02\ntlp: CLEAR\n---\n\nNothing is cited here. <!-- a margin note -->\n",
		"content/2023/amber.md":     "---\nid: b-amber\ntitle: For few\ndate: 2023-03-03\ntags: [harbours, secret]\ntlp: AMBER\n---\n\nSaid to few.[^1]\n\n[^1]: https://few.example/x\n",
		"content/pages/method.md":   "---\ntitle: Method\ntlp: CLEAR\n---\n\nHow we work.\n",
		"content/sources/r.yaml": `sources:
  gone:
    url: https://gone.example/page
    title: A page that was withdrawn
    outlet: The Gone Times
    status: retracted
    status_date: 2022-01-01
    reason: its figures were wrong
  ledger:
    title: The keeper's ledger
    outlet: The lighthouse
    date: 1901
outlets:
  port.example:
    name: Port Office
    reliability: B
    country: NO
`,
		"content/tags.yaml": "- name: harbours\n  description: Where ships lie.\n",
	})
}

func files(texts map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range texts {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// built is every file of an edition, by its name in the output.
type built struct {
	files map[string]string
	res   *build.Result
}

const base = "https://desk.example/sub/"

func publish(t *testing.T, root fstest.MapFS, set ...func(*build.Options)) built {
	t.Helper()
	cfg := config.Default()
	cfg.Title, cfg.Organisation, cfg.Exports = "The Coast", "Coast Institute", config.Exports()
	if err := cfg.SetBaseURL(base); err != nil {
		t.Fatal(err)
	}
	o := build.Options{Root: root, Config: cfg, Templates: templates.FS, Static: static.FS, Edition: briefing.Clear,
		Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Program: "dossier"}
	for _, f := range set {
		f(&o)
	}
	r, err := build.Edition(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range r.Diags {
		if d.Severity == diag.Error {
			t.Fatalf("%s: %s [%s]", d.Pos, d.Text, d.Code)
		}
	}
	out := built{map[string]string{}, r}
	for _, p := range r.Site.Pages() {
		var b bytes.Buffer
		if err := r.Renderer.Render(p, &b); err != nil {
			t.Fatalf("%s: %v", p.Path, err)
		}
		out.files[p.Output()] = b.String()
	}
	return out
}

// page gives a page parsed.
func (b built) page(t *testing.T, name string) *html.Node {
	t.Helper()
	text, ok := b.files[name]
	if !ok {
		t.Fatalf("there is no file %s", name)
	}
	return parse(t, text)
}

func parse(t *testing.T, text string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// all finds elements: by name, and by attributes given as "name=value"; a class
// need only be among those of the element.
func all(n *html.Node, name string, attrs ...string) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && (name == "" || d.Data == name) && !slices.ContainsFunc(attrs, func(a string) bool { return !has(d, a) }) {
			out = append(out, d)
		}
	}
	return out
}

func has(n *html.Node, want string) bool {
	key, value, _ := strings.Cut(want, "=")
	got := attr(n, key)
	return got == value || key == "class" && slices.Contains(strings.Fields(got), value)
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// text gives the words of an element, one space between them.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// links gives "text -> address" of each link below a node.
func links(n *html.Node) []string {
	var out []string
	for _, a := range all(n, "a") {
		out = append(out, text(a)+" -> "+attr(a, "href"))
	}
	return out
}

// part gives the one section that a heading of that id names.
func part(t *testing.T, doc *html.Node, id string) *html.Node {
	t.Helper()
	found := all(doc, "", "aria-labelledby="+id)
	if len(found) != 1 {
		t.Fatalf("%d sections are named by %q", len(found), id)
	}
	return found[0]
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n  %s\nwant:\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// placeOf gives shelf and id of a URL.
func placeOf(url string) (shelf, id string) { return source.Place(source.Fold(url)) }

// firstShelf is a shelf like any other.
const firstShelf = "aa"
