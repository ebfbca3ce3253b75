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
	if err := guardCache(s.root); err != nil {
		a.tellUnkept(err)
		return
	}
	kind := withDrafts(s.Options, s.Edition.Slug(), "-drafts")
	s.Cache = cache.Open(filepath.Join(a.dir, ".dossier", "cache", kind), fmt.Sprintf("%s %x", kind, s.Build))
	if why := s.Cache.Why(); why != "" {
		a.tellForgotten(why)
	}
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
