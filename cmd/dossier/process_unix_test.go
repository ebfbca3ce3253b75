//go:build unix

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// An interrupt while pages are made ends in 130 and leaves the old output as it was.
func TestAnInterruptLeavesTheOldOutput(t *testing.T) {
	both := states(t, 60)
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, both[0].site, out)
	for range 20 {
		code, said := interrupted(t, command(t, "-C", both[1].site, "build", "--out", out), filepath.Join(out, ".dossier", "stage"))
		if code == exitInterrupted {
			if !strings.Contains(said, "interrupted") {
				t.Errorf("said %q", said)
			}
			equal(t, tree(t, out), both[0].clean)
			return
		}
		if code != exitOK { // the build was done before the signal came
			t.Fatalf("ended with %d: %s", code, said)
		}
		mustBuild(t, both[0].site, out)
	}
	t.Error("no build of 20 was interrupted")
}

// interrupted sends an interrupt to a build that has begun to stage.
func interrupted(t *testing.T, c *exec.Cmd, stage string) (int, string) {
	t.Helper()
	said := start(t, c)
	await(filepath.Join(stage, "1"), 10*time.Second)
	c.Process.Signal(os.Interrupt)
	c.Wait()
	return c.ProcessState.ExitCode(), said.String()
}

func start(t *testing.T, c *exec.Cmd) *bytes.Buffer {
	t.Helper()
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return &said
}

// While a build stands still in the middle, a second one is refused and says why.
func TestASecondBuildIsRefusedWhileOneWrites(t *testing.T) {
	both := states(t, 60)
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, both[0].site, out)
	first := command(t, "-C", both[1].site, "build", "--out", out)
	said := start(t, first)
	await(filepath.Join(out, ".dossier", "stage"), 10*time.Second)
	first.Process.Signal(syscall.SIGSTOP)
	code, second := ends(t, command(t, "-C", both[0].site, "build", "--out", out))
	first.Process.Signal(syscall.SIGCONT)
	first.Wait()
	if code != exitRefused || !strings.Contains(second, "another build is writing there") || !strings.Contains(second, "hint: ") {
		t.Errorf("the second build ended with %d: %s", code, second)
	}
	if code := first.ProcessState.ExitCode(); code != exitOK {
		t.Errorf("the first build ended with %d: %s", code, said)
	}
	equal(t, tree(t, out), both[1].clean)
}

// A folder of the output that nobody may write to stops the build half-way: each
// file is whole, the message says how to go on, and the next build finishes.
func TestAFolderThatMayNotBeWrittenTo(t *testing.T) {
	both := states(t, 20)
	dir := open(t, t.TempDir())
	out := filepath.Join(dir, "public")
	mustBuild(t, both[0].site, out)
	bystander := asBystander(t, dir)

	lock(t, filepath.Join(out, "tags"))
	code, said := ends(t, bystander("-C", both[1].site, "build", "--out", out))
	if code != exitPartly || !strings.Contains(said, `replacing "tags/`) || !strings.Contains(said, "hint: each file is whole") {
		t.Errorf("ended with %d: %s", code, said)
	}
	whole(t, tree(t, out), both[:]...)
	unlock(t, filepath.Join(out, "tags"))
	if code, said := ends(t, bystander("-C", both[1].site, "build", "--out", out)); code != exitOK {
		t.Errorf("ended with %d: %s", code, said)
	}
	equal(t, tree(t, out), both[1].clean)

	lock(t, filepath.Join(out, ".dossier"))
	code, said = ends(t, bystander("-C", both[0].site, "build", "--out", out))
	if code != exitFailed || !strings.Contains(said, "permission denied") || !strings.Contains(said, ".dossier") || !strings.Contains(said, "hint: the last output is as it was") {
		t.Errorf("ended with %d: %s", code, said)
	}
	equal(t, tree(t, out), both[1].clean)
}

func lock(t *testing.T, dir string) {
	t.Helper()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unlock(t, dir) })
}

func unlock(t *testing.T, dir string) {
	t.Helper()
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
}

// asBystander gives commands whose user has no more rights than others. The root
// user, whom nothing keeps out, hands dir over to that user.
func asBystander(t *testing.T, dir string) func(args ...string) *exec.Cmd {
	t.Helper()
	if os.Geteuid() != 0 {
		return func(args ...string) *exec.Cmd { return command(t, args...) }
	}
	const nobody = 65534
	program := filepath.Join(dir, "dossier")
	copyProgram(t, program)
	err := filepath.WalkDir(dir, func(p string, _ os.DirEntry, err error) error {
		return errors.Join(err, os.Lchown(p, nobody, nobody))
	})
	if err != nil {
		t.Fatal(err)
	}
	return func(args ...string) *exec.Cmd {
		c := command(t, args...)
		c.Path, c.Dir = program, dir
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		return c
	}
}

// open lets everybody into a folder of the test, and into that of all of them.
func open(t *testing.T, dir string) string {
	t.Helper()
	if err := errors.Join(os.Chmod(dir, 0o755), os.Chmod(filepath.Dir(dir), 0o755)); err != nil {
		t.Fatal(err)
	}
	return dir
}
