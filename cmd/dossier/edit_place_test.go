package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// placeEdits leave what the site says as it is and change where, when and how it
// stands; and the clock.
var placeEdits = map[string]edit{
	"nothing":           func(*lived) string { return "" },
	"touched":           func(l *lived) string { l.age(0); return "all files" },
	"written anew":      (*lived).writtenAnew,
	"site copied":       func(l *lived) string { return l.resettle(copyOf) },
	"site moved":        func(l *lived) string { return l.resettle(os.Rename) },
	"cache deleted":     func(l *lived) string { l.must(os.RemoveAll(filepath.Join(l.site(), ".dossier"))); return "" },
	"some minutes":      later(20 * time.Minute),
	"past the embargo":  later(2 * time.Hour),
	"a day":             later(24 * time.Hour),
	"some weeks":        later(40 * 24 * time.Hour),
	"clock set back":    later(-26 * time.Hour),
	"clock far back":    func(l *lived) string { l.now = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC); return l.now.String() },
	"another time zone": func(l *lived) string { l.now = l.now.In(time.FixedZone("", 5*3600)); return l.now.String() },
}

func later(by time.Duration) edit {
	return func(l *lived) string {
		l.now = l.now.Add(by)
		return l.now.String()
	}
}

// writtenAnew replaces every file by another one with the same bytes, as a checkout
// does.
func (l *lived) writtenAnew() string {
	for path, text := range filesOf(l.t, l.site()) {
		l.must(os.Remove(filepath.Join(l.site(), path)))
		lay(l.t, l.site(), path, text)
	}
	return "all files"
}

// resettle brings the site with its cache and its outputs to another place.
func (l *lived) resettle(bring func(from, to string) error) string {
	from := l.home
	l.home += "'"
	l.must(bring(from, l.home))
	l.must(os.RemoveAll(from))
	return filepath.Base(l.home)
}

func copyOf(from, to string) error { return os.CopyFS(to, os.DirFS(from)) }

// behindLink changes the text that a symbolic link leads to.
func (l *lived) behindLink() string {
	link := filepath.Join(l.site(), "content", "2026", "2026-04-04-linked.md")
	if _, err := os.Lstat(link); err != nil {
		if err := os.Symlink("../../shared/linked.md", link); err != nil {
			return idle // some systems have none
		}
	}
	return l.change("shared/", "", func(text string) string { return l.replaceOne(text, digit, fmt.Sprint(l.IntN(10))) })
}
