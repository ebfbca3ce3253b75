//go:build unix

package main

import (
	"os"
	"path/filepath"
	"testing"
)

// denials are what may stand in the way of the cache, and how often a build tells of it.
var denials = map[string]struct {
	prepare func(l *lived) (locked string)
	mode    os.FileMode
	told    int
}{
	"a site without a cache": {func(l *lived) string {
		l.must(os.RemoveAll(filepath.Join(l.site(), ".dossier")))
		return l.site()
	}, 0o555, 1},
	"a folder without a cache": {func(l *lived) string {
		l.must(os.RemoveAll(l.onlyCache()))
		return l.cache()
	}, 0o555, 1},
	"the folder of caches":  {func(l *lived) string { return l.cache() }, 0o555, 0},
	"the cache":             {func(l *lived) string { return l.onlyCache() }, 0o555, 0}, // its permissions are set right
	"a cache not to read":   {func(l *lived) string { return l.onlyCache() }, 0, 1},
	"an index not to read":  {func(l *lived) string { return filepath.Join(l.onlyCache(), "index") }, 0, 1},
	"an index not to write": {func(l *lived) string { return filepath.Join(l.onlyCache(), "index") }, 0o444, 0},
}

// Where the cache may not be written, or not even read, a build says so on one line and
// comes to what it comes to.
func TestACacheThatMayNotBeWritten(t *testing.T) {
	t.Parallel()
	made := newLived(t, 11, 10)
	made.sound(0)
	made.begin(1)
	clean, files := made.edited(0)
	want, _ := made.fromNothing(clean, append([]string{"build"}, editions[0]...))
	dir := open(t, t.TempDir())
	for name := range denials {
		made.again(t, filepath.Join(dir, name))
	}
	bystander := asBystander(t, dir)
	for name, denial := range denials {
		t.Run(name, func(t *testing.T) {
			l := *made
			l.t, l.home = t, filepath.Join(dir, name, "home")
			l.deny(denial.prepare(&l), denial.mode)
			b := l.prepare(0, l.out(0))
			b.Cmd = bystander(b.Args[1:]...)
			b.Stdout, b.Stderr = &b.out, &b.errs
			l.must(b.Start())
			got := b.end()
			told, rest := withoutCache(got.errs)
			if told != denial.told {
				t.Errorf("the cache was told of %d times: %s", told, got.errs)
			}
			got.errs = rest
			if fault := differs(l.placeless(got), made.placeless(want)); fault != "" {
				t.Error(fault)
			}
			if fault := difference(withoutManifest(l.outputOf(l.out(0))), withoutManifest(files)); fault != "" {
				t.Error(fault)
			}
		})
	}
}

// deny takes rights to a file or folder away for the time of the test.
func (l *lived) deny(name string, mode os.FileMode) {
	l.t.Helper()
	before, err := os.Stat(name)
	l.must(err)
	l.must(os.Chmod(name, mode))
	l.t.Cleanup(func() { os.Chmod(name, before.Mode().Perm()) })
}

// onlyCache gives the folder of the only edition that was built.
func (l *lived) onlyCache() string {
	l.t.Helper()
	entries, err := os.ReadDir(l.cache())
	l.must(err)
	if len(entries) != 1 {
		l.t.Fatalf("%q holds %d entries", l.cache(), len(entries))
	}
	return filepath.Join(l.cache(), entries[0].Name())
}
