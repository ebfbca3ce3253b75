package cache

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"

	"dossier/internal/briefing"
)

// Put keeps a text and gives its place, and for each mark where it is said,
// for briefing.PutAway. An error is one of a text of 4 GiB or more; that the disk does
// not take it is told by Save, and the text is in memory meanwhile.
func (c *Cache) Put(doc *briefing.Document) (briefing.Ref, []uint32, error) {
	w := c.coder()
	defer c.release(w)
	w.write()
	w.document(doc)
	ref, err := c.put(textRecord, w.finish())
	return ref, slices.Clone(w.places), err
}

// PutData keeps bytes, as of a picture. Errors are as those of Put.
func (c *Cache) PutData(data []byte) (briefing.Ref, error) { return c.put(dataRecord, data) }

func (c *Cache) put(kind recordKind, body []byte) (briefing.Ref, error) {
	size := uint64(len(body)) + recordHead
	if size > math.MaxUint32 {
		return briefing.Ref{}, fmt.Errorf("%d bytes are too many for one text", size)
	}
	s, release := c.writable()
	at, err := s.append(kind, body)
	release()
	c.failed(err)
	return briefing.Ref{Segment: s.number, Size: uint32(size), At: at}, nil
}

// writable gives the segment that new texts go to. It is not sealed before release.
func (c *Cache) writable() (s *segment, release func()) {
	for {
		c.mu.RLock()
		if c.own != nil {
			return c.own, c.mu.RUnlock
		}
		c.mu.RUnlock()
		c.begin()
	}
}

// begin makes the own segment: in the folder, or else in a file without a name, or else
// in memory.
func (c *Cache) begin() {
	kept := c.Kept()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.own != nil {
		return
	}
	s := &segment{seed: drawn()}
	var err error
	if kept {
		s.file, err = c.create()
	}
	if c.last++; s.file == nil {
		s.file, _ = tempFile()
		s.unnamed = true
	}
	s.number = c.last
	c.own, c.segments[s.number] = s, s
	c.giveUp(err)
}

// create makes the file of the next segment under a name that is free.
func (c *Cache) create() (*file, error) {
	for {
		f, err := c.folder.create(segmentName(c.last + 1))
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
		c.last++
	}
}

// drawn gives a number that nothing else has.
func drawn() uint64 {
	var b [8]byte
	rand.Read(b[:])
	return binary.LittleEndian.Uint64(b[:])
}

// Document gives back a text. Whatever is wrong with it is an ErrDamaged.
func (c *Cache) Document(ref briefing.Ref) (*briefing.Document, error) {
	doc, _, err := c.document(ref, false)
	return doc, err
}

// DocumentAgain gives back a text and what Put gave with it, so that it can be put away
// once more when its notes were resolved anew.
func (c *Cache) DocumentAgain(ref briefing.Ref) (*briefing.Document, []uint32, error) {
	return c.document(ref, true)
}

func (c *Cache) document(ref briefing.Ref, places bool) (*briefing.Document, []uint32, error) {
	r := c.coder()
	defer c.release(r)
	body, err := c.record(textRecord, ref, r.buffer)
	if err != nil {
		return nil, nil, err
	}
	doc := new(briefing.Document)
	r.read(body)
	r.document(doc)
	if err := r.done(); err != nil {
		return nil, nil, misread(ref, err)
	}
	if places {
		return doc, slices.Clone(r.places), nil
	}
	return doc, nil, nil
}

// Data gives back what PutData kept. Whatever is wrong with it is an ErrDamaged.
func (c *Cache) Data(ref briefing.Ref) ([]byte, error) {
	return c.record(dataRecord, ref, bytesOf)
}

func bytesOf(size int) []byte { return make([]byte, size) }

// Passage gives a sentence of a text. Nothing else of the text is read; it is held
// against the passage's sum, and what does not match is an ErrDamaged.
func (c *Cache) Passage(ref briefing.Ref, p briefing.Passage) (string, error) {
	s, err := c.segment(ref)
	if err != nil {
		return "", err
	}
	if recordHead+uint64(p.At)+uint64(p.Size) > uint64(ref.Size) {
		return "", misread(ref, fmt.Errorf("it has no sentence at %d", p.At))
	}
	r := c.coder()
	defer c.release(r)
	b, err := s.read(ref.At+recordHead+int64(p.At), int64(p.Size), r.buffer)
	if err != nil {
		return "", misread(ref, err)
	}
	text := string(b)
	if briefing.PassageOf(text).Sum != p.Sum {
		return "", misread(ref, errors.New("the sum of a sentence is wrong"))
	}
	return text, nil
}

// record reads the body of a record.
func (c *Cache) record(kind recordKind, ref briefing.Ref, room func(int) []byte) ([]byte, error) {
	s, err := c.segment(ref)
	if err != nil {
		return nil, err
	}
	body, err := s.record(kind, ref.At, int64(ref.Size), room)
	if err != nil {
		return nil, misread(ref, err)
	}
	return body, nil
}

func (c *Cache) segment(ref briefing.Ref) (*segment, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	s := c.segments[ref.Segment]
	if s == nil {
		return nil, misread(ref, errors.New("there is no such segment"))
	}
	return s, nil
}

func misread(ref briefing.Ref, err error) error {
	return damaged(segmentName(ref.Segment), fmt.Errorf("at %d: %w", ref.At, err))
}

func (c *Cache) coder() *coder {
	if r, ok := c.coders.Get().(*coder); ok {
		return r
	}
	return new(coder)
}

// release keeps a coder for later, but nothing that it read.
func (c *Cache) release(r *coder) {
	clear(r.words)
	r.layouts.forget()
	r.unread, r.strings, r.err, r.shared = nil, "", nil, nil
	if cap(r.text) <= 1<<20 {
		c.coders.Put(r)
	}
}
