package main

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// outputEdits are what others do to an output. The times that they leave tell of it.
var outputEdits = map[string]edit{
	"output file deleted": onOutput(func(_ *lived, name string) error { return os.Remove(name) }),
	"output file cut":     onOutput(func(l *lived, name string) error { return os.Truncate(name, int64(l.IntN(3))) }),
	"output file edited": onOutput(func(l *lived, name string) error {
		return os.WriteFile(name, []byte(l.pick("One", "Two words")), 0o666)
	}),
	"output file of equal size edited": onOutput(func(_ *lived, name string) error {
		text, err := os.ReadFile(name)
		if err != nil || len(text) == 0 {
			return err
		}
		text[len(text)/2] ^= 1
		return os.WriteFile(name, text, 0o666)
	}),
	"output file edited and its time set back": onOutput(func(l *lived, name string) error {
		before, err := os.Stat(name)
		if err != nil || before.Size() == 0 {
			return err
		}
		l.rehash[l.outputIn(name)] = true
		text := strings.Repeat("x", int(before.Size()))
		return errors.Join(os.WriteFile(name, []byte(text), 0o666), os.Chtimes(name, before.ModTime(), before.ModTime()))
	}),
	"output touched": onOutput(func(_ *lived, name string) error { return os.Chtimes(name, time.Now(), time.Now()) }),
	"output folder deleted": onOutput(func(l *lived, name string) error {
		return l.drop(filepath.Dir(name))
	}),
	"output deleted": func(l *lived) string {
		out := l.lastingOut()
		if out == "" {
			return idle
		}
		l.must(l.drop(out))
		return filepath.Base(out)
	},
	"foreign file": func(l *lived) string {
		out := l.lastingOut()
		if out == "" {
			return idle
		}
		name := l.pick("CNAME", "briefings/mine.txt", "sources/mine.txt", "tags/mine/index.html")
		put(l.t, out, name, "Mine.")
		l.mine[filepath.Base(out)+"/"+name] = "Mine."
		return filepath.Base(out) + "/" + name
	},
}

// onOutput makes an edit of something done to one file of an output that a build
// wrote.
func onOutput(do func(l *lived, name string) error) edit {
	return func(l *lived) string {
		out := l.lastingOut()
		if out == "" {
			return idle
		}
		files := l.outputOf(out)
		maps.DeleteFunc(files, func(p, _ string) bool { return strings.HasPrefix(p, ".dossier/") })
		p := slices.Sorted(maps.Keys(files))[l.IntN(len(files))]
		l.must(do(l, filepath.Join(out, filepath.FromSlash(p))))
		return filepath.Base(out) + "/" + p
	}
}

// lastingOut picks an output that a build wrote, "" when there is none.
func (l *lived) lastingOut() string {
	for _, e := range l.Perm(len(editions)) {
		if _, err := os.Stat(filepath.Join(l.out(e), ".dossier", "manifest.json")); err == nil {
			return l.out(e)
		}
	}
	return ""
}

// drop deletes a folder of an output with all that is in it.
func (l *lived) drop(dir string) error {
	below, _ := filepath.Rel(l.home, dir)
	maps.DeleteFunc(l.mine, func(p, _ string) bool { return strings.HasPrefix(p, filepath.ToSlash(below)+"/") })
	return os.RemoveAll(dir)
}

// outputIn names the output that a file is in.
func (l *lived) outputIn(name string) string {
	below, _ := filepath.Rel(l.home, name)
	first, _, _ := strings.Cut(filepath.ToSlash(below), "/")
	return first
}
