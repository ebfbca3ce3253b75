package site

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// The hashes of the second and third run make names collide, at the last slot too.
func TestALookupFindsWhatWasEntered(t *testing.T) {
	hashes := map[string]func(string) uint64{
		"as it is": newLookup(0, nil).hash,
		"of few":   func(name string) uint64 { return uint64(name[len(name)-1]%4) << 62 },
		"of one":   func(string) uint64 { return math.MaxUint64 },
	}
	for which, hash := range hashes {
		r := rand.New(rand.NewPCG(1, 5))
		names := make([]string, 500)
		for i := range names {
			names[i] = fmt.Sprint("/", r.IntN(300))
		}
		l := newLookup(len(names), func(i int) string { return names[i] })
		l.hash = hash
		first := map[string]int{}
		for i, name := range names {
			if _, taken := first[name]; !taken {
				first[name] = i
			}
			if got := l.add(i); got != first[name] {
				t.Fatalf("hash %s: number %d, %s, is said to be %d, want %d", which, i, name, got, first[name])
			}
		}
		for i := range 310 {
			name := fmt.Sprint("/", i)
			want, there := first[name]
			if got, ok := l.find(name); ok != there || ok && got != want {
				t.Fatalf("hash %s: %s is %d, %v, want %d, %v", which, name, got, ok, want, there)
			}
		}
	}
}

func TestALookupOfNothingFindsNothing(t *testing.T) {
	l := newLookup(0, nil)
	if i, ok := l.find("/"); ok {
		t.Errorf("found %d", i)
	}
}

// Two paths are one where their files are, on a file system that tells neither case nor
// Unicode forms apart.
func TestPathsAreToldApartByTheirFiles(t *testing.T) {
	for _, c := range []struct{ path, want string }{
		{"/", ""}, {"", ""}, {"/index.html", ""}, {"/Index.HTML", ""},
		{"/A/", "a/"}, {"/a/index.html", "a/"}, {"/a/INDEX.html", "a/"},
		{"/a", "a"}, {"/a/b.XML", "a/b.xml"}, {"/a/myindex.html", "a/myindex.html"}, {"/index.html/", "index.html/"},
		{"/e\u0301/", "\u00e9/"}, {"/\u00c9/", "\u00e9/"}, {"/Stra\u00dfe/", "strasse/"},
	} {
		if got := foldedPath(c.path); got != c.want {
			t.Errorf("%q is told apart as %q, want %q", c.path, got, c.want)
		}
	}
}
