package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestANewTreeIsLookedThrough holds that files are reported that were there before
// their folder was watched.
func TestANewTreeIsLookedThrough(t *testing.T) {
	t.Parallel()
	modes(t, func(t *testing.T, poll time.Duration) {
		dir := folderOf(t)
		p := follow(t, Options{Roots: []string{dir}, Poll: poll}, actual())
		var want []string
		for i := range 20 {
			want = append(want, filepath.Join(dir, "new", fmt.Sprint(i), "deep", "er", "b.md"))
			write(t, want[i], "x")
		}
		p.until("every file by its path", func() bool {
			return !slices.ContainsFunc(want, func(path string) bool { return !slices.Contains(p.reported(), path) })
		})
		p.forget()
		write(t, want[7], "y, later")
		p.expect(want[7])
	})
}

// movements are what becomes of folders. Each is given the content folder, in which
// are a/sub/x.md and b/y.md, and gives the paths that must be covered.
var movements = map[string]func(t *testing.T, dir string) []string{
	"renamed": func(t *testing.T, dir string) []string {
		must(t, os.Rename(dir+"/a", dir+"/c"))
		return []string{"a/sub/x.md", "c/sub/x.md"}
	},
	"moved into another": func(t *testing.T, dir string) []string {
		must(t, os.Rename(dir+"/a", dir+"/b/a"))
		return []string{"a/sub/x.md", "b/a/sub/x.md"}
	},
	"moved out": func(t *testing.T, dir string) []string {
		must(t, os.Rename(dir+"/a", filepath.Dir(dir)+"/a"))
		return []string{"a/sub/x.md"}
	},
	"moved out and back": func(t *testing.T, dir string) []string {
		must(t, os.Rename(dir+"/a", filepath.Dir(dir)+"/a"))
		write(t, filepath.Dir(dir)+"/a/sub/x.md", "written outside")
		must(t, os.Rename(filepath.Dir(dir)+"/a", dir+"/a"))
		return []string{"a/sub/x.md"}
	},
	"removed": func(t *testing.T, dir string) []string {
		must(t, os.RemoveAll(dir+"/a"))
		return []string{"a/sub/x.md"}
	},
	"removed and made again": func(t *testing.T, dir string) []string {
		must(t, os.RemoveAll(dir+"/a"))
		write(t, dir+"/a/sub/z.md", "another one")
		return []string{"a/sub/x.md", "a/sub/z.md"}
	},
	"swapped": func(t *testing.T, dir string) []string {
		must(t, os.Rename(dir+"/a", dir+"/aside"))
		must(t, os.Rename(dir+"/b", dir+"/a"))
		must(t, os.Rename(dir+"/aside", dir+"/b"))
		return []string{"a/sub/x.md", "a/y.md", "b/y.md", "b/sub/x.md"}
	},
	"replaced as a whole": func(t *testing.T, dir string) []string {
		other := filepath.Dir(dir) + "/other"
		write(t, other+"/sub/new.md", "x")
		must(t, os.Rename(dir+"/a", filepath.Dir(dir)+"/old"))
		must(t, os.Rename(other, dir+"/a"))
		return []string{"a/sub/x.md", "a/sub/new.md"}
	},
	"replaced by a file": func(t *testing.T, dir string) []string {
		must(t, os.RemoveAll(dir+"/a"))
		write(t, dir+"/a", "a file")
		return []string{"a", "a/sub/x.md"}
	},
	"replaced by a link": func(t *testing.T, dir string) []string {
		must(t, os.RemoveAll(dir+"/a"))
		must(t, os.Symlink("b", dir+"/a"))
		return []string{"a", "a/sub/x.md"}
	},
	"root removed and made again": func(t *testing.T, dir string) []string {
		must(t, os.RemoveAll(dir))
		write(t, dir+"/new/n.md", "x")
		return []string{"a/sub/x.md", "new/n.md"}
	},
	"root replaced as a whole": func(t *testing.T, dir string) []string {
		write(t, dir+"-2/new/n.md", "x")
		must(t, os.Rename(dir, dir+"-1"))
		must(t, os.Rename(dir+"-2", dir))
		return []string{"a/sub/x.md", "new/n.md"}
	},
	"folder above the root replaced": func(t *testing.T, dir string) []string {
		above := filepath.Dir(dir)
		write(t, above+"-2/content/new/n.md", "x")
		must(t, os.Rename(above, above+"-1"))
		must(t, os.Rename(above+"-2", above))
		return []string{"a/sub/x.md", "new/n.md"}
	},
	"two folders above the root replaced": func(t *testing.T, dir string) []string {
		above := filepath.Dir(filepath.Dir(dir))
		write(t, above+"-2/site/content/new/n.md", "x")
		must(t, os.Rename(above, above+"-1"))
		must(t, os.Rename(above+"-2", above))
		return []string{"a/sub/x.md", "new/n.md"}
	},
}

