package picture

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"reflect"
	"strings"
	"testing"
)

// secret stands in every piece of metadata that these tests make.
const secret = "SECRET-WHO-WHERE-WHEN"

// drawn is a picture of 5 by 3 pixels with no two lines alike.
func drawn() image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, 5, 3))
	for i := range 15 {
		m.Set(i%5, i/5, color.NRGBA{uint8(17 * i), uint8(255 - 9*i), uint8(i * i), 255})
	}
	return m
}

func madePNG() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, drawn()); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func madeJPEG() []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, drawn(), nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func madeGIF() []byte {
	palette := color.Palette{color.Black, color.White, color.Transparent}
	g := &gif.GIF{LoopCount: 7}
	for i := range 2 {
		m := image.NewPaletted(image.Rect(0, 0, 5, 3), palette)
		m.Pix[i] = 1
		g.Image, g.Delay = append(g.Image, m), append(g.Delay, 10+i)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// madeEXIF is a TIFF structure with an orientation among other tags, and text.
func madeEXIF(order binary.AppendByteOrder, turn int) []byte {
	out := []byte("II*\x00")
	if order.String() == "BigEndian" {
		out = []byte("MM\x00*")
	}
	out = order.AppendUint32(out, 8)
	out = order.AppendUint16(out, 2)
	entry := func(tag, kind uint16, n uint32) {
		out = order.AppendUint16(order.AppendUint16(out, tag), kind)
		out = order.AppendUint32(out, n)
	}
	entry(0x010f, 2, uint32(len(secret)))
	out = order.AppendUint32(out, 38)
	entry(0x0112, 3, 1)
	out = order.AppendUint16(order.AppendUint16(out, uint16(turn)), 0)
	out = order.AppendUint32(out, 0)
	return append(out, secret...)
}

func clean(t *testing.T, name string, in []byte) Picture {
	t.Helper()
	before := bytes.Clone(in)
	p, err := Clean(name, in)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if !bytes.Equal(in, before) {
		t.Errorf("%s: the input was changed", name)
	}
	if bytes.Contains(p.Data, []byte(secret)) {
		t.Errorf("%s: metadata is left in %q", name, p.Data)
	}
	again, err := Clean(name, p.Data)
	if err != nil || !reflect.DeepEqual(again, p) {
		t.Errorf("%s: cleaned again: %v, %d bytes became %d", name, err, len(p.Data), len(again.Data))
	}
	return p
}

func hasSize(t *testing.T, p Picture, w, h int) {
	t.Helper()
	if p.Width != w || p.Height != h {
		t.Errorf("size %d by %d, want %d by %d", p.Width, p.Height, w, h)
	}
}

// samePixels holds that two files decode to the same picture.
func samePixels(t *testing.T, a, b []byte) {
	t.Helper()
	x, _, err1 := image.Decode(bytes.NewReader(a))
	y, _, err2 := image.Decode(bytes.NewReader(b))
	if err1 != nil || err2 != nil || !reflect.DeepEqual(x, y) {
		t.Errorf("pixels differ (%v, %v)", err1, err2)
	}
}

// beforeChunk puts bytes in front of the first chunk of a kind.
func beforeChunk(in []byte, kind string, add []byte) []byte {
	i := bytes.Index(in, []byte(kind)) - 4
	return bytes.Join([][]byte{in[:i], add, in[i:]}, nil)
}

func TestPlainPicturesStayAsTheyAre(t *testing.T) {
	for name, in := range map[string][]byte{"a.png": madePNG(), "a.jpg": madeJPEG(), "a.gif": madeGIF()} {
		p := clean(t, name, in)
		hasSize(t, p, 5, 3)
		if !bytes.Equal(p.Data, in) {
			t.Errorf("%s changed", name)
		}
		if !Is(name) || !strings.HasPrefix(p.Type, "image/") {
			t.Errorf("%s is %q", name, p.Type)
		}
	}
}

func TestPNGLosesWhatIsNotPixels(t *testing.T) {
	in := madePNG()
	for _, kind := range []string{"tEXt", "zTXt", "iTXt", "tIME", "eXIf", "prVt", "sPLT", "caBX"} {
		in = beforeChunk(in, "IDAT", appendPNG(nil, kind, []byte(secret)))
		in = beforeChunk(in, "IEND", appendPNG(nil, kind, []byte(secret)))
	}
	p := clean(t, "a.png", append(in, secret...))
	if !bytes.Equal(p.Data, madePNG()) {
		t.Error("more or less than the metadata went")
	}
}

func TestPNGKeepsColours(t *testing.T) {
	in := madePNG()
	for _, kind := range []string{"gAMA", "iCCP", "sRGB", "pHYs", "acTL"} {
		in = beforeChunk(in, "IDAT", appendPNG(nil, kind, []byte("1234")))
	}
	if p := clean(t, "a.PNG", in); !bytes.Equal(p.Data, in) {
		t.Error("a chunk is missing")
	}
}

func TestPNGKeepsOrientationAlone(t *testing.T) {
	in := beforeChunk(madePNG(), "IDAT", appendPNG(nil, "eXIf", madeEXIF(binary.BigEndian, 6)))
	p := clean(t, "a.png", in)
	hasSize(t, p, 3, 5)
	if !bytes.Contains(p.Data, bareEXIF(6)) {
		t.Error("the orientation is lost")
	}
	samePixels(t, in, p.Data)
}

func jpegSegment(marker byte, data string) []byte {
	out := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(data)+2))
	return append(out, data...)
}

