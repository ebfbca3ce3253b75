package picture

import (
	"bytes"
	"encoding/binary"
	"reflect"
	"testing"
)

// FuzzClean holds that a picture that passes has a size, stays as it is when it is
// cleaned again, and that its input is not changed.
func FuzzClean(f *testing.F) {
	names := []string{"a.png", "a.jpg", "a.gif", "a.webp", "a.avif", "a.svg"}
	exif := madeEXIF(binary.LittleEndian, 8)
	f.Add(uint8(0), beforeChunk(madePNG(), "IDAT", appendPNG(nil, "eXIf", exif)))
	f.Add(uint8(1), withSegments(madeJPEG(), jpegSegment(0xe1, "Exif\x00\x00"+string(exif)), jpegSegment(0xe0, "JFIF\x00123456789")))
	f.Add(uint8(2), append(madeGIF(), gifExtensionOf(0xfe, secret)...))
	f.Add(uint8(3), webpOf(webpChunk{"VP8X", []byte{8, 0, 0, 0, 4, 0, 0, 2, 0, 0}}, lossy, webpChunk{"EXIF", exif}))
	f.Add(uint8(4), madeAVIF())
	f.Add(uint8(5), []byte(svgHead+` viewBox="0 0 5 3"><a xlink:href="x"><style>a{fill:url(#f)}</style></a><!-- x --></svg>`))
	f.Fuzz(func(t *testing.T, kind uint8, in []byte) {
		name := names[int(kind)%len(names)]
		before := bytes.Clone(in)
		p, err := Clean(name, in)
		if !bytes.Equal(in, before) {
			t.Fatal("the input was changed")
		}
		if err != nil {
			return
		}
		if p.Width <= 0 || p.Height <= 0 || p.Type == "" {
			t.Fatalf("size %d by %d, type %q", p.Width, p.Height, p.Type)
		}
		again, err := Clean(name, p.Data)
		if err != nil || !reflect.DeepEqual(again, p) {
			t.Fatalf("cleaned again: %v\n%q\n%q", err, p.Data, again.Data)
		}
	})
}
