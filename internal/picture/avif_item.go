package picture

import (
	"bytes"
	"errors"
	"fmt"
)

// avifItem is one item: a coded picture, a grid of such, or metadata.
type avifItem struct {
	id      uint32
	kind    string
	inIDAT  bool // its extents count from the box idat
	extents [][2]uint64
	thumb   bool
	props   []int // indexes into avifCleaner.props
}

// item finds an item by its number, and makes it when there is none: its boxes
// come in any order.
func (c *avifCleaner) item(id uint32) (*avifItem, error) {
	for i := range c.items {
		if c.items[i].id == id {
			return &c.items[i], nil
		}
	}
	if len(c.items) == maxItems {
		return nil, fmt.Errorf("more than %d items", maxItems)
	}
	c.items = append(c.items, avifItem{id: id})
	return &c.items[len(c.items)-1], nil
}

// maxItems bounds the items of a file; a grid has at most 256 tiles, and alpha
// as many.
const maxItems = 1024

// iinf copies the items' entries but for their names.
func (c *avifCleaner) iinf(b box) error {
	start := b.start
	if err := c.full(&b); err != nil {
		return err
	}
	r := reader{b: c.in[b.from:b.to]}
	if _, err := r.count(idSize(b.version >= 1)); err != nil {
		return err
	}
	first := b.to - len(r.b)
	c.copy(start, first)
	entries, err := c.boxes(first, b.to)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := c.infe(e); err != nil {
			return err
		}
	}
	return nil
}

func (c *avifCleaner) infe(b box) error {
	c.copy(b.start, b.to)
	if err := c.full(&b); err != nil {
		return err
	}
	if b.version < 2 || b.version > 3 {
		return fmt.Errorf("version %d of an item's entry", b.version)
	}
	r := reader{b: c.in[b.from:b.to]}
	id, _ := r.uint(idSize(b.version == 3))
	if _, err := r.uint(2); err != nil { // protection
		return err
	}
	kind, err := take(&r.b, 4)
	if err != nil {
		return err
	}
	it, err := c.item(uint32(id))
	if err != nil {
		return err
	}
	it.kind = string(kind)
	name, _, _ := bytes.Cut(r.b, []byte{0})
	for i := range name {
		c.out[b.to-len(r.b)+i] = ' '
	}
	return nil
}

// iloc copies where the items lie.
func (c *avifCleaner) iloc(b box) error {
	c.copy(b.start, b.to)
	if err := c.full(&b); err != nil {
		return err
	}
	r := reader{b: c.in[b.from:b.to]}
	sizes, _ := r.uint(2)
	n, err := r.count(idSize(b.version == 2))
	if err != nil {
		return err
	}
	if b.version > 2 {
		return fmt.Errorf("version %d", b.version)
	}
	for ; n > 0; n-- {
		if err := c.location(&r, b.version, sizes); err != nil {
			return err
		}
	}
	return nil
}

// location reads one item of the box iloc (ISO/IEC 14496-12, 8.11.3).
func (c *avifCleaner) location(r *reader, version uint32, sizes uint64) error {
	offsetSize, lengthSize, baseSize, indexSize := int(sizes>>12), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	id, _ := r.uint(idSize(version == 2))
	it, err := c.item(uint32(id))
	if err != nil {
		return err
	}
	if version > 0 {
		method, _ := r.uint(2)
		if method&15 > 1 {
			return errors.New("an item that is cut out of another")
		}
		it.inIDAT = method&15 == 1
	} else {
		indexSize = 0
	}
	if other, _ := r.uint(2); other != 0 {
		return errors.New("an item that lies in another file")
	}
	base, _ := r.uint(baseSize)
	n, err := r.count(2)
	for ; err == nil && n > 0; n-- {
		_, _ = r.uint(indexSize)
		from, _ := r.uint(offsetSize)
		length, missing := r.uint(lengthSize)
		if err = missing; err == nil && length == 0 {
			err = errors.New("an item without a length")
		}
		it.extents = append(it.extents, [2]uint64{base + from, length})
	}
	return err
}

// iref copies which item belongs to which, and marks thumbnails.
func (c *avifCleaner) iref(b box) error {
	c.copy(b.start, b.to)
	if err := c.full(&b); err != nil {
		return err
	}
	refs, err := c.boxes(b.from, b.to)
	if err != nil {
		return err
	}
	for _, ref := range refs {
		r := reader{b: c.in[ref.from:ref.to]}
		id, err := r.uint(idSize(b.version >= 1))
		if err != nil {
			return err
		}
		it, err := c.item(uint32(id))
		if err != nil {
			return err
		}
		it.thumb = it.thumb || ref.kind == "thmb"
	}
	return nil
}

// picture writes the items that hold pixels and measures the primary one.
func (c *avifCleaner) picture() (Picture, error) {
	var primary *avifItem
	// What is kept comes last, over what is not, where the two overlap.
	for _, blank := range []bool{true, false} {
		for i := range c.items {
			it := &c.items[i]
			if it.id == c.primary {
				primary = it
			}
			if it.blank() != blank {
				continue
			}
			if err := c.extents(it); err != nil {
				return Picture{}, err
			}
		}
	}
	if primary == nil || primary.blank() || len(primary.extents) == 0 {
		return Picture{}, errors.New("it has no main item")
	}
	w, h := c.size(primary)
	return Picture{Data: c.out, Width: w, Height: h}, nil
}

// blank reports whether an item is metadata or a thumbnail.
func (it *avifItem) blank() bool {
	switch it.kind {
	case "av01", "grid", "iovl", "iden", "tmap":
		return it.thumb
	}
	return true
}

// extents copies the bytes of an item that holds pixels. Of others the zeros
// remain, but an EXIF without entries stands for one with some, so that what
// reads it finds nothing rather than a fault.
func (c *avifCleaner) extents(it *avifItem) error {
	origin, end := 0, len(c.in)
	if it.inIDAT {
		origin, end = c.idat.from, c.idat.to
	}
	for _, e := range it.extents {
		if c.spent += e[1]; c.spent > 4*uint64(len(c.in)) {
			return errors.New("its items overlap")
		}
		if e[0] > uint64(end-origin) || e[1] > uint64(end-origin)-e[0] {
			return errTruncated
		}
		from := origin + int(e[0])
		to := from + int(e[1])
		if !c.isData(from, to) {
			return errors.New("an item lies outside the boxes for data")
		}
		if !it.blank() {
			c.copy(from, to)
		} else if it.kind == "Exif" && to-from >= 4+len(emptyTIFF) {
			copy(c.out[from+4:to], emptyTIFF)
		}
	}
	return nil
}

const emptyTIFF = "MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00"

// isData reports whether a part of the file lies within a box mdat or idat.
func (c *avifCleaner) isData(from, to int) bool {
	if c.idat.from <= from && to <= c.idat.to {
		return true
	}
	for _, b := range c.mdat {
		if b.from <= from && to <= b.to {
			return true
		}
	}
	return false
}
