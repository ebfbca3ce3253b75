package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// Flags of the chunk VP8X (RFC 9649, 2.7).
const (
	webpAnimated = 0x02
	webpEXIF     = 0x08
	webpAlpha    = 0x10
	webpICC      = 0x20
)

// webpChunk is one chunk of a RIFF file, without its padding.
type webpChunk struct {
	kind string
	data []byte
}

func cleanWebP(in []byte) (Picture, error) {
	size := uint64(binary.LittleEndian.Uint32(in[4:]))
	if size < 4 || size+8 > uint64(len(in)) {
		return Picture{}, errTruncated
	}
	chunks, err := webpChunks(in[12 : size+8])
	if err != nil {
		return Picture{}, err
	}
	if len(chunks) > 0 && chunks[0].kind == "VP8X" {
		return extendedWebP(chunks)
	}
	for _, c := range chunks {
		if w, h, ok := webpSize(c); ok {
			return Picture{Data: riff([]webpChunk{c}), Width: w, Height: h}, nil
		}
	}
	return Picture{}, errors.New("there is no pixel in it")
}

func webpChunks(b []byte) ([]webpChunk, error) {
	var out []webpChunk
	for len(b) > 0 {
		head, err := take(&b, 8)
		if err != nil {
			return nil, err
		}
		size := binary.LittleEndian.Uint32(head[4:])
		if uint64(size) > uint64(len(b)) {
			return nil, errTruncated
		}
		data, _ := take(&b, int(size))
		out = append(out, webpChunk{string(head[:4]), data})
		if size%2 == 1 && len(b) > 0 {
			b = b[1:]
		}
	}
	return out, nil
}

// webpSize reads width and height off the head of a coded frame.
func webpSize(c webpChunk) (width, height int, ok bool) {
	d := c.data
	switch {
	case c.kind == "VP8 " && len(d) >= 10 && bytes.Equal(d[3:6], []byte{0x9d, 0x01, 0x2a}):
		w, h := binary.LittleEndian.Uint16(d[6:]), binary.LittleEndian.Uint16(d[8:])
		return int(w & 0x3fff), int(h & 0x3fff), true
	case c.kind == "VP8L" && len(d) >= 5 && d[0] == 0x2f:
		bits := binary.LittleEndian.Uint32(d[1:])
		return int(bits&0x3fff) + 1, int(bits>>14&0x3fff) + 1, true
	}
	return 0, 0, false
}

// extendedWebP cleans a file that starts with VP8X.
func extendedWebP(in []webpChunk) (Picture, error) {
	head := in[0].data
	if len(head) < 10 {
		return Picture{}, errTruncated
	}
	flags := head[0] & (webpAnimated | webpAlpha | webpICC)
	w, h := int(uint24(head[4:]))+1, int(uint24(head[7:]))+1
	out := []webpChunk{{kind: "VP8X"}}
	turn, pixels, animated := 0, false, flags&webpAnimated != 0
	for _, c := range in[1:] {
		switch {
		case c.kind == "EXIF":
			turn = max(turn, orientation(bytes.TrimPrefix(c.data, []byte("Exif\x00\x00"))))
		case c.kind == "ICCP", c.kind == "ANIM" && animated, c.kind == "ALPH" && !animated && !pixels:
			out = append(out, c)
		case (c.kind == "VP8 " || c.kind == "VP8L") && !animated && !pixels:
			out, pixels = append(out, c), true
		case c.kind == "ANMF" && animated:
			frame, err := cleanFrame(c)
			if err != nil {
				return Picture{}, err
			}
			out, pixels = append(out, frame), true
		}
	}
	if !pixels {
		return Picture{}, errors.New("there is no pixel in it")
	}
	if turns(turn) {
		flags |= webpEXIF
		out = append(out, webpChunk{"EXIF", bareEXIF(turn)})
	}
	out[0].data = append([]byte{flags, 0, 0, 0}, head[4:10]...)
	w, h = displayed(w, h, turn)
	return Picture{Data: riff(out), Width: w, Height: h}, nil
}

// cleanFrame leaves in a frame of an animation its place, timing and pixels.
func cleanFrame(c webpChunk) (webpChunk, error) {
	const head = 16
	if len(c.data) < head {
		return c, errTruncated
	}
	inner, err := webpChunks(c.data[head:])
	if err != nil {
		return c, err
	}
	data := bytes.Clone(c.data[:head])
	for _, i := range inner {
		if i.kind == "ALPH" || i.kind == "VP8 " || i.kind == "VP8L" {
			data = appendRIFF(data, i)
		}
	}
	return webpChunk{c.kind, data}, nil
}

func riff(chunks []webpChunk) []byte {
	out := []byte("RIFF\x00\x00\x00\x00WEBP")
	for _, c := range chunks {
		out = appendRIFF(out, c)
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out
}

func appendRIFF(out []byte, c webpChunk) []byte {
	out = append(out, c.kind...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(c.data)))
	out = append(out, c.data...)
	if len(c.data)%2 == 1 {
		out = append(out, 0)
	}
	return out
}

func uint24(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }
