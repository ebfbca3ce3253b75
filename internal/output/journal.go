package output

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"

	"github.com/zeebo/xxh3"
)

// journal names the files that are ours without standing in the manifest: those
// that a commit is about to add, and those that an earlier commit, which did not
// end, had begun to add. Without it a killed build's files would be taken for
// somebody else's.
type journal struct {
	Kind  string   `json:"kind"`
	Paths []string `json:"paths"`
}

func readJournal(root *os.Root) (j journal, err error) {
	f, err := openOwn(root, journalFile)
	if errors.Is(err, fs.ErrNotExist) {
		return j, nil
	}
	if err != nil {
		return j, fmt.Errorf("reading the journal: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return j, fmt.Errorf("reading the journal: %w", err)
	}
	if err := json.Unmarshal(data, &j); err != nil {
		return j, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	for _, p := range j.Paths {
		if err := checkPath(p); err != nil {
			return j, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
	return j, nil
}

// writeJournal names all that this commit may leave behind when it is killed.
func (w *Writer) writeJournal() error {
	paths := make([]string, 0, len(w.added))
	for _, p := range w.added {
		paths = append(paths, p.Path)
	}
	for i := range w.last.files {
		if p := &w.last.files[i]; p.unlisted {
			paths = append(paths, p.Path)
		}
	}
	slices.Sort(paths)
	_, err := w.writeSynced(nextJournal, func(out *bufio.Writer) { encodeJournal(out, w.kind, paths) })
	if err != nil {
		return err
	}
	return w.root.Rename(nextJournal, journalFile)
}

func encodeJournal(out *bufio.Writer, kind string, paths []string) {
	out.WriteString("{\"kind\": ")
	out.Write(appendQuoted(out.AvailableBuffer(), kind))
	out.WriteString(", \"paths\": [")
	for i, p := range paths {
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(appendQuoted(append(out.AvailableBuffer(), '\n'), p))
	}
	out.WriteString("\n]}\n")
}

// dropJournal takes the journal back when nothing was put in place. One that an
// earlier commit left stays: its files are there.
func (w *Writer) dropJournal() error {
	if w.journaled {
		return nil
	}
	return w.removeJournal()
}

// removeJournal removes the journal if there is one.
func (w *Writer) removeJournal() error {
	if err := w.root.Remove(journalFile); err != nil && !absent(err) {
		return fmt.Errorf("removing the journal: %w", err)
	}
	return nil
}

// writeSynced writes a file that is on the disk when it returns, and gives its sum.
func (w *Writer) writeSynced(name string, print func(*bufio.Writer)) (Sum, error) {
	f, err := w.root.Create(name)
	if err != nil {
		return Sum{}, err
	}
	h := xxh3.New()
	out := bufio.NewWriterSize(io.MultiWriter(f, h), 64<<10)
	print(out)
	err = errors.Join(out.Flush(), f.Sync(), f.Close())
	return h.Sum128().Bytes(), err
}
