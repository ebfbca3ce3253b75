package cache

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// coder writes values or reads them. What a type consists of is described once, by a
// method that does either, so that writing and reading cannot drift apart.
//
// Numbers, lengths and flags go one way and text another: what is read keeps all its
// strings in one, which holds nothing else.
//
//	text ‖ numbers ‖ length of the numbers (4 bytes, little-endian)
type coder struct {
	reading bool
	numbers []byte // written
	text    []byte // written; while reading, room for what is read

	// What is to be read, and from where on. Offsets that move are quicker than slices
	// that are cut, which the garbage collector would watch.
	unread   []byte
	strings  string
	numberAt int
	stringAt int
	err      error // the first fault of what is read, or of what is to be written

	words   []string          // read so far
	wordNos map[string]uint64 // written so far
	layouts layouts
	places  []uint32 // where in the text marks are said
	shared  *shared  // what several briefings have in common; nil for texts
}

// write makes the coder ready to write.
func (c *coder) write() {
	clear(c.wordNos)
	c.layouts.forget()
	*c = coder{numbers: c.numbers[:0], text: c.text[:0], wordNos: c.wordNos, words: c.words, layouts: c.layouts, places: c.places[:0]}
}

// finish gives what was written. It is good until the coder is used again.
func (c *coder) finish() []byte {
	c.text = append(c.text, c.numbers...)
	c.text = binary.LittleEndian.AppendUint32(c.text, uint32(len(c.numbers)))
	return c.text
}

// buffer gives room for what is to be read next.
func (c *coder) buffer(size int) []byte {
	c.text = slices.Grow(c.text[:0], size)[:size]
	return c.text
}

// read makes the coder read what finish gave. It needs data until it is done; the
// strings that it gives do not.
func (c *coder) read(data []byte) {
	c.layouts.forget()
	*c = coder{reading: true, text: c.text, numbers: c.numbers, wordNos: c.wordNos, words: c.words[:0], layouts: c.layouts, places: c.places[:0]}
	end := len(data) - 4
	if end < 0 {
		c.fail("it is too short")
		return
	}
	n := int64(binary.LittleEndian.Uint32(data[end:]))
	if n > int64(end) {
		c.fail("its numbers are said to be longer than all of it")
		return
	}
	c.unread, c.strings = data[end-int(n):end], string(data[:end-int(n)])
}

// done gives the fault of what was read, if there is one.
func (c *coder) done() error {
	if c.err == nil && c.left()+len(c.strings)-c.stringAt > 0 {
		c.fail("there is more than belongs to it")
	}
	return c.err
}

// fail notes the first fault; from then on all that is read is zero.
func (c *coder) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf(format, args...)
	}
	c.unread, c.strings, c.numberAt, c.stringAt = nil, "", 0, 0
}

// left gives how many bytes of numbers are still to be read.
func (c *coder) left() int { return len(c.unread) - c.numberAt }
