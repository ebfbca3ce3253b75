package cache

import (
	"runtime"
	"testing"

	"dossier/internal/briefing"
)

func BenchmarkPut(b *testing.B) {
	c := Open(b.TempDir(), "v")
	defer c.Close()
	doc := newMaker(100).document()
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := c.Put(doc); err != nil {
			b.Fatal(err)
		}
		if c.own.size() > 256<<20 {
			b.StopTimer()
			c.Close()
			c = Open(b.TempDir(), "v")
			b.StartTimer()
		}
	}
}

func BenchmarkDocument(b *testing.B) {
	c := Open(b.TempDir(), "v")
	defer c.Close()
	m := newMaker(100)
	var refs []briefing.Ref
	for range 500 {
		ref, _, _ := c.Put(m.document())
		refs = append(refs, ref)
	}
	b.SetBytes(int64(refs[0].Size))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := c.Document(refs[i%len(refs)]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPassage(b *testing.B) {
	c := Open(b.TempDir(), "v")
	defer c.Close()
	e := newMaker(100).put(b, c, 1)
	for range 100 {
		c.Put(newMaker(100).document()) // so that the first is in the file
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Passage(e.Briefing.Text, e.Briefing.Outline.Marks[3].Said); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSave saves an index of 10,000 briefings whose texts stay where they are.
func BenchmarkSave(b *testing.B) {
	c := Open(b.TempDir(), "v")
	defer c.Close()
	next := newMaker(30000).next(b, c, 10000)
	for b.Loop() {
		if err := c.Save(next); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(c.index.size)/10000, "B/entry")
}

// BenchmarkEntries reads an index of 10,000 briefings, and says what each takes in
// memory with its share of the sources.
func BenchmarkEntries(b *testing.B) {
	dir := b.TempDir()
	c := Open(dir, "v")
	if err := c.Save(newMaker(30000).next(b, c, 10000)); err != nil {
		b.Fatal(err)
	}
	c.Close()
	c = Open(dir, "v")
	defer c.Close()
	var entries []Entry
	var x *Index
	before := heap()
	for b.Loop() {
		x, _ = c.Index()
		var err error
		if entries, err = x.Entries(recordsOf(x.Register)); err != nil || len(entries) != 10000 {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(heap()-before)/float64(len(entries)), "heap-B/entry")
	runtime.KeepAlive(x)
	runtime.KeepAlive(entries)
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
