package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// Markers of JPEG (ITU-T T.81, table B.1) that are handled by name.
const (
	jpegDHT   = 0xc4
	jpegJPG   = 0xc8
	jpegDAC   = 0xcc
	jpegRST0  = 0xd0
	jpegRST7  = 0xd7
	jpegEOI   = 0xd9
	jpegSOS   = 0xda
	jpegDQT   = 0xdb
	jpegDRI   = 0xdd
	jpegAPP0  = 0xe0
	jpegAPP1  = 0xe1
	jpegAPP2  = 0xe2
	jpegAPP14 = 0xee
	jpegAPP15 = 0xef
	jpegCOM   = 0xfe
)

// jpegCleaner is a JPEG file half read.
type jpegCleaner struct {
	Picture
	rest []byte
	turn int  // orientation, of the first EXIF that has one
	scan bool // pixels were seen
}

func cleanJPEG(in []byte) (Picture, error) {
	c := &jpegCleaner{rest: in[2:], Picture: Picture{Data: append(make([]byte, 0, len(in)), in[:2]...)}}
	for {
		marker, err := c.marker()
		if err != nil {
			return c.Picture, err
		}
		if marker == jpegEOI {
			break
		}
		if err := c.segment(marker); err != nil {
			return c.Picture, err
		}
	}
	if !c.scan {
		return c.Picture, errors.New("there is no pixel in it")
	}
	c.Data = append(c.Data, 0xff, jpegEOI)
	c.Width, c.Height = displayed(c.Width, c.Height, c.turn)
	return c.Picture, nil
}

// marker finds the next marker, over fill bytes and what stands between segments.
func (c *jpegCleaner) marker() (byte, error) {
	for {
		i := bytes.IndexByte(c.rest, 0xff)
		if i < 0 || i+1 == len(c.rest) {
			return 0, errTruncated
		}
		m := c.rest[i+1]
		c.rest = c.rest[i+1:]
		if m != 0xff && m != 0 {
			c.rest = c.rest[1:]
			return m, nil
		}
	}
}

func (c *jpegCleaner) segment(marker byte) error {
	head, err := take(&c.rest, 2)
	if err != nil {
		return err
	}
	data, err := take(&c.rest, int(binary.BigEndian.Uint16(head))-2)
	if err != nil {
		return err
	}
	switch {
	case isFrame(marker):
		return c.frame(marker, data)
	case marker == jpegSOS:
		c.keep(marker, data)
		return c.entropy()
	case marker == jpegDHT, marker == jpegDAC, marker == jpegDQT, marker == jpegDRI:
		c.keep(marker, data)
	case jpegAPP0 <= marker && marker <= jpegAPP15:
		c.application(marker, data)
	case marker != jpegCOM:
		return fmt.Errorf("the marker %#02x is not known", marker)
	}
	return nil
}

// keep writes a segment.
func (c *jpegCleaner) keep(marker byte, data []byte) {
	c.Data = append(c.Data, 0xff, marker)
	c.Data = binary.BigEndian.AppendUint16(c.Data, uint16(len(data)+2))
	c.Data = append(c.Data, data...)
}

// isFrame reports the markers SOF0 to SOF15, between which DHT, JPG and DAC are.
func isFrame(m byte) bool {
	return 0xc0 <= m && m <= 0xcf && m != jpegDHT && m != jpegJPG && m != jpegDAC
}

func (c *jpegCleaner) frame(marker byte, data []byte) error {
	if c.Width > 0 {
		return errors.New("there are two frames in it")
	}
	if len(data) < 6 {
		return errTruncated
	}
	c.Height, c.Width = int(binary.BigEndian.Uint16(data[1:])), int(binary.BigEndian.Uint16(data[3:]))
	if c.Height == 0 || c.Width == 0 {
		return errors.New("the frame has no size")
	}
	c.keep(marker, data)
	return nil
}

// entropy copies the coded pixels behind SOS: up to a marker that neither
// restarts the coding nor is a stuffed byte.
func (c *jpegCleaner) entropy() error {
	if c.Width == 0 {
		return errors.New("there are pixels before the frame")
	}
	c.scan = true
	end := 0
	for {
		i := bytes.IndexByte(c.rest[end:], 0xff)
		if i < 0 || end+i+1 >= len(c.rest) {
			return errTruncated
		}
		end += i
		if m := c.rest[end+1]; m != 0 && (m < jpegRST0 || m > jpegRST7) {
			break
		}
		end += 2
	}
	c.Data = append(c.Data, c.rest[:end]...)
	c.rest = c.rest[end:]
	return nil
}

// application keeps of the APPn segments what pixels need.
func (c *jpegCleaner) application(marker byte, data []byte) {
	switch {
	case marker == jpegAPP0 && len(data) >= 14 && bytes.HasPrefix(data, []byte("JFIF\x00")):
		c.keep(marker, append(bytes.Clone(data[:12]), 0, 0)) // a thumbnail of 0 by 0
	case marker == jpegAPP1 && bytes.HasPrefix(data, []byte("Exif\x00")) && len(data) > 6:
		if o := orientation(data[6:]); turns(o) && !turns(c.turn) {
			c.turn = o
			c.keep(marker, append([]byte("Exif\x00\x00"), bareEXIF(o)...))
		}
	case marker == jpegAPP2 && bytes.HasPrefix(data, []byte("ICC_PROFILE\x00")):
		c.keep(marker, data)
	case marker == jpegAPP14 && len(data) >= 12 && bytes.HasPrefix(data, []byte("Adobe")):
		c.keep(marker, data[:12])
	}
}
