package watch

import (
	"slices"

	"github.com/fsnotify/fsnotify"
)

// comesOrGoes are the events by which a folder may be another one than before.
const comesOrGoes = fsnotify.Create | fsnotify.Remove | fsnotify.Rename

// happened takes an event. It is no more than a hint: what is at the path now may have
// come after it, and what it tells of may be gone.
func (w *Watch) happened(e fsnotify.Event) {
	for _, r := range w.roots {
		if r.concerns(e.Name) && w.checkRoot(r, e.Op) {
			return
		}
	}
	info := lookAt(e.Name)
	if isFolder(info) || w.folders[e.Name] != nil {
		w.folderEvent(e, isFolder(info))
	}
	if !isFolder(info) {
		w.fileEvent(e.Name, isLink(info))
	}
}

// fileEvent reports a file, or what is gone, and the links that lead to it.
func (w *Watch) fileEvent(path string, link bool) {
	names := w.scope.names(path, false)
	w.report(names...)
	if link || w.links.has(path) {
		w.unfollow(path)
		w.soon() // for links that lead over this one
	}
	if link && len(names) > 0 {
		w.follow(path)
	}
	for _, from := range slices.Clone(w.links.to[path]) {
		w.report(w.scope.names(from, false)...)
		w.follow(from)
	}
}

// folderEvent takes an event of a folder that is known, or there, or both. Written to
// is a folder on some systems whenever something in it is, which has its own event.
func (w *Watch) folderEvent(e fsnotify.Event, there bool) {
	known := w.folders[e.Name] != nil
	switch names := w.scope.names(e.Name, true); {
	case e.Has(comesOrGoes) || !known || !there:
		w.drop(e.Name)
		w.reportFolder(names...)
		if there {
			w.plant(e.Name)
		}
		w.soon() // for roots and links that led through it
	case e.Has(fsnotify.Chmod) && w.folders[e.Name].planted:
		w.lookThrough(e.Name, names)
	}
}
