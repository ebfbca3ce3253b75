package watch

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestASingleFileIsFollowed holds that it is, however it is saved, when it comes late,
// and without its neighbours.
func TestASingleFileIsFollowed(t *testing.T) {
	t.Parallel()
	for name, save := range saves {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			modes(t, func(t *testing.T, poll time.Duration) {
				dir := folderOf(t)
				file := filepath.Join(dir, "dossier.toml")
				p := follow(t, Options{Roots: []string{file}, Poll: poll}, actual())
				write(t, dir+"/neighbour.toml", "x")
				must(t, os.MkdirAll(dir+"/folder/deep", 0o755))
				write(t, file, "made late")
				p.expect(file)
				p.forget()
				must(t, os.Chmod(file, 0o640))
				save(t, file)
				p.expect(file)
				if got := p.reported(); !slices.Equal(got, []string{file}) {
					t.Errorf("reported %q", got)
				}
			})
		})
	}
}

func TestASingleFileBehindALinkIsFollowed(t *testing.T) {
	t.Parallel()
	modes(t, func(t *testing.T, poll time.Duration) {
		dir, shared := folderOf(t), filepath.Join(t.TempDir(), "desk.toml")
		write(t, shared, "x")
		file := dir + "/dossier.toml"
		must(t, os.Symlink(shared, file))
		p := follow(t, Options{Roots: []string{file}, Poll: poll}, actual())
		for _, text := range []string{"first", "second time"} {
			p.forget()
			write(t, shared+".tmp", text)
			must(t, os.Rename(shared+".tmp", shared))
			p.expect(file)
		}
	})
}

// TestRootsMayLieInEachOther holds that each is followed by its own name and its own
// rules, and goes and comes with the other.
func TestRootsMayLieInEachOther(t *testing.T) {
	t.Parallel()
	modes(t, func(t *testing.T, poll time.Duration) {
		site := folderOf(t, "out/theme/page.html", "out/x.html", "a.md")
		theme := site + "/out/theme"
		ignore := func(path string, dir bool) bool { return path == site+"/out" }
		p := follow(t, Options{Roots: []string{theme, site}, Poll: poll, Ignore: ignore}, actual())
		change := func() {
			t.Helper()
			p.forget()
			write(t, site+"/out/x.html", "changed "+time.Now().String())
			write(t, theme+"/page.html", "changed "+time.Now().String())
			write(t, site+"/a.md", "changed "+time.Now().String())
			p.expect(theme+"/page.html", site+"/a.md")
		}
		change()
		p.quiet(site)
		if slices.Contains(p.reported(), site+"/out/x.html") {
			t.Errorf("reported %q", p.reported())
		}
		must(t, os.Rename(site, site+"-away"))
		must(t, os.CopyFS(site, os.DirFS(site+"-away")))
		p.until("everything", func() bool { return slices.Contains(p.reported(), "ALL") })
		change()
	})
}

// TestARelativeRootIsReportedAsGiven holds that paths come as the caller spells them.
func TestARelativeRootIsReportedAsGiven(t *testing.T) {
	dir := folderOf(t, "sub/a.md")
	t.Chdir(filepath.Dir(dir))
	p := follow(t, Options{Roots: []string{"./content/", "dossier.toml"}}, actual())
	write(t, dir+"/sub/a.md", "changed")
	write(t, filepath.Dir(dir)+"/dossier.toml", "x")
	p.expect(filepath.Join("content", "sub", "a.md"), "dossier.toml")
	for _, path := range p.reported() {
		if filepath.IsAbs(path) {
			t.Errorf("%q is not as given", path)
		}
	}
}

func TestOptionsThatMakeNoSenseAreRefused(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]Options{
		"nothing to watch":  {},
		"must have a name":  {Roots: []string{"content", ""}},
		"a time below zero": {Roots: []string{"content"}, Poll: -1},
	} {
		if _, err := New(o); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%q is refused with %v", name, err)
		}
	}
}

// TestTheFolderOneIsInCanBeARoot holds that its paths are without a ".".
func TestTheFolderOneIsInCanBeARoot(t *testing.T) {
	dir := folderOf(t, "sub/a.md")
	t.Chdir(dir)
	p := follow(t, Options{Roots: []string{"."}}, actual())
	write(t, dir+"/sub/a.md", "changed")
	write(t, dir+"/new/b.md", "new")
	p.expect(filepath.Join("sub", "a.md"), filepath.Join("new", "b.md"))
	p.forget()
	must(t, os.RemoveAll(dir+"/new"))
	p.expect(filepath.Join("new", "b.md"))
}
