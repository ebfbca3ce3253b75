package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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

// A disk that has no room for the cache, or only for some of it, is told of once, and
// the archive is made all the same. With room the next build has nothing to tell.
func TestAFullDiskForTheCacheIsTold(t *testing.T) {
	made := newLived(t, 12, 40)
	made.sound(0)
	times := 0
	for _, room := range []int{0, 4 << 10, 8 << 10, 16 << 10, 24 << 10} {
		dir, grow := disk(t, 64<<20)
		l := made.again(t, dir)
		l.begin(uint64(room))
		out := filepath.Join(inMemory(t), "public")
		if room == 8<<10 { // also where nothing is kept yet
			l.must(os.RemoveAll(l.cache()))
		}
		l.must(l.drop(l.out(0)))
		clean, files := l.edited(0, "configured trust_html")
		want, _ := l.fromNothing(clean, []string{"build"})
		grow(used(t, dir) + room)
		for told := range 2 {
			got := l.dossier(l.site(), "build", "--out", out)
			n, rest := withoutCache(got.errs)
			got.errs = rest
			times += n
			if n > 1-told {
				t.Errorf("with room for %d bytes, in build %d the cache was told of %d times", room, told, n)
			}
			got.out, want.out = "", ""
			if fault := differs(l.placeless(got), l.placeless(want)); fault != "" {
				t.Error(fault)
			}
			equal(t, tree(t, out), files)
			grow(64 << 20)
		}
	}
	if times < 3 {
		t.Errorf("a disk without room was told of %d times", times)
	}
}
