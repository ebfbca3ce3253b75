package live

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dossier/internal/briefing"
	"dossier/internal/build"
	"dossier/internal/cache"
	"dossier/internal/config"
	"dossier/internal/diag"
	"dossier/internal/preview"
	"dossier/static"
	"dossier/templates"
)

// folder is a site in a folder.
type folder struct {
	t     *testing.T
	dir   string
	now   time.Time
	made  map[briefing.Marking]int // how often it was opened for an edition
	told  diag.List
	cache string
}

func newFolder(t *testing.T, files ...string) *folder {
	t.Helper()
	f := &folder{t: t, dir: t.TempDir(), cache: t.TempDir(), now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), made: map[briefing.Marking]int{}}
	f.put("dossier.toml", "title = \"Desk\"\n")
	for i := 0; i+1 < len(files); i += 2 {
		f.put(files[i], files[i+1])
	}
	return f
}

func (f *folder) put(path, text string) {
	f.t.Helper()
	name := filepath.Join(f.dir, path)
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
		f.t.Fatal(err)
	}
}

func (f *folder) open(m briefing.Marking) (build.Opened, error) {
	f.made[m]++
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return build.Opened{}, err
	}
	cfg, said, err := config.Load(root.FS(), "", nil)
	if err != nil {
		return build.Opened{}, errors.Join(err, root.Close())
	}
	return build.Opened{
		Options: build.Options{Root: root.FS(), Config: cfg, Templates: templates.FS, Static: static.FS, Edition: m, Drafts: true, Scheduled: true, Program: "dossier"},
		Clock:   func() time.Time { return f.now }, Said: said, Close: root.Close,
	}, nil
}

// begun gives the site that follows the folder.
func (f *folder) begun(o Options) *Site {
	f.t.Helper()
	o.Open = f.open
	o.Cache = func(m briefing.Marking) *cache.Cache {
		return cache.Open(filepath.Join(f.cache, m.Slug()), "test")
	}
	o.Tell = func(fresh diag.List, _ *build.Moment) { f.told = append(f.told, fresh...) }
	s := New(o)
	if err := s.Begin(f.t.Context()); err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() {
		if err := s.Close(f.t.Context()); err != nil && f.t.Context().Err() == nil {
			f.t.Error(err)
		}
	})
	return s
}

func (f *folder) edition(s *Site, at string) preview.Edition {
	f.t.Helper()
	e, err := s.Edition(f.t.Context(), s.Editions()[0].Name, at)
	if err != nil {
		f.t.Fatal(err)
	}
	return e
}

// text makes a briefing.
func text(title, marking, body string) string {
	return "---\ntitle: \"" + title + "\"\ntlp: " + marking + "\n---\n\n" + body + "\n"
}

func names(choices []preview.Choice) string {
	var out []string
	for _, c := range choices {
		out = append(out, c.Name)
	}
	return strings.Join(out, " ")
}

const a, b = "content/2026-01-01-a.md", "content/2026-01-02-b.md"

func TestTheHighestEditionIsThatOfTheHighestMarking(t *testing.T) {
	for _, first := range []briefing.Marking{briefing.Unmarked, briefing.Clear, briefing.Green, briefing.Red} {
		f := newFolder(t, a, text("A", "GREEN", "Words."), b, text("B", "AMBER", "Words."))
		s := f.begun(Options{First: first})
		if got := names(s.Editions()); got != "AMBER GREEN CLEAR" {
			t.Errorf("first %v: %s", first, got)
		}
		if _, err := s.Edition(t.Context(), "RED", ""); err == nil {
			t.Error("an edition above the highest is shown")
		}
		f.put("content/2026-01-03-c.md", text("C", "RED", "Words."))
		s.Changed("content/2026-01-03-c.md")
		f.edition(s, "")
		if got := names(s.Editions()); got != "RED AMBER+STRICT AMBER GREEN CLEAR" {
			t.Errorf("with a higher one: %s", got)
		}
		if err := os.Remove(filepath.Join(f.dir, "content/2026-01-03-c.md")); err != nil {
			t.Fatal(err)
		}
		s.Changed("content/2026-01-03-c.md")
		f.edition(s, "")
		if got := names(s.Editions()); !strings.HasPrefix(got, "RED ") {
			t.Errorf("the highest edition was lowered: %s", got)
		}
	}
}

func TestNothingIsShownAboveTheTop(t *testing.T) {
	f := newFolder(t, a, text("A", "CLEAR", "Words."), b, text("B", "AMBER", "Words."))
	s := f.begun(Options{Top: briefing.Green})
	if got := names(s.Editions()); got != "GREEN CLEAR" {
		t.Errorf("shown: %s", got)
	}
	if f.made[briefing.Amber]+f.made[briefing.Red] > 0 {
		t.Error("an edition above the top was opened")
	}
}

