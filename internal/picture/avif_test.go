package picture

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
)

func boxOf(kind string, content ...string) string {
	body := strings.Join(content, "")
	return string(binary.BigEndian.AppendUint32(nil, uint32(len(body)+8))) + kind + body
}

func u16(v int) string { return string(binary.BigEndian.AppendUint16(nil, uint16(v))) }
func u32(v int) string { return string(binary.BigEndian.AppendUint32(nil, uint32(v))) }

const (
	avifPixels = "the coded pixels"
	avifThumb  = "small " + secret
)

// madeAVIF is a picture of 50 by 30 pixels, to be turned by a quarter, with all
// the metadata that a camera, a program and a person may leave in one.
func madeAVIF() []byte {
	items := []string{avifPixels, "\x00\x00\x00\x00" + string(madeEXIF(binary.BigEndian, 6)), "<x:xmpmeta>" + secret, avifThumb}
	make := func(at int) string {
		entry := func(id int, kind, tail string) string {
			return boxOf("infe", u32(2<<24), u16(id), u16(0), kind, tail)
		}
		iloc := u32(0) + u16(0x4400) + u16(len(items))
		for i, data := range items {
			iloc += u16(i+1) + u16(0) + u16(1) + u32(at) + u32(len(data))
			at += len(data)
		}
		meta := boxOf("meta", u32(0),
			boxOf("hdlr", u32(0), u32(0), "pict", u32(0), u32(0), u32(0), secret+"\x00"),
			boxOf("pitm", u32(0), u16(1)),
			boxOf("iinf", u32(0), u16(len(items)), entry(1, "av01", secret+"\x00"), entry(2, "Exif", "\x00"),
				entry(3, "mime", "\x00application/rdf+xml\x00"), entry(4, "av01", "\x00")),
			boxOf("iref", u32(0), boxOf("cdsc", u16(2), u16(1), u16(1)), boxOf("thmb", u16(4), u16(1), u16(1))),
			boxOf("iprp", boxOf("ipco",
				boxOf("ispe", u32(0), u32(50), u32(30)), boxOf("av1C", "\x81\x00\x0c\x00"), boxOf("irot", "\x01"), boxOf("udes", u32(0), secret)),
				boxOf("ipma", u32(0), u32(1), u16(1), "\x04\x01\x82\x83\x04")),
			boxOf("iloc", iloc), boxOf("uuid", secret))
		return boxOf("ftyp", "avif", u32(0), "avifmif1miaf") + meta + boxOf("free", secret) + boxOf("mdat", items...)
	}
	whole := make(0)
	return []byte(make(strings.Index(whole, avifPixels)))
}

func TestAVIFKeepsPixelsAlone(t *testing.T) {
	in := madeAVIF()
	p := clean(t, "a.avif", in)
	hasSize(t, p, 30, 50)
	if len(p.Data) != len(in) {
		t.Errorf("%d bytes became %d, so the offsets of items do not hold", len(in), len(p.Data))
	}
	if bytes.Index(p.Data, []byte(avifPixels)) != bytes.Index(in, []byte(avifPixels)) {
		t.Error("the pixels moved or are gone")
	}
	for _, gone := range []string{"xmpmeta", "small"} {
		if bytes.Contains(p.Data, []byte(gone)) {
			t.Errorf("%q is left", gone)
		}
	}
	for _, kept := range []string{"ispe", "av1C", "irot", "thmb", "\x00\x00\x00\x00" + emptyTIFF} {
		if !bytes.Contains(p.Data, []byte(kept)) {
			t.Errorf("%q is gone", kept)
		}
	}
}

func TestAVIFThatIsNotUnderstoodIsAnError(t *testing.T) {
	for name, c := range map[string]struct{ from, to, want string }{
		"sequence":             {boxOf("free", secret), boxOf("moov", secret), "sequence"},
		"without main item":    {boxOf("pitm", u32(0), u16(1)), boxOf("pitm", u32(0), u16(9)), "main item"},
		"main item is text":    {boxOf("pitm", u32(0), u16(1)), boxOf("pitm", u32(0), u16(3)), "main item"},
		"without size":         {"ispe", "isp_", "no size"},
		"offset out of bounds": {u16(1) + u16(0) + u16(1) + u32(bytes.Index(madeAVIF(), []byte(avifPixels))), u16(1) + u16(0) + u16(1) + "\x7f\xff\xff\xff", "ends too early"},
		"pixels in a header":   {u16(1) + u16(0) + u16(1) + u32(bytes.Index(madeAVIF(), []byte(avifPixels))), u16(1) + u16(0) + u16(1) + u32(4), "outside"},
		"length of a box":      {boxOf("free", secret), u32(7) + "free" + secret, "ends too early"},
	} {
		t.Run(name, func(t *testing.T) {
			in := bytes.Replace(madeAVIF(), []byte(c.from), []byte(c.to), 1)
			if bytes.Equal(in, madeAVIF()) {
				t.Fatal("the case changes nothing")
			}
			if _, err := Clean("a.avif", in); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
}
