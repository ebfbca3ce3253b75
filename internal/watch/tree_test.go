package watch

import (
	"context"
	"os"
	"testing"
	"testing/fstest"
	"time"
)

// TestAFreshFileIsNamedOnceMore holds, on a clock of its own, that a file that changed
// just before it was seen is looked at again when its time can no longer be the same,
// and that one that is long as it is comes up once.
func TestAFreshFileIsNamedOnceMore(t *testing.T) {
	t.Parallel()
	start := time.Unix(1000, 0)
	at := func(s float64) time.Time { return start.Add(time.Duration(s * float64(time.Second))) }
	info := func(modified time.Time) os.FileInfo {
		info, err := fstest.MapFS{"x": {ModTime: modified}}.Stat("x")
		must(t, err)
		return info
	}
	type look struct {
		at   float64
		mark int64
		want bool
	}
	for name, c := range map[string]struct {
		modified time.Time
		looks    []look
	}{
		"old":              {at(-60), []look{{0, 1, false}, {1, 1, false}, {9, 1, false}}},
		"fresh":            {at(-0.5), []look{{1, 1, false}, {2, 1, true}, {3, 1, false}, {9, 1, false}}},
		"of a fast clock":  {at(1), []look{{1, 1, false}, {2, 1, true}, {9, 1, false}}},
		"of a wrong clock": {at(3600), []look{{1, 1, false}, {9, 1, false}}},
		"changed later":    {at(-60), []look{{1, 1, false}, {5, 2, true}, {6, 2, false}, {7, 2, true}, {8, 2, false}}},
		"changed often":    {at(-60), []look{{1, 2, true}, {2, 3, true}, {3, 3, false}, {4, 3, true}, {5, 3, false}}},
	} {
		mark := func(n int64) mark { return mark{own: stamp{size: n}} }
		s := firstSight(mark(1), info(c.modified), start)
		for _, l := range c.looks {
			if got := s.differs(mark(l.mark), at(l.at)); got != l.want {
				t.Errorf("%s: after %v s it differs: %t", name, l.at, got)
			}
		}
	}
}

// TestAPollThatIsBrokenOffLosesNothing holds that what was not come to is not taken
// for gone.
func TestAPollThatIsBrokenOffLosesNothing(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, "a/x.md", "b/y.md")
	s := scope{views: []view{{dir, dir}}, ignore: func(string, bool) bool { return false }}
	tr := &tree{dir: dir, seen: map[string]*sight{}}
	if found := tr.poll(context.Background(), s); len(found) != 4 {
		t.Fatalf("found %v", found)
	}
	done, stop := context.WithCancel(context.Background())
	stop()
	if found := tr.poll(done, s); len(found) != 0 {
		t.Errorf("found %v", found)
	}
	must(t, os.Remove(dir+"/a/x.md"))
	if found := tr.poll(context.Background(), s); len(found) != 1 || found[0] != (spot{dir + "/a/x.md", false}) {
		t.Errorf("found %v", found)
	}
}
