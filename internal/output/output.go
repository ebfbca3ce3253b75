// Package output writes a site into its folder so that a reader never meets half
// of it: what changed is staged beside the output and renamed into place only
// when every file has been given.
//
//	w, err := output.Begin("public", "TLP:CLEAR", output.Options{Root: ".", Sources: []string{"content"}})
//	defer w.Abort()                         // does nothing after Commit
//	err = w.Put(output.Page, "about/index.html", data)   // from any goroutine
//	report, err := w.Commit()
//
// The folder .dossier of the output holds what this package needs, and no file
// given to it may stand there:
//
//	lock           held while a build writes; one build at a time
//	manifest.json  what the last build wrote: path, class, size, sum (XXH3), and the kind
//	journal.json   what a build that has begun to rename is about to add
//	stage/         new files until they are renamed, named by number
//
// # What may be lost, and when
//
// Until Commit begins to rename, the output is as it was, whatever happens. While
// it renames, each file is whole, the old one or the new one, and the order
// (assets, pages, lists, feeds, removals, manifest) keeps links from leading
// nowhere. A build that was killed leaves the journal, so that the next one knows
// the files as its own and finishes.
//
// Files are not synced to the disk one by one, which would cost many times the
// writing: after a loss of power a file may be empty, and the next build, which
// compares bytes, writes it again. The manifest and the journal are synced,
// because nothing could tell what they held.
//
// # What is never touched
//
// Files that no manifest lists are somebody else's. They are kept, and one that
// stands where a page should go is an error. All access goes through os.Root, so
// a symbolic link inside the output leads no write out of it.
package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// Class says in which turn a file is put in place.
type Class uint8

// The classes in the order in which they are put in place: what is linked to
// comes before what links to it.
const (
	Asset Class = iota // style sheets, pictures, files copied as they are
	Page               // briefings, sources, plain pages, aliases
	List               // home, indexes, tags, years
	Feed               // feeds, sitemap, exports of the whole archive
)

// Options says where the output must not stand and what is trusted. Root is the
// site's root, which the output may lie in but not hold; Sources are folders below
// Root, such as "content", that no output may lie in. An empty Root switches both
// off. Rehash reads files whose size and time say that they are as they were.
type Options struct {
	Root    string
	Sources []string
	Rehash  bool
}

// Writer takes the files of one build. Put and Keep may be called by many
// goroutines at once.
type Writer struct {
	dir    string
	kind   string
	root   *os.Root
	lock   *flock.Flock
	made   bool // Begin made the folder
	rehash bool
	before Manifest // of the last build; empty when there was none
	bytes  []byte   // of the last manifest's file
	owned  map[string]File
	since  time.Time // of the last manifest: what is older, no one changed after it

	present  *folders // of the output
	numbered *os.Root // the staging folder
	tree     *tree    // nil when the output held a file at Begin

	journaled bool // an earlier commit did not end

	mu     sync.Mutex
	plan   map[string]planned
	staged int
	fault  error // the first one; Commit refuses after it
	closed bool
}

// planned is a file of this build.
type planned struct {
	File
	stage int  // number of its staged file, 0 when the present one is the same
	tree  bool // a folder stands in its place
}

const (
	ownFolder    = ".dossier"
	lockFile     = ownFolder + "/lock"
	manifestFile = ownFolder + "/manifest.json"
	journalFile  = ownFolder + "/journal.json"
	stageFolder  = ownFolder + "/stage"
	treeFolder   = stageFolder + "/tree"
	nextManifest = stageFolder + "/manifest"
	nextJournal  = stageFolder + "/journal"
)

// Begin prepares the folder dir for one build of the kind, such as "TLP:CLEAR" or
// "TLP:CLEAR drafts", and makes it if it is not there. It returns ErrRefused for
// a folder of another kind or in a wrong place, ErrBusy while another build
// writes there.
func Begin(dir, kind string, o Options) (*Writer, error) {
	if err := guardPlace(dir, o); err != nil {
		return nil, err
	}
	w := &Writer{dir: dir, kind: kind, rehash: o.Rehash, plan: map[string]planned{}}
	if err := w.open(); err != nil {
		return nil, err
	}
	if err := w.prepare(); err != nil {
		return nil, errors.Join(err, w.Abort())
	}
	return w, nil
}

