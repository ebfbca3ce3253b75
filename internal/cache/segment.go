package cache

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/zeebo/xxh3"
)

// segment is a file of records, one behind the other, each a sum and a body:
//
//	XXH3 of the body, seeded (8 bytes) ‖ body
//
// One build writes it, and then it stays as it is. The seed is drawn when it is begun
// and stands in the index, so that a record of any other segment is none of this one.
type segment struct {
	number uint32
	seed   uint64

	mu      sync.RWMutex // of what follows
	file    *file        // nil when all of it is in memory
	written int64        // bytes in the file
	tail    []byte       // what comes behind them
	stuck   bool         // no more can be written: the tail stays in memory
	unnamed bool         // the file has no name and goes when it is closed
}

const (
	recordHead = 8
	flushSize  = 512 << 10
)

// recordKind keeps a record from being read as one of another kind.
type recordKind uint64

const (
	textRecord recordKind = 1 + iota
	dataRecord
)

func (s *segment) sum(kind recordKind, body []byte) uint64 {
	return xxh3.HashSeed(body, s.seed^uint64(kind))
}

// append puts a record behind the others and gives the place of its head. An error is
// one of writing, told once; the record is there all the same.
func (s *segment) append(kind recordKind, body []byte) (at int64, err error) {
	sum := s.sum(kind, body)
	s.mu.Lock()
	defer s.mu.Unlock()
	at = s.written + int64(len(s.tail))
	s.tail = binary.LittleEndian.AppendUint64(s.tail, sum)
	s.tail = append(s.tail, body...)
	if len(s.tail) < flushSize || s.file == nil {
		return at, nil
	}
	return at, s.flush()
}

// flush writes the tail to the file. The lock is held.
func (s *segment) flush() error {
	if s.stuck || len(s.tail) == 0 || s.file == nil {
		return nil
	}
	if _, err := s.file.WriteAt(s.tail, s.written); err != nil {
		s.stuck = true
		return err
	}
	s.written += int64(len(s.tail))
	s.tail = s.tail[:0]
	if cap(s.tail) > 2*flushSize {
		s.tail = nil
	}
	return nil
}

// seal writes the rest and sees to it that the file is on the disk.
func (s *segment) seal() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.flush(); err != nil {
		return err
	}
	if s.stuck || s.file == nil {
		return errors.New("not all of it could be written")
	}
	s.tail = nil
	return s.file.Sync()
}

func (s *segment) size() int64 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.written + int64(len(s.tail))
}

// read reads so many bytes from a place on, into what room gives for them.
func (s *segment) read(at, size int64, room func(int) []byte) ([]byte, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if end := s.written + int64(len(s.tail)); at < 0 || at > end-size {
		return nil, fmt.Errorf("there are only %d bytes", end)
	}
	b := room(int(size))
	return b, s.fill(b, at)
}

// fill fills b from a place on. The lock is held.
func (s *segment) fill(b []byte, at int64) error {
	n := 0
	if at < s.written {
		n = int(min(int64(len(b)), s.written-at))
		if _, err := s.file.ReadAt(b[:n], at); err == io.EOF {
			return io.ErrUnexpectedEOF
		} else if err != nil {
			return err
		}
	}
	if n < len(b) {
		copy(b[n:], s.tail[at+int64(n)-s.written:])
	}
	return nil
}

// record reads a record of a kind and gives its body.
func (s *segment) record(kind recordKind, at, size int64, room func(int) []byte) ([]byte, error) {
	b, err := s.read(at, max(size, recordHead), room)
	if err != nil {
		return nil, err
	}
	body := b[recordHead:]
	if s.sum(kind, body) != binary.LittleEndian.Uint64(b) {
		return nil, errors.New("the sum is wrong")
	}
	return body, nil
}

func (s *segment) entry() segmentEntry { return segmentEntry{s.number, s.seed, s.size()} }

func (s *segment) name() string { return segmentName(s.number) }

func segmentName(number uint32) string { return fmt.Sprintf("texts-%d", number) }

func (s *segment) close() {
	if s.file != nil {
		s.file.Close()
	}
}

// discard closes a segment that no index names, and removes its file.
func (s *segment) discard(f *folder) error {
	if s.file == nil {
		return nil
	}
	s.file.Close()
	if s.unnamed {
		os.Remove(s.file.Name()) // where the system could not remove it while open
		return nil
	}
	return f.remove(s.name())
}
