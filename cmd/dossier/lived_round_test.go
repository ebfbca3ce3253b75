package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// round is what happens to a site before it is built again. All that is random in it
// comes from its seed, so that it does the same when other rounds are left out.
type round struct {
	seed  uint64
	edits []string // by name
}

// play makes the edits and builds one or two editions, or one more where there are no
// edits. It gives the first thing in which a build differs from a clean one, "" for none.
func (l *lived) play(r round) string {
	l.begin(r.seed)
	if l.failed > 1 || l.failed == 1 && l.IntN(8) > 0 {
		l.mend()
	}
	if l.IntN(10) == 0 {
		l.age(-time.Duration(1+l.IntN(100)) * time.Hour)
		l.log = append(l.log, "all files look old")
	}
	for _, name := range r.edits {
		l.log = append(l.log, name+": "+allEdits()[name](l))
	}
	some := 1 + l.IntN(2)
	if len(r.edits) == 0 {
		some++
	}
	return l.build(l.Perm(len(editions))[:some])
}

// mend makes the site what it was when it could be built. Files that are as they
// were are not touched.
func (l *lived) mend() {
	l.log = append(l.log, "mended")
	now := filesOf(l.t, l.site())
	for path, text := range now {
		if l.good[path] != text {
			l.must(os.RemoveAll(filepath.Join(l.site(), path)))
		}
	}
	for path, text := range l.good {
		if now[path] != text {
			lay(l.t, l.site(), path, text)
		}
	}
	l.environ = l.environ[:0:0]
}

// build builds some of the editions.
func (l *lived) build(some []int) string {
	clean := l.clean()
	l.failed++
	all := true
	for _, e := range some {
		l.log = append(l.log, fmt.Sprint("build ", editions[e]))
		fault, sound := l.compare(e, clean)
		if fault != "" {
			return fault
		}
		all = all && sound
	}
	if all {
		l.good, l.failed = filesOf(l.t, l.site()), 0
	}
	return ""
}

// sound builds an edition where nothing may go wrong.
func (l *lived) sound(edition int) {
	l.t.Helper()
	clean := l.clean()
	if fault, sound := l.compare(edition, clean); fault != "" || !sound {
		l.t.Fatalf("%s\nafter\n  %s", cmp.Or(fault, "the site is not sound"), strings.Join(l.log, "\n  "))
	}
	l.good = filesOf(l.t, l.site())
}

// edited makes the edits that are named and one or two that change little, so that the
// edition can be built. It gives a clean copy and what it comes to.
func (l *lived) edited(edition int, named ...string) (clean string, files map[string]string) {
	local := slices.Sorted(maps.Keys(localEdits()))
	for range 100 {
		for _, name := range append(named, l.pick(local...), l.pick(local...))[:len(named)+1+l.IntN(2)] {
			l.log = append(l.log, name+": "+allEdits()[name](l))
		}
		clean = l.clean()
		if did, files := l.fromNothing(clean, append([]string{"build"}, editions[edition]...)); did.code == exitOK {
			l.good = filesOf(l.t, l.site())
			return clean, files
		}
		l.mend()
	}
	l.t.Fatalf("no edit leaves the site sound\n  %s", strings.Join(l.log, "\n  "))
	return "", nil
}

// clean copies the site without what builds keep there.
func (l *lived) clean() string {
	dir := filepath.Join(l.home, "clean")
	l.must(os.RemoveAll(dir))
	for path, text := range filesOf(l.t, l.site()) {
		lay(l.t, dir, path, text)
	}
	return dir
}

// compare builds an edition of the site into the output it lives with, and one of its
// clean copy into an empty folder. It gives the first difference, "" for none, and
// whether the site is sound.
func (l *lived) compare(edition int, clean string) (fault string, sound bool) {
	args := slices.Concat([]string{"build"}, editions[edition], l.form())
	out := l.out(edition)
	before := l.outputOf(out)
	got := l.dossier(l.site(), l.asked(args, out)...)
	after := l.outputOf(out)
	want, files := l.fromNothing(clean, args)
	built := want.code == exitOK
	l.count(built, !maps.Equal(before, after))
	switch fault = differs(l.placeless(got), l.placeless(want)); {
	case fault != "":
	case !built:
		fault = difference(after, before)
	default:
		delete(l.rehash, filepath.Base(out))
		fault = cmp.Or(difference(after, files), got.miscounted(before, after))
	}
	if fault == "" && l.IntN(4) == 0 {
		check := append([]string{"check"}, editions[edition]...)
		fault = differs(l.placeless(l.dossier(l.site(), check...)), l.placeless(l.dossier(clean, check...)))
	}
	return fault, built || strings.Contains(want.errs, "nothing was written: 0 errors") // and only strict about warnings
}

// fromNothing builds a clean copy into an empty folder.
func (l *lived) fromNothing(clean string, args []string) (ending, map[string]string) {
	empty := filepath.Join(l.home, "empty")
	l.must(os.RemoveAll(empty))
	did := l.dossier(clean, slices.Concat(args, []string{"--out", empty})...)
	return did, tree(l.t, empty)
}

func (l *lived) count(built, changed bool) {
	l.builds++
	switch {
	case !built:
		l.failures++
	case changed:
		l.changes++
	}
}

// form gives one of the forms that a build tells its ending in.
func (l *lived) form() []string {
	switch l.IntN(12) {
	case 0, 1:
		return []string{"--json"}
	case 2, 3:
		return []string{"--format", l.pick("json", "sarif", "github")}
	case 4:
		return []string{"--strict"}
	}
	return nil
}

// asked completes the flags of a build into an output that is lived with.
func (l *lived) asked(args []string, out string) []string {
	args = slices.Concat(args, []string{"--out", out})
	if l.rehash[filepath.Base(out)] {
		args = append(args, "--rehash")
	}
	return args
}

// outputOf reads an output, and holds that nothing is missing of what others put
// there.
func (l *lived) outputOf(out string) map[string]string {
	files := tree(l.t, out)
	maps.DeleteFunc(files, func(p, _ string) bool { return strings.HasPrefix(p, ".dossier/stage/") }) // of a build that was killed
	for p, text := range l.mine {
		own, inside := strings.CutPrefix(p, filepath.Base(out)+"/")
		if inside && files[own] != text {
			l.t.Fatalf("%s, which no build wrote, is gone or changed\n%s", p, strings.Join(l.log, "\n"))
		}
		if inside {
			delete(files, own)
		}
	}
	return files
}