// open makes the folder and takes its lock.
func (w *Writer) open() (err error) {
	if _, err := os.Lstat(w.dir); errors.Is(err, fs.ErrNotExist) {
		w.made = true
	}
	if err := os.MkdirAll(w.dir, 0o777); err != nil {
		return fmt.Errorf("making the output folder: %w", err)
	}
	if w.root, err = os.OpenRoot(w.dir); err != nil {
		return fmt.Errorf("opening the output folder: %w", err)
	}
	w.present = newFolders(w.root)
	if w.lock, err = takeLock(w.root, w.dir); err != nil {
		return errors.Join(err, w.root.Close())
	}
	return nil
}

// prepare reads what the last build left and clears what a killed one left.
func (w *Writer) prepare() (err error) {
	if w.before, w.bytes, err = readManifest(w.root); err != nil {
		return fmt.Errorf("%q: %w", w.dir, err)
	}
	if info, err := w.root.Lstat(manifestFile); err == nil && !w.rehash {
		w.since = info.ModTime()
	}
	j, err := readJournal(w.root)
	if err != nil {
		return fmt.Errorf("%q: %w", w.dir, err)
	}
	w.journaled = j.Kind != ""
	if err := guardKind(w.dir, w.kind, w.before.Kind, j.Kind); err != nil {
		return err
	}
	w.owned = make(map[string]File, len(w.before.Files)+len(j.Paths))
	for _, p := range j.Paths {
		w.owned[p] = File{Path: p}
	}
	for _, f := range w.before.Files {
		w.owned[f.Path] = f
	}
	if err := w.root.RemoveAll(stageFolder); err != nil {
		return fmt.Errorf("clearing %q: %w", filepath.Join(w.dir, stageFolder), err)
	}
	if err := w.openStage(); err != nil {
		return fmt.Errorf("making a staging folder: %w", err)
	}
	return nil
}

// openStage makes a place for new files: a tree when nothing is there that they
// would stand beside.
func (w *Writer) openStage() (err error) {
	if err := w.root.Mkdir(stageFolder, 0o777); err != nil {
		return err
	}
	if holdsOnlyOwn(w.root) {
		w.tree, err = plantTree(w.root, w.dir)
		return err
	}
	w.numbered, err = w.root.OpenRoot(stageFolder)
	return err
}

// holdsOnlyOwn reports whether the output has nothing but the own folder.
func holdsOnlyOwn(root *os.Root) bool {
	entries, err := fs.ReadDir(root.FS(), ".")
	return err == nil && len(entries) == 1 && entries[0].Name() == ownFolder
}

// Previous gives the manifest of the last build, empty when there was none.
func (w *Writer) Previous() Manifest { return w.before }

// Abort gives up the build: the output stays as it was. After Commit, or a second
// time, it does nothing.
func (w *Writer) Abort() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return nil
	}
	return w.close()
}

// close drops the staged files and lets go of the output, and of its folder when
// Begin made it and nothing was put there.
func (w *Writer) close() error {
	w.closed = true
	errs := []error{w.closeStage(), w.root.RemoveAll(stageFolder), w.present.close()}
	if w.made && len(w.owned) == 0 && holdsOnlyOwn(w.root) {
		errs = append(errs, dropLock(w.root))
	}
	errs = append(errs, w.lock.Close(), w.root.Close())
	if w.made {
		os.Remove(w.dir) // stays when there is anything in it
	}
	return errors.Join(errs...)
}

// closeStage lets go of the staging folder.
func (w *Writer) closeStage() error {
	var errs []error
	if w.numbered != nil {
		errs = append(errs, w.numbered.Close())
	}
	return errors.Join(errs...)
}

// parent gives the folder of a path, "" for the output itself.
func parent(p string) string {
	if d := path.Dir(p); d != "." {
		return d
	}
	return ""
}
