package markdown

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"dossier/internal/briefing"
)

const madeBodies = 3000

func TestEveryBodyGivesASoundDocument(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range madeBodies {
		m := makeBody(r)
		for _, trusted := range []bool{false, true} {
			sound(t, m.body, trusted, New(Options{TrustHTML: trusted}).Parse([]byte(m.body), 1))
		}
		if t.Failed() {
			return
		}
	}
}

// Words may vanish only where a diagnostic at their place says so.
var losing = []string{"table-cells-lost", "link-unused", "link-duplicate", "note-unused", "note-unreachable"}

func TestNoWordIsLostAndNoCommentShown(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	p := New(Options{})
	for range madeBodies {
		m := makeBody(r)
		d := p.Parse([]byte(m.body), 1)
		all := everything(d)
		code := codeOf(d)
		for _, w := range m.text {
			if !strings.Contains(all, w) && !excused(m.body, w, d) {
				t.Fatalf("%q lost %s\n%s", m.body, w, shown(d))
			}
		}
		if strings.Contains(m.body, `\<!--`) {
			continue // shown, as its author asks for
		}
		for _, words := range m.hidden {
			in := func(text string) func(string) bool { return func(w string) bool { return strings.Contains(text, w) } }
			if slices.ContainsFunc(words, in(all)) && !slices.ContainsFunc(words, in(code)) {
				t.Fatalf("%q shows %v\n%s", m.body, words, shown(d))
			}
		}
	}
}

// everything gives all that a reader may come to see of a document.
func everything(d *briefing.Document) string {
	var b strings.Builder
	b.WriteString(d.Lead)
	for i := range d.Notes {
		b.WriteString(" " + html.UnescapeString(asPage(d, &d.Notes[i].Body)) + " " + d.Notes[i].Text + " " + d.Notes[i].Label)
	}
	b.WriteString(" " + html.UnescapeString(asPage(d, &d.Body)))
	for _, m := range d.Marks {
		b.WriteString(" " + m.Sentence)
	}
	return b.String()
}

// codeOf gives the text of code, in which comments are text.
func codeOf(d *briefing.Document) string {
	var b strings.Builder
	for i := -1; i < len(d.Notes); i++ {
		part := &d.Body
		if i >= 0 {
			part = &d.Notes[i].Body
		}
		depth := 0
		for z := html.NewTokenizer(strings.NewReader(asPage(d, part))); z.Next() != html.ErrorToken; {
			switch t := z.Token(); {
			case t.Data == "code" && t.Type == html.StartTagToken:
				depth++
			case t.Data == "code" && t.Type == html.EndTagToken:
				depth--
			case t.Type == html.TextToken && depth > 0:
				b.WriteString(t.Data + " ")
			}
		}
	}
	return b.String()
}

// excused reports whether a diagnostic tells of what was lost on a word's line,
// or of a comment that hides the rest. The words behind the language of a fence
// belong to no reader (CommonMark, 4.5).
func excused(body, word string, d *briefing.Document) bool {
	at := strings.Index(body, word)
	line := 1 + strings.Count(body[:at], "\n")
	if before := body[strings.LastIndexByte(body[:at], '\n')+1 : at]; strings.Contains(before, "```") || strings.Contains(before, "~~~") {
		return true
	}
	for _, g := range d.Diags {
		near := g.Line <= line && line <= g.Line+4 // a link's title and a comment in a row may run over lines
		if g.Code == "comment-unclosed" && g.Line <= line || near && slices.Contains(losing, g.Code) {
			return true
		}
	}
	return false
}

// A note added to a briefing, wherever it stands, changes no other note's id, nor
// that of its markers.
func TestAnAddedNoteMovesNoAnchor(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	p := New(Options{})
	for range 2000 {
		before := paragraphs(r)
		at := r.IntN(len(before) + 1)
		added := []string{"Added[^added].", "Added^[A note of its own.].", "Added [@added]."}[r.IntN(3)]
		after := slices.Insert(slices.Clone(before), at, added, "[^added]: Text of it[^a1].")
		old, now := anchors(p, before), anchors(p, after)
		for id, text := range old {
			if now[id] != text {
				t.Fatalf("%q leads to %q in\n%s\nand to %q in\n%s", id, text, strings.Join(before, "\n\n"), now[id], strings.Join(after, "\n\n"))
			}
		}
	}
}

