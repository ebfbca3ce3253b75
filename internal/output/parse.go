package output

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// parseOwn reads a manifest in the very form in which this package writes it, fifty
// times as fast as JSON is read that might have any other. It is false for a text that
// has: that is for encoding/json to read.
func parseOwn(data []byte) (Manifest, bool) {
	var m Manifest
	r := reading{rest: data}
	for _, schema := range []int{manifestSchema, firstSchema} {
		head, _, _ := strings.Cut(fmt.Sprintf(manifestHead, schema, "%"), "%")
		if bytes.HasPrefix(data, []byte(head)) {
			m.Schema, r.rest = schema, data[len(head):]
		}
	}
	kind, _, found := bytes.Cut(r.rest, []byte(",\n"))
	if m.Schema == 0 || !found || json.Unmarshal(kind, &m.Kind) != nil {
		return Manifest{}, false
	}
	r.rest = r.rest[len(kind):]
	r.literal(",\n\"files\": [")
	m.Files = r.files()
	return m, r.rest != nil && len(r.rest) == 0
}

// reading is a text on its way to be read. What is not as expected leaves no rest.
type reading struct {
	rest  []byte
	paths []byte // of all files, one behind the other
}

// files reads lines until their end. Their paths become pieces of one string.
func (r *reading) files() []File {
	files := make([]File, 0, bytes.Count(r.rest, []byte("\n")))
	r.paths = make([]byte, 0, len(r.rest)/2)
	var ends []int
	for r.rest != nil && !bytes.Equal(r.rest, []byte(manifestEnd)) {
		if len(files) > 0 {
			r.literal(",")
		}
		files = append(files, r.file())
		ends = append(ends, len(r.paths))
	}
	all, at := string(r.paths), 0
	for i, end := range ends {
		files[i].Path, at = all[at:end], end
	}
	if r.rest != nil {
		r.rest = r.rest[:0]
	}
	return files
}

func (r *reading) file() (f File) {
	r.literal("\n{\"path\":\"")
	r.paths = append(r.paths, r.until('"')...)
	r.literal(",\"class\":\"")
	if f.Class.UnmarshalText(r.until('"')) != nil {
		r.rest = nil
	}
	r.literal(",\"size\":")
	f.Size = r.number()
	r.literal(",\"xxh3\":\"")
	r.digits(f.Sum[:])
	if bytes.HasPrefix(r.rest, []byte("\",")) {
		r.literal("\",\"made_from\":\"")
		var n [8]byte
		r.digits(n[:])
		f.Fingerprint = fingerprintOf(n)
		if f.Fingerprint == 0 {
			r.rest = nil
		}
	}
	r.literal("\"}")
	return f
}

// literal reads a text that must stand there.
func (r *reading) literal(text string) {
	if len(r.rest) < len(text) || string(r.rest[:len(text)]) != text {
		r.rest = nil
		return
	}
	r.rest = r.rest[len(text):]
}

// until reads up to a byte and over it. What has anything escaped is not for here.
func (r *reading) until(end byte) []byte {
	n := bytes.IndexByte(r.rest, end)
	if n < 0 || bytes.ContainsFunc(r.rest[:n], isEscape) || !utf8.Valid(r.rest[:n]) {
		r.rest = nil
		return nil
	}
	text := r.rest[:n]
	r.rest = r.rest[n+1:]
	return text
}

// isEscape reports what JSON does not take as it is, or takes for the start of an escape.
func isEscape(c rune) bool { return c < ' ' || c == '\\' }

func (r *reading) number() (n int64) {
	i := 0
	for ; i < len(r.rest) && i < 18 && '0' <= r.rest[i] && r.rest[i] <= '9'; i++ {
		n = 10*n + int64(r.rest[i]-'0')
	}
	if i == 0 || i > 1 && r.rest[0] == '0' {
		r.rest = nil
		return 0
	}
	r.rest = r.rest[i:]
	return n
}

// digits reads hexadecimal digits, in small letters as they are written.
func (r *reading) digits(to []byte) {
	n := hex.EncodedLen(len(to))
	if len(r.rest) < n {
		r.rest = nil
		return
	}
	if _, err := hex.Decode(to, r.rest[:n]); err != nil {
		r.rest = nil
		return
	}
	r.rest = r.rest[n:]
}
