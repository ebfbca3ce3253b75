package picture

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Blocks and extensions of GIF89a.
const (
	gifImage     = 0x2c
	gifExtension = 0x21
	gifTrailer   = 0x3b

	gifPlainText   = 0x01
	gifControl     = 0xf9
	gifApplication = 0xff
)

// gifCleaner is a GIF file half read.
type gifCleaner struct {
	Picture
	rest    []byte
	control []byte // the graphic control extension that the next block is drawn by
	frames  int
}

func cleanGIF(in []byte) (Picture, error) {
	c := &gifCleaner{rest: in, Picture: Picture{Data: make([]byte, 0, len(in))}}
	if err := c.header(); err != nil {
		return c.Picture, err
	}
	for {
		kind, err := take(&c.rest, 1)
		if err != nil {
			return c.Picture, err
		}
		switch kind[0] {
		case gifImage:
			err = c.image()
		case gifExtension:
			err = c.extension()
		case gifTrailer:
			if c.frames == 0 {
				return c.Picture, errors.New("there is no pixel in it")
			}
			c.Data = append(c.Data, gifTrailer)
			return c.Picture, nil
		default:
			err = fmt.Errorf("the block %#02x is not known", kind[0])
		}
		if err != nil {
			return c.Picture, err
		}
	}
}

// header copies signature, screen descriptor and global colours.
func (c *gifCleaner) header() error {
	head, err := take(&c.rest, 13)
	if err != nil {
		return err
	}
	if v := string(head[:6]); v != "GIF87a" && v != "GIF89a" {
		return fmt.Errorf("the version %q is not known", v)
	}
	c.Width, c.Height = int(binary.LittleEndian.Uint16(head[6:])), int(binary.LittleEndian.Uint16(head[8:]))
	c.Data = append(c.Data, head...)
	return c.colours(head[10])
}

// colours copies the colour table that a byte of flags tells of.
func (c *gifCleaner) colours(flags byte) error {
	if flags&0x80 == 0 {
		return nil
	}
	table, err := take(&c.rest, 3<<(flags&7+1))
	c.Data = append(c.Data, table...)
	return err
}

func (c *gifCleaner) image() error {
	head, err := take(&c.rest, 9)
	if err != nil {
		return err
	}
	c.Data = append(append(append(c.Data, c.control...), gifImage), head...)
	c.control = nil
	if err := c.colours(head[8]); err != nil {
		return err
	}
	body := c.rest
	if _, err := take(&c.rest, 1); err != nil { // bits of the first code
		return err
	}
	if _, err := c.blocks(); err != nil {
		return err
	}
	c.Data = append(c.Data, body[:len(body)-len(c.rest)]...)
	c.frames++
	return nil
}

// blocks reads sub-blocks up to the empty one that ends them.
func (c *gifCleaner) blocks() ([][]byte, error) {
	var out [][]byte
	for {
		size, err := take(&c.rest, 1)
		if err != nil || size[0] == 0 {
			return out, err
		}
		b, err := take(&c.rest, int(size[0]))
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
}

func (c *gifCleaner) extension() error {
	label, err := take(&c.rest, 1)
	if err != nil {
		return err
	}
	blocks, err := c.blocks()
	if err != nil {
		return err
	}
	switch label[0] {
	case gifControl:
		if len(blocks) != 1 || len(blocks[0]) != 4 {
			return errors.New("a frame's timing has not four bytes")
		}
		c.control = append(append([]byte{gifExtension, gifControl, 4}, blocks[0]...), 0)
	case gifPlainText:
		c.control = nil // it was drawn by that
	case gifApplication:
		c.loop(blocks)
	}
	return nil
}

// loop keeps how often an animation is to be shown, of the two applications that
// say so.
func (c *gifCleaner) loop(blocks [][]byte) {
	if len(blocks) < 2 {
		return
	}
	app := string(blocks[0])
	if app != "NETSCAPE2.0" && app != "ANIMEXTS1.0" {
		return
	}
	for _, b := range blocks[1:] {
		if len(b) == 3 && b[0] == 1 {
			c.Data = append(append(c.Data, gifExtension, gifApplication, 11), app...)
			c.Data = append(append(append(c.Data, 3), b...), 0)
			return
		}
	}
}
