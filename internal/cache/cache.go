// Package cache keeps between builds what reading, parsing and resolving found, so
// that a build looks only at what changed. Nothing in it cannot be made again: it may
// be deleted at any time, and what is torn, cut short, changed or of another version
// is found out and never taken for true.
//
//	c := cache.Open(dir, version)
//	defer c.Close()
//	x, err := c.Index()                 // what the last build kept; nil for nothing
//	entries, err := x.Entries(record)
//	ref, places, err := c.Put(doc)      // a new text; from any goroutine
//	doc, err := c.Document(ref)         // and back
//	err = c.Save(cache.NextIndex{…})
//	err = c.SaveState(…)                // once the output is there
//
// # The folder
//
//	index      all but the texts: stamps, sums, front matter, citations, diagnostics
//	texts-N    segments: parsed texts, and cleaned pictures
//	state      what the build needs to know at once that nothing changed
//	lock       held by the build that may save
//	CACHEDIR.TAG, .gitignore   keep it out of backups and of git
//
// It belongs to the cache alone and is 0700, its files 0600: it holds the texts of the
// edition. Nothing outside of it is touched, except that folders above it are made.
// Other files that lie there are left alone.
//
// # What is believed
//
// The index is written beside the old one, synced and renamed when all segments that it
// names are on the disk; they do not change from then on. Each part of it, each text and
// each sentence read alone has a sum. That of a text is seeded with a number which only
// the index knows, so a segment from anywhere else does not pass. ErrDamaged says that
// something was not as it was written; then all of it is to be forgotten (Clear) and
// made again. Sums find accidents, not forgery: whoever may write to the folder is
// trusted.
//
// # Two at a time
//
// The first to open a cache may save. Others work all the same (see Kept): they read
// what is there and keep their new texts in a file without a name until they end.
// A cache that cannot be written (no room, no permission, a disk that is read-only) is
// used in the same way, with texts in memory where there is no other place, and Save
// tells the reason once.
//
// # How large it gets
//
// A build writes a segment of its own, as long as its new texts. Save copies into it
// what is alive of segments that are more dead than alive, or no larger than what it
// holds already, and removes them. So the segments hold at most twice what the index
// names, and once what the last build put and its index does not name. Each segment that
// stays is larger than all that are newer, so they are few (ten for a thousandfold size),
// and over all builds a text is copied no more often than that. Where NextIndex.Bare asks
// for it, all that is dead goes at once. While Save works, the old segments are there
// beside the new one.
package cache

import (
	"errors"
	"fmt"
	"sync"

	"github.com/gofrs/flock"
)

// ErrDamaged says that something in the cache is not as it was written.
var ErrDamaged = errors.New("the cache is damaged")

func damaged(name string, err error) error { return fmt.Errorf("%w: %q: %w", ErrDamaged, name, err) }

// Cache is an open cache. Its methods are safe for concurrent use, but for Save, Clear
// and Close.
type Cache struct {
	dir     string
	version string
	folder  *folder // nil when there is none that can be used
	why     string

	mu       sync.RWMutex // of what follows
	lock     *flock.Flock // nil unless this process may save
	fault    error        // why it no longer may
	told     bool
	index    *index // nil when there is none
	segments map[uint32]*segment
	own      *segment   // that new texts go to; nil before the first
	last     uint32     // the highest number of a segment
	dropped  []*segment // by the last Save, still readable

	coders sync.Pool
}

// Why gives the reason why what was there could not be used, as a clause for a message:
// `the cache is damaged: "texts-3": it has 100 bytes instead of 200`. It is "" when it
// could, or when nothing was there.
func (c *Cache) Why() string { return c.why }

// Kept reports whether this process may save: no other one has the cache, and nothing
// went wrong with writing to it.
func (c *Cache) Kept() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.lock != nil && c.fault == nil
}

// failed notes the first reason why the cache can no longer be kept.
func (c *Cache) failed(err error) {
	if err == nil { // nearly always, and a lock that all take costs something
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.giveUp(err)
}

// giveUp is failed where the lock is held.
func (c *Cache) giveUp(err error) {
	if c.fault == nil && err != nil {
		c.fault = fmt.Errorf("the cache cannot be kept: %w", err)
	}
}

// complaint gives that reason once.
func (c *Cache) complaint() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.told {
		return nil
	}
	c.told = c.fault != nil
	return c.fault
}

// Clear empties the cache; where another process keeps it, only as this one sees it.
// Places of texts that its index gave are no longer good; those that this process put
// are. An error is one of a file that could not be removed.
func (c *Cache) Clear() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.forget()
	if c.lock == nil {
		return nil
	}
	err := errors.Join(c.folder.remove(stateFile), c.folder.remove(indexFile))
	keep := map[string]bool{}
	if c.own != nil {
		keep[c.own.name()] = true
	}
	return errors.Join(err, c.folder.sweep(keep))
}

// forget closes the index and all segments but the own one.
func (c *Cache) forget() {
	for number, s := range c.segments {
		if s != c.own {
			s.close()
			delete(c.segments, number)
		}
	}
	if c.index != nil {
		c.index.file.Close()
		c.index = nil
	}
	c.dropped = nil
}

// Close lets go of everything. Texts that were put and not saved are gone.
func (c *Cache) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.forget()
	var err error
	if c.own != nil {
		err = c.own.discard(c.folder)
	}
	if c.lock != nil {
		err = errors.Join(err, c.lock.Close())
	}
	if c.folder != nil {
		err = errors.Join(err, c.folder.root.Close())
	}
	c.own, c.lock, c.folder = nil, nil, nil
	return err
}
