package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"dossier/internal/briefing"
)

// sound holds a document against what holds for every one: whatever the body,
// its positions lie in the file and on what they name, its ids are unique, its
// HTML is well-formed and holds no comment, no link in a link and, where HTML is
// not trusted, nothing but what Markdown makes.
func sound(t testing.TB, body string, trusted bool, d *briefing.Document) {
	t.Helper()
	bad := func(format string, args ...any) {
		t.Helper()
		t.Errorf("%q: %s\n%s", body, fmt.Sprintf(format, args...), shown(d))
	}
	checkIDs(d, bad)
	checkPlaces(body, d, bad)
	for i := -1; i < len(d.Notes); i++ {
		part := &d.Body
		if i >= 0 {
			part = &d.Notes[i].Body
		}
		if i := strings.IndexFunc(part.HTML, unseen); i >= 0 && !trusted {
			bad("a control character is printed: %q", part.HTML[i:])
		}
		checkHTML(asPage(d, part), trusted, bad)
	}
}

func unseen(r rune) bool { return r != '\n' && r != '\t' && unicode.IsControl(r) }

type complain func(format string, args ...any)

// checkIDs holds the ids unique, and each marker's that of its note.
func checkIDs(d *briefing.Document, bad complain) {
	seen := map[string]bool{}
	claim := func(id string) {
		if id == "" || seen[id] || strings.ContainsAny(id, " \t\n") {
			bad("the id %q is empty, holds white space or was given before", id)
		}
		seen[id] = true
	}
	for i, n := range d.Notes {
		claim(briefing.NoteID(n.Label))
		for k, m := range n.Marks {
			claim(d.Marks[m].ID)
			if d.Marks[m].Note != i || k > 0 && m <= n.Marks[k-1] {
				bad("marker %d of note %d is that of %d, or out of order", m, i, d.Marks[m].Note)
			}
		}
		if len(n.Marks) == 0 {
			bad("note %q has no marker", n.Label)
		}
	}
	for _, h := range d.Headings {
		claim(h.ID)
	}
}

// checkPlaces holds that each position is that of what it names.
func checkPlaces(body string, d *briefing.Document, bad complain) {
	normal, _ := normalise([]byte(body))
	var lines [][]rune
	for line := range strings.SplitSeq(string(normal), "\n") {
		lines = append(lines, []rune(line))
	}
	at := func(what string, line, col int, starts ...string) {
		if line < 1 || line > len(lines) || col < 1 || col > len(lines[line-1])+1 {
			bad("%s stands at %d:%d, outside the file", what, line, col)
			return
		}
		rest := lines[line-1][col-1:]
		begins := func(s string) bool {
			n := utf8.RuneCountInString(s)
			return n <= len(rest) && string(rest[:n]) == s
		}
		if len(starts) > 0 && !slices.ContainsFunc(starts, begins) {
			bad("%s stands at %d:%d, where it says %q", what, line, col, string(rest))
		}
	}
	for _, n := range d.Notes {
		at("note "+n.Label, n.Line, n.Col, "[", "^[")
	}
	for _, m := range d.Marks {
		at("marker "+m.ID, m.Line, m.Col, "[^", "^[", "[")
	}
	for _, i := range d.Items {
		switch i.Kind {
		case briefing.KeyItem:
			at("key "+i.Key, i.Line, i.Col, "@"+i.Key, "@{", i.Key, "@", "\\", "&")
		case briefing.TitledURL:
			at("source "+i.URL, i.Line, i.Col, "[")
		default:
			at("source "+i.URL, i.Line, i.Col, i.URL, "<", "[", firstOf(i.URL))
		}
	}
	for _, g := range d.Diags {
		at(g.Code, g.Line, g.Col)
		if g.Code == "" || g.Text == "" {
			bad("a diagnostic without code or text: %+v", g)
		}
	}
}

func firstOf(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return s[:size]
}

// asPage fills the slots as a page does.
func asPage(d *briefing.Document, b *briefing.Body) string {
	return fill(b, func(s briefing.Slot) string {
		switch s.Kind {
		case briefing.SlotMark:
			return `<sup><a href="#">` + html.EscapeString(d.Marks[s.Index].ID) + `</a></sup>`
		case briefing.SlotLink:
			return html.EscapeString(d.Links[s.Index].Target)
		case briefing.SlotPicture:
			return ` src="` + html.EscapeString(d.Links[s.Index].Target) + `"`
		case briefing.SlotItem:
			return `<a href="` + html.EscapeString(d.Items[s.Index].URL) + `">` + html.EscapeString(named(d.Items[s.Index])) + `</a>`
		case briefing.SlotItemURL:
			return ` href="` + html.EscapeString(d.Items[s.Index].URL) + `"`
		}
		return ""
	})
}

// printable lists the elements that Markdown makes, with their attributes.
var printable = map[string][]string{
	"p": nil, "em": nil, "strong": nil, "del": nil, "pre": nil, "code": {"class"}, "blockquote": nil, "ul": nil, "ol": {"start"}, "li": nil,
	"h1": {"id"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"}, "hr": nil, "br": nil,
	"table": nil, "thead": nil, "tbody": nil, "tr": nil, "th": {"class", "scope"}, "td": {"class"},
	"a": {"href", "title", "rel"}, "img": {"src", "alt", "title", "loading"}, "sup": nil, "input": {"checked", "disabled", "type"},
}

var void = map[string]bool{"br": true, "hr": true, "img": true, "input": true}

// checkHTML holds a piece of HTML well-formed.
func checkHTML(page string, trusted bool, bad complain) {
	var open []string
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 && !trusted {
				bad("%v are not closed", open)
			}
			return
		case html.CommentToken:
			if strings.HasPrefix(string(z.Raw()), "<!--") || !trusted {
				bad("a comment is printed: %q", z.Raw())
			}
		case html.DoctypeToken, html.SelfClosingTagToken:
			if !trusted {
				bad("%q is printed", z.Raw())
			}
		case html.StartTagToken:
			if !trusted {
				open = begin(z.Token(), open, bad)
			}
		case html.EndTagToken:
			if name := z.Token().Data; !trusted {
				if len(open) == 0 || open[len(open)-1] != name {
					bad("</%s> closes %v", name, open)
					return
				}
				open = open[:len(open)-1]
			}
		}
	}
}

func begin(tag html.Token, open []string, bad complain) []string {
	allowed, ok := printable[tag.Data]
	if !ok {
		bad("<%s> is printed", tag.Data)
	}
	for _, a := range tag.Attr {
		if !slices.Contains(allowed, a.Key) {
			bad("<%s %s=%q> is printed", tag.Data, a.Key, a.Val)
		}
		if a.Key == "href" && strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
			bad("a link leads to %q", a.Val)
		}
	}
	switch within := slices.Contains(open, tag.Data); {
	case within && (tag.Data == "a" || tag.Data == "p" || tag.Data == "sup"):
		bad("<%s> stands in %v", tag.Data, open)
	case void[tag.Data]:
		return open
	}
	return append(open, tag.Data)
}
