package watch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// rig is a source that does as it is told, over a real one.
type rig struct {
	source
	refuse func(dir string) error // by which a folder is not added; nil adds it
	deaf   func(dir string) bool  // folders that are said to be watched and are not
	faults chan error
	opened int
}

func newRig() *rig {
	return &rig{
		refuse: func(string) error { return nil },
		deaf:   func(string) bool { return false },
		faults: make(chan error, 1),
	}
}

// system gives a system whose source the rig is.
func (r *rig) system() system {
	return system{
		open: func() (source, error) {
			r.opened++
			s, err := openSource()
			r.source = s
			return r, err
		},
		remote: func(string) string { return "" },
		often:  20 * time.Millisecond,
	}
}

func (r *rig) Add(dir string) error {
	if err := r.refuse(dir); err != nil {
		return err
	}
	if r.deaf(dir) {
		return nil
	}
	return r.source.Add(dir)
}

func (r *rig) Errors() <-chan error { return r.faults }

// TestWhereWatchesRunOutIsPolled holds that a tree without watches is followed, that it
// is said once and with the setting to raise, and that the rest stays watched.
func TestWhereWatchesRunOutIsPolled(t *testing.T) {
	t.Parallel()
	for errno, setting := range map[syscall.Errno]string{syscall.ENOSPC: "max_user_watches", syscall.EMFILE: "max_user_instances"} {
		t.Run(errno.Error(), func(t *testing.T) {
			t.Parallel()
			dir := folderOf(t, "poor/a/b/x.md", "poor/other/y.md", "rich/z.md")
			r := newRig()
			r.refuse = func(path string) error {
				if strings.HasPrefix(path, dir+"/poor/") {
					return os.NewSyscallError("inotify_add_watch", errno)
				}
				return nil
			}
			p := follow(t, Options{Roots: []string{dir}}, r.system())
			p.hears("no more watches", fmt.Sprintf("%q", dir+"/poor/a"), "polled every 20ms", limitName(setting))
			write(t, dir+"/poor/new/n.md", "new")
			p.expect(dir + "/poor/new/n.md")
			for _, path := range []string{"/poor/a/b/x.md", "/poor/other/y.md", "/rich/z.md", "/poor/new/n.md", "/poor/a/b/c/late.md"} {
				p.forget()
				write(t, dir+path, "changed once more")
				p.expect(dir + path)
			}
			p.forget()
			must(t, os.RemoveAll(dir+"/poor/a"))
			p.expect(dir + "/poor/a/b/x.md")
			if told := p.told(); len(told) != 1 {
				t.Errorf("told %+v, want one notice", told)
			}
			if w := p.watch; w.poller.trees[dir+"/poor/a"] != nil {
				t.Error("a folder that is gone is polled")
			}
		})
	}
}

// limitName gives the setting that a notice must name on this system.
func limitName(linux string) string {
	if raise(syscall.ENOSPC) == "" || strings.Contains(raise(syscall.ENOSPC), "inotify") {
		return linux
	}
	return "kern.maxfiles"
}

// TestWhereNothingCanBeWatchedAllIsPolled holds it of a machine without watchers left,
// from the start and after the queue ran over.
func TestWhereNothingCanBeWatchedAllIsPolled(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, "a/b/x.md")
	s := newRig().system()
	s.open = func() (source, error) { return nil, os.NewSyscallError("inotify_init1", syscall.EMFILE) }
	p := follow(t, Options{Roots: []string{dir}}, s)
	p.hears("all is polled every 20ms", limitName("max_user_instances"))
	write(t, dir+"/a/b/x.md", "changed")
	write(t, dir+"/new/y.md", "changed")
	p.expect(dir+"/a/b/x.md", dir+"/new/y.md")
}

