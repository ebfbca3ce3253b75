package cache

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// maker makes briefings of made words: about 1,100 words, 14 notes and 3 tags each,
// citing sources that others cite too.
type maker struct {
	r        *rand.Rand
	words    []string
	mentions []*briefing.Mention
	register []RegisterFile
	texts    map[briefing.Sum]*briefing.Document // as they were put, by the sum of the briefing
}

func newMaker(sources int) *maker {
	m := &maker{r: rand.New(rand.NewPCG(4, uint64(sources))), texts: map[briefing.Sum]*briefing.Document{}}
	for range 4000 {
		b := make([]byte, 2+m.r.IntN(9))
		for i := range b {
			b[i] = "etaoinshrdlucmfwyp"[m.r.IntN(18)]
		}
		m.words = append(m.words, string(b))
	}
	m.makeRegister()
	for i := range sources {
		url := fmt.Sprintf("https://www.%s%d.example/%d/%s", m.words[i%300], i%300, i, m.words[i%4000])
		mention := &briefing.Mention{Folded: strings.Replace(url, "www.", "", 1), Given: briefing.Facts{
			URL: url, Title: m.some(6), Outlet: fmt.Sprintf("Outlet %d", i%300), Date: briefing.DateOf(2012+i%14, 12, 1+i%28)}}
		if i%10 == 0 {
			mention.Register = &m.register[0].Records[i/10%len(m.register[0].Records)]
		}
		m.mentions = append(m.mentions, mention)
	}
	return m
}

func (m *maker) makeRegister() {
	m.register = []RegisterFile{{Path: "content/sources/a.yaml", Stamp: Stamp{1, 2, 3, 4}}}
	for i := range 50 {
		m.register[0].Records = append(m.register[0].Records, briefing.Record{Key: fmt.Sprintf("key-%d", i), Facts: briefing.Facts{URL: m.some(1)}})
	}
}

func (m *maker) some(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = m.words[int(m.r.ExpFloat64()*400)%len(m.words)]
	}
	return strings.Join(out, " ")
}

// recordNo and record number the records of the register.
func (m *maker) recordNo(r *briefing.Record) int {
	for i := range m.register[0].Records {
		if r == &m.register[0].Records[i] {
			return i
		}
	}
	return -1
}

func recordsOf(register []RegisterFile) func(int) *briefing.Record {
	return func(n int) *briefing.Record {
		if n < 0 || len(register) == 0 || n >= len(register[0].Records) {
			return nil
		}
		return &register[0].Records[n]
	}
}

// document makes a text.
func (m *maker) document() *briefing.Document {
	d := &briefing.Document{Words: 1100, Lead: m.some(30)}
	var html strings.Builder
	for n := range 14 {
		label := fmt.Sprint(n + 1)
		sentence := m.some(16)
		fmt.Fprintf(&html, "<p>%s. %s <strong>%s</strong> %s. %s.</p>\n", m.some(18), sentence, m.some(2), m.some(14), m.some(25))
		d.Body.Slots = append(d.Body.Slots, briefing.Slot{At: html.Len(), Kind: briefing.SlotMark, Index: n})
		d.Marks = append(d.Marks, briefing.Mark{Note: n, In: -1, ID: "fnref:" + label, Sentence: sentence, Line: 10 + 2*n, Col: 80})
		title := m.some(6)
		d.Items = append(d.Items, briefing.Item{Kind: briefing.TitledURL, URL: "https://a.example/" + label, Title: title, After: ", Outlet 7, 2018-12-11", Line: 60 + n, Col: 8})
		d.Notes = append(d.Notes, briefing.Note{Label: label, Text: title + ", Outlet 7, 2018-12-11", Items: briefing.Range{From: n, To: n + 1}, Marks: []int{n}, Line: 60 + n, Col: 1,
			Body: briefing.Body{HTML: "<p><a>" + title + "</a>, Outlet 7, 2018-12-11</p>", Slots: []briefing.Slot{{At: 5, Kind: briefing.SlotItemURL, Index: n}}}})
		if n%4 == 0 {
			d.Headings = append(d.Headings, briefing.Heading{Level: 2, ID: m.some(1), Text: m.some(4)})
			d.Links = append(d.Links, briefing.Link{Target: "../" + m.some(1), Text: m.some(3), Line: 11 + n, Col: 4})
		}
	}
	d.Body.HTML = html.String()
	return d
}