// withSegments puts segments behind the start of a JPEG.
func withSegments(in []byte, segments ...[]byte) []byte {
	return bytes.Join([][]byte{in[:2], bytes.Join(segments, nil), in[2:]}, nil)
}

func TestJPEGLosesWhatIsNotPixels(t *testing.T) {
	in := withSegments(madeJPEG(),
		jpegSegment(0xe1, "Exif\x00\x00"+string(madeEXIF(binary.LittleEndian, 1))),
		jpegSegment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+secret),
		jpegSegment(0xe0, "JFXX\x00"+secret),
		jpegSegment(0xe2, "MPF\x00"+secret),
		jpegSegment(0xed, "Photoshop 3.0\x00"+secret),
		jpegSegment(0xeb, secret), jpegSegment(0xef, secret), jpegSegment(0xfe, secret),
	)
	second := withSegments(madeJPEG(), jpegSegment(0xfe, secret))
	p := clean(t, "a.jpeg", append(append(in, second...), secret...))
	if !bytes.Equal(p.Data, madeJPEG()) {
		t.Error("more or less than the metadata went")
	}
}

func TestJPEGKeepsColours(t *testing.T) {
	in := withSegments(madeJPEG(),
		jpegSegment(0xe0, "JFIF\x00\x01\x02\x01\x00\x48\x00\x48\x00\x00"),
		jpegSegment(0xe2, "ICC_PROFILE\x00\x01\x01profile"),
		jpegSegment(0xee, "Adobe\x00\x64\x00\x00\x00\x00\x01"),
	)
	p := clean(t, "a.jpg", in)
	if !bytes.Equal(p.Data, in) {
		t.Error("a segment is missing")
	}
	samePixels(t, in, p.Data)
}

func TestJPEGLosesTheThumbnailOfJFIF(t *testing.T) {
	in := withSegments(madeJPEG(), jpegSegment(0xe0, "JFIF\x00\x01\x02\x01\x00\x48\x00\x48\x07\x01"+secret))
	p := clean(t, "a.jpg", in)
	if !bytes.Equal(p.Data[:20], append([]byte{0xff, 0xd8}, jpegSegment(0xe0, "JFIF\x00\x01\x02\x01\x00\x48\x00\x48\x00\x00")...)) {
		t.Errorf("the head is %q", p.Data[:20])
	}
}

func TestJPEGKeepsOrientationAlone(t *testing.T) {
	for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
		for turn := 0; turn <= 9; turn++ {
			exif := "Exif\x00\x00" + string(madeEXIF(order, turn))
			p := clean(t, "a.jpg", withSegments(madeJPEG(), jpegSegment(0xe1, exif)))
			if turn >= 5 && turn <= 8 {
				hasSize(t, p, 3, 5)
			} else {
				hasSize(t, p, 5, 3)
			}
			if kept := bytes.Contains(p.Data, bareEXIF(turn)); kept != (turn >= 2 && turn <= 8) {
				t.Errorf("orientation %d: kept is %v", turn, kept)
			}
			samePixels(t, madeJPEG(), p.Data)
		}
	}
}

