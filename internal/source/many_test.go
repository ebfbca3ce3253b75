package source

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"dossier/internal/briefing"
)

// many makes a document with n notes on a third as many sources.
func many(n int) *draft {
	var d draft
	for i := range n {
		url := fmt.Sprintf("https://www.paper%d.org/2018/11/07/story-%d?utm_source=x", i%7, i%(n/3+1))
		d.note(fmt.Sprint(i), fmt.Sprintf("Words %d", i%(n/2+1)), titled("A story", url, ", Paper, 2018-11-07. Graded B2."))
	}
	return &d
}

func TestResolveIsTheSameFromManyGoroutines(t *testing.T) {
	r := register(t, "sources:\n  a: {url: https://paper1.org/2018/11/07/story-1, title: A story}\n", briefing.Clear, Policies{})
	d := many(60)
	want, wantDiags := r.Resolve(file(), &d.doc)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got, diags := r.Resolve(file(), &d.doc); !reflect.DeepEqual(got, want) || said(diags) != said(wantDiags) {
				t.Error("another outcome")
			}
		})
	}
	wg.Wait()
}

// BenchmarkResolveMany shows whether the time grows in step with the notes: the
// figures per note stay the same when it does.
func BenchmarkResolveMany(b *testing.B) {
	for _, n := range []int{5000, 10000, 20000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			d := many(n)
			for b.Loop() {
				r := register(b, "", briefing.Clear, Policies{})
				if got, _ := r.Resolve(file(), &d.doc); len(got.Notes) == 0 {
					b.Fatal("no notes")
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/note")
		})
	}
}

// BenchmarkRegisterMany does the same for a register of which every record is at
// fault. Reading grows a little faster than the records of one file: the YAML
// parser copies the rest of a map for each of its keys.
func BenchmarkRegisterMany(b *testing.B) {
	for _, n := range []int{500, 1000, 2000, 4000} {
		text := faulty(n)
		records, _, _ := ParseRegister("content/sources/a.yaml", text, briefing.Clear)
		each := func(name string, do func()) {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				for b.Loop() {
					do()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/record")
			})
		}
		each("read", func() { ParseRegister("content/sources/a.yaml", text, briefing.Clear) })
		each("join", func() { NewRegister(records, nil, briefing.Clear, Policies{}) })
	}
}

// faulty makes a register whose records have a misspelt key, and one by one are
// the same as the next, in a circle.
func faulty(n int) []byte {
	var text strings.Builder
	text.WriteString("sources:\n")
	for i := range n {
		fmt.Fprintf(&text, "  k%d: {url: https://example.org/%d, tilte: T, same_as: k%d}\n", i, i, (i+1)%n)
	}
	return []byte(text.String())
}

func TestARegisterOfFaultsIsReadWhole(t *testing.T) {
	if r, diags := registered(string(faulty(500)), briefing.Clear, Policies{}); len(r.records) != 500 || len(diags) != 1000 {
		t.Errorf("%d records, %d reports", len(r.records), len(diags))
	}
}

func BenchmarkResolve(b *testing.B) {
	r := register(b, "", briefing.Clear, Policies{})
	d := many(20)
	f := file()
	b.ReportAllocs()
	for b.Loop() {
		r.Resolve(f, &d.doc)
	}
}

func BenchmarkClean(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		c, _ := Clean("www.example.org/news/2018/11/07/leaders-stay-away?utm_source=x.")
		Fold(c.URL)
	}
}
