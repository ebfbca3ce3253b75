package watch

import (
	"fmt"
	"path/filepath"
	"slices"
	"time"
)

// folder is a folder that is watched, polled, or both. It is known by its real path.
type folder struct {
	below   map[string]struct{} // names of folders in it that are known too
	links   map[string]struct{} // paths of symbolic links in it
	id      folderID            // when it was watched
	watched bool
	planted bool // with all below it; a folder that only a single file is in is not
	polled  bool // with all below it
}

// plant begins to follow a folder that is not known, and reports what is in it. It is
// watched before it is looked through: what comes after the look makes an event.
func (w *Watch) plant(dir string) {
	names := w.scope.names(dir, true)
	if len(names) == 0 || !w.belongs(dir) {
		return
	}
	if w.source == nil {
		if !w.isPolled(dir) {
			w.pollTree(dir)
		}
		return
	}
	w.pollRemote(dir)
	err := w.watch(dir)
	switch {
	case err == nil:
		w.folders[dir].planted = true
		w.lookThrough(dir, names)
	case isAway(err):
	case !w.isPolled(dir):
		w.saysUnwatched(names[0], err)
		w.pollTree(dir)
	}
}

// belongs reports whether a folder is a root or in a folder that is followed. Of any
// other one hears by a path that is not its own any more; it will be found by its own.
func (w *Watch) belongs(dir string) bool {
	above := w.folders[parent(dir)]
	return above != nil && above.planted || slices.ContainsFunc(w.roots, func(r *root) bool { return r.real == dir })
}

// pollRemote polls a folder on a file system that others change too. It is watched as
// well, which finds at once what is changed from here.
func (w *Watch) pollRemote(dir string) {
	if kind := w.system.remote(dir); kind != "" && !w.isPolled(dir) {
		w.saysRemote(w.scope.names(dir, true)[0], kind)
		w.pollTree(dir)
	}
}

// lookThrough reports the files of a folder and plants the folders that are not known.
func (w *Watch) lookThrough(dir string, names []string) {
	entries, err := w.scope.entries(dir, names)
	if isNotFolder(err) { // a file took the folder's place before it was watched
		w.drop(dir)
		return
	}
	here := w.folders[dir]
	for _, e := range entries {
		switch {
		case w.folders[dir] != here: // it turned out to be another one now
			return
		case !e.IsDir():
			w.report(e.names...)
			if e.isLink() {
				w.follow(e.path)
			}
		case w.folders[e.path] == nil || !w.folders[e.path].planted:
			w.plant(e.path)
		default:
			w.tie(e.path)
		}
	}
}

// watch asks for the events of a folder.
func (w *Watch) watch(dir string) error {
	if f := w.folders[dir]; w.source == nil || f != nil && f.watched {
		return nil
	}
	id := idOf(lookAt(dir))
	if err := w.takeOver(dir, id); err != nil {
		return err
	}
	if err := w.source.Add(dir); err != nil {
		return err
	}
	f := w.know(dir)
	f.watched, f.id = true, id
	w.byID[id] = dir
	return nil
}

// takeOver lets go of a folder by the path that it had before it was moved, if that is
// not known yet: a folder that just came is looked through, and what was moved into it
// found, before the event of its leaving. inotify has one watch for a folder, and one
// that is added twice is gone when it is removed once.
func (w *Watch) takeOver(dir string, id folderID) error {
	other, ok := w.byID[id]
	switch {
	case !ok || other == dir || id == folderID{}:
		return nil
	case idOf(lookAt(other)) == id: // mounted twice
		return fmt.Errorf("it is %q as well", other)
	}
	w.reportFolder(w.scope.names(other, true)...)
	w.drop(other)
	w.soon()
	return nil
}

// watchBeside asks for the events of a folder in which a single file or a root is.
// Where there are none it does without: such files are looked at once a second.
func (w *Watch) watchBeside(dir string) {
	if err := w.watch(dir); err != nil && isStarved(err) {
		w.saysStarved(dir, err)
	}
}

// know gives the record of a folder, new if there is none.
func (w *Watch) know(dir string) *folder {
	if w.folders[dir] == nil {
		w.folders[dir] = &folder{}
	}
	w.tie(dir)
	return w.folders[dir]
}

// tie tells the folder above of one that is known, and is told of those below it.
func (w *Watch) tie(dir string) {
	if above := w.folders[parent(dir)]; above != nil && parent(dir) != dir {
		if above.below == nil {
			above.below = map[string]struct{}{}
		}
		above.below[filepath.Base(dir)] = struct{}{}
	}
}

// drop lets go of a folder and all below it. fsnotify keeps the watches below a folder
// that was moved, under their old paths, and would report by these ever after.
func (w *Watch) drop(dir string) {
	w.dropKnown(dir)
	if above := w.folders[parent(dir)]; above != nil {
		delete(above.below, filepath.Base(dir))
	}
}

func (w *Watch) dropKnown(dir string) {
	f := w.folders[dir]
	if f == nil {
		return
	}
	delete(w.folders, dir)
	if w.byID[f.id] == dir {
		delete(w.byID, f.id)
	}
	if f.watched && w.source != nil {
		// It is gone already where the folder is; else there is nothing to be done.
		_ = w.source.Remove(dir)
	}
	if f.polled {
		w.poller.remove(dir)
	}
	for path := range f.links {
		w.unfollow(path)
	}
	for name := range f.below {
		w.dropKnown(filepath.Join(dir, name))
	}
}

// isPolled reports whether a folder is polled, itself or with one above it. Polling
// does not come to a root through a folder that another root ignores.
func (w *Watch) isPolled(dir string) bool {
	for len(w.scope.names(dir, true)) > 0 {
		if f := w.folders[dir]; f != nil && f.polled {
			return true
		}
		if parent(dir) == dir {
			return false
		}
		dir = parent(dir)
	}
	return false
}

// pollTree polls a folder with all below it, and reports what is in it.
func (w *Watch) pollTree(dir string) {
	w.know(dir).polled = true
	w.sighted(w.poller.add(dir, w.scope))
}

func (w *Watch) report(names ...string) {
	if !w.quiet {
		w.pending.path(time.Now(), names...)
	}
}

func (w *Watch) reportFolder(names ...string) {
	if !w.quiet {
		w.pending.folder(time.Now(), names...)
	}
}

func (w *Watch) everything() {
	if !w.quiet {
		w.pending.everything(time.Now())
	}
}
