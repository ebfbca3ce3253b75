package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// edit is something that can happen to a lived-in site, its outputs or its
// surroundings between two builds. It says what it did, or idle when there was
// nothing to do it to.
type edit func(l *lived) string

const idle = "nothing to do"

// allEdits gives all of them by name.
func allEdits() map[string]edit {
	all := localEdits()
	for _, some := range []map[string]edit{siteEdits, configEdits(), placeEdits, outputEdits, breakingEdits} {
		maps.Copy(all, some)
	}
	return all
}

// localEdits gives those that change few pages: what is stale shows best after them.
func localEdits() map[string]edit {
	local := maps.Clone(textEdits)
	maps.Copy(local, sourceEdits)
	for _, key := range keys {
		local["key "+key] = func(l *lived) string { return l.editKey(key) }
	}
	return local
}

// paths lists the files of the site that have a prefix and a suffix, but for
// symbolic links.
func (l *lived) paths(prefix, suffix string) []string {
	var out []string
	for path, text := range filesOf(l.t, l.site()) {
		if strings.HasPrefix(path, prefix) && strings.HasSuffix(path, suffix) && !strings.HasPrefix(text, linkMark) {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return out
}

// one picks one of these files, "" when there are none.
func (l *lived) one(prefix, suffix string) string {
	all := l.paths(prefix, suffix)
	if len(all) == 0 {
		return ""
	}
	return all[l.IntN(len(all))]
}

func (l *lived) read(path string) string {
	text, err := os.ReadFile(filepath.Join(l.site(), path))
	l.must(err)
	return string(text)
}

// write changes a file in one of the ways in which files change, and says in which.
func (l *lived) write(path, text string) string {
	name := filepath.Join(l.site(), filepath.FromSlash(path))
	before, err := os.Stat(name)
	if err != nil {
		put(l.t, l.site(), path, text)
		return path + " is new"
	}
	if l.read(path) == text {
		return idle
	}
	old := before.ModTime()
	switch l.IntN(4) {
	case 0:
		put(l.t, l.site(), path, text)
		l.must(os.Chtimes(name, old, old))
		return path + ", time set back"
	case 1:
		put(l.t, l.home, "beside", text)
		beside := filepath.Join(l.home, "beside")
		l.must(os.Chtimes(beside, old, old))
		l.must(os.Rename(beside, name))
		return path + ", another file of the same time"
	case 2:
		put(l.t, l.site(), path, text)
		past := old.Add(-time.Hour)
		l.must(os.Chtimes(name, past, past))
		return path + ", with an older time"
	}
	put(l.t, l.site(), path, text)
	return path
}

// change rewrites a file of those that have a prefix and a suffix: the first, in random
// order, of which it makes another.
func (l *lived) change(prefix, suffix string, with func(text string) string) string {
	all := l.paths(prefix, suffix)
	for _, i := range l.Perm(len(all)) {
		before := l.read(all[i])
		if after := with(before); after != before {
			return l.write(all[i], after)
		}
	}
	return idle
}

// remove deletes a file or folder of the site; "" and ".", its folder, are none.
func (l *lived) remove(path string) string {
	if path == "" || path == "." {
		return idle
	}
	l.must(os.RemoveAll(filepath.Join(l.site(), filepath.FromSlash(path))))
	return path + " is gone"
}

// rename moves a file or folder of the site to where nothing is yet.
func (l *lived) rename(from, to string) string {
	source, target := filepath.Join(l.site(), from), filepath.Join(l.site(), to)
	if _, err := os.Lstat(target); err == nil || from == "" || from == "." {
		return idle
	}
	l.must(os.MkdirAll(filepath.Dir(target), 0o777))
	l.must(os.Rename(source, target))
	return from + " to " + to
}
