package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dossier/internal/cache"
	"dossier/internal/diag"
	"dossier/internal/made"
	"dossier/internal/site"
)

// followed is a site in a folder, and what follows it.
type followed struct {
	*Follower
	t     *testing.T
	dir   string
	now   time.Time
	o     Options
	calls int    // how often the site was opened
	cache string // the folder of the cache
}

// followMade lays a made archive of n briefings into a folder and follows it.
func followMade(t testing.TB, n int, o Options) *followed {
	t.Helper()
	f := &followed{dir: t.TempDir(), now: o.Now, o: o}
	f.t, _ = t.(*testing.T)
	if err := os.CopyFS(f.dir, madeSite(n)); err != nil {
		t.Fatal(err)
	}
	f.cache = filepath.Join(t.TempDir(), "cache")
	kept := cache.Open(f.cache, "test")
	t.Cleanup(func() { kept.Close() })
	f.Follower = Follow(func() (Opened, error) {
		f.calls++
		root, err := os.OpenRoot(f.dir)
		if err != nil {
			return Opened{}, err
		}
		o := f.o
		o.Root, o.Cache = root.FS(), kept
		return Opened{Options: o, Clock: func() time.Time { return f.now }, Close: root.Close}, nil
	})
	return f
}

func (f *followed) write(path, text string) {
	f.t.Helper()
	name := filepath.Join(f.dir, path)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		f.t.Fatal(err)
	}
}

func (f *followed) read(path string) string {
	f.t.Helper()
	text, err := os.ReadFile(filepath.Join(f.dir, path))
	if err != nil {
		f.t.Fatal(err)
	}
	return string(text)
}

func (f *followed) look(first ...string) *Moment {
	f.t.Helper()
	m, err := f.Look(f.t.Context(), first...)
	if err != nil {
		f.t.Fatal(err)
	}
	return m
}

// clean makes the edition without anything that is known.
func (f *followed) clean() *Result {
	f.t.Helper()
	o := f.o
	o.Root, o.Now, o.Cache = os.DirFS(f.dir), f.now, nil
	r, err := Edition(o)
	if err != nil {
		f.t.Fatal(err)
	}
	return r
}

// equalsClean holds that what is known now is what an edition from nothing says, and,
// where that has no errors, shows.
func (f *followed) equalsClean(m *Moment) {
	f.t.Helper()
	want := f.clean()
	if got, want := fmt.Sprint(m.Diags), fmt.Sprint(want.Diags); got != want {
		f.t.Fatalf("said\n%s\nwant\n%s", got, want)
	}
	quotes := m.Told[:min(len(m.Told), mostQuotes)].Quote(func(path string) []byte { return m.quoted(os.DirFS(f.dir), path) }, nil)
	if got, want := fmt.Sprintf("%q", m.Quotes), fmt.Sprintf("%q", quotes); got != want {
		f.t.Fatalf("quoted\n%s\nwant\n%s", got, want)
	}
	if m.Stale != (want.Diags.Count(diag.Error) > 0) {
		f.t.Fatalf("stale: %t, with %v", m.Stale, want.Diags)
	}
	if m.Stale {
		return
	}
	if m.Shown.Count != want.Count || m.Shown.Withheld != want.Withheld || !m.Until.Equal(want.until) {
		f.t.Fatalf("%v %v %v, want %v %v %v", m.Shown.Count, m.Shown.Withheld, m.Until, want.Count, want.Withheld, want.until)
	}
	samePages(f.t, m.Shown, want)
}

func samePages(t *testing.T, got, want *Result) {
	t.Helper()
	if len(got.Site.Pages()) != len(want.Site.Pages()) {
		t.Fatalf("%d pages, want %d", len(got.Site.Pages()), len(want.Site.Pages()))
	}
	for i, p := range want.Site.Pages() {
		if got.Site.Pages()[i] != p {
			t.Fatalf("page %v, want %v", got.Site.Pages()[i], p)
		}
		if a, b := rendered1(t, got, p), rendered1(t, want, p); !bytes.Equal(a, b) {
			t.Fatalf("%s differs:\n%s\nwant\n%s", p.Path, a, b)
		}
	}
}

