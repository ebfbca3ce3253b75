package main

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/zeebo/xxh3"

	"dossier/internal/briefing"
	"dossier/internal/cache"
)

// remember opens what the last build of the same kind kept. Without it a build takes
// longer and comes to the same.
func (a *app) remember(s *opened) {
	s.Build = program()
	s.Cache = a.openCache(s.root, s.Edition, s.Drafts || s.Scheduled, s.Build)
}

// cacheFolder gives the folder of the cache of an edition, without or with what is held
// back of it.
func (a *app) cacheFolder(m briefing.Marking, heldBack bool) string {
	kind := m.Slug()
	if heldBack {
		kind += "-drafts"
	}
	return filepath.Join(a.dir, ".dossier", "cache", kind)
}

// openCache opens such a cache, and tells what is wrong with it; it gives nil where there
// can be none. What is known of texts does not depend on which are held back, so one with
// them begins with what one without has; never the other way round.
func (a *app) openCache(root *os.Root, m briefing.Marking, heldBack bool, program briefing.Sum) *cache.Cache {
	if err := guardCache(root); err != nil {
		a.tellUnkept(err)
		return nil
	}
	dir := a.cacheFolder(m, heldBack)
	if heldBack {
		_ = cache.Seed(dir, a.cacheFolder(m, false)) // without, all is read
	}
	c := cache.Open(dir, fmt.Sprintf("%s %x", m.Slug(), program))
	if why := c.Why(); why != "" {
		a.tellForgotten(why)
	}
	return c
}

// guardCache refuses links above the cache: they might lead texts out of the site.
func guardCache(root *os.Root) error {
	for _, name := range []string{".dossier", ".dossier/cache"} {
		if info, err := root.Lstat(name); err == nil && !info.IsDir() {
			return fmt.Errorf("%q is not a folder", name)
		}
	}
	return nil
}

// tellForgotten says that a cache is of no use.
func (a *app) tellForgotten(why string) {
	fmt.Fprintf(a.err, "dossier: the cache is made anew: %s\n", why)
}

// tellUnkept says why there is no cache to be kept.
func (a *app) tellUnkept(why error) {
	fmt.Fprintf(a.err, "dossier: the cache cannot be kept: %v\n", why)
}

// program sums up the program itself: what another one kept is not trusted, as it may
// have been of another mind. One that cannot read itself trusts nothing.
func program() briefing.Sum {
	sum, err := sumOfProgram()
	if err != nil {
		rand.Read(sum[:])
	}
	return sum
}

func sumOfProgram() (sum briefing.Sum, err error) {
	path, err := os.Executable()
	if err != nil {
		return sum, err
	}
	f, err := os.Open(path)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	h := xxh3.New()
	_, err = io.CopyBuffer(h, struct{ io.Reader }{f}, make([]byte, 256<<10))
	return h.Sum128().Bytes(), err
}

// forget empties a damaged cache, or does without.
func (b *building) forget(why error) {
	b.tellForgotten(why.Error())
	b.Stats.Anew = cmp.Or(b.Stats.Anew, why.Error())
	if err := b.Cache.Clear(); err != nil {
		b.tellUnkept(err)
		b.Cache.Close()
		b.Cache = nil
	}
}
