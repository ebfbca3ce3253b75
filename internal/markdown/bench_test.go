package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// ordinary is a briefing as desks write them: a dozen paragraphs under headings,
// links, a list, a table and eighteen notes.
func ordinary() []byte {
	var b strings.Builder
	sentence := "The delegation that came to the conference was smaller than in the year before, and fewer of its members spoke in public about what they had agreed on"
	for i := range 9 {
		if i%3 == 0 {
			fmt.Fprintf(&b, "## Part %d of the assessment\n\n", i)
		}
		fmt.Fprintf(&b, "%s.[^%d] %s, as [its own report](https://www.example.org/reports/%d) says. *%s.* Much else is **unknown**.[^%d]\n%s.\n\n",
			sentence, 2*i+1, sentence, i, sentence, 2*i+2, sentence)
	}
	b.WriteString("- first point\n- second point, with `code`\n- third point\n\n| Year | Guests |\n| --- | ---: |\n| 2017 | 1,500 |\n| 2018 | 1,200 |\n\n")
	for i := range 18 {
		if i%2 == 0 {
			fmt.Fprintf(&b, "[^%d]: https://news%d.example.com/2018/11/0%d/a-report-of-some-kind_%d.html\n", i+1, i, i%9+1, i)
		} else {
			fmt.Fprintf(&b, "[^%d]: [A report of *some* kind](https://news%d.example.com/2018/11/), Morning Post, 2018-11-07. Graded B2.\n", i+1, i)
		}
	}
	return []byte(b.String())
}

func BenchmarkOrdinary(b *testing.B) {
	body := ordinary()
	b.Run("own", func(b *testing.B) {
		p := New(Options{})
		b.SetBytes(int64(len(body)))
		b.ReportAllocs()
		for b.Loop() {
			p.Parse(body, 1)
		}
	})
	b.Run("stock", func(b *testing.B) {
		m := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.Footnote),
			goldmark.WithRendererOptions(html.WithUnsafe()))
		b.SetBytes(int64(len(body)))
		b.ReportAllocs()
		for b.Loop() {
			var out bytes.Buffer
			if err := m.Convert(body, &out); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// shapes are documents that cost a careless parser the square of their length.
var shapes = []struct {
	name string
	make func(n int) string
}{
	{"notes", func(n int) string {
		return join(n, "Word.[^%[1]d]\n\n") + join(n, "[^%[1]d]: https://example.org/%[1]d\n")
	}},
	{"one paragraph", func(n int) string { return join(n, "word.[^%[1]d] ") + "\n\n" + join(n, "[^%[1]d]: Text.\n") }},
	{"one line without a stop", func(n int) string { return join(n, "wörd[^%[1]d] ") + "\n\n" + join(n, "[^%[1]d]: Text.\n") }},
	{"one paragraph of lines", func(n int) string { return join(n, "word[^%[1]d]\n") + "\n" + join(n, "[^%[1]d]: Text.\n") }},
	{"chain", func(n int) string { return "Word.[^0]\n\n" + join(n, "[^%[1]d]: Text.[^%[2]d]\n") }},
	{"table", func(n int) string {
		return "| a | b |\n|---|---|\n" + join(n, "| `x\\|y` | b[^%[1]d] |\n") + "\n" + join(n, "[^%[1]d]: Text.\n")
	}},
	{"nested in place", func(n int) string { return strings.Repeat("a ^[b ", n) + strings.Repeat("]", n) }},
	{"in place", func(n int) string { return join(n, "word ^[note %[1]d] ") }},
	{"in place over lines", func(n int) string { return join(n, "word ^[note\n%[1]d]\n") }},
	{"nested on a line", func(n int) string { return join(n, "[^%[1]d]: ") + "x" }},
	{"in one link", func(n int) string { return "[" + join(n, "a[^%[1]d] ") + "](/u)" }},
	{"unclosed", func(n int) string { return strings.Repeat("[^a ", n) }},
	{"unclosed in place", func(n int) string { return strings.Repeat("^[a ", n) }},
	{"unclosed keys", func(n int) string { return strings.Repeat("[@a ", n) }},
	{"undefined", func(n int) string { return join(n, "[^%[1]d] ") }},
	{"keys", func(n int) string { return join(n, "word [@k%[1]d, p. 3] ") }},
	{"the same keys", func(n int) string { return strings.Repeat("word [@k] ", n) }},
	{"the same note in place", func(n int) string { return strings.Repeat("word ^[x] ", n) }},
	{"duplicates", func(n int) string { return "a[^1]\n\n" + join(n, "[^1]: Text %[1]d.\n") }},
	{"one note cited often", func(n int) string { return strings.Repeat("word[^1] ", n) + "\n\n[^1]: x" }},
	{"URLs in a note", func(n int) string {
		return "[^1]\n\n[^1]: " + join(n, "https://example.org/%[1]d (www.example.org/%[1]d) ")
	}},
	{"one long URL", func(n int) string { return "[^1]\n\n[^1]: https://example.org/" + strings.Repeat("(a.b:c", n) }},
	{"full stops in a note", func(n int) string { return "[^1]\n\n[^1]: " + strings.Repeat("a.", n) + "/x" }},
	{"comments", func(n int) string { return strings.Repeat("a <!-- b --> ", n) }},
	{"comments over paragraphs", func(n int) string { return strings.Repeat("a <!-- b\n\nc --> ", n) }},
	{"unclosed comments", func(n int) string { return strings.Repeat("a <!-- b\n\n", n) }},
	{"quotations in quotations", func(n int) string { return strings.Repeat("> ", n) + "x" }},
	{"lists in lists", func(n int) string { return strings.Repeat("- ", n) + "x" }},
	{"equal headings", func(n int) string { return strings.Repeat("## A[^1]\n\n", n) }},
	{"backticks", func(n int) string { return "^[" + strings.Repeat("` `` ", n) + "]" }},
	{"link definitions", func(n int) string { return join(n, "[%[1]d]: /u\n") + "\n" + join(n, "[%[1]d] ") }},
	{"commas", func(n int) string { return "x[^1]\n\n[^1]: " + strings.Repeat("https://a.b/c),,,,", n) }},
	{"semicolons", func(n int) string {
		return "x[^1]\n\n[^1]: https://a.b/c" + strings.Repeat(";", n) + strings.Repeat(")", n)
	}},
}

func join(n int, form string) string {
	var b strings.Builder
	for i := range n {
		if strings.Contains(form, "%[2]d") {
			fmt.Fprintf(&b, form, i, i+1)
		} else {
			fmt.Fprintf(&b, form, i)
		}
	}
	return b.String()
}

func BenchmarkShapes(b *testing.B) {
	p := New(Options{})
	for _, s := range shapes {
		for _, n := range []int{5000, 10000, 20000, 40000} {
			body := []byte(s.make(n))
			b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(s.name, " ", "-"), n), func(b *testing.B) {
				for b.Loop() {
					p.Parse(body, 1)
				}
			})
		}
	}
}