// resolved makes a briefing of a text, which is not put away yet.
func (m *maker) resolved(i int, doc *briefing.Document) *briefing.Briefing {
	path := fmt.Sprintf("content/%d/made-%06d.md", 2012+i%14, i)
	at := func(line int) diag.Pos { return diag.Pos{Path: path, Line: line, Col: 8} }
	b := &briefing.Briefing{Doc: doc}
	sum := briefing.SumOf(fmt.Append(nil, path, len(m.texts)))
	m.texts[sum] = doc
	b.File = briefing.File{Path: path, BodyLine: 9, Sum: sum, Front: briefing.Front{
		Title: m.some(6), Date: briefing.DateOf(2012+i%14, 1+i%12, 1+i%28), Summary: m.some(22),
		Tags: []briefing.Text{{Value: m.some(1), At: at(4)}, {Value: m.some(1), At: at(4)}, {Value: m.some(1), At: at(4)}},
		Desk: fmt.Sprintf("Desk %d", i%5), Marking: briefing.Clear, Slug: fmt.Sprintf("made-%06d", i)}}
	for k, key := range []string{"title", "date", "summary", "tags", "desk", "tlp"} {
		b.Front.Lines = append(b.Front.Lines, briefing.KeyLine{Key: key, Line: int32(2 + k), Col: 1})
	}
	for n := range doc.Notes {
		n := int32(n)
		b.Notes = append(b.Notes, briefing.Printed{First: n, Citations: briefing.Span{From: n, To: n + 1}})
		b.Citations = append(b.Citations, briefing.Citation{Mention: m.mentions[m.r.IntN(len(m.mentions))], Note: n, Item: n, Line: 60 + n, Col: 8})
	}
	b.MakeOutline()
	return b
}

// put makes a briefing and puts its text away.
func (m *maker) put(t testing.TB, c *Cache, i int) Entry {
	t.Helper()
	doc := m.document()
	b := m.resolved(i, doc)
	ref, places, err := c.Put(doc)
	if err != nil {
		t.Fatal(err)
	}
	b.PutAway(ref, places)
	e := Entry{Stamp: Stamp{int64(i), 2, 3, 4}, Briefing: b}
	if i%7 == 0 {
		e.Until = time.Unix(int64(i)*1e6, 0).UTC()
		e.Diags.Add(b.KeyAt("tags"), diag.Warning, "tag-comma", "%q may be two tags", "a, b")
		e.Diags.Hint("write them apart")
	}
	return e
}

// textsOf gives the texts of entries as they were put.
func (m *maker) textsOf(entries []Entry) (docs []*briefing.Document) {
	for _, e := range entries {
		docs = append(docs, m.texts[e.Briefing.Sum])
	}
	return docs
}

// next makes n briefings and what the next index is made of.
func (m *maker) next(t testing.TB, c *Cache, n int) NextIndex {
	t.Helper()
	next := NextIndex{Key: briefing.SumOf([]byte("key")), TextKey: briefing.SumOf([]byte("text")), Register: m.register, Record: m.recordNo}
	for i := range n {
		next.Entries = append(next.Entries, m.put(t, c, i))
	}
	data, err := c.PutData([]byte("a picture"))
	if err != nil {
		t.Fatal(err)
	}
	next.Pictures = []Picture{{Path: "content/a.png", Data: data, Width: 3, Height: 4, Sum: briefing.SumOf([]byte("a picture"))}}
	return next
}

// alike reports whether entries say the same: the numbers of mentions are each index's own.
func alike(a, b []Entry) bool { return reflect.DeepEqual(unnumbered(a), unnumbered(b)) }

func unnumbered(entries []Entry) []Entry {
	out := slices.Clone(entries)
	for i := range out {
		out[i].Briefing = unnumberedBriefing(out[i].Briefing)
	}
	return out
}

func unnumberedBriefing(b *briefing.Briefing) *briefing.Briefing {
	c := *b
	c.Citations = slices.Clone(b.Citations)
	for i := range c.Citations {
		if m := c.Citations[i].Mention; m != nil {
			plain := *m
			plain.Number = 0
			c.Citations[i].Mention = &plain
		}
	}
	return &c
}
