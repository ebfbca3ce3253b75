package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"
)

// disk mounts a small disk in memory. Who may is a matter of the machine and cannot
// be installed as a tool can: where it is forbidden the test is skipped, also in CI.
func disk(t *testing.T, size int) (dir string, grow func(size int)) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", size)); err != nil {
		if !errors.Is(err, fs.ErrPermission) {
			t.Fatal(err)
		}
		t.Skip("a small disk may not be mounted here:", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir, func(size int) {
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, fmt.Sprintf("size=%d", size)); err != nil {
			t.Fatal(err)
		}
	}
}

// A disk that fills up in the middle of a build loses nothing, wherever it happens.
func TestAFullDiskLeavesTheOldOutput(t *testing.T) {
	both := states(t, 20)
	changed := 0
	for p, data := range both[1].clean {
		if both[0].clean[p] != data {
			changed += (len(data) + 4095) / 4096 * 4096
		}
	}
	for _, share := range []float64{0.02, 0.3, 0.6, 0.95} {
		dir, grow := disk(t, 64<<20)
		out := dir + "/public"
		mustBuild(t, both[0].site, out)
		before := tree(t, out)
		grow(used(t, dir) + int(share*float64(changed)))
		code, said := ends(t, command(t, "-C", both[1].site, "build", "--out", out))
		if code != exitFailed || !strings.Contains(said, fmt.Sprintf("no room left on the disk of %q", out)) ||
			!strings.Contains(said, "hint: the last output is as it was: make room") {
			t.Errorf("with room for %.2f of the new files: ended with %d: %s", share, code, said)
		}
		equal(t, tree(t, out), before)
		grow(64 << 20)
		mustBuild(t, both[1].site, out)
		equal(t, tree(t, out), both[1].clean)
	}
}

// used gives how many bytes of a disk are taken.
func used(t *testing.T, dir string) int {
	t.Helper()
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		t.Fatal(err)
	}
	return int(s.Blocks-s.Bfree) * int(s.Bsize)
}

func TestAFullDiskAtTheFirstBuildLeavesNothing(t *testing.T) {
	both := states(t, 20)
	dir, grow := disk(t, 64<<10)
	out := dir + "/public"
	code, said := ends(t, command(t, "-C", both[0].site, "build", "--out", out))
	if code != exitFailed || !strings.Contains(said, "no room left on the disk") {
		t.Errorf("ended with %d: %s", code, said)
	}
	if _, err := os.Lstat(out); err == nil {
		t.Error("the folder was left")
	}
	grow(64 << 20)
	mustBuild(t, both[0].site, out)
	equal(t, tree(t, out), both[0].clean)
}
