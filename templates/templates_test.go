package templates_test

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"text/template"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/net/html"

	"dossier/internal/render"
	"dossier/internal/site"
	"dossier/templates"
)

// page is what every template is executed with.
type page struct {
	Site site.Shared
	Page any
}

func parse(t *testing.T) *template.Template {
	t.Helper()
	set := template.New("theme").Option("missingkey=error")
	_, err := set.Funcs(render.Functions(set)).ParseFS(templates.FS, "*.html")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func words(t *testing.T, lang string) site.Words {
	t.Helper()
	text, err := fs.ReadFile(templates.FS, "words/"+lang+".toml")
	if err != nil {
		t.Fatal(err)
	}
	var w site.Words
	if err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&w); err != nil {
		t.Fatal(err)
	}
	return w
}

// eachPage runs a check on every sample page in both languages of the theme.
func eachPage(t *testing.T, check func(t *testing.T, name string, text []byte, root *html.Node)) {
	set := parse(t)
	for _, lang := range []string{"en", "ar"} {
		shared := sampleShared(words(t, lang))
		for _, s := range samples() {
			t.Run(lang+"/"+s.name, func(t *testing.T) {
				var b bytes.Buffer
				if err := set.ExecuteTemplate(&b, s.template, page{shared, s.view}); err != nil {
					t.Fatal(err)
				}
				root, err := html.Parse(bytes.NewReader(b.Bytes()))
				if err != nil {
					t.Fatal(err)
				}
				check(t, s.name, b.Bytes(), root)
			})
		}
	}
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func elements(root *html.Node) []*html.Node {
	var out []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			out = append(out, n)
		}
	}
	return out
}

// void lists the elements that have no end tag (HTML Standard, 13.1.2).
const void = " area base br col embed hr img input link meta source track wbr "

// TestTagsAreBalanced reads the source itself: a parser would mend it silently.
func TestTagsAreBalanced(t *testing.T) {
	eachPage(t, func(t *testing.T, _ string, text []byte, _ *html.Node) {
		var open []string
		for z := html.NewTokenizer(bytes.NewReader(text)); z.Next() != html.ErrorToken; {
			switch tok := z.Token(); {
			case tok.Type == html.StartTagToken && !strings.Contains(void, " "+tok.Data+" "):
				open = append(open, tok.Data)
			case tok.Type == html.EndTagToken:
				if len(open) == 0 || open[len(open)-1] != tok.Data {
					t.Fatalf("</%s> closes %v", tok.Data, open)
				}
				open = open[:len(open)-1]
			}
		}
		if len(open) > 0 {
			t.Errorf("never closed: %v", open)
		}
		for _, bad := range []string{"\n\n", "<no value>", "{}", "&amp;amp;"} {
			if i := bytes.Index(text, []byte(bad)); i >= 0 {
				t.Errorf("%q after %q", bad, text[max(0, i-60):i])
			}
		}
		if !bytes.HasPrefix(text, []byte("<!DOCTYPE html>")) {
			t.Error("no doctype at the start")
		}
	})
}

func TestPageHasOneHeadingOfTheFirstLevelAndSkipsNone(t *testing.T) {
	eachPage(t, func(t *testing.T, _ string, _ []byte, root *html.Node) {
		first, last := 0, 0
		for _, n := range elements(root) {
			if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
				continue
			}
			level := int(n.Data[1] - '0')
			if level == 1 {
				first++
			}
			if level > last+1 {
				t.Errorf("<%s> follows a heading of level %d", n.Data, last)
			}
			last = level
		}
		if first != 1 {
			t.Errorf("%d <h1>, want 1", first)
		}
	})
}

func TestIDsAreUniqueAndReferencesLead(t *testing.T) {
	eachPage(t, func(t *testing.T, _ string, _ []byte, root *html.Node) {
		ids := map[string]bool{}
		for _, n := range elements(root) {
			if id, ok := attr(n, "id"); ok {
				if ids[id] {
					t.Errorf("id %q stands twice", id)
				}
				ids[id] = true
			}
		}
		for _, n := range elements(root) {
			if to, ok := attr(n, "aria-labelledby"); ok && !ids[to] {
				t.Errorf("aria-labelledby=%q leads nowhere", to)
			}
			to, _ := attr(n, "href")
			if id, ok := strings.CutPrefix(to, "#"); ok && !ids[id] && !strings.HasPrefix(id, "fn") {
				t.Errorf("href=%q leads nowhere", to)
			}
		}
	})
}

