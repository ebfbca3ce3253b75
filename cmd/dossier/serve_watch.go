package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"sync"

	"dossier/internal/config"
	"dossier/internal/watch"
)

// notices are what the strip of a preview says besides the state of the files.
type notices struct {
	mu    sync.Mutex
	lines []string
}

func (n *notices) add(line string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if line != "" && !slices.Contains(n.lines, line) {
		n.lines = append(n.lines, line)
	}
}

func (n *notices) all() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.lines)
}

// watcher follows what the site is made of, from now on.
func (v *serving) watcher() (*watch.Watch, error) {
	names := []string{"content", "templates", "static", config.FileName}
	if v.env != "" {
		names = append(names, "dossier."+v.env+".toml")
	}
	for i := range names {
		names[i] = filepath.Join(v.dir, names[i])
	}
	w, err := watch.New(watch.Options{Roots: names, Poll: v.flags.poll, Ignore: isNobodys, Notice: v.tellNotice})
	if err != nil {
		return nil, fmt.Errorf("following the site: %w", err)
	}
	return w, nil
}

// isNobodys reports whether a path is of a folder that is none of the site's.
func isNobodys(path string, dir bool) bool {
	name := filepath.Base(path)
	return dir && (name == ".git" || name == ".dossier" || name == "node_modules")
}

// tellNotice says how the site is followed, if in another way than one would think.
func (v *serving) tellNotice(n watch.Notice) {
	v.notices.add(n.Text)
	fmt.Fprintf(v.err, "dossier: %s\n", n.Text)
	if n.Hint != "" {
		fmt.Fprintf(v.err, "hint: %s\n", n.Hint)
	}
}

// pathsOf names what changed from the site's root; none for anything.
func (v *serving) pathsOf(b watch.Batch) []string {
	var out []string
	for _, name := range slices.Concat(b.Paths, b.Folders) {
		path, err := filepath.Rel(v.dir, name)
		if err != nil {
			return nil
		}
		out = append(out, filepath.ToSlash(path))
	}
	return out
}
