package watch

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// links are the symbolic links in folders that are watched, by their real path up to
// the last step. The folder that a link's file is in is watched for that file's sake.
// What leads from one to the other may change without an event, so that they are all
// looked at once a second too.
type links struct {
	from map[string]link
	to   map[string][]string // from files to the links that lead to them
}

type link struct {
	file string // "" if none is behind it
	seen mark
}

func newLinks() links { return links{map[string]link{}, map[string][]string{}} }

func (l links) has(path string) bool {
	_, ok := l.from[path]
	return ok
}

// follow watches the file behind a link in a folder that is followed.
func (w *Watch) follow(path string) {
	in := w.folders[parent(path)]
	if in == nil {
		return
	}
	l := link{file: w.links.from[path].file, seen: markOf(path, lookAt(path))}
	w.unfollow(path)
	if file, err := filepath.EvalSymlinks(path); err == nil {
		l.file = file
	}
	if l.file != "" { // where nothing is behind it now, what was may be put back
		w.links.to[l.file] = append(w.links.to[l.file], path)
		w.watchBeside(parent(l.file))
	}
	if in.links == nil {
		in.links = map[string]struct{}{}
	}
	in.links[path], w.links.from[path] = struct{}{}, l
}

// unfollow forgets a link.
func (w *Watch) unfollow(path string) {
	l, ok := w.links.from[path]
	delete(w.links.from, path)
	if in := w.folders[parent(path)]; in != nil {
		delete(in.links, path)
	}
	if !ok || l.file == "" {
		return
	}
	w.links.to[l.file] = slices.DeleteFunc(w.links.to[l.file], func(p string) bool { return p == path })
	if len(w.links.to[l.file]) == 0 {
		delete(w.links.to, l.file)
	}
}

// checkLinks reports the links behind which something changed unseen, and lets go of
// folders that no link leads into any more.
func (w *Watch) checkLinks() {
	for path, l := range w.links.from {
		if markOf(path, lookAt(path)) != l.seen {
			w.report(w.scope.names(path, false)...)
			w.follow(path)
		}
	}
	w.dropLoose()
}

// dropLoose drops the folders that are watched for nobody's sake.
func (w *Watch) dropLoose() {
	needed := map[string]bool{}
	for _, r := range w.roots {
		needed[parent(r.at)] = true
		needed[parent(r.real)] = true
	}
	for file := range w.links.to {
		needed[parent(file)] = true
	}
	for dir, f := range w.folders {
		if !f.planted && !f.polled && !needed[dir] {
			w.drop(dir)
		}
	}
}

// mark is what a file is known by: its own stamp and that of the file that it leads to.
type mark struct{ own, behind stamp }

func markOf(path string, info fs.FileInfo) mark {
	m := mark{own: stampOf(info)}
	if isLink(info) {
		if behind, err := os.Stat(path); err == nil {
			m.behind = stampOf(behind)
		}
	}
	return m
}
