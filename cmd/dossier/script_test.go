package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"os/exec"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// scriptBytes writes a file that a script cannot hold as it is:
//
//	bytes FILE 'text with \xe9 and \n'
func scriptBytes(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: bytes FILE TEXT")
	}
	for i, a := range args {
		text, err := strconv.Unquote(`"` + strings.ReplaceAll(a, `"`, `\"`) + `"`)
		ts.Check(err)
		args[i] = text
	}
	writeScriptFile(ts, args[0], []byte(args[1]))
}

func writeScriptFile(ts *testscript.TestScript, name string, data []byte) {
	ts.Check(create(ts.MkAbs(name), data))
}

// scriptPicture writes a picture of 40 by 30 pixels, PNG or JPEG by its name, that
// says who made it in text, EXIF and XMP: each part holds the word "maker".
func scriptPicture(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: picture FILE")
	}
	var b bytes.Buffer
	pixels := image.NewGray(image.Rect(0, 0, 40, 30))
	if strings.HasSuffix(args[0], ".jpg") {
		ts.Check(jpeg.Encode(&b, pixels, nil))
		writeScriptFile(ts, args[0], signedJPEG(b.Bytes()))
		return
	}
	ts.Check(png.Encode(&b, pixels))
	writeScriptFile(ts, args[0], signedPNG(b.Bytes()))
}

// signedPNG puts text chunks and EXIF behind the header chunk.
func signedPNG(data []byte) []byte {
	const head = 8 + 12 + 13
	out := append([]byte{}, data[:head]...)
	for _, c := range [][2]string{
		{"tEXt", "Author\x00the maker"},
		{"iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00<x:xmpmeta>maker</x:xmpmeta>"},
		{"eXIf", "MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00maker"},
	} {
		chunk := []byte(c[0] + c[1])
		out = binary.BigEndian.AppendUint32(out, uint32(len(c[1])))
		out = append(out, chunk...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
	}
	return append(out, data[head:]...)
}

// signedJPEG puts EXIF, XMP, IPTC and a comment behind the first marker.
func signedJPEG(data []byte) []byte {
	out := append([]byte{}, data[:2]...)
	for _, s := range []struct {
		marker byte
		text   string
	}{
		{0xe1, "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00maker"},
		{0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>maker</x:xmpmeta>"},
		{0xed, "Photoshop 3.0\x00maker"},
		{0xfe, "the maker"},
	} {
		out = append(out, 0xff, s.marker)
		out = binary.BigEndian.AppendUint16(out, uint16(len(s.text)+2))
		out = append(out, s.text...)
	}
	return append(out, data[2:]...)
}

// scriptJSON holds that a file, or stdout, is one JSON document and, where a path
// is given, what stands there:
//
//	json stdout [.key.0.key VALUE]
func scriptJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 && len(args) != 3 {
		ts.Fatalf("usage: json FILE [PATH VALUE]")
	}
	var v any
	if err := json.Unmarshal([]byte(ts.ReadFile(args[0])), &v); err != nil {
		ts.Fatalf("%s is not one JSON document: %v", args[0], err)
	}
	if len(args) == 1 {
		return
	}
	got, err := within(v, strings.Split(strings.TrimPrefix(args[1], "."), "."))
	if (err == nil && fmt.Sprint(got) == args[2]) == neg {
		ts.Fatalf("%s is %v (%v), want %s", args[1], got, err, args[2])
	}
}

// scriptExits runs a command that must end with a code: exits 2 dossier build
func scriptExits(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARGS...")
	}
	code := 0
	var ended *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &ended) {
		code = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("ended with %d, want %s", code, args[0])
	}
}

// within follows keys and indexes into a document.
func within(v any, path []string) (any, error) {
	for _, key := range path {
		switch in := v.(type) {
		case map[string]any:
			v = in[key]
		case []any:
			i, err := strconv.Atoi(key)
			if key == "length" {
				v = len(in)
				continue
			}
			if err != nil || i >= len(in) {
				return nil, fmt.Errorf("no entry %s of %d", key, len(in))
			}
			v = in[i]
		default:
			return nil, fmt.Errorf("%s below %T", key, v)
		}
	}
	return v, nil
}
