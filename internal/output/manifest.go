package output

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/zeebo/xxh3"
)

// Manifest lists what a build wrote. It depends on the files and their fingerprints
// alone: it is the same on every machine and at every time.
type Manifest struct {
	Schema int    `json:"schema_version"`
	Kind   string `json:"kind"`
	Files  []File `json:"files"` // by path
}

// File is one file of an output.
type File struct {
	Path        string      `json:"path"`
	Class       Class       `json:"class"`
	Size        int64       `json:"size"`
	Sum         Sum         `json:"xxh3"`
	Fingerprint Fingerprint `json:"made_from,omitzero"`
}

// Fingerprint stands for all that a file is made from; 0 for what is not known. It is
// written in 16 hexadecimal digits.
type Fingerprint uint64

// MarshalText writes 16 hexadecimal digits.
func (f Fingerprint) MarshalText() ([]byte, error) { return appendHex(nil, f), nil }

func appendHex(to []byte, f Fingerprint) []byte {
	return hex.AppendEncode(to, binary.BigEndian.AppendUint64(nil, uint64(f)))
}

// UnmarshalText reads 16 hexadecimal digits.
func (f *Fingerprint) UnmarshalText(b []byte) error {
	var n [8]byte
	if len(b) != hex.EncodedLen(len(n)) {
		return fmt.Errorf("%q is not a fingerprint of 64 bits", b)
	}
	_, err := hex.Decode(n[:], b)
	*f = fingerprintOf(n)
	return err
}

func fingerprintOf(n [8]byte) Fingerprint { return Fingerprint(binary.BigEndian.Uint64(n[:])) }

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

// What the schema versions of the manifest hold: since the second one, fingerprints.
// The files of an older one are ours, too.
const (
	firstSchema    = 1
	manifestSchema = 2
)

// ReadManifest gives the manifest of the output in dir, without the lock. The
// error is fs.ErrNotExist when no build was finished there.
func ReadManifest(dir string) (Manifest, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Manifest{}, err
	}
	defer root.Close()
	m, _, err := readManifest(root)
	if err == nil && m.Schema == 0 {
		err = fmt.Errorf("%q has no manifest: %w", dir, fs.ErrNotExist)
	}
	return m, err
}

// readManifest gives one without a schema, and no error, when there is no manifest. It
// also gives the sum of its bytes.
func readManifest(root *os.Root) (m Manifest, sum Sum, err error) {
	data, err := root.ReadFile(manifestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return Manifest{}, Sum{}, nil
	}
	if err != nil {
		return Manifest{}, Sum{}, fmt.Errorf("reading the manifest: %w", err)
	}
	m, ok := parseOwn(data)
	if !ok {
		if err := json.Unmarshal(data, &m); err != nil {
			return Manifest{}, Sum{}, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
	return m, sumOf(data), m.check()
}

// check refuses a manifest that a newer version wrote or that names what no build
// can have written: its paths decide what is removed. It sorts what somebody else
// put out of order.
func (m *Manifest) check() error {
	if m.Schema < firstSchema || m.Schema > manifestSchema {
		return fmt.Errorf("%w: it has the schema version %d, not %d", ErrDamaged, m.Schema, manifestSchema)
	}
	for i := range m.Files {
		if err := checkPath(m.Files[i].Path); err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
	if !slices.IsSortedFunc(m.Files, byPath) {
		slices.SortFunc(m.Files, byPath)
	}
	for i := 1; i < len(m.Files); i++ {
		if m.Files[i].Path == m.Files[i-1].Path {
			return fmt.Errorf("%w: it lists %q twice", ErrDamaged, m.Files[i].Path)
		}
	}
	return nil
}

func byPath(a, b File) int { return strings.Compare(a.Path, b.Path) }

// write prints the manifest, whose files are sorted, with one file a line, so that
// a change of one page is a change of one line.
func (m Manifest) write(to io.Writer) error {
	kind, err := json.Marshal(m.Kind)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(to, 64<<10)
	fmt.Fprintf(out, manifestHead, manifestSchema, kind)
	for i := range m.Files {
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(m.Files[i].line(out.AvailableBuffer()))
	}
	out.WriteString(manifestEnd)
	return out.Flush()
}

const (
	manifestHead = "{\n\"schema_version\": %d,\n\"kind\": %s,\n\"files\": ["
	manifestEnd  = "\n]\n}\n"
)

// line appends the file as a line of the manifest.
func (f *File) line(to []byte) []byte {
	to = appendQuoted(append(to, "\n{\"path\":"...), f.Path)
	to = append(append(to, `,"class":"`...), f.Class.String()...)
	to = strconv.AppendInt(append(to, `","size":`...), f.Size, 10)
	to = hex.AppendEncode(append(to, `,"xxh3":"`...), f.Sum[:])
	if f.Fingerprint != 0 {
		to = appendHex(append(to, `","made_from":"`...), f.Fingerprint)
	}
	return append(to, `"}`...)
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