// paragraphs makes a body of notes of every kind, each with a text of its own.
func paragraphs(r *rand.Rand) []string {
	var out []string
	for i := range 1 + r.IntN(8) {
		out = append(out, []string{
			fmt.Sprintf("A claim[^n%d].", i),
			fmt.Sprintf("A claim^[In place, %d.].", i),
			fmt.Sprintf("A claim [@key%d, p. %d].", i, i),
			fmt.Sprintf("## Heading %d^[Of it, %d.]", i, i),
			fmt.Sprintf("> A claim[^q%d].\n>\n> [^q%d]: Text, with^[another %d].", i, i, i),
		}[r.IntN(5)], fmt.Sprintf("[^n%d]: Text %d.", i, i))
	}
	return append(out, "Cites[^a1].", "[^a1]: Text.")
}

// anchors gives what each id leads to: a note's text, or a marker's note.
func anchors(p *Parser, paragraphs []string) map[string]string {
	d := p.Parse([]byte(strings.Join(paragraphs, "\n\n")), 1)
	out := map[string]string{}
	for _, n := range d.Notes {
		out[briefing.NoteID(n.Label)] = n.Text
		for _, m := range n.Marks {
			if d.Marks[m].In < 0 {
				out[d.Marks[m].ID] = n.Text
			}
		}
	}
	return out
}

// A parser keeps its buffers: what it read before must not show in what it reads,
// nor change what it gave.
func TestADocumentDoesNotDependOnThoseBefore(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	used := New(Options{})
	var last *briefing.Document
	var was string
	for range 500 {
		m := makeBody(r)
		d := used.Parse([]byte(m.body), 1)
		if fresh := New(Options{}).Parse([]byte(m.body), 1); !reflect.DeepEqual(d, fresh) {
			t.Fatalf("%q\n%s\nafter others, and before\n%s", m.body, shown(d), shown(fresh))
		}
		if last != nil && shown(last) != was {
			t.Fatalf("%q changed a document given before", m.body)
		}
		last, was = d, shown(d)
	}
}

func TestHostileBodiesGiveSoundDocuments(t *testing.T) {
	long := strings.Repeat("Words of a long text that says little. ", 700)
	deep := func(s string) string { return strings.Repeat(s, 5000) }
	for name, body := range map[string]string{
		"a megabyte of 600 notes":    join(600, "Claim.[^%[1]d] ^[In place, %[1]d.]\n\n[^%[1]d]: "+long[:1600]+"\n\n"),
		"quotations in quotations":   deep("> ") + "x[^1]\n\n[^1]: y",
		"lists in lists":             deep("- ") + "x[^1]\n\n[^1]: y",
		"notes in notes":             deep("[^1]: ") + "x[^1]",
		"inline notes in each other": deep("^[a ") + deep("]"),
		"links in links":             deep("[a") + deep("](b)"),
		"pictures in pictures":       deep("![a") + deep("](b)"),
		"emphasis":                   deep("*a **b "),
		"brackets":                   deep("[") + deep("]"),
		"one line":                   "[^1]\n\n[^1]: " + strings.Repeat("https://example.org/", 5000),
		"a table of one row":         "|" + deep("a|") + "\n|" + deep("-|") + "\n|" + deep("b[^1]|"),
		"NUL":                        deep("\x00"),
		"no UTF-8":                   deep("\xff[^\xfe]"),
		"turned text":                deep("\u202e[^\u202d] ") + "\n\n[^\u2066a]: x",
		"carriage returns":           deep("a[^1]\r") + "\r\n\r\n[^1]: x\r",
		"byte order marks":           "\ufeff[^1]\n\n\ufeff[^1]: x",
		"only blanks":                deep(" \t\u00a0"),
		"nothing":                    "",
	} {
		t.Run(name, func(t *testing.T) {
			for _, trusted := range []bool{false, true} {
				d := New(Options{TrustHTML: trusted}).Parse([]byte(body), 1)
				checkIDs(d, t.Errorf)
				checkPlaces(body, d, t.Errorf)
				for _, n := range append([]briefing.Note{{Body: d.Body}}, d.Notes...) {
					checkHTML(asPage(d, &n.Body), trusted, t.Errorf)
				}
			}
		})
	}
}
