package site

import (
	"slices"
	"testing"
)

// sitemaps.org, 0.9: at most 50,000 addresses a file.
func TestASitemapParts(t *testing.T) {
	for _, c := range []struct {
		n     int
		paths []string
	}{
		{0, nil},
		{1, []string{"/sitemap-2020.xml"}},
		{50_000, []string{"/sitemap-2020.xml"}},
		{50_001, []string{"/sitemap-2020.xml", "/sitemap-2020-2.xml"}},
		{120_000, []string{"/sitemap-2020.xml", "/sitemap-2020-2.xml", "/sitemap-2020-3.xml"}},
	} {
		s, members := &Site{}, make([]int32, c.n)
		for i := range members {
			members[i] = int32(i)
		}
		s.addSitemaps("/sitemap-2020", members)
		var paths []string
		var all []int32
		for i, m := range s.sitemaps {
			if p := s.pages[i]; p.Path != m.path || p.Kind != SitemapPart || p.Key != i || len(m.members) > 50_000 {
				t.Errorf("%d addresses: page %+v, %s of %d", c.n, p, m.path, len(m.members))
			}
			paths, all = append(paths, m.path), append(all, m.members...)
		}
		if !slices.Equal(paths, c.paths) || !slices.Equal(all, members) {
			t.Errorf("%d addresses: %v with %d in all", c.n, paths, len(all))
		}
	}
}
