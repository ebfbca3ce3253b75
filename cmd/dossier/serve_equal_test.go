package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"dossier/internal/diag"
	"dossier/internal/preview"
)

// More saves than the gate has time for, or those of another seed:
//
//	go test ./cmd/dossier -run ServeEquals -saves 1000 -seed 3 -timeout 1h
var saves = flag.Int("saves", 60, "how many edits are tried on a site that is served")

// Whatever happens to a site that is served: what it shows then, in any edition, and what
// it says of the files are what a clean build writes and says.
func TestWhatIsServedEqualsACleanBuild(t *testing.T) {
	t.Parallel()
	n := *saves
	if testing.Short() {
		n = min(n, 20)
	}
	s := newServed(t, *firstSeed)
	names := slices.Sorted(maps.Keys(servedEdits()))
	deal := rand.New(rand.NewPCG(*firstSeed, 6))
	for i := range n {
		if i%len(names) == 0 {
			deal.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		}
		s.save(names[i%len(names)], deal.Uint64())
	}
	t.Logf("%d pages compared, %d builds failed", s.pages, s.failures)
	if s.pages < 10*n/3 || s.failures == 0 && n > 200 {
		t.Errorf("%d pages were compared, %d builds failed: the test shows little", s.pages, s.failures)
	}
}

// servedEdits are the edits that can happen below a server: those of the site's files and
// of the clock.
func servedEdits() map[string]edit {
	all := allEdits()
	for name := range outputEdits {
		delete(all, name)
	}
	for _, name := range []string{"site copied", "site moved", "behind a link"} {
		delete(all, name)
	}
	return all
}

// served is a lived-in site that is served, without a server before it.
type served struct {
	*lived
	v     *serving
	files map[string]string // of the site, when it was looked at last
	last  map[string]string // what clean builds came to, by edition and file
	pages int
}

func newServed(t *testing.T, seed uint64) *served {
	t.Helper()
	l := newLived(t, seed, 16)
	a := &app{world: world{nil, new(bytes.Buffer), new(bytes.Buffer), nil, nil}, dir: l.site()}
	v := &serving{app: a, began: make(chan struct{})}
	a.now = func() time.Time { return l.now }
	v.flags.addr, v.flags.drafts, v.flags.scheduled = "127.0.0.1:0", true, true
	v.flags.edition = "AMBER" // what is above it has faults
	if err := v.check(); err != nil {
		t.Fatal(err)
	}
	v.begin(t.Context())
	if err := v.site.Begin(t.Context()); err != nil {
		t.Fatal(err)
	}
	close(v.began)
	t.Cleanup(func() {
		if err := v.close(); err != nil && !strings.Contains(err.Error(), "the cache cannot be kept") {
			t.Error(err)
		}
	})
	l.good = filesOf(t, l.site())
	return &served{lived: l, v: v, files: filesOf(t, l.site()), last: map[string]string{}}
}

// save makes an edit and looks at what is shown.
func (s *served) save(name string, seed uint64) {
	s.t.Helper()
	s.begin(seed)
	if s.failed > 1 || s.failed == 1 && s.IntN(3) > 0 {
		s.mend()
	}
	s.log = append(s.log, name+": "+servedEdits()[name](s.lived))
	surely := slices.Equal(s.v.environ, s.environ) // no file tells of the environment
	s.v.environ = s.environ
	s.tell(surely)
	top := s.top()
	clean := s.clean()
	s.failed++
	sound := s.equals(top, clean)
	if all := s.v.site.Editions(); s.IntN(3) == 0 {
		s.equals(all[s.IntN(len(all))].Name, clean)
	}
	if sound {
		s.good, s.failed = filesOf(s.t, s.site()), 0
	}
}

