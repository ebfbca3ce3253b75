package main

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
)

// lived is a site that is edited and built again and again, with its outputs beside
// it in one folder. Whatever is random in it comes from the seed of the round.
type lived struct {
	*rand.Rand
	t       *testing.T
	home    string
	now     time.Time
	environ []string
	mine    map[string]string // what somebody put into outputs, by path below home
	rehash  map[string]bool   // outputs that were changed in a way that only --rehash finds
	good    map[string]string // the site when all was well last
	failed  int               // rounds since
	log     []string          // what was done

	builds, changes, failures int // how many, and how many changed their output or failed
}

// editions are those that are made of a lived-in site, each in a folder of its own; the
// last is the first once more.
var editions = [][]string{
	{"--edition", "CLEAR"},
	{"--edition", "AMBER"},
	{"--edition", "CLEAR", "--drafts", "--scheduled"},
	{"--edition", "CLEAR"},
}

// newLived lays the site of testdata/lived.txtar and n random briefings into a new
// folder.
func newLived(t *testing.T, seed uint64, n int) *lived {
	t.Helper()
	l := &lived{t: t, home: filepath.Join(inMemory(t), "home"), now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), mine: map[string]string{}, rehash: map[string]bool{}}
	l.begin(seed)
	archive, err := txtar.ParseFile("testdata/lived.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		put(t, l.site(), f.Name, string(f.Data))
	}
	for _, p := range []string{"2025/2025-11-03-map/map.png", "2025/2025-11-03-map/other.png", "2025/2025-12-24-plan/plan.png", "pictures/loose.png"} {
		put(t, l.site(), "content/"+p, l.picture())
	}
	l.writeBriefings(n)
	put(t, l.site(), "content/2023/2023-06-01-many.md", many(52, 1+int(seed%aDeck/(aDeck-1))*600))
	l.age(-time.Hour)
	return l
}

// again gives a copy of a site and its outputs, in a folder, for a test of its own.
func (l *lived) again(t *testing.T, dir string) *lived {
	t.Helper()
	c := *l
	c.t, c.home, c.mine, c.rehash, c.log = t, filepath.Join(dir, "home"), maps.Clone(l.mine), maps.Clone(l.rehash), nil
	c.must(os.MkdirAll(dir, 0o755))
	c.must(os.CopyFS(c.home, os.DirFS(l.home)))
	return &c
}

// inMemory makes a folder for files that are written thousands of times: in memory,
// unless TMPDIR asks for another place or the system has none.
func inMemory(t *testing.T) string {
	t.Helper()
	const shared = "/dev/shm"
	if info, err := os.Stat(shared); os.Getenv("TMPDIR") != "" || err != nil || !info.IsDir() {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp(shared, "dossier-test")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// begin makes all that is random depend on a seed from here on.
func (l *lived) begin(seed uint64) { l.Rand = rand.New(rand.NewPCG(seed, 5)) }

func (l *lived) site() string           { return filepath.Join(l.home, "site") }
func (l *lived) out(edition int) string { return filepath.Join(l.home, fmt.Sprint("out-", edition)) }

// pick gives one of several texts.
func (l *lived) pick(from ...string) string { return from[l.IntN(len(from))] }

// dossier runs the command within this process, with the site's clock.
func (l *lived) dossier(site string, args ...string) ending {
	var out, errs strings.Builder
	w := world{strings.NewReader(""), &out, &errs, l.environ, func() time.Time { return l.now }}
	code := run(l.t.Context(), append([]string{"-C", site}, args...), w)
	return ending{code, out.String(), errs.String()}
}

// ending is what a command said and ended with.
type ending struct {
	code      int
	out, errs string
}

// filesOf reads a site, without what builds keep there. A symbolic link is told from
// a file by what its text begins with.
func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		path, _ := filepath.Rel(dir, name)
		switch path = filepath.ToSlash(path); {
		case err != nil:
			return err
		case d.IsDir() && path == ".dossier":
			return fs.SkipDir
		case d.Type()&fs.ModeSymlink != 0:
			target, err := os.Readlink(name)
			files[path] = linkMark + target
			return err
		case d.IsDir():
			return nil
		}
		data, err := os.ReadFile(name)
		files[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

const linkMark = "\x00link to "

// lay writes what filesOf read.
func lay(t *testing.T, dir, path, text string) {
	t.Helper()
	target, isLink := strings.CutPrefix(text, linkMark)
	if !isLink {
		put(t, dir, path, text)
		return
	}
	name := filepath.Join(dir, filepath.FromSlash(path))
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.Symlink(target, name)); err != nil {
		t.Fatal(err)
	}
}

// age sets the times of all files of the site.
func (l *lived) age(by time.Duration) {
	when := time.Now().Add(by)
	for path, text := range filesOf(l.t, l.site()) {
		if !strings.HasPrefix(text, linkMark) {
			l.must(os.Chtimes(filepath.Join(l.site(), path), when, when))
		}
	}
}

func (l *lived) must(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

// picture makes a PNG of a random size and shade.
func (l *lived) picture() string {
	var b bytes.Buffer
	pixels := image.NewGray(image.Rect(0, 0, 1+l.IntN(9), 1+l.IntN(9)))
	pixels.SetGray(0, 0, color.Gray{Y: uint8(l.IntN(256))})
	l.must(png.Encode(&b, pixels))
	return b.String()
}
