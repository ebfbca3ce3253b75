package biblio

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

var update = flag.Bool("update", false, "write testdata/ anew")

// sample is what the goldens print: one of each kind of fact.
var sample = []briefing.Record{
	{
		Key: "wic-2018", Type: "article-newspaper", Lang: "en", Note: "Cited for 50% & more", Accessed: briefing.Date{Year: 2018, Month: 11, Day: 12},
		Facts: briefing.Facts{
			URL: "https://www.example.org/a_b?c=1&d={e}#f", Title: "China’s “vision” {rings} hollow: 100% #1 ~ C:\\x -- y", Outlet: "The Daily & Sunday",
			Authors: []string{"Jane Doe", "Human Rights Watch"}, Date: briefing.Date{Year: 2018, Month: 11, Day: 7},
			Saved: briefing.Saved{URL: "https://web.archive.org/web/20181112000000/https://www.example.org/", Date: briefing.Date{Year: 2018, Month: 11, Day: 12}},
		},
	},
	{Key: "book", Type: "book", Facts: briefing.Facts{Title: "Vom Kriege", Outlet: "Dümmler", Authors: []string{"Carl von Clausewitz"}, Date: briefing.Date{Year: 1832}}},
	{Key: "hearing", Type: "hearing", Marking: briefing.Amber, Facts: briefing.Facts{URL: "https://example.org/h", Date: briefing.Date{Year: 2019, Month: 5}}},
	{Facts: briefing.Facts{URL: "https://example.org/nothing-else"}},
	{Key: "Book", Facts: briefing.Facts{URL: "https://example.org/again"}},
}

// -update writes them; a file that no format writes is a fault too.
func TestTheFormatsAreWrittenAsBefore(t *testing.T) {
	for name, write := range map[string]func(*bytes.Buffer, []briefing.Record){"bib": WriteBibTeX, "json": WriteCSL, "ris": WriteRIS} {
		var b bytes.Buffer
		write(&b, sample)
		path := "testdata/sample." + name
		if *update {
			if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := b.String(); got != string(want) {
			t.Errorf("%s differs; got\n%s", path, got)
		}
	}
	if files, _ := os.ReadDir("testdata"); len(files) != 3 {
		t.Errorf("%d files in testdata, want the three formats", len(files))
	}
}

// carried gives the part of a record that the formats carry.
func carried(rec briefing.Record, key string) briefing.Record {
	rec.Key, rec.At = key, diag.Pos{}
	if rec.Type == "" {
		rec.Type = "document"
		if rec.URL != "" {
			rec.Type = "webpage"
		}
	}
	rec.Date.Time, rec.Accessed.Time, rec.Saved.Date.Time = "", "", ""
	return rec
}

var pieces = []string{"a", "B", "é", "’", "'", "''", "`", "{", "}", "\\", "~", "-", "--", "---", "%", "&", "#", "_", "$", "^", "\"", ",", ";", " and ", "and", " ", "=", "@", "中", "\\'e", "ß", "İ", "x/y", ":", "<", ">"}

func text(r *rand.Rand) string {
	var b strings.Builder
	b.WriteByte('T')
	for range r.IntN(12) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	b.WriteByte('z')
	return briefing.FoldSpace(b.String())
}

func date(r *rand.Rand) briefing.Date {
	d := briefing.Date{Year: 1500 + r.Int32N(600)}
	if r.IntN(3) > 0 {
		d.Month = 1 + int16(r.IntN(12))
		if r.IntN(3) > 0 {
			d.Day = 1 + int16(r.IntN(28))
		}
	}
	return d
}

func anyRecord(r *rand.Rand, i int) briefing.Record {
	types := []string{"", "webpage", "article-newspaper", "article-magazine", "article-journal", "book", "report", "hearing", "treaty", "post-weblog", "thesis", "dataset", "document", "interview"}
	rec := briefing.Record{Key: fmt.Sprintf("k%d", i), Type: types[r.IntN(len(types))], Facts: briefing.Facts{Title: text(r)}}
	if r.IntN(2) > 0 {
		rec.URL = "https://example.org/" + strings.NewReplacer("{", "", "}", "", `\`, "", " ", "", "`", "", `"`, "", "<", "", ">", "", "^", "").Replace(text(r))
	}
	if r.IntN(2) > 0 {
		rec.Outlet, rec.Note, rec.Lang, rec.Marking = text(r), text(r), "de", briefing.Marking(r.IntN(6))
	}
	if r.IntN(2) > 0 {
		rec.Date, rec.Accessed = date(r), date(r)
		rec.Authors = []string{text(r), text(r)}
	}
	if r.IntN(2) > 0 {
		rec.Saved = briefing.Saved{URL: "https://web.archive.org/web/2018/https://example.org/", Date: date(r)}
	}
	return rec
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 3000 {
		rec := anyRecord(r, i)
		want := carried(rec, rec.Key)
		for name, back := range map[string]func([]briefing.Record) ([]briefing.Record, diag.List){"BibTeX": throughBibTeX, "CSL-JSON": throughCSL} {
			got, diags := back([]briefing.Record{rec})
			if len(got) != 1 || len(diags) > 0 {
				t.Fatalf("%s: %+v\n%d records, %s", name, rec, len(got), said(diags))
			}
			got[0].At = diag.Pos{}
			if !reflect.DeepEqual(got[0], want) {
				t.Fatalf("%s:\n got %+v\nwant %+v", name, got[0], want)
			}
		}
	}
}

func throughBibTeX(records []briefing.Record) ([]briefing.Record, diag.List) {
	var b bytes.Buffer
	WriteBibTeX(&b, records)
	return ParseBibTeX("a.bib", b.Bytes(), briefing.Red)
}

func throughCSL(records []briefing.Record) ([]briefing.Record, diag.List) {
	var b bytes.Buffer
	WriteCSL(&b, records)
	return ParseCSL("a.json", b.Bytes(), briefing.Red)
}

// Whatever is read can be written and read again, and is the same by then.
func FuzzBibTeX(f *testing.F) {
	f.Add([]byte(shelf))
	f.Add([]byte(torn))
	f.Add([]byte("@a{b,c=\"{\"}\"}@string{x=x}@b(c,d=x#x#1)"))
	f.Add([]byte(`@x{k,author={\'\i and {\v{}} and ,, and a, b, c, d},url={\url{},month=jan#feb,year=0}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		first, diags := ParseBibTeX("a.bib", data, briefing.Red)
		for _, d := range diags {
			if d.Line < 1 || d.Col < 1 || d.Code == "" || d.Text == "" {
				t.Fatalf("a report without place or text: %+v", d)
			}
		}
		for i := range first {
			if strings.Contains(first[i].Title+first[i].Note, "\n") {
				t.Fatalf("a line break in %+v", first[i])
			}
		}
		second, diags := throughBibTeX(first)
		if len(second) != len(first) || diags.Count(diag.Error) > 0 {
			t.Fatalf("%d records became %d: %s", len(first), len(second), said(diags))
		}
		for i := range second {
			if second[i].Title != first[i].Title || !reflect.DeepEqual(second[i].Authors, first[i].Authors) || second[i].Date != first[i].Date {
				t.Fatalf("read again:\n got %+v\nwant %+v", second[i], first[i])
			}
		}
	})
}
