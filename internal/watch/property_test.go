package watch

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// snapshot gives the stamp of each file and folder, links as what they lead to.
func snapshot(t *testing.T, dir string) map[string]stamp {
	t.Helper()
	out := map[string]stamp{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		if info, err := os.Stat(path); err == nil {
			out[path] = stampOf(info)
		}
		return nil
	})
	must(t, err)
	return out
}

// differing gives the paths that are not what they were.
func differing(before, after map[string]stamp) []string {
	var out []string
	for path, s := range before {
		if after[path] != s {
			out = append(out, path)
		}
	}
	for path := range after {
		if _, ok := before[path]; !ok {
			out = append(out, path)
		}
	}
	return out
}

var (
	seedFrom  = flag.Int("from", 0, "the first seed of the random changes")
	seedCount = flag.Int("seeds", 6, "how many seeds of random changes are gone through")
)

// TestNothingThatChangesIsMissed does at random what can be done to files and folders,
// and holds that each path is covered that is not what it was.
func TestNothingThatChangesIsMissed(t *testing.T) {
	t.Parallel()
	for i := range *seedCount {
		if i > 1 && testing.Short() {
			break
		}
		seed := *seedFrom + i
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			modes(t, func(t *testing.T, poll time.Duration) {
				c := newChaos(t, uint64(seed))
				p := follow(t, Options{Roots: []string{c.root, c.root + "/dossier.toml"}, Poll: poll}, actual())
				for round := range 25 {
					before := snapshot(t, c.root)
					for range 1 + c.rand.IntN(12) {
						c.act()
					}
					after := snapshot(t, c.root)
					p.quiet(c.root)
					for _, path := range differing(before, after) {
						if path == c.root || p.covers(path) {
							continue
						}
						// What a link leads over may change without an event: it is found a little later.
						if !isLink(lookAt(path)) {
							t.Fatalf("round %d: %s is not covered by %+v\n%q", round, path, p.batches, c.log)
						}
						p.expect(path)
					}
					p.forget()
					c.log = nil
				}
			})
		})
	}
}

// chaos does things to a folder, and to one beside it.
type chaos struct {
	t       *testing.T
	root    string
	outside string
	rand    *rand.Rand
	made    int
	log     []string
}

func newChaos(t *testing.T, seed uint64) *chaos {
	top := t.TempDir()
	c := &chaos{t: t, root: filepath.Join(top, "content"), outside: filepath.Join(top, "outside"), rand: rand.New(rand.NewPCG(seed, 9))}
	for i := range 8 {
		write(t, fmt.Sprintf("%s/d%d/e/%d.md", c.root, i%3, i), "x")
		write(t, fmt.Sprintf("%s/o%d/e/%d.md", c.outside, i%3, i), "x")
	}
	return c
}

// act does one thing. That it cannot be done is fine.
func (c *chaos) act() {
	acts := []func() error{
		c.write, c.write, c.write, c.create, c.create, c.tree, c.rename, c.rename, c.rename,
		c.remove, c.replace, c.link, c.touch, c.in, c.out, c.renew,
	}
	i := c.rand.IntN(len(acts))
	if i == len(acts)-1 && c.rand.IntN(8) > 0 {
		i = 0 // the root goes as a whole now and then only
	}
	_ = acts[i]()
}

// did writes down what is done, and gives its arguments as an error-free call needs.
func (c *chaos) did(what string, paths ...string) { c.log = append(c.log, fmt.Sprint(what, paths)) }

// any gives a path below a folder that is there, or the folder itself.
func (c *chaos) any(dir string, folder bool) string {
	found := []string{dir}
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && path != dir && d.IsDir() == folder {
			found = append(found, path)
		}
		return nil
	})
	return found[c.rand.IntN(len(found))]
}

// fresh gives a path below a folder, often of names that were there before.
func (c *chaos) fresh(dir string) string {
	c.made++
	return filepath.Join(c.any(dir, true), []string{"a", "b", "d0", "e", "x.md", "y.md", fmt.Sprintf("n%d.md", c.made)}[c.rand.IntN(7)])
}

func (c *chaos) put(path string) error {
	c.did("write", path)
	c.made++
	return os.WriteFile(path, fmt.Appendf(nil, "%*d", c.rand.IntN(40), c.made), 0o644)
}

func (c *chaos) write() error  { return c.put(c.any(c.root, false)) }
func (c *chaos) create() error { return c.put(c.fresh(c.root)) }

func (c *chaos) tree() error {
	dir := filepath.Join(c.fresh(c.root), "p", "q", "r")
	c.did("tree", dir)
	return errors.Join(os.MkdirAll(dir, 0o755), c.put(dir+"/t.md"), c.put(filepath.Dir(dir)+"/t.md"))
}

func (c *chaos) move(from, to string) error {
	c.did("move", from, to)
	if from == c.root || from == c.outside {
		return nil
	}
	return os.Rename(from, to)
}

func (c *chaos) rename() error { return c.move(c.any(c.root, c.rand.IntN(2) == 0), c.fresh(c.root)) }
func (c *chaos) in() error     { return c.move(c.any(c.outside, c.rand.IntN(2) == 0), c.fresh(c.root)) }
func (c *chaos) out() error    { return c.move(c.any(c.root, c.rand.IntN(2) == 0), c.fresh(c.outside)) }

func (c *chaos) remove() error {
	path := c.any(c.root, c.rand.IntN(2) == 0)
	c.did("remove", path)
	if path == c.root {
		return nil
	}
	return os.RemoveAll(path)
}

func (c *chaos) replace() error {
	dir := c.any(c.root, true)
	c.made++
	aside := fmt.Sprintf("%s/aside%d", c.outside, c.made)
	return errors.Join(c.move(dir, aside), c.move(c.any(c.outside, true), dir))
}

func (c *chaos) link() error {
	to, from := c.any(c.root, false), c.fresh(c.root)
	c.did("link", from, to)
	return os.Symlink(to, from)
}

func (c *chaos) touch() error {
	path := c.any(c.root, c.rand.IntN(2) == 0)
	c.did("touch", path)
	when := time.Now().Add(-time.Duration(c.rand.IntN(1000)) * time.Second)
	return os.Chtimes(path, when, when)
}

// renew removes the root and makes it again.
func (c *chaos) renew() error {
	c.did("renew")
	err := os.RemoveAll(c.root)
	return errors.Join(err, os.MkdirAll(c.root+"/d0", 0o755), c.put(c.root+"/d0/x.md"))
}
