package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Files that come and go while a site is read lead to a clear error or to none: the
// output is then the last one, or a new one, and when all is quiet again a build is what
// a clean one is.
func TestFilesThatVanishWhileASiteIsRead(t *testing.T) {
	t.Parallel()
	builds := 60
	if testing.Short() {
		builds = 6
	}
	l := newLived(t, 10, 10)
	l.sound(0)
	done, idle := make(chan bool), make(chan bool)
	go func() {
		defer close(idle)
		for i := 0; ; i++ {
			select {
			case <-done:
				return
			default:
				l.flicker(i)
			}
		}
	}()
	failed := 0
	for range builds {
		before := l.outputOf(l.out(0))
		got := l.dossier(l.site(), "build", "--out", l.out(0))
		switch after := l.outputOf(l.out(0)); {
		case got.code == exitOK:
		case got.code != exitContent && got.code != exitFailed, !strings.Contains(got.errs, "flicker"):
			t.Errorf("ended with %d: %s", got.code, got.errs)
		default:
			failed++
			if fault := difference(after, before); fault != "" {
				t.Errorf("after a build that failed: %s", fault)
			}
		}
	}
	close(done)
	<-idle
	t.Logf("%d of %d builds failed", failed, builds)
	l.sound(0)
}

// flicker makes a file for a moment, and changes another one that stays.
func (l *lived) flicker(i int) {
	paths := []string{
		"content/2026/2026-06-01-flicker.md", "content/pages/flicker.md", "content/sources/flicker.yaml", "content/2026/flicker/index.md",
		"content/flicker.png", "static/flicker.txt", "static/assets/flicker.svg", "templates/flicker.html",
	}
	texts := map[string]string{
		".md":   "---\ntitle: Flicker\ndate: 2026-06-01\ntlp: CLEAR\n---\n\nA claim.^[https://flicker.example/a]\n",
		".yaml": "sources:\n  flicker: https://flicker.example/a\n",
	}
	name := filepath.Join(l.site(), paths[i%len(paths)])
	stays := filepath.Join(l.site(), "content", "2026", "2026-06-02-flicker.md")
	err := errors.Join(
		os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(texts[filepath.Ext(name)]), 0o666), os.Remove(name),
		os.WriteFile(stays, fmt.Appendf(nil, "---\ntitle: It stays\ntlp: CLEAR\n---\n\nA claim of %d.\n", i%10), 0o666),
	)
	if err != nil {
		l.t.Error(err)
	}
	os.Remove(filepath.Dir(name)) // if nothing else is in it
}
