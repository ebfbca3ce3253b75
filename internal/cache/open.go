package cache

import (
	"errors"
	"fmt"
)

// Open opens the cache in a folder of its own, which is made when it is missing, with
// permissions for its owner alone. The version names the program and everything by
// which the same file could come to other values; what another version kept is not
// used. Open never fails: a cache that cannot be used is empty, and Save says why.
func Open(dir, version string) *Cache {
	c := &Cache{dir: dir, version: version, segments: map[uint32]*segment{}}
	var err error
	if c.folder, err = openFolder(dir); err != nil {
		c.failed(err)
		return c
	}
	if c.lock, err = takeLock(c.folder, dir); err != nil {
		c.failed(err)
	}
	c.load()
	if c.lock != nil {
		c.tidy()
	}
	return c
}

// load opens the index and its segments. Another build may put a new index there in
// between and remove segments of the old one, so who has no lock tries again.
func (c *Cache) load() {
	var err error
	for range 3 {
		if err = c.tryLoad(); err == nil || c.lock != nil {
			break
		}
	}
	if err != nil {
		c.why = err.Error()
	}
}

func (c *Cache) tryLoad() error {
	x, err := openIndex(c.folder, c.version)
	if x == nil {
		return err
	}
	for _, e := range x.Segments {
		s, err := openSegment(c.folder, e)
		if err != nil {
			x.file.Close()
			c.forget()
			return err
		}
		c.segments[e.Number] = s
		c.last = max(c.last, e.Number)
	}
	c.index = x
	return nil
}

func openSegment(f *folder, e segmentEntry) (*segment, error) {
	name := segmentName(e.Number)
	file, size, err := f.open(name)
	if err != nil {
		return nil, damaged(name, err)
	}
	if size != e.Size {
		file.Close()
		return nil, damaged(name, fmt.Errorf("it has %d bytes instead of %d", size, e.Size))
	}
	return &segment{number: e.Number, seed: e.Seed, file: file, written: size}, nil
}

// tidy removes what cannot be used, and what builds that were killed left behind.
func (c *Cache) tidy() {
	var err error
	if c.index == nil {
		err = errors.Join(c.folder.remove(stateFile), c.folder.remove(indexFile))
	}
	c.failed(errors.Join(err, c.folder.mark(), c.folder.sweep(c.named())))
}

// named gives the names of the files that the index needs.
func (c *Cache) named() map[string]bool {
	names := map[string]bool{}
	if c.index != nil {
		for _, s := range c.index.Segments {
			names[segmentName(s.Number)] = true
		}
	}
	return names
}
