package output

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
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
	data, err := root.ReadFile(journalFile)
	if errors.Is(err, fs.ErrNotExist) {
		return j, nil
	}
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
	j := journal{Kind: w.kind, Paths: slices.Clone(w.unlisted)}
	for i := range w.fresh {
		j.Paths = append(j.Paths, w.fresh[i].Path)
	}
	slices.Sort(j.Paths)
	data, err := json.Marshal(j)
	if err != nil {
		return err
	}
	if err := w.writeSynced(nextJournal, func(to io.Writer) error { _, err := to.Write(data); return err }); err != nil {
		return err
	}
	return w.root.Rename(nextJournal, journalFile)
}

// dropJournal takes the journal back when nothing was put in place. One that an
// earlier commit left stays: its files are there.
func (w *Writer) dropJournal() error {
	if w.journaled {
		return nil
	}
	return w.root.Remove(journalFile)
}

// writeSynced writes a file that is on the disk when it returns.
func (w *Writer) writeSynced(name string, write func(io.Writer) error) error {
	f, err := w.root.Create(name)
	if err != nil {
		return err
	}
	err = write(f)
	return errors.Join(err, f.Sync(), f.Close())
}
