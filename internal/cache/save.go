package cache

import (
	"encoding/binary"
	"errors"
	"sync"

	"github.com/zeebo/xxh3"

	"dossier/internal/briefing"
)

// NextIndex is what a build keeps for the next one.
type NextIndex struct {
	Key, TextKey, TagsKey briefing.Sum
	Register              []RegisterFile
	Pictures              []Picture
	Entries               []Entry
	Record                func(*briefing.Record) int // the number of a record of the register, below 0 for one of none
	Bare                  bool                       // no segment of earlier builds is to hold anything that is not named
}

// Save puts an index in place of the last one. Texts that it does not name are gone
// with it. Where texts have to move, it sets the Text of briefings and the Data of
// pictures anew, so nothing may read those meanwhile; copies of the old ones hold until
// the next Save. A state that was saved is removed first.
//
// It does nothing when another process keeps the cache. Why the cache could not be
// kept, now or earlier, is the error of one call; the last index is in place then, or
// none. An ErrDamaged leaves none, and what is made anew after a Clear may be saved.
func (c *Cache) Save(next NextIndex) error {
	if c.Kept() {
		err := c.save(&next)
		if errors.Is(err, ErrDamaged) {
			c.failed(c.folder.remove(indexFile))
			return err
		}
		c.failed(err)
	}
	return c.complaint()
}

func (c *Cache) save(next *NextIndex) error {
	if err := c.stillOurs(); err != nil {
		return err
	}
	if err := c.folder.remove(stateFile); err != nil {
		return err
	}
	kept, err := c.gather(next)
	if err != nil {
		return err
	}
	x, err := c.writeIndex(next, kept)
	if err != nil {
		return err
	}
	c.swap(x)
	return c.folder.sweep(c.named())
}

// writeIndex writes the index beside the last one and puts it in its place.
func (c *Cache) writeIndex(next *NextIndex, kept []segmentEntry) (*index, error) {
	f, err := c.folder.replace(indexFile)
	if err != nil {
		return nil, err
	}
	w := &indexWriter{file: f, next: next}
	w.ID, w.Key, w.TextKey, w.TagsKey, w.Segments = drawn(), next.Key, next.TextKey, next.TagsKey, kept
	err = w.write(c)
	if err == nil {
		err = c.folder.rename(indexFile)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &index{w.directory, f, w.at}, nil
}

// swap makes an index the present one. Segments that it does not name can still be
// read, until the next time.
func (c *Cache) swap(x *index) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.dropped {
		s.close()
		delete(c.segments, s.number)
	}
	if c.index != nil {
		c.index.file.Close()
	}
	c.index, c.dropped = x, nil
	named := c.named()
	for _, s := range c.segments {
		if s != c.own && !named[s.name()] {
			c.dropped = append(c.dropped, s)
		}
	}
}

// How many things a chunk holds: enough that words are shared, and few enough that all
// cores have some.
const (
	mentionsInChunk = 2048
	entriesInChunk  = 256
)

// indexWriter writes the file of an index.
type indexWriter struct {
	directory
	file *file
	next *NextIndex

	mu sync.Mutex
	at int64 // where the next chunk goes
}

func (w *indexWriter) write(c *Cache) error {
	header := []byte(indexHeader(c.version))
	if _, err := w.put(header, 0); err != nil {
		return err
	}
	mentions, numbers := mentionsOf(w.next.Entries)
	s := &shared{numbers: numbers, recordNo: w.next.Record}
	err := w.chunks(c, s, &w.Mentions, len(mentions), mentionsInChunk, func(c *coder, i int) { c.mentioned(mentions[i]) })
	if err == nil {
		err = w.chunks(c, s, &w.Entries, len(w.next.Entries), entriesInChunk, func(c *coder, i int) { c.entry(&w.next.Entries[i]) })
	}
	if err != nil {
		return err
	}
	coder := c.coder()
	defer c.release(coder)
	return w.finish(coder)
}

// finish writes what is left, the directory and what seals it.
func (w *indexWriter) finish(c *coder) (err error) {
	c.write()
	c.head(&w.next.Register, &w.next.Pictures)
	if w.Head, err = w.put(c.finish(), 1); err != nil {
		return err
	}
	c.write()
	c.directory(&w.directory)
	data := c.finish()
	trailer := binary.LittleEndian.AppendUint64(nil, xxh3.Hash(data))
	trailer = binary.LittleEndian.AppendUint32(trailer, uint32(len(data)))
	if _, err = w.put(append(data, trailer...), 0); err != nil {
		return err
	}
	return w.file.Sync()
}

// chunks writes a list of n things, so many in a chunk, on all cores.
func (w *indexWriter) chunks(c *Cache, s *shared, parts *[]chunk, n, each int, one func(*coder, int)) error {
	*parts = make([]chunk, (n+each-1)/each)
	return c.parallel(len(*parts), func(c *coder, k int) (err error) {
		c.write()
		c.shared = s
		from, to := k*each, min(n, (k+1)*each)
		for i := from; i < to; i++ {
			one(c, i)
		}
		if c.err != nil {
			return c.err
		}
		(*parts)[k], err = w.put(c.finish(), to-from)
		return err
	})
}

// put writes a chunk behind the others.
func (w *indexWriter) put(data []byte, n int) (chunk, error) {
	w.mu.Lock()
	at := w.at
	w.at += int64(len(data))
	w.mu.Unlock()
	_, err := w.file.WriteAt(data, at)
	return chunk{at, int64(len(data)), xxh3.Hash(data), uint64(n)}, err
}

// mentionsOf lists the mentions of all briefings, each once, and numbers them from 1.
func mentionsOf(entries []Entry) ([]*briefing.Mention, *briefing.ByMention) {
	citations := 0
	for i := range entries {
		citations += len(entries[i].Briefing.Citations)
	}
	mentions, numbers := make([]*briefing.Mention, 0, citations/3), briefing.NewByMention(citations/3)
	for i := range entries {
		for _, t := range entries[i].Briefing.Citations {
			if t.Mention == nil {
				continue
			}
			if _, known := numbers.Get(t.Mention); !known {
				mentions = append(mentions, t.Mention)
				numbers.Add(t.Mention, int32(len(mentions)))
			}
		}
	}
	return mentions, numbers
}
