package cache

import (
	"encoding/binary"
	"reflect"
)

// What is read goes into memory that is fresh from the system, and nothing looks at it
// before it is written to: a page of memory that is first read costs two faults, and all
// cores wait for the second.

// number codes a number without sign and gives it back.
func (c *coder) number(n uint64) uint64 {
	if !c.reading {
		c.numbers = binary.AppendUvarint(c.numbers, n)
		return n
	}
	if c.left() > 0 && c.unread[c.numberAt] < 0x80 { // as most are
		c.numberAt++
		return uint64(c.unread[c.numberAt-1])
	}
	n, size := binary.Uvarint(c.unread[c.numberAt:])
	if size <= 0 {
		c.fail("a number is missing")
		return 0
	}
	c.numberAt += size
	return n
}

// fixed codes a number that is seldom small in eight bytes.
func (c *coder) fixed(n *uint64) {
	switch {
	case !c.reading:
		c.numbers = binary.LittleEndian.AppendUint64(c.numbers, *n)
	case c.left() < 8:
		c.fail("a number is missing")
	default:
		*n = binary.LittleEndian.Uint64(c.unread[c.numberAt:])
		c.numberAt += 8
	}
}

// whole codes a number, small ones of either sign in one byte.
func whole[T ~int | ~int16 | ~int32 | ~int64](c *coder, n *T) {
	if !c.reading {
		v := int64(*n)
		c.number(uint64(v)<<1 ^ uint64(v>>63))
		return
	}
	u := c.number(0)
	v := int64(u>>1) ^ -int64(u&1)
	if *n = T(v); int64(T(v)) != v {
		c.fail("the number %d is too large", v)
	}
}

// count codes a number without sign up to the greatest that is allowed.
func count[T ~uint8 | ~uint32 | ~uint64](c *coder, n *T, most T) {
	if !c.reading {
		c.number(uint64(*n))
		return
	}
	v := c.number(0)
	if v > uint64(most) {
		c.fail("%d is more than %d", v, most)
		v = 0
	}
	*n = T(v)
}

// flag codes a truth.
func (c *coder) flag(b *bool) {
	var n uint8
	if !c.reading && *b {
		n = 1
	}
	count(c, &n, 1)
	*b = n == 1
}

// text codes a string that is nowhere else.
func text[S ~string](c *coder, s *S) {
	if !c.reading {
		c.number(uint64(len(*s)))
		c.text = append(c.text, *s...)
		return
	}
	switch n := c.number(0); {
	case n > uint64(len(c.strings)-c.stringAt):
		c.fail("a text of %d bytes is cut short", n)
	case n > 0:
		*s = S(c.strings[c.stringAt : c.stringAt+int(n)])
		c.stringAt += int(n)
	}
}

// The numbers that stand for a word: a new one follows, the empty one, a known one.
const (
	newWord = iota
	noWord
	firstWord
)

// word codes a string that many things have: it is written, and kept in memory, once.
func (c *coder) word(s *string) {
	if c.reading {
		*s = c.readWord()
		return
	}
	if *s == "" {
		c.number(noWord)
		return
	}
	n := c.wordNos[*s]
	if c.number(n); n != newWord {
		return
	}
	if c.wordNos == nil {
		c.wordNos = map[string]uint64{}
	}
	text(c, s)
	c.wordNos[*s] = firstWord + uint64(len(c.wordNos))
}

func (c *coder) readWord() (s string) {
	switch n := c.number(0); {
	case n == newWord:
		text(c, &s)
		c.words = append(c.words, s)
	case n >= firstWord+uint64(len(c.words)):
		c.fail("there is no word %d", n)
	case n >= firstWord:
		s = c.words[n-firstWord]
	}
	return s
}

// list codes a list, and whether there is one.
func list[T any](c *coder, l *[]T, one func(*coder, *T)) {
	if c.reading {
		all := room[T](c, c.number(0))
		for i := range all {
			one(c, &all[i])
		}
		*l = all
		return
	}
	var n uint64
	if *l != nil {
		n = uint64(len(*l)) + 1
	}
	c.number(n)
	for i := range *l {
		one(c, &(*l)[i])
	}
}

// room makes a list of n-1 things, nil for 0, unless so many cannot follow.
func room[T any](c *coder, n uint64) []T {
	if n == 0 || c.err != nil {
		return nil
	}
	if !fits[T](n-1, c.left()) {
		c.fail("a list of %d is cut short", n-1)
		return nil
	}
	return make([]T, n-1)
}

// fits reports whether n things may be written in so many bytes. Each field takes a
// byte or more, and none takes more room in memory than a slice does.
func fits[T any](n uint64, size int) bool {
	return n <= uint64(size) && n*uint64(reflect.TypeFor[T]().Size()) <= 24*uint64(size)
}
