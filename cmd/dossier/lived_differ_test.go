package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"dossier/internal/output"
)

// placeless takes out of an ending what two builds may differ in: where they stood
// and how much they had to write.
func (l *lived) placeless(o ending) ending {
	places := strings.NewReplacer(filepath.Join(l.home, "clean"), "SITE", l.site(), "SITE", filepath.Join(l.home, "empty"), "OUT",
		l.out(0), "OUT", l.out(1), "OUT", l.out(2), "OUT", l.out(3), "OUT")
	o.out, o.errs = places.Replace(o.out), places.Replace(o.errs)
	o.out = counts.ReplaceAllString(o.out, "")
	o.errs = counts.ReplaceAllString(o.errs, "")
	var doc map[string]any
	if json.Unmarshal([]byte(o.out), &doc) == nil {
		if build, ok := doc["build"].(map[string]any); ok {
			delete(build, "written")
			delete(build, "removed")
			o.out = fmt.Sprint(doc)
		}
	}
	return o
}

var counts = regexp.MustCompile(`; (\d+) written, (\d+) removed`)

// miscounted holds what a build says that it wrote and removed against what changed.
// A file of the last build that is gone already counts as removed. After a build that
// was killed nobody can tell.
func (o ending) miscounted(before, after map[string]string) string {
	said := counts.FindStringSubmatch(o.out + o.errs)
	if _, killed := before[".dossier/journal.json"]; said == nil || killed {
		return ""
	}
	written, removed := 0, 0
	for p, text := range after {
		if old, there := before[p]; (!there || old != text) && !strings.HasPrefix(p, ".dossier/") {
			written++
		}
	}
	for _, p := range listed(before) {
		if _, there := after[p]; !there {
			removed++
		}
	}
	if said[1] != fmt.Sprint(written) || said[2] != fmt.Sprint(removed) {
		return fmt.Sprintf("said %q, and %d files were written, %d removed", said[0], written, removed)
	}
	return ""
}

// listed gives the files that the manifest of an output lists.
func listed(out map[string]string) []string {
	var m output.Manifest
	if json.Unmarshal([]byte(out[".dossier/manifest.json"]), &m) != nil {
		return nil
	}
	paths := make([]string, len(m.Files))
	for i, f := range m.Files {
		paths[i] = f.Path
	}
	return paths
}

func differs(got, want ending) string {
	switch {
	case got.code != want.code:
		return fmt.Sprintf("ended with %d, a clean build with %d\n%s%s", got.code, want.code, got.errs, want.errs)
	case got.errs != want.errs:
		return "on standard error " + firstDifference(got.errs, want.errs)
	case got.out != want.out:
		return "on standard output " + firstDifference(got.out, want.out)
	}
	return ""
}

// difference names the first file in which two outputs differ, pages before the
// manifest, and where in it.
func difference(got, want map[string]string) string {
	own := func(p string) int { return len(p) - len(strings.TrimPrefix(p, ".")) }
	for _, p := range slices.SortedFunc(maps.Keys(want), func(x, y string) int { return cmp.Or(own(x)-own(y), cmp.Compare(x, y)) }) {
		if text, ok := got[p]; !ok {
			return p + " is missing"
		} else if text != want[p] {
			return p + " " + firstDifference(text, want[p])
		}
	}
	for _, p := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[p]; !ok {
			return p + " is left over"
		}
	}
	return ""
}

func firstDifference(got, want string) string {
	at := 0
	for at < min(len(got), len(want)) && got[at] == want[at] {
		at++
	}
	around := func(s string) string { return s[max(0, min(at, len(s))-60):min(len(s), at+60)] }
	return fmt.Sprintf("differs at byte %d:\n got %q\nwant %q", at, around(got), around(want))
}