// TestContentSecurityPolicyHolds keeps what default-src 'none', style-src 'self'
// and img-src 'self' would block out of the pages.
func TestContentSecurityPolicyHolds(t *testing.T) {
	eachPage(t, func(t *testing.T, _ string, _ []byte, root *html.Node) {
		for _, n := range elements(root) {
			kind, _ := attr(n, "type")
			rel, _ := attr(n, "rel")
			switch {
			case n.Data == "style", n.Data == "iframe", n.Data == "form", n.Data == "script" && kind != "application/ld+json":
				t.Errorf("<%s> in a page", n.Data)
			}
			for _, a := range n.Attr {
				loads := a.Key == "src" || a.Key == "href" && n.Data == "link" && (rel == "stylesheet" || rel == "icon")
				switch {
				case a.Key == "style", strings.HasPrefix(a.Key, "on"):
					t.Errorf("<%s %s=%q> in a page", n.Data, a.Key, a.Val)
				case loads && strings.Contains(a.Val, "//"):
					t.Errorf("<%s> loads %q from elsewhere", n.Data, a.Val)
				}
			}
		}
	})
}

func TestLandmarksAndMarkingStandOnEveryPage(t *testing.T) {
	eachPage(t, func(t *testing.T, name string, _ []byte, root *html.Node) {
		if name == "redirect" {
			return
		}
		count := map[string]int{}
		for _, n := range elements(root) {
			class, _ := attr(n, "class")
			if n.Parent.Data == "body" {
				count[n.Data]++
			}
			if strings.HasPrefix(class, "tlp ") && n.Parent.Parent.Parent.Data == "body" {
				count["marking"]++
				dir, _ := attr(n, "dir")
				translate, _ := attr(n, "translate")
				if dir != "ltr" || translate != "no" {
					t.Errorf("a label may be translated or turned around: dir=%q translate=%q", dir, translate)
				}
			}
		}
		for what, want := range map[string]int{"header": 1, "main": 1, "footer": 1, "marking": 2} {
			if count[what] != want {
				t.Errorf("%d of %s, want %d", count[what], what, want)
			}
		}
	})
}

// TestNotesFollowDPUBARIA holds the notes against DPUB-ARIA 1.1: the roles in use,
// on the elements they belong to, and none of the deprecated ones.
func TestNotesFollowDPUBARIA(t *testing.T) {
	eachPage(t, func(t *testing.T, name string, _ []byte, root *html.Node) {
		count := map[string]int{}
		for _, n := range elements(root) {
			role, ok := attr(n, "role")
			if !ok {
				continue
			}
			count[n.Data+" "+role]++
			if label, _ := attr(n, "aria-label"); role == "doc-backlink" && label == "" {
				t.Error("a back link without a name")
			}
		}
		for what := range count {
			if !strings.Contains(" a doc-noteref, section doc-endnotes, a doc-backlink,", " "+what+",") {
				t.Errorf("unexpected role: %s", what)
			}
		}
		if name == "briefing" && (count["section doc-endnotes"] != 1 || count["a doc-backlink"] != 21) {
			t.Errorf("roles: %v", count)
		}
	})
}

func TestEveryTextOfAViewIsPrinted(t *testing.T) {
	want := map[string][]string{
		"home.html":     {"Newest briefings", "214", "1873", "All briefings", "Standards meetings", "By year"},
		"list.html":     {"Archive", "Every briefing, the newest first.", "By year", "Older", "TLP:AMBER+STRICT"},
		"briefing.html": {"part 3", "Updated 14 November 2024", "6 min read", "Embargoed until", "not yet reviewed", "Prepared by", "Retracted by", "Saved copy, 8 March 2019", "B2", "BibTeX", "fn:again", "hxxps://annex[.]example/b"},
		"shelf.html":    {"Committee on Records", "usually reliable", "Printed edition", "p. 3", "2021", "TLP:GREEN", "the tables were wrong", "Show every source", "The same document at another address"},
	}
	set, shared := parse(t), sampleShared(words(t, "en"))
	seen := map[string]bool{}
	for _, s := range samples() {
		if seen[s.template] {
			continue
		}
		seen[s.template] = true
		var b strings.Builder
		if err := set.ExecuteTemplate(&b, s.template, page{shared, s.view}); err != nil {
			t.Fatal(err)
		}
		for _, text := range want[s.template] {
			if !strings.Contains(b.String(), text) {
				t.Errorf("%s does not print %q", s.template, text)
			}
		}
	}
}
