package picture

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

const pngMagic = "\x89PNG\r\n\x1a\n"

// pngKept reports the chunks of PNG (third edition) that hold pixels, colours or
// frames.
func pngKept(kind string) bool {
	switch kind {
	case "IHDR", "PLTE", "IDAT", "IEND", "tRNS",
		"cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "hIST", "pHYs",
		"acTL", "fcTL", "fdAT":
		return true
	}
	return false
}

// pngChunk is one chunk with its length and checksum around it.
type pngChunk struct {
	kind       string
	data, full []byte
}

func cleanPNG(in []byte) (Picture, error) {
	p := Picture{Data: append(make([]byte, 0, len(in)), pngMagic...)}
	rest, turn, pixels := in[len(pngMagic):], 0, false
	for first := true; ; first = false {
		c, err := nextPNG(&rest)
		if err != nil {
			return p, err
		}
		if first != (c.kind == "IHDR") {
			return p, errors.New("the chunk IHDR is not the first, or not alone")
		}
		switch c.kind {
		case "IHDR":
			if len(c.data) != 13 {
				return p, errors.New("the chunk IHDR has not 13 bytes")
			}
			p.Width, p.Height = side(c.data), side(c.data[4:])
		case "eXIf":
			if o := orientation(c.data); turns(o) && !turns(turn) {
				turn = o
				p.Data = appendPNG(p.Data, "eXIf", bareEXIF(o))
			}
		case "IDAT":
			pixels = true
		}
		switch {
		case pngKept(c.kind):
			p.Data = append(p.Data, c.full...)
		case c.kind[0]&0x20 == 0:
			return p, fmt.Errorf("the chunk %q is not known, and no picture can be shown without it", c.kind)
		}
		if c.kind == "IEND" {
			break
		}
	}
	if !pixels {
		return p, errors.New("there is no pixel in it")
	}
	p.Width, p.Height = displayed(p.Width, p.Height, turn)
	return p, nil
}

func nextPNG(rest *[]byte) (pngChunk, error) {
	all := *rest
	head, err := take(rest, 8)
	if err != nil {
		return pngChunk{}, err
	}
	size := binary.BigEndian.Uint32(head)
	if uint64(size)+4 > uint64(len(*rest)) {
		return pngChunk{}, errTruncated
	}
	n := int(size)
	c := pngChunk{kind: string(head[4:]), data: (*rest)[:n], full: all[:n+12]}
	if crc32.ChecksumIEEE(all[4:n+8]) != binary.BigEndian.Uint32(all[n+8:]) {
		return c, fmt.Errorf("the chunk %q is damaged: its checksum does not hold", c.kind)
	}
	*rest = (*rest)[n+4:]
	return c, nil
}

func appendPNG(out []byte, kind string, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
	start := len(out)
	out = append(append(out, kind...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:]))
}
