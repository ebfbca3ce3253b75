package cache

import (
	"bytes"
	"reflect"
	"testing"

	"dossier/internal/briefing"
)

// opened opens a cache that is closed when the test ends.
func opened(t testing.TB, dir string) *Cache {
	t.Helper()
	c := Open(dir, "v1")
	t.Cleanup(func() { c.Close() })
	return c
}

func mustSave(t testing.TB, c *Cache, next NextIndex) {
	t.Helper()
	if err := c.Save(next); err != nil {
		t.Fatal(err)
	}
}

// holds fails unless a cache gives all of an index and its texts as they were put.
func holds(t testing.TB, c *Cache, want NextIndex, docs []*briefing.Document) {
	t.Helper()
	x, err := c.Index()
	if err != nil || x == nil {
		t.Fatalf("the index is %v (%v; %q)", x, err, c.Why())
	}
	entries, err := x.Entries(recordsOf(x.Register))
	if err != nil {
		t.Fatal(err)
	}
	if x.Key != want.Key || x.TextKey != want.TextKey || !reflect.DeepEqual(x.Register, want.Register) ||
		!reflect.DeepEqual(x.Pictures, want.Pictures) {
		t.Error("the index came back otherwise")
	}
	if !alike(entries, want.Entries) {
		t.Fatal("the entries came back otherwise")
	}
	textsHold(t, c, entries, docs)
	for _, p := range x.Pictures {
		if data, err := c.Data(p.Data); err != nil || briefing.SumOf(data) != p.Sum {
			t.Errorf("the picture is %q (%v)", data, err)
		}
	}
}

// textsHold fails unless the texts of entries are as they were put.
func textsHold(t testing.TB, c *Cache, entries []Entry, docs []*briefing.Document) {
	t.Helper()
	for i, doc := range docs {
		b := entries[i].Briefing
		got, places, err := c.DocumentAgain(b.Text)
		if err != nil || !reflect.DeepEqual(got, doc) {
			t.Fatalf("text %d came back otherwise (%v)", i, err)
		}
		for _, mark := range b.Outline.Marks {
			said, err := c.Passage(b.Text, mark.Said)
			if m := &doc.Marks[mark.Mark]; err != nil || said != m.ID+m.Sentence || said[:mark.ID] != m.ID || places[mark.Mark] != mark.Said.At {
				t.Fatalf("a marker of %d is said as %q, not as %q (%v)", i, said, m.ID+m.Sentence, err)
			}
		}
	}
}

func TestWhatWasSavedComesBack(t *testing.T) {
	dir := t.TempDir() + "/.dossier/cache/clear"
	c := opened(t, dir)
	if x, err := c.Index(); x != nil || err != nil || c.Why() != "" || !c.Kept() {
		t.Fatalf("a new cache has %v (%v, %q), kept %v", x, err, c.Why(), c.Kept())
	}
	m := newMaker(40)
	next := m.next(t, c, 600) // several chunks
	docs := m.textsOf(next.Entries)
	textsHold(t, c, next.Entries, docs) // also of what is not in the file yet
	mustSave(t, c, next)
	holds(t, c, next, docs)
	c.Close()
	again := opened(t, dir)
	if again.Why() != "" {
		t.Error(again.Why())
	}
	holds(t, again, next, docs)
}

// What briefings share they share again.
func TestMentionsAndRecordsAreSharedAgain(t *testing.T) {
	dir := t.TempDir()
	c := opened(t, dir)
	mustSave(t, c, newMaker(10).next(t, c, 600))
	x, _ := c.Index()
	entries, err := x.Entries(recordsOf(x.Register))
	if err != nil {
		t.Fatal(err)
	}
	byURL := map[string]*briefing.Mention{}
	registered := 0
	for _, e := range entries {
		for _, cited := range e.Briefing.Citations {
			if first, ok := byURL[cited.Folded]; ok && first != cited.Mention {
				t.Fatalf("%q has two mentions", cited.Folded)
			}
			byURL[cited.Folded] = cited.Mention
			if cited.Register != nil && cited.Register != &x.Register[0].Records[0] {
				t.Fatal("a record of the register is a copy")
			} else if cited.Register != nil {
				registered++
			}
		}
	}
	if len(byURL) != 10 || registered == 0 {
		t.Errorf("%d sources, %d citations with a record", len(byURL), registered)
	}
}

// Many put and read at once, and each gets what is its own.
func TestManyPutAndReadAtOnce(t *testing.T) {
	c := opened(t, t.TempDir())
	m := newMaker(10)
	var docs []*briefing.Document
	for range 200 {
		docs = append(docs, m.document())
	}
	refs := make([]briefing.Ref, 4*len(docs))
	err := c.parallel(len(refs), func(_ *coder, i int) (err error) {
		refs[i], _, err = c.Put(docs[i%len(docs)])
		if _, err := c.Document(refs[i]); err != nil {
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, ref := range refs {
		if got, err := c.Document(ref); err != nil || !reflect.DeepEqual(got, docs[i%len(docs)]) {
			t.Fatalf("text %d: %v", i, err)
		}
	}
}

func TestDataOfAnySizeComesBack(t *testing.T) {
	c := opened(t, t.TempDir())
	for _, size := range []int{0, 1, flushSize - 1, flushSize, 3 * flushSize, 5} {
		want := bytes.Repeat([]byte{byte(size), 7}, size)[:size]
		ref, err := c.PutData(want)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := c.Data(ref); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes came back as %d (%v)", len(want), len(got), err)
		}
	}
}
