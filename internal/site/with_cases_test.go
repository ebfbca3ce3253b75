package site

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// What random edits seldom meet. Each case is two texts of which the second is saved
// again, as it is then; said is what must be said of one of the sites, before or after.
func TestWhatASaveReaches(t *testing.T) {
	plain := func() *text {
		return &text{front: map[string]string{"title": "T", "tlp": "CLEAR", "date": "2020-01-02"}, body: []string{"## Part\n\nBegun."}}
	}
	front := func(key, value string) func(*text) { return func(f *text) { f.front[key] = value } }
	body := func(s string) func(*text) { return func(f *text) { f.body = []string{s} } }
	notes := func(all ...string) func(*text) { return func(f *text) { f.notes = all } }
	nothing := func(*text) {}
	many := slices.Repeat([]string{"https://h4.example/1"}, 3) // 11 and 81 markers
	for name, c := range map[string]struct {
		other, was, now func(*text)
		said            string
		shows           Kind // a page that one of the sites has; Home where that says nothing
	}{
		"a heading goes to which another text leads": {body("See [it](b.md#part)."), nothing, body("## Other\n\nBegun."), "no heading or note", Home},
		"a heading comes":                          {body("See [it](/briefings/2020/b/#new)."), nothing, body("## New\n\nBegun."), "no heading or note", Home},
		"a shelf becomes too heavy":                {nothing, notes(many...), func(f *text) { notes(many...)(f); front("title", strings.Repeat("long ", 9000))(f) }, "", Leaf},
		"a shelf is light again":                   {nothing, func(f *text) { notes(many...)(f); front("title", strings.Repeat("long ", 9000))(f) }, notes(many...), "", Leaf},
		"a text gets another slug":                 {body("See [it](/briefings/2020/b/)."), nothing, front("slug", "elsewhere"), "leads to nothing", Home},
		"an export is a folder of an alias":        {front("aliases", "[/briefings/2020/b/sources.bib/x/]"), nothing, notes("https://h4.example/1"), "both want", Home},
		"a tag's feed is a folder of an alias":     {front("aliases", "[/tags/sea/feed.xml/x/]"), nothing, front("tags", "[sea]"), "both want", Home},
		"an outlet is below a file":                {front("aliases", "[/outlets/h4.example]"), nothing, notes("https://h4.example/1"), "both want", Home},
		"an outlet wants an alias":                 {front("aliases", "[/outlets/h4.example/]"), nothing, notes("https://h4.example/1"), "both want", Home},
		"a collision goes":                         {front("aliases", "[/outlets/h4.example/]"), notes("https://h4.example/1"), nothing, "both want", Home},
		"a tag changes its place and not its path": {front("tags", `["x,a"]`), front("tags", `["x y"]`), front("tags", `["x+y"]`), "", Home},
		"a link leads to a list that comes":        {body("See [it](/tags/sea/)."), nothing, front("tags", "[sea]"), "leads to nothing", Home},
		"a link leads to a list that goes":         {body("See [it](/tags/sea/)."), front("tags", "[sea]"), nothing, "leads to nothing", Home},
		"a tag between others goes":                {front("tags", "[alpha, sea]"), front("tags", "[mid, lower]"), nothing, "", TagAtom},
		"tags between others come":                 {front("tags", "[alpha, sea]"), front("tags", "[mid]"), front("tags", "[mid, lower, port]"), "", TagAtom},
		"outlets between others come and go":       {notes("https://a.example/1", "https://z.example/1"), notes("https://c.example/1"), notes("https://m.example/1", "https://x.example/1"), "", Shelf},
		"a text becomes the first of a desk":       {nothing, nothing, front("desk", "Asia"), "", Desks},
		"the last author goes":                     {nothing, front("authors", "[Ada]"), nothing, "", Authors},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, 1)
			d.cfg.Permalinks = d.cfg.Permalinks[:1]
			d.texts = map[string]*text{"content/2020/a.md": plain(), "content/2020/b.md": plain()}
			clear(d.now)
			c.other(d.texts["content/2020/a.md"])
			c.was(d.texts["content/2020/b.md"])
			in := d.input(d.archive())
			before, first, err := New(in)
			if err != nil {
				t.Fatal(err)
			}
			f := plain()
			c.now(f)
			d.texts["content/2020/b.md"] = f
			in.Archive, _ = before.arch.With([]*briefing.Briefing{d.read("content/2020/b.md")}, nil)
			r := before.replan(in)
			if quick := r != nil && r.plan(); quick != (c.said != "both want" && f.front["slug"] == "") {
				t.Errorf("that not all is planned anew is %v", quick)
			}
			got, diags, _ := before.With(in)
			want, wanted, _ := New(in)
			if !reflect.DeepEqual(diags.Sort(), wanted.Sort()) {
				t.Errorf("it is said\n%v\nwant\n%v", diags, wanted)
			}
			compare(t, "after", got, want)
			if c.said != "" && !slices.ContainsFunc(slices.Concat(first, wanted), func(d diag.Diagnostic) bool { return strings.Contains(d.Text, c.said) }) {
				t.Errorf("nobody says %q: %v, %v", c.said, first, wanted)
			}
			if !slices.ContainsFunc(slices.Concat(before.pages, want.pages), func(p Page) bool { return p.Kind == c.shows }) {
				t.Errorf("there is no page of kind %s", c.shows)
			}
		})
	}
}
