package cache

import (
	"bytes"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"dossier/internal/briefing"
)

// written gives what a coder makes of values.
func written(s *shared, write func(*coder)) []byte {
	var w coder
	w.write()
	w.shared = s
	write(&w)
	return slices.Clone(w.finish())
}

// decodes reads anything as a value. It must not panic nor take much more memory than
// there are bytes; what it takes for a value is the same value when it is written and
// read again.
func decodes[T any](t *testing.T, data []byte, s *shared, one func(*coder, *T)) {
	t.Helper()
	read := func(data []byte) (*T, error) {
		var r coder
		v := new(T)
		prepare(v)
		r.read(data)
		r.shared = s
		one(&r, v)
		return v, r.done()
	}
	before := allocated()
	v, err := read(data)
	if took := allocated() - before; took > 200*uint64(len(data))+1<<20 {
		t.Errorf("%d bytes took %d of memory", len(data), took)
	}
	if err != nil {
		return
	}
	again, err := read(written(s, func(c *coder) { one(c, v) }))
	if err != nil || !reflect.DeepEqual(v, again) {
		t.Errorf("read as %+v, and again as %+v (%v)", v, again, err)
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// huge are lists that say they are longer than anything.
func huge(write func(*coder)) []byte {
	return written(nil, func(c *coder) {
		write(c)
		for range 5 {
			c.number(1 << 40)
		}
	})
}

func FuzzDocument(f *testing.F) {
	fill, _ := numbered()
	doc := full[briefing.Document](fill)
	f.Add(written(nil, func(c *coder) { c.document(doc) }))
	f.Add(written(nil, func(c *coder) { c.document(newMaker(5).document()) }))
	f.Add(huge(func(c *coder) { c.body(&doc.Body) }))
	f.Add([]byte{})
	f.Add(bytes.Repeat([]byte{0xff}, 40))
	f.Fuzz(func(t *testing.T, data []byte) {
		decodes(t, data, nil, (*coder).document)
	})
}

func FuzzIndex(f *testing.F) {
	fill, s := numbered()
	f.Add(written(s, func(c *coder) { c.entry(full[Entry](fill)) }))
	f.Add(written(s, func(c *coder) { c.mentioned(full[briefing.Mention](fill)) }))
	f.Add(written(s, func(c *coder) { c.directory(full[directory](fill)) }))
	f.Add(written(s, func(c *coder) { c.registerFile(full[RegisterFile](fill)) }))
	f.Add(written(s, func(c *coder) { c.picture(full[Picture](fill)) }))
	f.Add(huge(func(*coder) {}))
	s.record = recordsOf([]RegisterFile{{Records: fill.records}})
	f.Fuzz(func(t *testing.T, data []byte) {
		decodes(t, data, s, (*coder).entry)
		decodes(t, data, s, (*coder).mentioned)
		decodes(t, data, s, (*coder).directory)
		decodes(t, data, s, (*coder).registerFile)
		decodes(t, data, s, (*coder).picture)
	})
}

// FuzzIndexFile opens anything as the file of an index, and reads what it finds there.
func FuzzIndexFile(f *testing.F) {
	dir := f.TempDir()
	c := Open(dir, "v1")
	mustSave(f, c, newMaker(5).next(f, c, 2))
	data, err := c.folder.root.ReadFile(indexFile)
	if err != nil {
		f.Fatal(err)
	}
	c.Close()
	f.Add(data)
	f.Add([]byte(indexHeader("v1")))
	f.Add([]byte(indexHeader("v2") + "0123456789ab"))
	f.Add(data[:len(data)-1])
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := readDirectory(bytes.NewReader(data), int64(len(data)), "v1"); err == nil && d.ID == 0 && len(d.Segments) == 0 {
			t.Errorf("%q is taken for an index", data)
		}
	})
}
