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

// A build that is killed at any moment leaves each file whole, the old one or the
// new one, and the next build writes what a clean one does.
func TestAKilledBuildLosesNothing(t *testing.T) {
	trials := 30
	if testing.Short() {
		trials = 5
	}
	both := states(t, 60)
	out := filepath.Join(t.TempDir(), "public")
	start := time.Now()
	mustBuild(t, both[0].site, out)
	usual := time.Since(start)
	inCommit, present := 0, 0 // the second is which of both is there
	for i := range trials {
		if i%5 == 4 { // from nothing
			if err := os.RemoveAll(out); err != nil {
				t.Fatal(err)
			}
		}
		c := command(t, "-C", both[1-present].site, "build", "--out", out)
		killIn(t, c, out, i, usual)
		if _, err := os.Stat(filepath.Join(out, ".dossier", "journal.json")); err == nil {
			inCommit++
		}
		whole(t, tree(t, out), both[:]...)
		present = rand.N(2)
		mustBuild(t, both[present].site, out)
		equal(t, tree(t, out), both[present].clean)
		if t.Failed() {
			t.Fatalf("in trial %d", i)
		}
	}
	t.Logf("%d of %d builds were killed while they put files in place", inCommit, trials)
}

// killIn starts a build and kills it: every other time at some moment of the usual
// length of a build, else when it has begun to put files in place.
func killIn(t *testing.T, c *exec.Cmd, out string, trial int, usual time.Duration) {
	t.Helper()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if trial%2 == 0 {
		time.Sleep(rand.N(usual + usual/4))
	} else {
		await(filepath.Join(out, ".dossier", "journal.json"), 2*usual)
		time.Sleep(rand.N(4 * time.Millisecond))
	}
	c.Process.Kill() // it may have ended
	c.Wait()
}

// await waits for a file, but not for ever.
func await(name string, limit time.Duration) bool {
	for start := time.Now(); time.Since(start) < limit; {
		if _, err := os.Lstat(name); err == nil {
			return true
		}
		time.Sleep(100 * time.Microsecond)
	}
	return false
}

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
