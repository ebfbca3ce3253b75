package importer

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// longReport has so many markers, in paragraphs of ten or all in one line, each
// endnote cited as it comes and the last one again, and a list of up to 999.
func longReport(markers int, gap string) string {
	var b strings.Builder
	for i := range markers {
		fmt.Fprintf(&b, "Sentence of a report that says a thing and cites it.[%d]", min(i+1, highest))
		if i%10 == 9 {
			b.WriteString(gap)
		} else {
			b.WriteByte(' ')
		}
	}
	b.WriteString("\n\nReferences\n\n")
	for i := range min(markers, highest) {
		fmt.Fprintf(&b, "[%d] An office, www.example.org/papers/%d.\n", i+1, i+1)
	}
	return b.String()
}

func TestEveryMarkerOfAVeryLongReportIsKept(t *testing.T) {
	for _, gap := range []string{"\n\n", " "} {
		report := longReport(20000, gap)
		r, diags, err := Import([]byte(report), plainOptions)
		if err != nil {
			t.Fatal(err, diags)
		}
		if last := r.Table[len(r.Table)-1]; len(r.Table) != 20000 || last.URL != "https://www.example.org/papers/999" {
			t.Errorf("%d markers, the last cites %q", len(r.Table), last.URL)
		}
		checkImport(t, []byte(report), r, diags)
	}
}

// The time per marker stays the same where the import is linear.
func BenchmarkImport(b *testing.B) {
	for _, markers := range []int{200, 2000, 20000} {
		for _, gap := range []string{"\n\n", " "} {
			b.Run(fmt.Sprintf("%q/%d", gap, markers), func(b *testing.B) {
				benchmark(b, longReport(markers, gap))
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*markers), "ns/marker")
			})
		}
	}
}

// Each shape is one that may make an import look at the same text again and again,
// in the text or in an endnote. It may be refused.
func BenchmarkHostile(b *testing.B) {
	for _, name := range slices.Sorted(maps.Keys(hostile)) {
		text := strings.Repeat(hostile[name], 200_000/len(hostile[name]))
		b.Run(name, func(b *testing.B) { benchmark(b, "A title\n\n"+text) })
		b.Run(name+" in an endnote", func(b *testing.B) { benchmark(b, "A[1]\n\nReferences\n\n[1] "+text) })
	}
}

var hostile = map[string]string{
	"brackets":       "[",
	"parentheses":    "((((([1]",
	"stars":          "*a **",
	"comments":       "<!--",
	"schemes":        "http://",
	"addresses":      "a.b/:",
	"links":          "[a](http://example.org/) ",
	"pictures":       "![a](b) [1] ",
	"superscripts":   "a¹ ",
	"numbered lines": "[2] a\nb\n[3] c\n",
	"lists":          "x[2]\n\n[1] example.org/a\n\n",
	"series":         "a[1] b[2] c[1]\n",
	"rows":           "|\n|a|b|\n",
	"items":          "1. a\n2. b\n",
	"labels":         "TLP:\n",
	"sign-offs":      "Prepared: a\n\n\n\n",
	"headings":       "a\n---\n",
	"blank lines":    "\n",
}

func benchmark(b *testing.B, report string) {
	text := []byte(report)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Import(text, plainOptions)
	}
}
