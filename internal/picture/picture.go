// Package picture takes out of a picture what may say who made it, where, when
// and with what, and tells its size. Pixels are never decoded: the parts of a
// file that a picture needs are copied, and all else is left out.
//
//	PNG   kept: the chunks that hold or colour pixels, also of animations
//	JPEG  kept: tables, frames and scans, JFIF without thumbnail, the ICC profile
//	      (APP2), Adobe's colour transform (APP14)
//	GIF   kept: frames, their timing, the loop count
//	WebP  kept: frames, alpha, animation, the ICC profile
//	AVIF  kept: the coded items of a still picture and the properties that colour,
//	      turn and crop them. What else there is becomes zeros in place, since
//	      items are found by their offset. Thumbnails go, sequences are refused
//	SVG   kept: elements of SVG with their own attributes, title and desc too, and
//	      embedded pictures once cleaned. See svg.go
//
// So EXIF, XMP, IPTC, comments, thumbnails, second pictures (MPF), what stands
// behind the end, and every part of a kind not known here are gone. Of EXIF the
// orientation is kept, alone, where a picture is to be turned, and width and
// height are those of the picture once turned. Colour profiles are kept as they
// are, for colours depend on them; what is drawn into pixels is for the eye.
//
// Cleaning what is clean changes no byte.
package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
)

// Picture is a cleaned picture.
type Picture struct {
	Data   []byte
	Width  int    // in pixels of CSS, as displayed
	Height int    //
	Type   string // media type, "image/png"
}

// The largest picture that is published. Larger ones cost a reader's browser
// gigabytes, whatever the size of the file.
const (
	maxSide   = 1<<16 - 1
	maxPixels = 1 << 28
)

// MaxBytes is the most that the file of a picture may hold: pictures are read whole,
// and a page with a larger one is no use to its readers.
const MaxBytes = 32 << 20

// format is one kind of picture: how a file of it starts, how it may be named,
// and what cleans it.
type format struct {
	media string
	names []string // extensions, lower case
	is    func([]byte) bool
	clean func([]byte) (Picture, error)
}

func formats() []format {
	return []format{
		{"image/png", []string{".png", ".apng"}, isPNG, cleanPNG},
		{"image/jpeg", []string{".jpg", ".jpeg", ".jpe", ".jfif"}, isJPEG, cleanJPEG},
		{"image/gif", []string{".gif"}, isGIF, cleanGIF},
		{"image/webp", []string{".webp"}, isWebP, cleanWebP},
		{"image/avif", []string{".avif"}, isAVIF, cleanAVIF},
		{"image/svg+xml", []string{".svg"}, isSVG, cleanSVG},
	}
}

var (
	errTruncated = errors.New("the picture ends too early")
	errUnknown   = errors.New("not a PNG, JPEG, GIF, WebP, AVIF or SVG picture")
)

// Is reports whether a file's name is one of a picture that Clean may know.
func Is(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return slices.ContainsFunc(formats(), func(f format) bool { return slices.Contains(f.names, ext) })
}

// Clean gives the picture without metadata. The type is told by the bytes; a name
// that says another is an error, for hosts tell browsers the type by the name. A
// picture that is broken, too large or of an unknown type is an error too: what
// cannot be cleaned is not to be published. The input is not changed.
func Clean(name string, data []byte) (Picture, error) {
	for _, f := range formats() {
		if !f.is(data) {
			continue
		}
		if ext := path.Ext(name); !slices.Contains(f.names, strings.ToLower(ext)) {
			return Picture{}, fmt.Errorf("the file is %s, but its name ends in %q (use %q)", f.media, ext, f.names[0])
		}
		return f.read(data)
	}
	return Picture{}, errUnknown
}

// read cleans a picture of the format and holds it against the bounds.
func (f format) read(data []byte) (Picture, error) {
	p, err := f.clean(data)
	if err == nil {
		err = bounded(p)
	}
	if err != nil {
		return Picture{}, fmt.Errorf("reading %s: %w", f.media, err)
	}
	p.Type = f.media
	return p, nil
}

// bounded finds a size that no page should be given.
func bounded(p Picture) error {
	switch {
	case p.Width <= 0 || p.Height <= 0:
		return fmt.Errorf("the picture has no size (%d by %d)", p.Width, p.Height)
	case p.Width > maxSide || p.Height > maxSide || p.Width > maxPixels/p.Height:
		return fmt.Errorf("%d by %d is too large for a picture on a page", p.Width, p.Height)
	}
	return nil
}

// take cuts n bytes off the front of b.
func take(b *[]byte, n int) ([]byte, error) {
	if n < 0 || n > len(*b) {
		return nil, errTruncated
	}
	part := (*b)[:n]
	*b = (*b)[n:]
	return part, nil
}

// side reads a width or height; what no picture has becomes 0.
func side(b []byte) int {
	if v := binary.BigEndian.Uint32(b); v <= 1<<31-1 {
		return int(v)
	}
	return 0
}

func isPNG(b []byte) bool  { return bytes.HasPrefix(b, []byte(pngMagic)) }
func isJPEG(b []byte) bool { return bytes.HasPrefix(b, []byte("\xff\xd8\xff")) }
func isGIF(b []byte) bool  { return bytes.HasPrefix(b, []byte("GIF8")) }
func isWebP(b []byte) bool {
	return len(b) >= 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP"
}