// TestMovedFoldersAreFollowed holds that what is in folders is followed wherever they
// go, and that what they left behind is.
func TestMovedFoldersAreFollowed(t *testing.T) {
	t.Parallel()
	for name, move := range movements {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			modes(t, func(t *testing.T, poll time.Duration) {
				dir := filepath.Join(t.TempDir(), "desk", "site", "content")
				write(t, dir+"/a/sub/x.md", "x")
				write(t, dir+"/b/y.md", "y")
				p := follow(t, Options{Roots: []string{dir}, Poll: poll}, actual())
				for _, path := range move(t, dir) {
					p.expect(filepath.Join(dir, path))
				}
				p.quiet(dir)
				for _, path := range filesIn(t, dir) {
					p.forget()
					write(t, path, "once more")
					p.expect(path)
				}
			})
		})
	}
}

func filesIn(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	for path, s := range snapshot(t, dir) {
		if s.mode.IsRegular() {
			out = append(out, path)
		}
	}
	return out
}

// TestAMovedFolderIsNotReportedByItsOldPath holds that fsnotify's watches below it are
// let go: it reports by the path that it was given.
func TestAMovedFolderIsNotReportedByItsOldPath(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, "a/sub/x.md")
	p := follow(t, Options{Roots: []string{dir}}, actual())
	must(t, os.Rename(dir+"/a", dir+"/b"))
	p.quiet(dir)
	p.forget()
	write(t, dir+"/b/sub/x.md", "changed")
	p.quiet(dir)
	if got := p.reported(); !slices.Equal(got, []string{dir + "/b/sub/x.md"}) {
		t.Errorf("reported %q", got)
	}
}

// TestARootIsWaitedFor holds that a root may come later, and with folders above it.
func TestARootIsWaitedFor(t *testing.T) {
	t.Parallel()
	modes(t, func(t *testing.T, poll time.Duration) {
		dir := filepath.Join(t.TempDir(), "site", "templates")
		p := follow(t, Options{Roots: []string{dir}, Poll: poll}, actual())
		write(t, dir+"/page.html", "x")
		p.expect(dir + "/page.html")
		p.forget()
		write(t, dir+"/page.html", "y, longer")
		p.expect(dir + "/page.html")
		if told := p.told(); len(told) > 0 {
			t.Errorf("told %+v of a folder that was not there", told)
		}
	})
}

func TestALostRootIsToldOf(t *testing.T) {
	t.Parallel()
	modes(t, func(t *testing.T, poll time.Duration) {
		dir := folderOf(t, "a.md")
		p := follow(t, Options{Roots: []string{dir}, Poll: poll}, actual())
		must(t, os.RemoveAll(dir))
		p.hears(fmt.Sprintf("%q is gone", dir), "once it is back")
		write(t, dir+"/a.md", "x")
		p.hears(fmt.Sprintf("%q is back", dir))
	})
}

func TestAFolderThatOpensIsFollowed(t *testing.T) {
	t.Parallel()
	if os.Getuid() == 0 {
		t.Skip("skipped: every folder is open to root")
	}
	dir := folderOf(t, "shut/deep/a.md")
	must(t, os.Chmod(dir+"/shut", 0))
	p := follow(t, Options{Roots: []string{dir}}, actual())
	must(t, os.Chmod(dir+"/shut", 0o755))
	p.expect(dir + "/shut/deep/a.md")
	p.forget()
	write(t, dir+"/shut/deep/a.md", "changed")
	p.expect(dir + "/shut/deep/a.md")
}