// TestAFolderThatCannotBeWatchedIsPolled holds that it is for any reason, and said why.
func TestAFolderThatCannotBeWatchedIsPolled(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, "a/b/x.md")
	r := newRig()
	r.refuse = func(path string) error {
		if path == dir+"/a" {
			return errors.New("it has a strange file system")
		}
		return nil
	}
	p := follow(t, Options{Roots: []string{dir}}, r.system())
	p.hears(fmt.Sprintf("%q cannot be watched", dir+"/a"), "strange file system")
	write(t, dir+"/a/b/x.md", "changed")
	p.expect(dir + "/a/b/x.md")
}

// TestAFileSystemWithoutEventsIsPolled holds that what others change is found although
// it makes no event, and that it is said.
func TestAFileSystemWithoutEventsIsPolled(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, "far/off/x.md", "near/y.md")
	r := newRig()
	r.deaf = func(path string) bool { return strings.HasPrefix(path, dir+"/far") }
	s := r.system()
	s.remote = func(path string) string {
		if r.deaf(path) {
			return "NFS"
		}
		return ""
	}
	p := follow(t, Options{Roots: []string{dir}}, s)
	p.hears(fmt.Sprintf("%q is on NFS", dir+"/far"), "polled every 20ms")
	for _, path := range []string{"/far/off/x.md", "/near/y.md", "/far/new/z.md"} {
		p.forget()
		write(t, dir+path, "changed")
		p.expect(dir + path)
	}
	if told := p.told(); len(told) != 1 {
		t.Errorf("told %+v, want one notice", told)
	}
}

// TestAfterAnOverflowAllIsLookedAt holds that folders are followed that came while
// events were lost.
func TestAfterAnOverflowAllIsLookedAt(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, "a.md")
	r := newRig()
	lost := true
	r.deaf = func(path string) bool { return lost }
	p := follow(t, Options{Roots: []string{dir}}, r.system())
	write(t, dir+"/unseen/deep/x.md", "x")
	lost = false
	r.faults <- fsnotify.ErrEventOverflow
	p.until("everything", func() bool { return len(p.batches) > 0 && p.batches[len(p.batches)-1].All })
	p.forget()
	write(t, dir+"/unseen/deep/x.md", "changed")
	p.expect(dir + "/unseen/deep/x.md")
	if r.opened != 2 {
		t.Errorf("the source was opened %d times", r.opened)
	}
}

// TestARealOverflowIsSurvived lets the queue of the system run over, which holds
// 16,384 events unless set otherwise, and that of the program.
func TestARealOverflowIsSurvived(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("skipped: it takes many events (-short)")
	}
	dir := folderOf(t, "a.md")
	hold := make(chan struct{})
	r := newRig()
	r.refuse = func(path string) error {
		if filepath.Base(path) == "hold" {
			<-hold
		}
		return nil
	}
	p := follow(t, Options{Roots: []string{dir}}, r.system())
	must(t, os.Mkdir(dir+"/hold", 0o755))
	for i := range 20_000 {
		must(t, os.WriteFile(fmt.Sprintf("%s/%d.md", dir, i%500), nil, 0o644))
	}
	write(t, dir+"/late/x.md", "x")
	close(hold)
	p.expect(dir + "/late/x.md")
	p.forget()
	write(t, dir+"/late/x.md", "changed")
	p.expect(dir + "/late/x.md")
}

// TestOtherFaultsMakeEverythingLookedAt holds that a fault that is not understood is not
// taken for nothing, and that what watches are lacking for is polled from then on.
func TestOtherFaultsMakeEverythingLookedAt(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, "a.md")
	r := newRig()
	r.deaf = func(string) bool { return true }
	p := follow(t, Options{Roots: []string{dir}, Settle: time.Nanosecond}, r.system())
	r.faults <- errors.New("something")
	p.until("everything", func() bool { return len(p.batches) > 0 && p.batches[0].All })
	p.forget()
	r.faults <- syscall.ENOSPC
	p.hears("no more watches")
	p.until("everything", func() bool { return len(p.batches) > 0 && p.batches[0].All })
	p.forget()
	write(t, dir+"/a.md", "changed")
	p.expect(dir + "/a.md")
}