func TestJPEGWithSeveralScans(t *testing.T) {
	plain := madeJPEG()
	scan := plain[bytes.Index(plain, []byte{0xff, 0xda}) : len(plain)-2]
	body := bytes.Join([][]byte{plain[:len(plain)-2], []byte("\xff\xd0\x12\xff\x00\x34"), jpegSegment(0xc4, "t"), scan}, nil)
	end := []byte{0xff, 0xd9}
	dirty := append(append(bytes.Clone(body), jpegSegment(0xfe, secret)...), end...)
	if p := clean(t, "a.jpg", dirty); !bytes.Equal(p.Data, append(body, end...)) {
		t.Error("more or less than the comment went")
	}
}

func gifExtensionOf(label byte, blocks ...string) []byte {
	out := []byte{gifExtension, label}
	for _, b := range blocks {
		out = append(append(out, byte(len(b))), b...)
	}
	return append(out, 0)
}

func TestGIFLosesWhatIsNotFrames(t *testing.T) {
	in := madeGIF()
	at := bytes.Index(in, []byte{gifExtension, gifControl})
	dirty := bytes.Join([][]byte{in[:at],
		gifExtensionOf(0xfe, secret, secret), gifExtensionOf(0xff, "XMP DataXMP", secret),
		gifExtensionOf(0xff, "NETSCAPE2.0", "\x02\x00\x00\x00\x00"),
		gifExtensionOf(gifControl, "\x04\x09\x09\x00"), gifExtensionOf(gifPlainText, "123456789012", secret),
		gifExtensionOf(0x42, secret), in[at:], []byte(secret)}, nil)
	p := clean(t, "a.gif", dirty)
	if !bytes.Equal(p.Data, in) {
		t.Errorf("more or less than the metadata went:\n%q\n%q", p.Data, in)
	}
	g, err := gif.DecodeAll(bytes.NewReader(p.Data))
	if err != nil || len(g.Image) != 2 || g.LoopCount != 7 || g.Delay[1] != 11 {
		t.Errorf("the animation is %+v, %v", g, err)
	}
}

func webpOf(chunks ...webpChunk) []byte { return riff(chunks) }

var (
	lossy    = webpChunk{"VP8 ", []byte("\x10\x00\x00\x9d\x01\x2a\x05\x00\x03\x00pixel")}
	lossless = webpChunk{"VP8L", []byte("\x2f\x04\x80\x00\x00pixels")}
)

func TestWebPLosesWhatIsNotPixels(t *testing.T) {
	head := func(flags byte) webpChunk { return webpChunk{"VP8X", []byte{flags, 0, 0, 0, 4, 0, 0, 2, 0, 0}} }
	frame := func(c ...webpChunk) webpChunk {
		return webpChunk{"ANMF", append(make([]byte, 16), riff(c)[12:]...)}
	}
	hidden := webpChunk{"EXIF", []byte(secret)}
	for name, c := range map[string]struct{ in, want []byte }{
		"simple":   {webpOf(lossy, hidden, webpChunk{"junk", []byte(secret)}), webpOf(lossy)},
		"lossless": {webpOf(lossless, hidden), webpOf(lossless)},
		"extended": {
			webpOf(head(0xff&^webpAnimated), webpChunk{"ICCP", []byte("icc")}, lossy, hidden, webpChunk{"XMP ", []byte(secret)}, lossless),
			webpOf(head(webpAlpha|webpICC), webpChunk{"ICCP", []byte("icc")}, lossy),
		},
		"animated": {
			webpOf(head(webpAnimated|webpEXIF), webpChunk{"ANIM", []byte("123456")}, frame(hidden, lossy, hidden), frame(lossless), hidden),
			webpOf(head(webpAnimated), webpChunk{"ANIM", []byte("123456")}, frame(lossy), frame(lossless)),
		},
		"turned": {
			webpOf(head(webpEXIF), lossy, webpChunk{"EXIF", append([]byte("Exif\x00\x00"), madeEXIF(binary.LittleEndian, 3)...)}),
			webpOf(head(webpEXIF), lossy, webpChunk{"EXIF", bareEXIF(3)}),
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := clean(t, "a.webp", append(c.in, secret...))
			hasSize(t, p, 5, 3)
			if !bytes.Equal(p.Data, c.want) {
				t.Errorf("\n got %q\nwant %q", p.Data, c.want)
			}
		})
	}
}

