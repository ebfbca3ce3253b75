package watch

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestFilesBehindLinksAreFollowed holds that a link to a file outside of the roots is
// reported by its own path, however that file is saved, and as often as it is.
func TestFilesBehindLinksAreFollowed(t *testing.T) {
	t.Parallel()
	for name, save := range saves {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if name == "mode changed" {
				t.Skip("skipped: a mode that is set twice does not change")
			}
			modes(t, func(t *testing.T, poll time.Duration) {
				dir := folderOf(t, "sub/a.md")
				shared := filepath.Join(t.TempDir(), "shared", "real.md")
				write(t, shared, "as it was")
				link := filepath.Join(dir, "sub", "link.md")
				must(t, os.Symlink(shared, link))
				p := follow(t, Options{Roots: []string{dir}, Poll: poll}, actual())
				for range 2 {
					p.forget()
					save(t, shared)
					p.expect(link)
				}
			})
		})
	}
}

// TestLinksAreFollowedWhereverTheyLead holds it of links that are made, turned
// elsewhere, lead over another link, to nothing or in a circle.
func TestLinksAreFollowedWhereverTheyLead(t *testing.T) {
	t.Parallel()
	modes(t, func(t *testing.T, poll time.Duration) {
		dir := folderOf(t)
		top := t.TempDir()
		one, two, link, over := top+"/one/1.md", top+"/two/2.md", dir+"/link.md", top+"/over.md"
		write(t, one, "1")
		write(t, two, "2")
		s := actual()
		s.often = 50 * time.Millisecond
		p := follow(t, Options{Roots: []string{dir}, Poll: poll}, s)
		step := func(paths ...string) {
			t.Helper()
			p.expect(paths...)
			p.forget()
		}
		must(t, os.Symlink(over, link))
		step(link)
		must(t, os.Symlink(one, over))
		step(link)
		write(t, one, "1 changed")
		step(link)
		must(t, os.Remove(over))
		must(t, os.Symlink(two, over))
		step(link)
		write(t, two, "2 changed")
		step(link)
		must(t, os.RemoveAll(top+"/two"))
		step(link)
		write(t, two, "2 is back")
		step(link)
		must(t, os.Remove(over))
		must(t, os.Symlink(link, over))
		step(link)
		must(t, os.Remove(link))
		write(t, link, "a file")
		step(link)
	})
}

// TestFoldersThatNoLinkLeadsToAreLetGo holds that nothing is watched for nobody's sake.
func TestFoldersThatNoLinkLeadsToAreLetGo(t *testing.T) {
	t.Parallel()
	dir := folderOf(t)
	shared := filepath.Join(t.TempDir(), "real.md")
	write(t, shared, "x")
	must(t, os.Symlink(shared, dir+"/link.md"))
	w, err := New(Options{Roots: []string{dir}})
	must(t, err)
	defer w.close()
	if f := w.folders[filepath.Dir(shared)]; f == nil || !f.watched {
		t.Fatalf("the folder of %q is not watched", shared)
	}
	must(t, os.Remove(dir+"/link.md"))
	w.checkLinks()
	w.fileEvent(dir+"/link.md", false)
	w.checkLinks()
	if w.folders[filepath.Dir(shared)] != nil || len(w.links.from)+len(w.links.to) > 0 {
		t.Errorf("still there: %v, links %+v", w.folders, w.links)
	}
	if len(w.folders) != 2 {
		t.Errorf("%d folders are watched, want the root and the one above it", len(w.folders))
	}
}

// TestFoldersBehindLinksAreLeftAlone holds that they are no part of the tree, as when
// content is loaded; the link is.
func TestFoldersBehindLinksAreLeftAlone(t *testing.T) {
	t.Parallel()
	modes(t, func(t *testing.T, poll time.Duration) {
		dir := folderOf(t)
		shared := t.TempDir()
		write(t, shared+"/x.md", "x")
		must(t, os.Symlink(shared, dir+"/linked"))
		p := follow(t, Options{Roots: []string{dir}, Poll: poll}, actual())
		write(t, shared+"/x.md", "changed")
		write(t, shared+"/deep/y.md", "new")
		p.quiet(dir)
		if got := p.reported(); slices.Contains(got, dir+"/linked/x.md") || slices.Contains(got, dir+"/linked/deep/y.md") {
			t.Errorf("reported %q", got)
		}
		p.forget()
		must(t, os.Remove(dir+"/linked"))
		p.expect(dir + "/linked")
	})
}

// TestARootBehindALinkIsFollowed holds that its paths are as given, and that the link
// may come to lead elsewhere.
func TestARootBehindALinkIsFollowed(t *testing.T) {
	t.Parallel()
	modes(t, func(t *testing.T, poll time.Duration) {
		top := t.TempDir()
		write(t, top+"/v1/content/sub/a.md", "1")
		write(t, top+"/v2/content/sub/a.md", "2")
		must(t, os.Symlink("v1", top+"/now"))
		root := top + "/now/content"
		p := follow(t, Options{Roots: []string{root}, Poll: poll}, actual())
		write(t, top+"/v1/content/sub/a.md", "1 changed")
		p.expect(root + "/sub/a.md")
		p.quiet(root)
		p.forget()
		must(t, os.Symlink("v2", top+"/next"))
		must(t, os.Rename(top+"/next", top+"/now"))
		p.expect(root + "/sub/a.md")
		p.quiet(root)
		p.forget()
		write(t, top+"/v2/content/sub/a.md", "2 changed")
		p.expect(root + "/sub/a.md")
	})
}
