package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A build of which nothing changed writes nothing: no file or folder of the output has
// another time, but for the one that builds keep to themselves. That holds also of
// files that are too young to be believed, and where only times changed.
func TestAnUnchangedBuildWritesNothing(t *testing.T) {
	t.Parallel()
	l := newLived(t, 6, 16)
	for e := range editions {
		l.sound(e)
	}
	for _, after := range []struct {
		what string
		do   func()
	}{
		{"at once", func() {}},
		{"after a rest", func() { time.Sleep(rest) }},
		{"once more", func() {}},
		{"after all were touched", func() { l.age(0) }},
		{"after all were written anew", func() { l.writtenAnew() }},
		{"after the cache was deleted", func() { l.must(os.RemoveAll(l.cache())) }},
		{"after some minutes", func() { l.now = l.now.Add(5 * time.Minute) }},
	} {
		after.do()
		for e := range editions {
			before := timesOf(t, l.out(e))
			got := l.dossier(l.site(), append([]string{"build", "--out", l.out(e)}, editions[e]...)...)
			if got.code != exitOK || !strings.Contains(got.out, "; 0 written, 0 removed") {
				t.Errorf("%s, %v: ended with %d: %s%s", after.what, editions[e], got.code, got.out, got.errs)
			}
			for name, is := range timesOf(t, l.out(e)) {
				if before[name] != is {
					t.Errorf("%s, %v: %s was written", after.what, editions[e], name)
				}
			}
		}
	}
}

// timesOf gives the time of each file and folder of an output.
func timesOf(t *testing.T, dir string) map[string]time.Time {
	t.Helper()
	times := map[string]time.Time{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if own := filepath.Join(dir, ".dossier"); name != own && name != filepath.Join(own, "lock") {
			times[name] = info.ModTime()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return times
}

// A briefing that is published takes fewer than eighty files, however many there are.
func TestABriefingAddedWritesFewFiles(t *testing.T) {
	t.Parallel()
	n := 300
	if testing.Short() {
		n = 60
	}
	l := newLived(t, 8, n)
	l.sound(0)
	put(t, l.site(), "content/2026/newest.md", "---\ntitle: The newest\ndate: 2026-11-23\ntags: [ports, grid]\nauthors: [First Author]\ntlp: CLEAR\n---\n\n"+
		"One report says so.[^1] Another does not.[^2]\n\n[^1]: [Report a of 1](https://www.outlet1.example/a).\n[^2]: [A new one](https://www.new.example/b), 2026.\n")
	before := timesOf(t, l.out(0))
	got := l.dossier(l.site(), "build", "--out", l.out(0))
	written := 0
	for name, is := range timesOf(t, l.out(0)) {
		if info, err := os.Stat(name); err == nil && !info.IsDir() && before[name] != is && filepath.Base(name) != "manifest.json" {
			written++
		}
	}
	if said := fmt.Sprintf("; %d written, 0 removed", written); got.code != exitOK || written == 0 || written >= 80 || !strings.Contains(got.out, said) {
		t.Errorf("%d files were written; the build ended with %d: %s%s", written, got.code, got.out, got.errs)
	}
}

// What another program kept, an older version or a newer one, is told of once and made
// anew.
func TestTheCacheOfAnotherProgramIsMadeAnew(t *testing.T) {
	t.Parallel()
	l := newLived(t, 9, 10)
	l.sound(0)
	other := filepath.Join(t.TempDir(), "dossier.exe")
	copyProgram(t, other)
	f, err := os.OpenFile(other, os.O_APPEND|os.O_WRONLY, 0)
	l.must(err)
	_, err = f.WriteString("another version")
	l.must(err)
	l.must(f.Close())
	clean, files := l.edited(0)
	want, _ := l.fromNothing(clean, append([]string{"build"}, editions[0]...))
	for told := range 2 {
		b := l.prepare(0, l.out(0))
		b.Path = other
		l.must(b.Start())
		got := b.end()
		n, rest := withoutCache(got.errs)
		if got.errs = rest; n != 1-told {
			t.Errorf("the cache was told of %d times in build %d", n, told)
		}
		if fault := differs(l.placeless(got), l.placeless(want)); fault != "" {
			t.Error(fault)
		}
		if fault := difference(withoutManifest(l.outputOf(l.out(0))), withoutManifest(files)); fault != "" {
			t.Error(fault)
		}
	}
}

// withoutManifest takes out what says which program made the pages.
func withoutManifest(files map[string]string) map[string]string {
	delete(files, ".dossier/manifest.json")
	return files
}
