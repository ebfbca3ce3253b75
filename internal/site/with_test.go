package site

import (
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"testing"
	"weak"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

func TestAnEditedSiteIsTheOnePlannedAnew(t *testing.T) {
	seeds, quick, faults, leaves := uint64(25), 0, 0, 0
	if testing.Short() {
		seeds = 6
	}
	for seed := range seeds {
		d := newDesk(t, seed)
		now, _, err := New(d.input(d.archive()))
		if err != nil {
			t.Fatal(err)
		}
		same := now // planned anew
		for step := range 30 {
			in := now.Input()
			changed, removed := d.saves()
			in.Archive, _ = now.arch.With(changed, removed)
			if r := now.replan(in); r != nil && r.plan() {
				quick++
			}
			next, diags, err := now.With(in)
			anew, want, fault := New(in)
			if err != nil || fault != nil {
				t.Fatal(err, fault)
			}
			at := fmt.Sprintf("seed %d, step %d, %d changed, %v removed", seed, step, len(changed), removed)
			if !reflect.DeepEqual(diags.Sort(), want.Sort()) {
				t.Fatalf("%s: it is said\n%v\nwant\n%v", at, diags, want)
			}
			compare(t, at, next, anew)
			compare(t, at+": the site before", now, same)
			faults += diags.Count(diag.Error)
			leaves += len(slices.DeleteFunc(slices.Clone(next.pages), func(p Page) bool { return p.Kind != Leaf }))
			for _, p := range now.pages {
				got, ok := next.Find(p.Path)
				if want, there := anew.Find(p.Path); got != want || ok != there {
					t.Fatalf("%s: %s is %v, %v, want %v, %v", at, p.Path, got, ok, want, there)
				}
			}
			now, same = next, anew
		}
	}
	if n := int(seeds) * 30; quick < n/3 || faults < n || leaves < n/6 {
		t.Errorf("of %d edits %d were quick, %d faults and %d leaves seen: the test shows little", n, quick, faults, leaves)
	}
}

// compare holds all that can be seen of a site against another one.
func compare(t *testing.T, at string, got, want *Site) {
	t.Helper()
	if !slices.Equal(got.Pages(), want.Pages()) {
		t.Fatalf("%s: the pages are\n%v\nwant\n%v", at, got.Pages(), want.Pages())
	}
	f, g := got.Fingerprints(briefing.Sum{}), want.Fingerprints(briefing.Sum{})
	for _, p := range want.Pages() {
		if f.Of(p) != g.Of(p) {
			t.Fatalf("%s: the fingerprint of %v is another", at, p)
		}
		x, err := got.View(p)
		y, fault := want.View(p)
		if !reflect.DeepEqual(x, y) || err != nil || fault != nil {
			t.Fatalf("%s: the view of %v is %+v, %v, want %+v, %v", at, p, x, err, y, fault)
		}
		if found, ok := got.Find(p.Path); found != p && ok {
			if again, _ := want.Find(p.Path); found != again {
				t.Fatalf("%s: %v is found as %v", at, p, found)
			}
		} else if !ok {
			t.Fatalf("%s: %v is not found", at, p)
		}
	}
	for i := range got.arch.Outlets {
		x, _ := got.AddressOfOutlet(i)
		if y, _ := want.AddressOfOutlet(i); x != y {
			t.Fatalf("%s: outlet %d is at %s, want %s", at, i, x, y)
		}
	}
	for i := range got.arch.Tags {
		x, _ := got.AddressOfTag(i)
		if y, _ := want.AddressOfTag(i); x != y {
			t.Fatalf("%s: tag %d is at %s, want %s", at, i, x, y)
		}
	}
}

// A preview makes a thousand sites of each other, and holds one.
func TestAnEditedSiteLetsGoOfTheOneBefore(t *testing.T) {
	d := newDesk(t, 1)
	now, _, err := New(d.input(d.archive()))
	if err != nil {
		t.Fatal(err)
	}
	before, archiveBefore := weak.Make(now), weak.Make(now.arch)
	in := now.Input()
	for file := range d.texts {
		d.texts[file].body[0] += " More."
		in.Archive, _ = now.arch.With([]*briefing.Briefing{d.read(file)}, nil)
		break
	}
	now, _, err = now.With(in)
	if err != nil {
		t.Fatal(err)
	}
	in = Input{}
	runtime.GC()
	runtime.GC()
	if before.Value() != nil || archiveBefore.Value() != nil {
		t.Error("the site before, or its archive, is still held")
	}
	runtime.KeepAlive(now)
}
