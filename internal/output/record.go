package output

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/zeebo/xxh3"
)

// record is what the output keeps of its last build, as the Writer works with it.
type record struct {
	schema int // 0 when there is none
	kind   string
	files  []planned   // by path, each once
	sum    Sum         // of the manifest's bytes
	exact  bool        // those bytes are the ones that would be written again
	file   fs.FileInfo // of the manifest; nil when there is none
}

// readRecord gives an empty record and no error when there is no manifest.
func readRecord(root *os.Root) (record, error) {
	f, err := openOwn(root, manifestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return record{}, nil
	}
	if err != nil {
		return record{}, fmt.Errorf("reading the manifest: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return record{}, fmt.Errorf("looking at the manifest: %w", err)
	}
	last, err := parse(f, info.Size())
	last.file = info
	return last, err
}

// openOwn opens a file that the output keeps to itself. What has its name and is no file
// is not opened: a pipe would wait for a writer.
func openOwn(root *os.Root, name string) (*os.File, error) {
	info, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%w: %q is not a file", ErrDamaged, name)
	}
	return root.Open(name)
}

// parse takes the fast way for a manifest that is as encode prints it, and any way
// that JSON allows for another: somebody may have edited it.
func parse(f io.ReadSeeker, size int64) (record, error) {
	h := xxh3.New()
	if last, ok := scan(io.TeeReader(f, h), size); ok {
		last.sum = h.Sum128().Bytes()
		return last, nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return record{}, fmt.Errorf("reading the manifest: %w", err)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		return record{}, fmt.Errorf("reading the manifest: %w", err)
	}
	return decode(data)
}

// decode reads a manifest in any form, and refuses one that a newer version wrote or
// that names what no build can have written: its paths decide what is removed. It sorts
// what somebody put out of order.
func decode(data []byte) (record, error) {
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return record{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if m.Schema < firstSchema || m.Schema > manifestSchema {
		return record{}, fmt.Errorf("%w: it has the schema version %d, not %d", ErrDamaged, m.Schema, manifestSchema)
	}
	last := record{schema: m.Schema, kind: m.Kind, files: make([]planned, len(m.Files)), sum: sumOf(data)}
	for i, f := range m.Files {
		if err := checkPath(f.Path); err != nil {
			return record{}, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if m.Schema == firstSchema {
			f.Fingerprint = 0
		}
		last.files[i].File = f
	}
	slices.SortFunc(last.files, byPath)
	for i := 1; i < len(last.files); i++ {
		if p := last.files[i].Path; p == last.files[i-1].Path {
			return record{}, fmt.Errorf("%w: it lists %q twice", ErrDamaged, p)
		}
	}
	return last, nil
}

func byPath(a, b planned) int { return strings.Compare(a.Path, b.Path) }

// never is a time that no file is older than.
const never = math.MinInt64

// trusted gives the time since when nobody but builds changed a file that is older,
// in nanoseconds of Unix time. A manifest from the future, of a clock that was wrong,
// tells nothing. The clock is the one that dates files: no reader ever sees it.
func (r record) trusted() int64 {
	if r.schema == 0 || r.file.ModTime().After(time.Now()) {
		return never
	}
	return r.file.ModTime().UnixNano()
}
