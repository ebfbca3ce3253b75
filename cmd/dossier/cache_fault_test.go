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

// A cache that is damaged in any way is found out, told of once at most, and made anew:
// the build comes to what a clean one does, and the next one has nothing to tell.
func TestADamagedCacheIsMadeAnew(t *testing.T) {
	t.Parallel()
	trials := 8
	if testing.Short() {
		trials = 1
	}
	rested, other := newLived(t, 2, 10), newLived(t, 3, 10)
	for _, before := range []time.Duration{0, rest} { // after which the files are old enough to be believed
		time.Sleep(before)
		rested.sound(0)
		rested.sound(1)
		other.sound(0)
	}
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			l := rested.again(t, inMemory(t))
			told := 0
			for i := range trials {
				l.begin(*firstSeed + uint64(i))
				what := damage(l, other)
				clean, files := l.edited(0)
				told += l.heals(clean, files, what)
			}
			if told == 0 && !silent[name] && !testing.Short() {
				t.Error("no build said that its cache was damaged")
			}
		})
	}
}

// silent are the damages of which nothing need be said: what is gone was never there.
// A whole cache of another site is sound, and of no use.
var silent = map[string]bool{"all removed": true, "removed": true, "of another site": true}

// heals builds twice with a damaged cache, and gives how often that was told.
func (l *lived) heals(clean string, files map[string]string, what string) int {
	l.t.Helper()
	args := append([]string{"build", "--out", l.out(0)}, editions[0]...)
	want, _ := l.fromNothing(clean, append([]string{"build"}, editions[0]...))
	told := 0
	for range 2 {
		got := l.dossier(l.site(), args...)
		var said int
		said, got.errs = withoutCache(got.errs)
		fault := differs(l.placeless(got), l.placeless(want))
		if fault == "" {
			fault = difference(l.outputOf(l.out(0)), files)
		}
		if told += said; fault != "" || told > 1 {
			l.t.Fatalf("%s\nthe cache was told of %d times after %s and\n  %s", fault, told, what, strings.Join(l.log, "\n  "))
		}
	}
	return told
}

// withoutCache takes out the lines about the cache and counts them.
func withoutCache(errs string) (n int, rest string) {
	for line := range strings.Lines(errs) {
		if strings.HasPrefix(line, "dossier: ") && strings.Contains(line, "cache") {
			n++
		} else {
			rest += line
		}
	}
	return n, rest
}

// damages are what can happen to a cache, given that of another site. Each says what
// it did.
var damages = map[string]func(l, other *lived) string{
	"all removed": func(l, _ *lived) string { l.must(os.RemoveAll(l.cache())); return "all" },
	"removed":     onCache(func(_ *lived, name string) error { return os.Remove(name) }),
	"emptied":     onCache(func(_ *lived, name string) error { return os.Truncate(name, 0) }),
	"cut":         onCache(func(l *lived, name string) error { return os.Truncate(name, l.Int64N(max(1, sizeOf(name)))) }),
	"longer": onCache(func(_ *lived, name string) error {
		f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = f.WriteString("more")
		return err
	}),
	"a bit flipped":     onCache(func(l *lived, name string) error { return l.flip(name, 1) }),
	"many bits flipped": onCache(func(l *lived, name string) error { return l.flip(name, 200) }),
	"a folder in its place": onCache(func(_ *lived, name string) error {
		if err := os.Remove(name); err != nil {
			return err
		}
		return os.MkdirAll(filepath.Join(name, "deep"), 0o777)
	}),
	"of another site": func(l, other *lived) string {
		l.must(os.RemoveAll(l.cache()))
		l.must(os.CopyFS(l.cache(), os.DirFS(other.cache())))
		return "all"
	},
	"a file of another site": func(l, other *lived) string {
		return onCache(func(l *lived, name string) error {
			path, _ := filepath.Rel(l.cache(), name)
			data, err := os.ReadFile(filepath.Join(other.cache(), path))
			if err != nil {
				data, err = os.ReadFile(l.cacheFile(other.cache()))
			}
			if err != nil {
				return err
			}
			return os.WriteFile(name, data, 0o600)
		})(l, other)
	},
	"of another edition": func(l, _ *lived) string {
		kinds, err := os.ReadDir(l.cache())
		l.must(err)
		if len(kinds) < 2 {
			return "nothing"
		}
		from, to := filepath.Join(l.cache(), kinds[0].Name()), filepath.Join(l.cache(), kinds[1].Name())
		beside := filepath.Join(l.home, "beside")
		l.must(os.Rename(from, beside))
		l.must(os.Rename(to, from))
		l.must(os.Rename(beside, to))
		return "all"
	},
}

func (l *lived) cache() string { return filepath.Join(l.site(), ".dossier", "cache") }

// onCache makes a damage of one to one or two files of the cache.
func onCache(do func(l *lived, name string) error) func(l, other *lived) string {
	return func(l, _ *lived) string {
		var did []string
		for range 1 + l.IntN(2) {
			if name := l.cacheFile(l.cache()); name != "" {
				l.must(do(l, name))
				did = append(did, name)
			}
		}
		return fmt.Sprint(did)
	}
}

// cacheFile picks one of the files of a cache that builds read.
func (l *lived) cacheFile(dir string) string {
	var files []string
	l.must(filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && !marks[d.Name()] {
			files = append(files, name)
		}
		return err
	}))
	if len(files) == 0 {
		return ""
	}
	return files[l.IntN(len(files))]
}

// marks are files that keep others out of a cache.
var marks = map[string]bool{"lock": true, "CACHEDIR.TAG": true, ".gitignore": true}

func sizeOf(name string) int64 {
	info, err := os.Stat(name)
	if err != nil {
		return 0
	}
	return info.Size()
}

// flip changes some bits of a file.
func (l *lived) flip(name string, bits int) error {
	data, err := os.ReadFile(name)
	if err != nil || len(data) == 0 {
		return err
	}
	for range bits {
		data[l.IntN(len(data))] ^= 1 << l.IntN(8)
	}
	return os.WriteFile(name, data, 0o600)
}