// tell names the files that changed, if that is all there is to tell, or says that any may
// have.
func (s *served) tell(named bool) {
	now := filesOf(s.t, s.site())
	var changed []string
	for path, text := range now {
		if was, there := s.files[path]; !there || was != text {
			changed = append(changed, path)
		}
	}
	for path := range s.files {
		if _, there := now[path]; !there {
			changed = append(changed, path)
		}
	}
	s.files = now
	if len(changed) > 0 && s.IntN(4) > 0 && named {
		s.v.site.Changed(changed...)
	} else {
		s.v.site.Changed()
	}
}

// top gives the highest edition, once it is known.
func (s *served) top() string {
	for {
		name := s.v.site.Editions()[0].Name
		_, err := s.v.site.Edition(s.t.Context(), name, "")
		if err != nil || s.v.site.Editions()[0].Name == name {
			return name
		}
	}
}

// equals holds an edition against a clean build of it, and gives whether that went well.
func (s *served) equals(name, clean string) bool {
	s.t.Helper()
	args := []string{"build", "--edition", name, "--drafts", "--scheduled", "--format", "json"}
	did, files := s.fromNothing(clean, args)
	e, err := s.v.site.Edition(s.t.Context(), name, "")
	if err != nil && did.code == exitUsage { // no edition can be had yet
		return false
	}
	if err != nil {
		s.fail("%s: %v", name, err)
	}
	if fault := s.saysSame(e, did); fault != "" {
		s.fail("%s: %s", name, fault)
	}
	if did.code != exitOK {
		s.failures++
		return false
	}
	if e.Stale() {
		s.fail("%s is stale, and a clean build went well", name)
	}
	s.showsSame(name, e, files)
	return true
}

// saysSame holds what is said of the files against what a build said, if it came so far.
func (s *served) saysSame(e preview.Edition, did ending) string {
	var said diag.List
	for _, m := range e.Diagnostics() {
		said = append(said, m.Diagnostic)
	}
	switch {
	case did.code == exitUsage && !strings.HasPrefix(did.out, "{"), strings.Contains(did.out, `"template"`):
		if !e.Stale() && did.code == exitUsage {
			return "no error is said, and a build is refused: " + did.errs
		}
		return "" // a template may be at fault with one page alone
	}
	var b bytes.Buffer
	if err := said.Write(&b, diag.FormatJSON, false, nil); err != nil {
		return err.Error()
	}
	if b.String() != did.out {
		return "says " + firstDifference(b.String(), did.out)
	}
	return ""
}

// showsSame holds the pages that changed since the last clean build of the edition, and
// ten others, against that of today.
func (s *served) showsSame(name string, e preview.Edition, files map[string]string) {
	s.t.Helper()
	all := slices.Sorted(maps.Keys(files))
	looked := map[string]bool{}
	for _, f := range all {
		looked[f] = s.last[name+f] != files[f]
	}
	for range 10 {
		looked[all[s.IntN(len(all))]] = true
	}
	for _, f := range all {
		if s.last[name+f] = files[f]; !looked[f] || strings.HasPrefix(f, ".dossier/") {
			continue
		}
		p, err := e.Page(pathOf(f))
		if err != nil || string(p.Body) != files[f] {
			s.fail("%s: %s: %v: %s", name, f, err, firstDifference(string(p.Body), files[f]))
		}
		s.pages++
	}
	for f := range s.last {
		if f, mine := strings.CutPrefix(f, name); mine && files[f] == "" && !strings.HasPrefix(f, ".dossier/") && s.last[name+f] != "" {
			if _, err := e.Page(pathOf(f)); !errors.Is(err, fs.ErrNotExist) {
				s.fail("%s: %s is still there: %v", name, f, err)
			}
			delete(s.last, name+f)
		}
	}
}

// pathOf gives the site path of a file of the output.
func pathOf(file string) string {
	if file == "index.html" || strings.HasSuffix(file, "/index.html") {
		return "/" + strings.TrimSuffix(file, "index.html")
	}
	return "/" + file
}

func (s *served) fail(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("%s\nafter\n  %s", fmt.Sprintf(format, args...), strings.Join(s.log[max(0, len(s.log)-12):], "\n  "))
}
