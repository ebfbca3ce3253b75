package cache

import (
	"errors"
	"time"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// Index is what a build kept of all files, but for their texts.
type Index struct {
	Key      briefing.Sum // of all that the entries depend on besides their files
	TextKey  briefing.Sum // of all that the texts depend on besides their files
	TagsKey  briefing.Sum // of all that what is related depends on besides the entries
	Register []RegisterFile
	Pictures []Picture

	cache *Cache
	file  *index
}

// RegisterFile is a file of the source register as it was read.
type RegisterFile struct {
	Path    string
	Stamp   Stamp
	Sum     briefing.Sum // of the file's bytes
	Records []briefing.Record
	Outlets []briefing.OutletRecord
	Diags   diag.List
}

// Picture is a picture that was cleaned: Data is where what remained of it lies, the
// zero Ref when nothing did.
type Picture struct {
	Path          string
	Stamp         Stamp
	Sum           briefing.Sum // of the file's bytes
	Data          briefing.Ref
	Width, Height int
	Diags         diag.List
}

// Entry is a Markdown file as it was read, parsed and resolved.
type Entry struct {
	Stamp    Stamp
	Briefing *briefing.Briefing // its text put away; never nil
	Until    time.Time          // when its place in the edition will be another, in UTC; zero for never
	Diags    diag.List
	Related  [4]int32 // the entries that were found to be related, by index; negative for none
}

// Index gives what the last build kept, nil when nothing was or none of it can be
// used. Whatever is wrong with it is an ErrDamaged.
func (c *Cache) Index() (*Index, error) {
	if c.index == nil {
		return nil, nil
	}
	x := &Index{Key: c.index.Key, TextKey: c.index.TextKey, TagsKey: c.index.TagsKey, cache: c, file: c.index}
	r := c.coder()
	defer c.release(r)
	if err := c.index.part(r, c.index.Head); err != nil {
		return nil, err
	}
	r.head(&x.Register, &x.Pictures)
	if err := r.done(); err != nil {
		return nil, damaged(indexFile, err)
	}
	return x, nil
}

func (c *coder) head(register *[]RegisterFile, pictures *[]Picture) {
	list(c, register, (*coder).registerFile)
	list(c, pictures, (*coder).picture)
}

// Entries gives the briefings, in the order in which they were saved. Those that cite
// the same source in the same words share a Mention again; record gives the record of
// the register that NextIndex.Record gave a number, nil when there is none of that
// number. Whatever is wrong with an entry is an ErrDamaged. Entries is called before
// the next Save.
func (x *Index) Entries(record func(number int) *briefing.Record) ([]Entry, error) {
	s := &shared{record: record}
	var err error
	if s.mentions, err = readParts(x, s, x.file.Mentions, func(c *coder, m []briefing.Mention) {
		for i := range m {
			c.mentioned(&m[i])
		}
	}); err != nil {
		return nil, err
	}
	for i := range s.mentions {
		s.mentions[i].Number = uint32(i) + 1
	}
	return readParts(x, s, x.file.Entries, func(c *coder, e []Entry) {
		briefings := make([]briefing.Briefing, len(e))
		for i := range e {
			e[i].Briefing = &briefings[i]
			c.entry(&e[i])
		}
	})
}

// readParts reads a list from its chunks, on all cores.
func readParts[T any](x *Index, s *shared, parts []chunk, read func(*coder, []T)) ([]T, error) {
	n := uint64(0)
	for _, k := range parts {
		if k.Size < 0 || !fits[T](k.Count, int(k.Size)) {
			return nil, damaged(indexFile, errors.New("a part of it is cut short"))
		}
		n += k.Count
	}
	all := make([]T, n)
	starts := starts(parts)
	err := x.cache.parallel(len(parts), func(c *coder, i int) error {
		if err := x.file.part(c, parts[i]); err != nil {
			return err
		}
		c.shared = s
		read(c, all[starts[i]:starts[i]+parts[i].Count])
		if err := c.done(); err != nil {
			return damaged(indexFile, err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// starts gives for each chunk how many things the chunks before it have.
func starts(parts []chunk) []uint64 {
	out := make([]uint64, len(parts))
	for i := 1; i < len(parts); i++ {
		out[i] = out[i-1] + parts[i-1].Count
	}
	return out
}
