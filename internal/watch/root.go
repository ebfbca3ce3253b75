package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// root is a path that is followed, and what was there when it was last looked at.
type root struct {
	name string // as given
	path string // from the top
	state
	file *sight // what was there if it is no folder
	lost bool   // there was a folder, and it went
	shut bool   // there is one that cannot be followed
}

// state is what is at a root. Nothing tells of a folder being moved with one above it,
// so that it is compared with what is there once a second.
type state struct {
	at   string      // the path with no link above its last step
	real string      // the same without any link; "" where nothing is
	info fs.FileInfo // of what is there, nil where nothing is
}

func newRoot(name string) (*root, error) {
	if name == "" {
		return nil, errors.New(`a root must have a name, not ""`)
	}
	path, err := filepath.Abs(name)
	if err != nil {
		return nil, fmt.Errorf("finding %q: %w", name, err)
	}
	return &root{name: filepath.Clean(name), path: path}, nil
}

// look gives what is at the root now.
func (r *root) look() state {
	s := state{at: r.path}
	if above, err := filepath.EvalSymlinks(parent(r.path)); err == nil {
		s.at = filepath.Join(above, filepath.Base(r.path))
	}
	real, err := filepath.EvalSymlinks(r.path)
	if err != nil {
		return s
	}
	if info, err := os.Stat(real); err == nil {
		s.real, s.info = real, info
	}
	return s
}

// same reports whether one state is a folder and the other the same, whatever is in it.
func (s state) same(o state) bool {
	return isFolder(s.info) && isFolder(o.info) && s.at == o.at && s.real == o.real &&
		os.SameFile(s.info, o.info) && s.info.Mode() == o.info.Mode()
}

// mark gives what the file at the root is known by.
func (r *root) mark() mark { return markOf(r.path, lookAt(r.path)) }

// concerns reports whether an event at a path is one of the root itself.
func (r *root) concerns(path string) bool { return path == r.at || path == r.real }

// followRoot takes what is at a root now for what was there all along.
func (w *Watch) followRoot(r *root) {
	r.state = r.look()
	r.file = firstSight(r.mark(), r.info, time.Now())
	w.see()
	w.accompany(r)
	if isFolder(r.info) {
		w.plant(r.real)
		r.shut = w.folders[r.real] == nil
	}
}

// see makes the scope from where the roots are now.
func (w *Watch) see() {
	w.scope = scope{ignore: w.options.Ignore}
	for _, r := range w.roots {
		if isFolder(r.info) {
			w.scope.views = append(w.scope.views, view{r.name, r.real})
		}
	}
}

// accompany watches the folders in which the root, and a file behind a link, are
// replaced. Looking once a second stands in where that cannot be.
func (w *Watch) accompany(r *root) {
	w.watchBeside(parent(r.at))
	if r.info != nil && !r.info.IsDir() && r.real != r.at {
		w.watchBeside(parent(r.real))
	}
}

// checkRoot compares a root with what is there now, after an event about it or none,
// and reports whether it asked to look at everything. What came or went may be another
// folder though it looks the same: inodes are used again at once.
func (w *Watch) checkRoot(r *root, event fsnotify.Op) bool {
	w.accompany(r)
	was, now := r.state, r.look()
	if !isFolder(was.info) && !isFolder(now.info) {
		r.state = now
		if differs := r.file.differs(r.mark(), time.Now()); differs || event != 0 {
			w.report(r.name)
		}
		return false
	}
	if event&comesOrGoes == 0 && was.same(now) && !w.isLoose(r) {
		return false
	}
	w.replant(r, now)
	w.everything()
	return true
}

// isLoose reports whether a root was let go together with a folder above it.
func (w *Watch) isLoose(r *root) bool {
	return isFolder(r.info) && !r.shut && w.folders[r.real] == nil
}

// replant follows a root from what is there now.
func (w *Watch) replant(r *root, now state) {
	was := r.state
	if isFolder(was.info) {
		w.drop(was.real)
	}
	if isFolder(now.info) {
		w.drop(now.real)
	}
	w.followRoot(r)
	w.saysWhere(r, was)
}

// checkAll looks whether the roots, and what links lead to, are what they were.
func (w *Watch) checkAll() {
	away := false
	for _, r := range w.roots {
		w.checkRoot(r, 0)
		away = away || r.lost
	}
	w.checkLinks()
	if w.pause *= 2; !away || w.pause > w.interval() {
		w.pause = w.interval()
	}
	w.check.Reset(w.pause)
}

// firstPause is how long after a folder went one looks whether it is back; from then
// on it is twice as long each time.
const firstPause = 10 * time.Millisecond

// soon has roots and links looked at without waiting for their turn.
func (w *Watch) soon() {
	if w.pause >= w.interval() && w.check != nil {
		w.pause = firstPause
		w.check.Reset(w.pause)
	}
}
