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
	"strings"
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
	Sum   Sum    `json:"sha256"`
}

// Sum is a SHA-256, in hexadecimal digits where it is written.
type Sum [32]byte

// MarshalText writes 64 hexadecimal digits.
func (s Sum) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, s[:]), nil }

// UnmarshalText reads 64 hexadecimal digits.
func (s *Sum) UnmarshalText(b []byte) error {
	if len(b) != hex.EncodedLen(len(s)) {
		return fmt.Errorf("%q is not a SHA-256", b)
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
		return Manifest{}, nil, fmt.Errorf("%w: its manifest is damaged: %w", ErrRefused, err)
	}
	return m, data, m.check()
}

// check refuses a manifest that another version wrote or that names what no build
// can have written: its paths decide what is removed.
func (m Manifest) check() error {
	if m.Schema != manifestSchema {
		return fmt.Errorf("%w: its manifest has the schema version %d, not %d", ErrRefused, m.Schema, manifestSchema)
	}
	for _, f := range m.Files {
		if err := checkPath(f.Path); err != nil {
			return fmt.Errorf("%w: its manifest is damaged: %w", ErrRefused, err)
		}
	}
	return nil
}

// encode prints the manifest with one file a line, so that a change of one page
// is a change of one line.
func (m Manifest) encode() ([]byte, error) {
	slices.SortFunc(m.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	kind, err := json.Marshal(m.Kind)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n\"schema_version\": %d,\n\"kind\": %s,\n\"files\": [", manifestSchema, kind)
	for i, f := range m.Files {
		line, err := json.Marshal(f)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteByte('\n')
		out.Write(line)
	}
	out.WriteString("\n]\n}\n")
	return out.Bytes(), nil
}
