package watch

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// source is where events come from. Add and Remove take folders by their real path.
type source interface {
	Add(dir string) error
	Remove(dir string) error
	Close() error
	Events() <-chan fsnotify.Event
	Errors() <-chan error
}

// system is what tests have otherwise than a machine has it.
type system struct {
	open   func() (source, error)
	remote func(dir string) string // the kind of a file system that others change too, or ""
	often  time.Duration           // how often is polled, and looked whether roots are there
}

func actual() system { return system{openSource, remoteKind, time.Second} }

// open begins with nothing known, and follows every root.
func (w *Watch) open() {
	w.folders, w.byID, w.links = map[string]*folder{}, map[folderID]string{}, newLinks()
	w.poller.clear()
	if w.options.Poll == 0 {
		s, err := w.system.open()
		if err == nil {
			w.source = s
		} else {
			w.noSource(err)
		}
	}
	for _, r := range w.roots {
		w.followRoot(r)
	}
}

// close lets go of all watches, and of the goroutine that reads their events.
func (w *Watch) close() {
	if w.source != nil {
		// What cannot be closed cannot be used either: there is nothing to tell.
		_ = w.source.Close()
		w.source = nil
	}
}

// faulty takes a fault in the stream of events: some of them are lost. After an
// overflow folders may have come that are not known, so that all is begun anew; taking
// the watches one by one off the old source would make as many events again.
func (w *Watch) faulty(err error) {
	switch {
	case errors.Is(err, fsnotify.ErrEventOverflow):
		w.close()
		w.open()
	case isStarved(err):
		w.saysStarved("", err)
		w.pollRoots()
	}
	w.everything()
}

// pollRoots polls every root, whatever of it is watched.
func (w *Watch) pollRoots() {
	for _, r := range w.roots {
		if r.real != "" && !w.isPolled(r.real) {
			w.pollTree(r.real)
		}
	}
}

// isStarved reports whether the system has no more watches to give.
func isStarved(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) || errors.Is(err, syscall.ENOMEM)
}

// isAway reports whether a folder cannot be watched for a reason that an event about
// it will end: it is gone, another kind of file, or not open to this user.
func isAway(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || isNotFolder(err)
}

// isNotFolder reports whether a path is no folder, though something is there.
func isNotFolder(err error) bool {
	return errors.Is(err, syscall.ENOTDIR)
}

// lookAt gives what is at a path itself, nil where nothing is.
func lookAt(path string) fs.FileInfo {
	info, err := os.Lstat(path)
	if err != nil {
		return nil
	}
	return info
}

func isFolder(info fs.FileInfo) bool { return info != nil && info.IsDir() }

func isLink(info fs.FileInfo) bool { return info != nil && info.Mode()&fs.ModeSymlink != 0 }

// parent gives the folder that a path lies in, itself for the topmost.
func parent(path string) string { return filepath.Dir(path) }