func rendered1(t *testing.T, r *Result, p site.Page) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := r.Renderer.Render(p, &b); err != nil {
		t.Fatal(p.Path, err)
	}
	return b.Bytes()
}

func TestASavedTextIsReadAlone(t *testing.T) {
	f := followMade(t, 30, optionsFor(0))
	first := f.look()
	f.equalsClean(first)
	path := made.Path(11, 30)
	f.write(path, strings.Replace(f.read(path), ".[^3]", " as was said.[^3]", 1))
	if m := f.look(); m != first {
		t.Fatal("a file that nobody named was looked at")
	}
	m := f.look(path)
	if m == first || m.Number == first.Number || f.calls != 1 {
		t.Fatalf("number %d; the site was opened %d times", m.Number, f.calls)
	}
	f.equalsClean(m)
	f.Changed(path)
	if again := f.look(); again != m {
		t.Error("a file of the same bytes made another edition")
	}
}

// Any edit, named as a whole or by its paths, comes to what a build from nothing would.
func TestWhatIsFollowedEqualsAnEditionFromNothing(t *testing.T) {
	rounds := 60
	if testing.Short() {
		rounds = 15
	}
	f := followMade(t, 25, optionsFor(0))
	f.equalsClean(f.look())
	r := rand.New(rand.NewPCG(3, 4))
	for round := range rounds {
		path := made.Path(r.IntN(25), 25)
		did := f.edit(r, path)
		t.Log(round, did)
		f.equalsClean(f.look())
	}
	if err := f.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// edit does something to the site and says what.
func (f *followed) edit(r *rand.Rand, path string) string {
	text, err := os.ReadFile(filepath.Join(f.dir, path))
	if err != nil {
		f.write(path, string(madeSite(25)[path].Data))
		f.Changed(path)
		return path + " is back"
	}
	save := func(old, with string) string {
		f.write(path, strings.Replace(string(text), old, with, 1))
		f.Changed(path)
		return with + " in " + path
	}
	switch r.IntN(12) {
	case 0:
		return save("title: \"", fmt.Sprintf("title: \"On %d, ", r.IntN(100)))
	case 1:
		return save("tags: [", fmt.Sprintf("tags: [new-%d, ", r.IntN(3)))
	case 2:
		return save("\n[^2]:", fmt.Sprintf("\n[^2]: https://new.example/%d ", r.IntN(5)))
	case 3:
		return save(".[^3]", ".[^nowhere]")
	case 4:
		return save("[^nowhere]", "[^3]")
	case 5:
		return save("---\n", "--\n")
	case 6:
		return save("--\ntitle", "---\ntitle")
	case 7:
		if err := os.Remove(filepath.Join(f.dir, path)); err != nil {
			f.t.Fatal(err)
		}
		f.Changed(path)
		return path + " is gone"
	case 8:
		f.write("static/extra.txt", fmt.Sprint(r.IntN(9)))
		f.Changed("static/extra.txt")
		return "static"
	case 9:
		f.write("templates/footer.html", fmt.Sprintf("{{define \"footer\"}}<footer>%d</footer>{{end}}\n", r.IntN(9)))
		f.Changed("templates/footer.html")
		return "template"
	case 10:
		f.write("content/tags.yaml", fmt.Sprintf("new-%d: Something new\n", r.IntN(3)))
		f.Changed()
		return "vocabulary"
	}
	return save("date: ", "draft: true\ndate: ")
}

// A symbolic link shows a text under another name, so there nothing is read alone.
func TestWhatALinkLeadsToIsFollowed(t *testing.T) {
	f := followMade(t, 10, optionsFor(0))
	f.write("shared/text.md", "---\ntitle: Linked\ndate: 2024-01-01\ntlp: CLEAR\n---\n\nWords of old.\n")
	if err := os.Symlink("../shared/text.md", filepath.Join(f.dir, "content", "linked.md")); err != nil {
		t.Skip("skipped: there are no symbolic links here:", err)
	}
	f.equalsClean(f.look())
	f.write("shared/text.md", "---\ntitle: Linked\ndate: 2024-01-01\ntlp: CLEAR\n---\n\nWords of new.\n")
	f.Changed("shared/text.md")
	f.equalsClean(f.look())
	path := made.Path(3, 10)
	f.write(path, strings.Replace(f.read(path), ".[^3]", " as was said.[^3]", 1))
	f.Changed(path)
	f.equalsClean(f.look())
}

// A text becomes a link, a folder, nothing, and a text again.
func TestATextThatIsNoLongerOneIsFollowed(t *testing.T) {
	f := followMade(t, 10, optionsFor(0))
	f.equalsClean(f.look())
	path := made.Path(3, 10)
	name, text := filepath.Join(f.dir, path), f.read(path)
	for _, become := range []func() error{
		func() error { return os.Symlink(filepath.Base(made.Path(4, 10)), name) },
		func() error { return os.Mkdir(name, 0o777) },
		func() error { return nil },
		func() error { return os.WriteFile(name, []byte(text), 0o666) },
	} {
		if err := os.RemoveAll(name); err != nil {
			t.Fatal(err)
		}
		if err := become(); err != nil {
			t.Fatal(err)
		}
		f.Changed(path)
		f.equalsClean(f.look())
	}
}

// What the cache lost is made anew.
func TestADamagedCacheIsMadeAnew(t *testing.T) {
	f := followMade(t, 10, optionsFor(0))
	first := f.look()
	f.Damaged()
	m := f.look()
	f.equalsClean(m)
	if m == first {
		t.Error("nothing was made anew")
	}
}

// Who goes on saving sees what was saved all the same, and what is under way when a file
// changes is not taken for what is there.
func TestChangesDuringALookAreSeen(t *testing.T) {
	f := followMade(t, 60, optionsFor(0))
	f.look()
	path := made.Path(3, 60)
	done := make(chan bool)
	go func() {
		defer close(done)
		for i := range 20 {
			f.write(path, strings.Replace(string(madeSite(60)[path].Data), ".[^3]", fmt.Sprintf(" as was said %d.[^3]", i), 1))
			f.Changed()
		}
	}()
	for ended := false; !ended; {
		select {
		case <-done:
			ended = true
		default:
		}
		f.look()
	}
	f.equalsClean(f.look())
}

// The next start finds what the last preview learnt.
func TestWhatWasLearntIsKept(t *testing.T) {
	f := followMade(t, 10, optionsFor(0))
	f.look()
	path := made.Path(3, 10)
	f.write(path, strings.Replace(f.read(path), ".[^3]", " as was said.[^3]", 1))
	f.look(path)
	if err := f.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	again := cache.Open(f.cache, "test")
	defer again.Close()
	o := f.o
	o.Root, o.Cache, o.Stats = os.DirFS(f.dir), again, &Stats{}
	if _, err := Edition(o); err != nil {
		t.Fatal(err)
	}
	if n := o.Stats.Texts.Parsed.Load(); n != 0 {
		t.Errorf("%d texts were parsed again", n)
	}
}

// Where a look is given up, with a site that was opened anew, nothing is missing in the
// next one: neither what changed, nor what the old folder can no longer tell.
func TestALookThatWasGivenUpIsMadeUpFor(t *testing.T) {
	f := followMade(t, 20, optionsFor(0))
	f.write("templates/footer.html", "{{define \"footer\"}}<footer>Our own.</footer>{{end}}\n")
	f.look()
	path := made.Path(3, 20)
	f.write(path, strings.Replace(f.read(path), ".[^3]", " as was said.[^3]", 1))
	ended, stop := context.WithCancel(t.Context())
	defer stop()
	for _, paths := range [][]string{{path}, nil, {"templates/footer.html"}} {
		f.Changed(paths...)
		stop()
		for range 10 { // who comes first, the turn or the end, is chance
			if _, err := f.Look(ended); !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
		}
	}
	f.Changed("templates/footer.html")
	f.equalsClean(f.look())
	// The same, after the folder was opened and could not be read.
	content := filepath.Join(f.dir, "content")
	if err := os.Rename(content, content+".away"); err != nil {
		t.Fatal(err)
	}
	f.Changed()
	if _, err := f.Look(t.Context()); err == nil {
		t.Fatal("a folder that is gone was read")
	}
	if err := os.Rename(content+".away", content); err != nil {
		t.Fatal(err)
	}
	f.changed.all = false
	f.Changed("templates/footer.html")
	f.equalsClean(f.look())
}
