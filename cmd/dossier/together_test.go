package main

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// background is a command that runs beside others.
type background struct {
	*exec.Cmd
	out, errs bytes.Buffer
}

// prepare makes a build of a lived-in site a process of its own.
func (l *lived) prepare(edition int, out string) *background {
	args := []string{"-C", l.site(), "build", "--out", out, "--now", l.now.Format(time.RFC3339)}
	b := &background{Cmd: command(l.t, slices.Concat(args, editions[edition])...)}
	b.Stdout, b.Stderr = &b.out, &b.errs
	return b
}

func (l *lived) start(edition int, out string) *background {
	l.t.Helper()
	b := l.prepare(edition, out)
	l.must(b.Start())
	return b
}

// end waits for it and gives what it said.
func (b *background) end() ending {
	b.Wait() // how it ended is what the exit code says
	return ending{b.ProcessState.ExitCode(), b.out.String(), b.errs.String()}
}

// Builds of one site at once, of one edition and of others, into outputs of their own,
// all write and say what each does alone, and so does the next build.
func TestBuildsOfOneSiteDoNotMix(t *testing.T) {
	t.Parallel()
	trials := 12
	if testing.Short() {
		trials = 2
	}
	l := newLived(t, 4, 10)
	beside, made := filepath.Join(l.home, "out-beside"), 0
	for i := range trials {
		l.begin(uint64(i))
		before := filesOf(t, l.site())
		clean, files := l.edited(1)
		want, open := l.fromNothing(clean, append([]string{"build"}, editions[0]...))
		if want.code != exitOK { // what the group may read has made the edition for everybody unsound
			l.good = before
			l.mend()
			continue
		}
		made++
		all := []*background{l.start(0, l.out(0)), l.start(0, beside), l.start(1, l.out(1))}
		for k, b := range all {
			got := b.end()
			got.errs = strings.ReplaceAll(got.errs, beside, l.out(0))
			got.out = strings.ReplaceAll(got.out, beside, l.out(0))
			if fault := differs(l.placeless(got), l.placeless(want)); k < 2 && fault != "" || got.code != exitOK {
				t.Errorf("build %d of three at once ended with %d: %s", k, got.code, fault)
			}
		}
		for out, want := range map[string]map[string]string{l.out(0): open, beside: open, l.out(1): files} {
			if fault := difference(tree(t, out), want); fault != "" {
				t.Errorf("trial %d: %s: %s", i, filepath.Base(out), fault)
			}
		}
		l.sound(0)
		l.sound(1)
		if t.Failed() {
			t.Fatalf("after\n  %s", strings.Join(l.log, "\n  "))
		}
	}
	if made < trials/2 {
		t.Errorf("%d of %d trials were made: the test shows little", made, trials)
	}
}

// Of builds of one site into one output at once, those that find another one there say
// so and leave it alone.
func TestBuildsOfOneSiteIntoOneOutputDoNotMix(t *testing.T) {
	t.Parallel()
	trials := 12
	if testing.Short() {
		trials = 2
	}
	l := newLived(t, 5, 10)
	busy := 0
	for i := range trials {
		l.begin(uint64(i))
		clean, files := l.edited(0)
		var all []*background
		for range 4 {
			all = append(all, l.start(0, l.out(0)))
		}
		written := 0
		for _, b := range all {
			switch got := b.end(); {
			case got.code == exitOK:
				written++
			case got.code == exitRefused && strings.Contains(got.errs, "another build is writing there\nhint: "):
				busy++
			default:
				t.Errorf("a build ended with %d: %s", got.code, got.errs)
			}
		}
		if fault := difference(tree(t, l.out(0)), files); written == 0 || fault != "" {
			t.Errorf("%d builds were written: %s", written, fault)
		}
		if fault, _ := l.compare(0, clean); fault != "" || t.Failed() {
			t.Fatalf("trial %d: %s\nafter\n  %s", i, fault, strings.Join(l.log, "\n  "))
		}
	}
	t.Logf("%d of %d builds found another one", busy, 4*trials)
}