func TestBrokenPicturesAreErrors(t *testing.T) {
	badSum := madePNG()
	badSum[20]++
	huge := func(w, h uint32) []byte {
		head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
		b := appendPNG([]byte(pngMagic), "IHDR", append(head, 8, 2, 0, 0, 0))
		return appendPNG(appendPNG(b, "IDAT", nil), "IEND", nil)
	}
	if _, err := Clean("ok.png", huge(2, 3)); err != nil {
		t.Fatalf("the picture that the sizes below are tried on: %v", err)
	}
	for name, c := range map[string]struct {
		name, want string
		in         []byte
	}{
		"nothing":             {"a.png", "not a PNG", nil},
		"text":                {"a.png", "not a PNG", []byte("hello")},
		"a program":           {"a.png", "not a PNG", []byte("MZ\x90\x00")},
		"name of another":     {"a.png", `ends in ".png" (use ".jpg")`, madeJPEG()},
		"no name":             {"a", `ends in ""`, madeJPEG()},
		"checksum":            {"a.png", "IHDR", badSum},
		"no pixel":            {"a.png", "no pixel", append(bytes.Clone(madePNG()[:33]), appendPNG(nil, "IEND", nil)...)},
		"critical chunk":      {"a.png", "CgBI", beforeChunk(madePNG(), "IDAT", appendPNG(nil, "CgBI", nil))},
		"two heads":           {"a.png", "IHDR", beforeChunk(madePNG(), "IDAT", madePNG()[8:33])},
		"no width":            {"a.png", "no size", huge(0, 3)},
		"width beyond reason": {"a.png", "no size", huge(1<<31, 3)},
		"too wide":            {"a.png", "too large", huge(1<<16, 1)},
		"too many pixels":     {"a.png", "too large", huge(60000, 60000)},
		"frame without size":  {"a.jpg", "no size", append([]byte{0xff, 0xd8}, jpegSegment(0xc0, "\x08\x00\x00\x00\x05\x01")...)},
		"pixels before frame": {"a.jpg", "before the frame", append([]byte{0xff, 0xd8}, jpegSegment(0xda, "")...)},
		"no pixels":           {"a.jpg", "no pixel", []byte("\xff\xd8\xff\xd9")},
		"unknown marker":      {"a.jpg", "0x02", append([]byte{0xff, 0xd8}, jpegSegment(0x02, secret)...)},
		"version of GIF":      {"a.gif", "GIF88a", []byte("GIF88a1234567")},
		"no frame":            {"a.gif", "no pixel", []byte("GIF89a\x05\x00\x03\x00\x00\x00\x00;")},
		"unknown block":       {"a.gif", "0x00", []byte("GIF89a\x05\x00\x03\x00\x00\x00\x00\x00")},
		"WebP without pixels": {"a.webp", "no pixel", webpOf(webpChunk{"EXIF", nil})},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := Clean(c.name, c.in)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
			if p.Data != nil {
				t.Error("there are bytes beside the error")
			}
		})
	}
}

func TestCutOffPicturesAreErrors(t *testing.T) {
	for name, in := range map[string][]byte{
		"a.png": madePNG(), "a.jpg": madeJPEG(), "a.gif": madeGIF(), "a.webp": webpOf(lossy), "a.avif": madeAVIF(),
		"a.svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>`),
	} {
		for n := range in {
			if _, err := Clean(name, in[:n]); err == nil {
				t.Errorf("%s: %d of %d bytes pass", name, n, len(in))
			}
		}
	}
}

func TestEmbeddedPicturesAreCleaned(t *testing.T) {
	dirty := withSegments(madeJPEG(), jpegSegment(0xfe, secret))
	in := `<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/jpeg;base64,` + base64.StdEncoding.EncodeToString(dirty) + `"/></svg>`
	p := clean(t, "a.svg", []byte(in))
	if !bytes.Contains(p.Data, []byte(base64.StdEncoding.EncodeToString(madeJPEG()))) {
		t.Errorf("got %s", p.Data)
	}
}
