package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// box is one box of a file of the ISO base media format (ISO/IEC 14496-12): its
// kind, where its content lies in the file, and where the box itself starts.
type box struct {
	kind           string
	start          int // of the header
	from, to       int // of the content
	version, flags uint32
}

// avifCleaner holds a file and the copy that only what is known is written to.
// Items are found by their offset in the file, so nothing moves: what is left
// out stays as zeros, and a box that is left out becomes one of kind "free".
type avifCleaner struct {
	in, out []byte
	items   []avifItem
	props   []box
	primary uint32
	idat    box
	mdat    []box
	spent   uint64 // bytes of items so far: many items may share bytes
}

func isAVIF(b []byte) bool {
	return len(b) >= 16 && string(b[4:8]) == "ftyp" && (string(b[8:12]) == "avif" || string(b[8:12]) == "avis" ||
		string(b[8:12]) == "mif1" && bytes.Contains(b[16:min(len(b), 64)], []byte("avif")))
}

func cleanAVIF(in []byte) (Picture, error) {
	c := &avifCleaner{in: in, out: make([]byte, len(in))}
	top, err := c.boxes(0, len(in))
	if err != nil {
		return Picture{}, err
	}
	metas := 0
	for _, b := range top {
		switch b.kind {
		case "ftyp":
			c.copy(b.start, b.to)
		case "meta":
			metas++
			err = c.meta(b)
		case "mdat":
			c.mdat = append(c.mdat, b)
			c.copy(b.start, b.from)
		case "moov", "moof":
			return Picture{}, errors.New("it is a sequence of pictures; publish one as a still picture or as WebP")
		default:
			c.free(b)
		}
		if err != nil {
			return Picture{}, err
		}
	}
	if metas != 1 {
		return Picture{}, fmt.Errorf("it has %d lists of items instead of one", metas)
	}
	return c.picture()
}

// boxes lists the boxes between two offsets.
func (c *avifCleaner) boxes(from, to int) ([]box, error) {
	var out []box
	for at := from; at < to; {
		if to-at < 8 {
			return nil, errTruncated
		}
		b := box{kind: string(c.in[at+4 : at+8]), start: at, from: at + 8}
		size := uint64(binary.BigEndian.Uint32(c.in[at:]))
		switch {
		case size == 0: // up to the end, which only the last box of the file may say
			size = uint64(to - at)
		case size == 1:
			if to-at < 16 {
				return nil, errTruncated
			}
			size = binary.BigEndian.Uint64(c.in[at+8:])
			b.from += 8
		}
		if size < uint64(b.from-at) || size > uint64(to-at) {
			return nil, errTruncated
		}
		b.to = at + int(size)
		out = append(out, b)
		at = b.to
	}
	return out, nil
}

// full reads version and flags, which stand first in most boxes.
func (c *avifCleaner) full(b *box) error {
	if b.to-b.from < 4 {
		return errTruncated
	}
	v := binary.BigEndian.Uint32(c.in[b.from:])
	b.version, b.flags = v>>24, v&0xffffff
	b.from += 4
	return nil
}

func (c *avifCleaner) copy(from, to int) { copy(c.out[from:to], c.in[from:to]) }

// free leaves of a box its size alone.
func (c *avifCleaner) free(b box) {
	c.copy(b.start, b.from)
	copy(c.out[b.start+4:], "free")
}

// meta reads the list of items, and copies of it what is known.
func (c *avifCleaner) meta(b box) error {
	if err := c.full(&b); err != nil {
		return err
	}
	c.copy(b.start, b.from)
	inner, err := c.boxes(b.from, b.to)
	if err != nil {
		return err
	}
	read := map[string]func(box) error{
		"hdlr": c.hdlr, "pitm": c.pitm, "iinf": c.iinf, "iloc": c.iloc, "iprp": c.iprp, "iref": c.iref,
	}
	for _, in := range inner {
		switch f := read[in.kind]; {
		case in.kind == "idat":
			c.idat = in
			c.copy(in.start, in.from)
		case f == nil:
			c.free(in)
		default:
			if err := f(in); err != nil {
				return fmt.Errorf("the box %q: %w", in.kind, err)
			}
		}
	}
	return nil
}

// hdlr copies the handler but for its name, which is that of a program.
func (c *avifCleaner) hdlr(b box) error {
	if b.to-b.from < 25 {
		return errTruncated
	}
	c.copy(b.start, b.from+24)
	return nil
}

func (c *avifCleaner) pitm(b box) error {
	c.copy(b.start, b.to)
	if err := c.full(&b); err != nil {
		return err
	}
	r := reader{b: c.in[b.from:b.to]}
	id, err := r.uint(idSize(b.version >= 1))
	c.primary = uint32(id)
	return err
}

// idSize is the size of an item's number, which later versions of a box widen.
func idSize(wide bool) int {
	if wide {
		return 4
	}
	return 2
}

// reader reads big-endian numbers of varying size. Once one
// was missing every later one is an error, so that the last one tells for all.
type reader struct {
	b   []byte
	err error
}

func (r *reader) uint(size int) (uint64, error) {
	part, err := take(&r.b, size)
	if err != nil {
		r.err = err
	}
	v := uint64(0)
	for _, c := range part {
		v = v<<8 | uint64(c)
	}
	return v, r.err
}

// count reads how many entries follow.
func (r *reader) count(size int) (uint64, error) {
	n, err := r.uint(size)
	if err == nil && n > maxItems {
		err = fmt.Errorf("%d entries, which is too many", n)
	}
	return n, err
}