// TestACheckoutIsFewBatches holds that thousands of files at once do not come one by one.
func TestACheckoutIsFewBatches(t *testing.T) {
	t.Parallel()
	dir := folderOf(t)
	var files []string
	for i := range 2000 {
		files = append(files, fmt.Sprintf("%s/%d/%d.md", dir, i%60, i))
		write(t, files[i], "as it was")
	}
	p := follow(t, Options{Roots: []string{dir}}, actual())
	for _, f := range files {
		write(t, f, "checked out")
	}
	p.expect(files...)
	if len(p.batches) > len(files)/20 {
		t.Errorf("%d files came in %d batches", len(files), len(p.batches))
	}
}

// TestWhatIsIgnoredMakesNoBatch holds it of folders, of what is in them, and of what
// comes to be in them.
func TestWhatIsIgnoredMakesNoBatch(t *testing.T) {
	t.Parallel()
	modes(t, func(t *testing.T, poll time.Duration) {
		dir := folderOf(t, "public/x.html", "a/.git/HEAD")
		ignore := func(path string, isDir bool) bool {
			base := filepath.Base(path)
			return path == filepath.Join(dir, "public") || base == ".git" && isDir || base == "secret"
		}
		p := follow(t, Options{Roots: []string{dir}, Poll: poll, Ignore: ignore}, actual())
		write(t, dir+"/public/x.html", "changed")
		write(t, dir+"/public/new/y.html", "new")
		write(t, dir+"/a/.git/HEAD", "changed")
		write(t, dir+"/a/secret", "new")
		must(t, os.MkdirAll(dir+"/b/.git/objects", 0o755))
		p.quiet(dir)
		p.quiet(dir)
		for _, path := range []string{"public/x.html", "public/new", "public/new/y.html", "a/.git/HEAD", "a/secret", "b/.git", "b/.git/objects"} {
			if slices.Contains(p.reported(), filepath.Join(dir, path)) {
				t.Errorf("%s was reported", path)
			}
		}
		if len(p.watch.folders) == 0 {
			t.Error("nothing is followed")
		}
	})
}

// TestAFolderThatIsFoundBeforeItLeftIsFollowed holds that one that was moved into a new
// folder is watched there, though the event of its leaving comes after it was found.
func TestAFolderThatIsFoundBeforeItLeftIsFollowed(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, "x/sub/f.md")
	hold := make(chan struct{})
	r := newRig()
	r.refuse = func(path string) error {
		if path == dir+"/hold" {
			<-hold
		}
		return nil
	}
	p := follow(t, Options{Roots: []string{dir}}, r.system())
	must(t, os.Mkdir(dir+"/hold", 0o755))
	must(t, os.Mkdir(dir+"/new", 0o755))
	must(t, os.Rename(dir+"/x", dir+"/new/y"))
	close(hold)
	p.expect(dir+"/x/sub/f.md", dir+"/new/y/sub/f.md")
	p.quiet(dir)
	for _, path := range []string{"/new/y/sub/f.md", "/new/y/g.md", "/new/y/sub/h/i.md"} {
		p.forget()
		write(t, dir+path, "changed")
		p.expect(dir + path)
	}
}

// TestAFolderThatIsThereTwiceIsPolled holds that one that is mounted in two places is
// followed in both: inotify would report it in one.
func TestAFolderThatIsThereTwiceIsPolled(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, "a/x.md")
	var told []Notice
	w, err := New(Options{Roots: []string{dir}, Notice: func(n Notice) { told = append(told, n) }})
	must(t, err)
	defer w.close()
	id := idOf(lookAt(dir + "/a"))
	if id == (folderID{}) {
		t.Skip("skipped: folders have no numbers here")
	}
	w.drop(dir + "/a")
	w.byID[id] = dir + "/./a"
	w.plant(dir + "/a")
	if f := w.folders[dir+"/a"]; f == nil || !f.polled || len(told) != 1 {
		t.Errorf("followed as %+v, told %+v", f, told)
	}
}
