package build

import (
	"bytes"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"dossier/internal/site"
)

// rendered is every file of an edition, by its path in the output.
type rendered map[string][]byte

// renderAll makes all pages of an edition in memory.
func renderAll(t *testing.T, r *Result) rendered {
	t.Helper()
	if r.Site == nil {
		t.Fatalf("not planned: %v", r.Diags)
	}
	out := rendered{}
	for _, p := range r.Site.Pages() {
		var b bytes.Buffer
		if err := r.Renderer.Render(p, &b); err != nil {
			t.Fatalf("%s: %v", p.Path, err)
		}
		out[p.Output()] = slices.Clone(b.Bytes())
	}
	return out
}

// crawl parses every page and follows each link within the site: to a page that
// is there, and to an id that the page has. Ids are unique, nothing is escaped
// twice, no page asks another host for anything or holds script or inline style.
func crawl(t *testing.T, files rendered, base string, relative bool) {
	t.Helper()
	ids := map[string]map[string]bool{}
	var links []link
	for name, text := range files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		ids[name] = map[string]bool{}
		if i := bytes.Index(text, []byte("&amp;amp;")); i >= 0 {
			t.Errorf("%s: escaped twice: %s", name, text[max(0, i-40):i+20])
		}
		doc, err := html.Parse(bytes.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for n := range doc.Descendants() {
			if n.Type == html.ElementNode {
				links = append(links, examine(t, name, n, ids[name])...)
			}
		}
	}
	for _, l := range links {
		follow(t, l, files, ids, base, relative)
	}
}

type link struct{ page, to string }

// examine looks at one element and gives the addresses it holds.
func examine(t *testing.T, page string, n *html.Node, ids map[string]bool) (links []link) {
	for _, a := range n.Attr {
		switch {
		case a.Key == "id":
			if ids[a.Val] {
				t.Errorf("%s: two elements have the id %q", page, a.Val)
			}
			ids[a.Val] = true
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			t.Errorf("%s: <%s> has the attribute %s", page, n.Data, a.Key)
		case a.Key == "href" || a.Key == "src":
			if external := isExternal(a.Val); external && n.Data != "a" && !(n.Data == "link" && attr(n, "rel") == "canonical") {
				t.Errorf("%s: <%s> asks another host: %s", page, n.Data, a.Val)
			} else if !external {
				links = append(links, link{page, a.Val})
			}
		}
	}
	if n.Data == "script" && attr(n, "type") != "application/ld+json" || n.Data == "style" {
		t.Errorf("%s: <%s>", page, n.Data)
	}
	return links
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func isExternal(raw string) bool {
	u, err := url.Parse(raw)
	return err != nil || u.Scheme != "" || u.Host != ""
}

func follow(t *testing.T, l link, files rendered, ids map[string]map[string]bool, base string, relative bool) {
	u, err := url.Parse(l.to)
	if err != nil {
		t.Errorf("%s: link %q: %v", l.page, l.to, err)
		return
	}
	name := l.page
	switch {
	case u.Path == "":
	case relative && l.page != "404.html":
		name = path.Join(path.Dir(l.page), u.Path)
	default:
		below, ok := strings.CutPrefix(u.Path, base)
		if !ok {
			t.Errorf("%s: link %q does not start with %q", l.page, l.to, base)
			return
		}
		name = site.Page{Path: "/" + below}.Output()
	}
	if _, ok := files[name]; !ok {
		t.Errorf("%s: link %q leads to no file (%s)", l.page, l.to, name)
		return
	}
	if u.Fragment != "" && !ids[name][u.Fragment] {
		t.Errorf("%s: link %q: %s has no id %q", l.page, l.to, name, u.Fragment)
	}
}
