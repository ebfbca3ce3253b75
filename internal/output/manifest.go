package output

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"

	"github.com/zeebo/xxh3"
)

// Manifest lists what a build wrote. It depends on the files alone: same files,
// same bytes, on every machine and at every time.
type Manifest struct {
	Schema int    `json:"schema_version"`
	Kind   string `json:"kind"`
	Files  []File `json:"files"` // by path
}

// File is one file of an output.
type File struct {
	Path  string `json:"path"`
	Class Class  `json:"class"`
	Size  int64  `json:"size"`
	Sum   Sum    `json:"xxh3"`
}

// Sum is an XXH3 of 128 bits, in hexadecimal digits where it is written. It tells
// changed files from unchanged ones and proves nothing against somebody who means
// to deceive; SHA-256 took a twentieth of a build.
type Sum [16]byte

func sumOf(data []byte) Sum { return xxh3.Hash128(data).Bytes() }

// MarshalText writes 32 hexadecimal digits.
func (s Sum) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, s[:]), nil }

// UnmarshalText reads 32 hexadecimal digits.
func (s *Sum) UnmarshalText(b []byte) error {
	if len(b) != hex.EncodedLen(len(s)) {
		return fmt.Errorf("%q is not a sum of 128 bits", b)
	}
	_, err := hex.Decode(s[:], b)
	return err
}

var classNames = [...]string{"asset", "page", "list", "feed"}

// String gives the class as the manifest spells it.
func (c Class) String() string { return classNames[c] }

// MarshalText writes the name of the class.
func (c Class) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads the name of a class.
func (c *Class) UnmarshalText(b []byte) error {
	i := slices.Index(classNames[:], string(b))
	if i < 0 {
		return fmt.Errorf("%q is not a class of files", b)
	}
	*c = Class(i)
	return nil
}

const manifestSchema = 1

// ReadManifest gives the manifest of the output in dir, without the lock. The
// error is fs.ErrNotExist when no build was finished there.
func ReadManifest(dir string) (Manifest, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Manifest{}, err
	}
	defer root.Close()
	m, data, err := readManifest(root)
	if err == nil && data == nil {
		err = fmt.Errorf("%q has no manifest: %w", dir, fs.ErrNotExist)
	}
	return m, err
}

// readManifest gives no bytes and no error when there is no manifest.
func readManifest(root *os.Root) (m Manifest, data []byte, err error) {
	data, err = root.ReadFile(manifestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return Manifest{}, nil, nil
	}
	if err != nil {
		return Manifest{}, nil, fmt.Errorf("reading the manifest: %w", err)
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return Manifest{}, nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return m, data, m.check()
}

// check refuses a manifest that another version wrote or that names what no build
// can have written: its paths decide what is removed.
func (m Manifest) check() error {
	if m.Schema != manifestSchema {
		return fmt.Errorf("%w: it has the schema version %d, not %d", ErrDamaged, m.Schema, manifestSchema)
	}
	for _, f := range m.Files {
		if err := checkPath(f.Path); err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
	return nil
}

// encode prints the manifest, whose files are sorted, with one file a line, so that
// a change of one page is a change of one line.
func (m Manifest) encode() ([]byte, error) {
	kind, err := json.Marshal(m.Kind)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n\"schema_version\": %d,\n\"kind\": %s,\n\"files\": [", manifestSchema, kind)
	for i, f := range m.Files {
		if i > 0 {
			out.WriteByte(',')
		}
		// Not json.Marshal of the whole: nothing else can run meanwhile.
		line := appendQuoted(append(out.AvailableBuffer(), "\n{\"path\":"...), f.Path)
		line = append(append(line, `,"class":"`...), f.Class.String()...)
		line = strconv.AppendInt(append(line, `","size":`...), f.Size, 10)
		line = hex.AppendEncode(append(line, `,"xxh3":"`...), f.Sum[:])
		out.Write(append(line, `"}`...))
	}
	out.WriteString("\n]\n}\n")
	return out.Bytes(), nil
}

// appendQuoted appends a path as a string of JSON. Most need no escaping.
func appendQuoted(to []byte, path string) []byte {
	for i := range len(path) {
		if c := path[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, err := json.Marshal(path)
			if err != nil {
				panic(err) // a string always encodes
			}
			return append(to, quoted...)
		}
	}
	return append(append(append(to, '"'), path...), '"')
}
