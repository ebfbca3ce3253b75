package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A build that is killed at any moment leaves each file whole, the old one or the new
// one, and the next build writes and says what a clean one does.
func TestAKilledBuildLosesNothing(t *testing.T) {
	t.Parallel()
	trials := 100
	if testing.Short() {
		trials = 6
	}
	l := newLived(t, 1, 10)
	l.sound(0)
	start := time.Now()
	l.must(l.prepare(0, l.out(0)).Run())
	usual := time.Since(start)
	inCommit := 0
	for i := range trials {
		l.begin(uint64(i))
		l.forget(i)
		old := state{clean: tree(t, l.out(0))}
		everywhere := []string{"template"}[:i%3%2] // where many files are put in place, it takes a while
		clean, files := l.edited(0, everywhere...)
		l.kill(l.prepare(0, l.out(0)).Cmd, i, usual)
		left := tree(t, l.out(0))
		if holds(left, files, old.clean) && holds(left, old.clean, files) {
			inCommit++
		}
		whole(t, left, old, state{clean: files})
		if fault, _ := l.compare(0, clean); fault != "" || t.Failed() {
			t.Fatalf("trial %d: %s\nafter\n  %s", i, fault, strings.Join(l.log, "\n  "))
		}
	}
	t.Logf("%d of %d builds were killed while they put files in place", inCommit, trials)
}

// holds reports whether some file is as it is in one output and not in another.
func holds(files, one, other map[string]string) bool {
	for p, text := range files {
		if in, ok := one[p]; ok && in == text && other[p] != text && !strings.HasPrefix(p, ".dossier/") {
			return true
		}
	}
	return false
}

// forget deletes the output before every fifth trial, and before every tenth also what
// builds keep of the site.
func (l *lived) forget(trial int) {
	if trial%5 == 4 {
		l.must(l.drop(l.out(0)))
	}
	if trial%10 == 9 {
		l.must(os.RemoveAll(filepath.Join(l.site(), ".dossier")))
	}
}

// kill starts a build and kills it: at some moment of the usual length of a build, when
// it has begun to put files in place, or to keep what it read.
func (l *lived) kill(c *exec.Cmd, trial int, usual time.Duration) {
	cache := filepath.Join(l.site(), ".dossier", "cache")
	before := namesIn(cache)
	l.must(c.Start())
	switch {
	case trial%3 == 1:
		last := filepath.Join(l.out(0), ".dossier", "stage", "manifest") // all others are staged by then
		until(2*usual, func() bool { return there(last) })
		pause(rand.N(800 * time.Microsecond))
	case trial%3 == 2 && before != "":
		until(2*usual, func() bool { return namesIn(cache) != before })
		pause(rand.N(2 * time.Millisecond))
	default:
		time.Sleep(rand.N(usual + usual/4))
	}
	c.Process.Kill() // it may have ended
	c.Wait()
}

// namesIn lists what is in a folder, "" when there is none.
func namesIn(dir string) string {
	var names []string
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, "\n")
}

// await waits for a file, but not for ever.
func await(name string, limit time.Duration) bool {
	return until(limit, func() bool {
		time.Sleep(100 * time.Microsecond)
		return there(name)
	})
}

func there(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// until asks again and again without rest: some moments are short.
func until(limit time.Duration, done func() bool) bool {
	for start := time.Now(); time.Since(start) < limit; {
		if done() {
			return true
		}
	}
	return false
}

// pause waits for less than what a sleep takes at least.
func pause(d time.Duration) { until(d, func() bool { return false }) }

// Of builds of one output at once, one writes and the others say so.
func TestBuildsOfOneOutputDoNotMix(t *testing.T) {
	both := states(t, 30)
	out := filepath.Join(t.TempDir(), "public")
	for range 5 {
		var running []*exec.Cmd
		var said []*strings.Builder
		for i := range 4 {
			c := command(t, "-C", both[i%2].site, "build", "--out", out)
			said = append(said, &strings.Builder{})
			c.Stderr = said[i]
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			running = append(running, c)
		}
		written := 0
		for i, c := range running {
			c.Wait()
			switch code := c.ProcessState.ExitCode(); {
			case code == exitOK:
				written++
			case code != exitRefused || !strings.Contains(said[i].String(), "another build is writing there\nhint: "):
				t.Errorf("a build ended with %d: %s", code, said[i])
			}
		}
		if written == 0 {
			t.Error("no build was written")
		}
		got := tree(t, out)
		last := both[0]
		if got["index.html"] == both[1].clean["index.html"] {
			last = both[1]
		}
		equal(t, got, last.clean)
	}
}
