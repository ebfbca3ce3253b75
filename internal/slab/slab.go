// Package slab keeps many small things in few large pieces of memory. What stays for
// long among much that goes at once leaves holes that nothing else fits into; and the
// garbage collector is quicker with one large piece than with a thousand small ones. A
// piece goes when nothing of it is used any more, so a slab is for things that live as
// long as each other.
//
// The first piece is as large as what is asked for, the next ones grow: a slab of few
// things takes no more than they do.
package slab

import (
	"strings"
	"unsafe"
)

// largest is how many bytes a piece has at most, unless one thing alone is larger.
const largest = 64 << 10

// Of keeps lists of things. The zero value is ready for use, by one goroutine at a time.
type Of[T any] struct {
	left []T
	size int // of the last piece, in things
}

// room gives a list of n things that are zero. Its capacity is n: to append to it moves it.
func (s *Of[T]) room(n int) []T {
	if n == 0 {
		return []T{}
	}
	if n > len(s.left) {
		s.size = grown(s.size, n, int(unsafe.Sizeof(*new(T))))
		s.left = make([]T, s.size)
	}
	list := s.left[:n:n]
	s.left = s.left[n:]
	return list
}

// Keep gives a copy of a list; nil is nil again.
func (s *Of[T]) Keep(list []T) []T {
	if list == nil {
		return nil
	}
	kept := s.room(len(list))
	copy(kept, list)
	return kept
}

// One gives a copy of a thing.
func (s *Of[T]) One(thing T) *T {
	kept := s.room(1)
	kept[0] = thing
	return &kept[0]
}

// grown gives the size of the next piece, in which n things must find room.
func grown(last, n, bytes int) int { return max(n, min(2*last, largest/max(bytes, 1))) }

// Text keeps texts. The zero value is ready for use, by one goroutine at a time.
type Text struct {
	piece *strings.Builder
	size  int
}

// Keep gives a copy of a text.
func (t *Text) Keep(text string) string {
	if text == "" {
		return ""
	}
	if t.piece == nil || t.piece.Cap()-t.piece.Len() < len(text) {
		t.size = grown(t.size, len(text), 1)
		t.piece = new(strings.Builder)
		t.piece.Grow(t.size)
	}
	from := t.piece.Len()
	t.piece.WriteString(text)
	return t.piece.String()[from:]
}