func TestAPathLeadsWhereAStaticHostWouldLead(t *testing.T) {
	f := newFolder(t, a, "---\ntitle: A\ntlp: CLEAR\naliases: [/old/]\n---\n\nWords.\n", "static/file.txt", "File.")
	e := f.edition(f.begun(Options{}), "")
	for path, want := range map[string]string{
		"/": "/", "/index.html": "/", "/briefings/2026/a": "/briefings/2026/a/", "/briefings/2026/a/index.html": "/briefings/2026/a/",
		"/file.txt": "/file.txt", "/old": "/old/", "/feed.xml": "/feed.xml",
		"/briefings/2026/A/": "", "/nothing": "", "/file.txt/": "", "/briefings/2026/a//": "", "/../dossier.toml": "", "": "",
	} {
		p, err := e.Page(path)
		if want == "" && !errors.Is(err, fs.ErrNotExist) || want != "" && (err != nil || p.Path != want) {
			t.Errorf("%q: %q %v, want %q", path, p.Path, err, want)
		}
		if want != "" && want == path && len(p.Body) == 0 {
			t.Errorf("%q has no bytes", path)
		}
	}
	if p, err := e.Page("/old/"); err != nil || !strings.Contains(string(p.Body), "/briefings/2026/a/") {
		t.Errorf("the old address leads to %s, %v", p.Body, err)
	}
}

func TestTheFileOfThePageIsLookedAtFirst(t *testing.T) {
	f := newFolder(t, a, text("A", "CLEAR", "Words of old."), b, text("B", "CLEAR", "Words."))
	s := f.begun(Options{})
	first := f.edition(s, "")
	f.put(a, text("A", "CLEAR", "Words of new."))
	if e := f.edition(s, "/briefings/2026/b/"); e != first {
		t.Error("the file of another page was looked at")
	}
	e := f.edition(s, "/briefings/2026/a/")
	if p, err := e.Page("/briefings/2026/a/"); err != nil || !strings.Contains(string(p.Body), "Words of new.") || e.Number() == first.Number() {
		t.Errorf("the page is not that of the file: %v %d %d", err, e.Number(), first.Number())
	}
	if p, _ := first.Page("/briefings/2026/a/"); !strings.Contains(string(p.Body), "Words of old.") {
		t.Error("an edition changed")
	}
}

func TestPagesThatMoveAreFollowed(t *testing.T) {
	f := newFolder(t, a, text("A", "CLEAR", "Words of a."), b, text("B", "CLEAR", "Words of b."))
	s := f.begun(Options{})
	f.edition(s, "")
	rename := func(from, to string) {
		t.Helper()
		if err := os.Rename(filepath.Join(f.dir, from), filepath.Join(f.dir, to)); err != nil {
			t.Fatal(err)
		}
	}
	rename(a, "content/2026-01-01-other.md")
	s.Changed(a) // what came is told later
	f.edition(s, "")
	f.put("content/2026-01-01-other.md", strings.Replace(text("A", "CLEAR", "Words of a."), "---\n", "---\nslug: another\n", 1))
	s.Changed("content/2026-01-01-other.md")
	e := f.edition(s, "")
	if to, ok := e.Moved("/briefings/2026/other/"); !ok || to != "/briefings/2026/another/" {
		t.Errorf("moved to %q", to)
	}
	if to, ok := e.Moved("/briefings/2026/a"); !ok || to != "/briefings/2026/another/" {
		t.Errorf("the first address leads to %q", to)
	}
	f.put("content/2026-01-03-c.md", text("C", "CLEAR", "Words of c."))
	s.Changed()
	if e = f.edition(s, ""); !slices.Equal(e.Added(), []string{"/briefings/2026/c/"}) {
		t.Errorf("added %q", e.Added())
	}
	f.put(b, text("B", "CLEAR", "Other words."))
	s.Changed(b)
	if e = f.edition(s, ""); len(e.Added()) > 0 {
		t.Errorf("added again: %q", e.Added())
	}
}

func TestPagesOfALikeNameAreFound(t *testing.T) {
	f := newFolder(t, a, text("A", "CLEAR", "Words."), "content/2026-02-01-port-closures-in-the-strait.md", text("Port closures in the strait", "CLEAR", "Words."))
	e := f.edition(f.begun(Options{}), "")
	for _, path := range []string{"/briefings/2025/port-closures-in-the-strait/", "/port-closure-in-the-strait.html", "/briefings/2026/port-closures-strait/"} {
		if like := e.Like(path); len(like) == 0 || like[0].Path != "/briefings/2026/port-closures-in-the-strait/" || like[0].Title != "Port closures in the strait" {
			t.Errorf("%s is like %v", path, like)
		}
	}
	if like := e.Like("/zzz/"); len(like) > 0 {
		t.Errorf("like %v", like)
	}
}
