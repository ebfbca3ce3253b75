package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// believed gives a site of which all that is kept is believed, so that a build of which
// nothing changed ends at once.
func believed(t *testing.T, seed uint64) *lived {
	t.Helper()
	l := newLived(t, seed, 10)
	for _, before := range []time.Duration{0, rest} { // files must be two seconds old
		time.Sleep(before)
		for e := range editions {
			l.sound(e)
		}
	}
	return l
}

// Where the site is as it was, a build still sees what else changed: its output, the
// clock, the environment, the flags.
func TestABuildSeesWhatChangesBesideTheSite(t *testing.T) {
	t.Parallel()
	beside := maps.Clone(outputEdits)
	for name, edit := range placeEdits {
		if name != "touched" && name != "written anew" && name != "site copied" { // files that look new are read
			beside[name] = edit
		}
	}
	beside["environment"], beside["environment emptied"] = configEdits()["environment"], configEdits()["environment emptied"]
	times := 2
	if testing.Short() {
		times = 1
	}
	l := believed(t, 13)
	for i := range times {
		for k, name := range slices.Sorted(maps.Keys(beside)) {
			l.begin(uint64(100*i + k))
			l.log = append(l.log, name+": "+beside[name](l))
			clean := l.clean()
			for _, e := range l.Perm(len(editions)) {
				if fault, _ := l.compare(e, clean); fault != "" {
					t.Fatalf("%v: %s\nafter\n  %s", editions[e], fault, strings.Join(l.log, "\n  "))
				}
			}
		}
	}
}

// An output of an earlier day that is put back whole is brought up to date.
func TestAnEarlierOutputIsBroughtUpToDate(t *testing.T) {
	t.Parallel()
	l := believed(t, 14)
	earlier := filepath.Join(l.home, "earlier")
	l.must(os.Rename(l.out(0), earlier))
	l.edited(0, "configured title")
	for _, before := range []time.Duration{0, rest} {
		time.Sleep(before)
		l.sound(0)
	}
	l.must(l.drop(l.out(0)))
	l.must(os.Rename(earlier, l.out(0)))
	l.sound(0)
}
