package cache

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"strconv"
	"strings"

	"github.com/zeebo/xxh3"

	"dossier/internal/briefing"
)

// directory says what the file of an index holds, and which segments belong to it.
// The file is read from its end:
//
//	dossier cache "VERSION"\n
//	chunks, in any order, each on its own a value of the coder
//	the directory
//	sum of the directory (8 bytes), its length (4 bytes)
type directory struct {
	ID       uint64 // another one for each index
	Key      briefing.Sum
	TextKey  briefing.Sum
	TagsKey  briefing.Sum
	Segments []segmentEntry
	Head     chunk // register and pictures
	Mentions []chunk
	Entries  []chunk
}

// segmentEntry is what an index knows of a segment.
type segmentEntry struct {
	Number uint32
	Seed   uint64
	Size   int64
}

// chunk is a piece of the index: where it is, what it sums up to, and how many things
// are in it.
type chunk struct {
	At, Size int64
	Sum      uint64
	Count    uint64
}

func (c *coder) directory(d *directory) {
	c.fixed(&d.ID)
	c.sum(&d.Key)
	c.sum(&d.TextKey)
	c.sum(&d.TagsKey)
	list(c, &d.Segments, (*coder).segmentEntry)
	c.chunk(&d.Head)
	list(c, &d.Mentions, (*coder).chunk)
	list(c, &d.Entries, (*coder).chunk)
}

func (c *coder) segmentEntry(s *segmentEntry) {
	count(c, &s.Number, math.MaxUint32)
	c.fixed(&s.Seed)
	whole(c, &s.Size)
}

func (c *coder) chunk(k *chunk) {
	whole(c, &k.At)
	whole(c, &k.Size)
	c.fixed(&k.Sum)
	count(c, &k.Count, math.MaxUint64)
}

const (
	indexMagic   = "dossier cache "
	indexTrailer = 12
)

func indexHeader(version string) string { return indexMagic + strconv.Quote(version) + "\n" }

var errVersion = errors.New("it is of another version of the program")

// readDirectory reads the directory of an index of a version. errVersion says that it
// is of another one.
func readDirectory(f io.ReaderAt, size int64, version string) (d directory, err error) {
	header := make([]byte, min(int64(len(indexHeader(version))), size))
	if _, err := f.ReadAt(header, 0); err != nil {
		return d, err
	}
	if string(header) != indexHeader(version) {
		if strings.HasPrefix(string(header), indexMagic) && size > indexTrailer {
			return d, errVersion
		}
		return d, errors.New("it does not begin as an index does")
	}
	data, err := readSealed(f, size-int64(len(header)), size)
	if err != nil {
		return d, err
	}
	var c coder
	c.read(data)
	c.directory(&d)
	return d, c.done()
}

// readSealed reads what the trailer of the file says, of which there is at most most.
func readSealed(f io.ReaderAt, most, size int64) ([]byte, error) {
	var trailer [indexTrailer]byte
	if _, err := f.ReadAt(trailer[:], size-indexTrailer); err != nil {
		return nil, err
	}
	n := int64(binary.LittleEndian.Uint32(trailer[8:]))
	if n > most-indexTrailer {
		return nil, errors.New("its end does not belong to it")
	}
	data := make([]byte, n)
	if _, err := f.ReadAt(data, size-indexTrailer-n); err != nil {
		return nil, err
	}
	if xxh3.Hash(data) != binary.LittleEndian.Uint64(trailer[:]) {
		return nil, errors.New("its sum is wrong")
	}
	return data, nil
}

// index is the file of an index, opened.
type index struct {
	directory
	file *file
	size int64
}

// openIndex opens the index of a folder; nil when there is none.
func openIndex(f *folder, version string) (*index, error) {
	file, size, err := f.open(indexFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, damaged(indexFile, err)
	}
	d, err := readDirectory(file, size, version)
	if err != nil {
		file.Close()
		if err == errVersion {
			return nil, err
		}
		return nil, damaged(indexFile, err)
	}
	return &index{d, file, size}, nil
}

// part reads a chunk into a coder.
func (x *index) part(c *coder, k chunk) error {
	if k.Size < 0 || k.Size > x.size {
		return damaged(indexFile, fmt.Errorf("a part of it has %d bytes", k.Size))
	}
	data := c.buffer(int(k.Size))
	if _, err := x.file.ReadAt(data, k.At); err != nil {
		return damaged(indexFile, err)
	}
	if xxh3.Hash(data) != k.Sum {
		return damaged(indexFile, errors.New("the sum of a part is wrong"))
	}
	c.read(data)
	return nil
}
