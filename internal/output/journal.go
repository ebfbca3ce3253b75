package output

import (
	"encoding/json"
	"errors"
	"fmt"
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
func (w *Writer) writeJournal(files []planned) error {
	listed := make(map[string]bool, len(w.before.Files))
	for _, f := range w.before.Files {
		listed[f.Path] = true
	}
	j := journal{Kind: w.kind}
	for _, p := range files {
		if !listed[p.Path] {
			j.Paths = append(j.Paths, p.Path)
		}
	}
	for p := range w.owned {
		if _, again := w.plan[p]; !again && !listed[p] {
			j.Paths = append(j.Paths, p)
		}
	}
	slices.Sort(j.Paths)
	data, err := json.Marshal(j)
	if err != nil {
		return err
	}
	if err := w.writeSynced(nextJournal, data); err != nil {
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
func (w *Writer) writeSynced(name string, data []byte) error {
	f, err := w.root.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}
