// Package output writes a site into its folder so that a reader never meets half
// of it: what changed is staged beside the output and renamed into place only
// when every file has been given.
//
//	w, err := output.Begin("public", "TLP:CLEAR", output.Options{Root: ".", Sources: []string{"content"}})
//	defer w.Abort()                         // does nothing after Commit
//	if !w.Keep(output.Page, "about/index.html", print) { // from any goroutine
//		err = w.Put(output.Page, "about/index.html", data, print)
//	}
//	report, err := w.Commit()
//
// The folder .dossier of the output holds what this package needs, and no file
// given to it may stand there:
//
//	lock           held while a build writes; one build at a time
//	manifest.json  what the last build wrote: path, class, size, sum (XXH3), the
//	               fingerprint of what it was made from, and the kind
//	journal.json   what a build that has begun to rename is about to add
//	stage/         new files until they are renamed: named by number, or, where the
//	               output held no file, in a tree as they will stand
//
// # What may be lost, and when
//
// Until Commit begins to rename, the output is as it was, whatever happens; all that
// needs room on the disk is done by then. While it renames, each file is whole, the
// old one or the new one, and the order (assets, pages, lists, feeds, removals,
// manifest) keeps links from leading nowhere. A build that was killed leaves the
// journal, so that the next one knows the files as its own and finishes.
//
// A file that is there already is not written again. Whether it is the same is told
// by its size and its time: if it is older than the manifest, it is as the manifest
// says, else it is read. So an edit by hand is undone, unless it kept the size and
// set the time back, or kept the size and came while a build was at work;
// Options.Rehash finds that too. The files of the last build are looked at together,
// by Find or when the first one is given, and what lies behind a link is not believed. After a
// build that was killed while it renamed no time is believed.
//
// Files are not synced to the disk one by one, which would cost many times the
// writing: after a loss of power a file may be empty, and the next build, which sees
// its size, writes it again. The manifest and the journal are synced, because
// nothing could tell what they held.
//
// # What is never touched
//
// Files that no manifest lists are somebody else's. They are kept, and one that
// stands where a page should go is an error. The output is reached through os.Root,
// so a symbolic link inside it leads no write out of it. The tree of a first build,
// all of which the build has just made, is written by plain paths: whoever may write
// to the output while a build runs could lead new files elsewhere, but over none.
package output

import (
	"errors"
	"os"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/gofrs/flock"
)

var (
	// ErrFull says that the disk of the output has no room for the build.
	ErrFull = errors.New("no room left on the disk")
	// ErrUnfinished says that the output is partly new: each file is whole, and the
	// next build finishes it. After any other error the output is as it was.
	ErrUnfinished = errors.New("the output is only partly new")
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
// Root, there or not, such as "content", that no output may lie in or hold. An empty
// Root switches both off. Rehash reads files whose size and time say that they are
// as they were. Found spares Begin a look where no build came to its end since.
type Options struct {
	Root    string
	Sources []string
	Rehash  bool
	Found   *Found // of an earlier look at the same folder, for one build; nil for none
}

// Writer takes the files of one build. Put and Keep may be called by many
// goroutines at once.
type Writer struct {
	dir       string
	kind      string
	root      *os.Root
	lock      *flock.Flock
	made      bool // Begin made the folder
	rehash    bool
	last      record // of the last build, with the files that a commit which did not end named
	trusted   int64  // what is older no one changed since the last manifest
	journaled bool   // a commit did not end

	present  present      // of the output
	look     func() error // at the files of the last build, once
	openOnce func() error // the staging folder
	numbered *os.Root     // the staging folder, once open
	tree     *tree        // nil when the output held a file at Begin

	why      [4]atomic.Int64 // how many files were not kept, by reason
	relisted atomic.Bool     // a file of the last build has another entry in the manifest
	staged   atomic.Int32    // how many files

	mu     sync.Mutex
	fresh  map[string]*planned // files of this build that the last one did not have
	added  []*planned          // the same by path, once Commit has begun
	fault  error               // the first one; Commit refuses after it
	closed bool
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
	errs := []error{w.closeStage(), w.root.RemoveAll(stageFolder), w.present.Close()}
	if w.made && len(w.last.files) == 0 && holdsOnlyOwn(w.root) {
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
	if w.numbered == nil {
		return nil
	}
	return w.numbered.Close()
}

// parent gives the folder of a path, "" for the output itself.
func parent(p string) string { return p[:max(strings.LastIndexByte(p, '/'), 0)] }
