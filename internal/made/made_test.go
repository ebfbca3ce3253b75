package made

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sumOf gives the SHA-256 of all files with their paths.
func sumOf(a *Archive) string {
	h := sha256.New()
	for path, text := range a.Files() {
		fmt.Fprintf(h, "%s %d\n%s", path, len(text), text)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func TestAnArchiveHasTheSameBytesEachTime(t *testing.T) {
	// Figures that were measured before this sum changed compare with none after it.
	const want = "11680c1c35c8390746c698a945b3067ff1254a602e2f2086ecaa0eef9965c510"
	a := New(50, 7)
	if got := sumOf(a); got != want {
		t.Errorf("the archive of 50 has the sum %s, not %s", got, want)
	}
	if sumOf(a) != want || sumOf(New(50, 7)) != want {
		t.Error("read or made a second time it is another one")
	}
	if sumOf(New(50, 8)) == want || sumOf(New(51, 7)) == want {
		t.Error("another seed or size makes the same archive")
	}
}

func TestABriefingIsAsLargeAsThePackageSays(t *testing.T) {
	const n = 1000
	words, sources, paths := 0, map[string]bool{}, []string{}
	note, address := regexp.MustCompile(`(?m)^\[\^\d+\]: .*$`), regexp.MustCompile(`https://[^)\s]+`)
	for path, text := range New(n, 7).Files() {
		if bytes.HasPrefix(text, []byte("---\n")) {
			paths = append(paths, path)
			defined := note.FindAll(text, -1)
			if len(defined) != notes {
				t.Errorf("%s has %d notes", path, len(defined))
			}
			body, _, _ := bytes.Cut(text, []byte("\n[^1]: "))
			words += len(bytes.Fields(body))
			for _, u := range address.FindAll(bytes.Join(defined, []byte("\n")), -1) {
				sources[strings.TrimRight(string(u), ".")] = true
			}
		}
	}
	if words/n < 1050 || words/n > 1250 {
		t.Errorf("a briefing has %d words", words/n)
	}
	if per := float64(len(sources)) / n; per < 2.5 || per > 3.5 {
		t.Errorf("there are %.1f sources to a briefing", per)
	}
	if !slices.IsSorted(paths) || len(slices.Compact(paths)) != n || paths[n-1] != Path(n-1, n) {
		t.Errorf("%d paths, the last %s", len(paths), paths[len(paths)-1])
	}
}

func TestFilesMayBeLeftEarly(t *testing.T) {
	seen := 0
	for range New(5, 7).Files() {
		if seen++; seen == 3 {
			break
		}
	}
	if seen != 3 {
		t.Errorf("%d files seen", seen)
	}
}
