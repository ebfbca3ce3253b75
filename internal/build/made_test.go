package build

import (
	"testing"
	"testing/fstest"

	"dossier/internal/diag"
	"dossier/internal/made"
)

// madeSeed is that of the archives made for tests.
const madeSeed = 7

// madeSite holds a made archive of n briefings.
func madeSite(n int) fstest.MapFS {
	files := fstest.MapFS{}
	for path, text := range made.New(n, madeSeed).Files() {
		files[path] = &fstest.MapFile{Data: text}
	}
	return files
}

func TestAMadeArchiveHasNoFaults(t *testing.T) {
	for _, n := range []int{1, 20, 300} {
		o := optionsFor(n)
		r, err := Edition(o)
		if err != nil {
			t.Fatal(err)
		}
		if said := r.Diags.AtLeast(diag.Warning); len(said) > 0 {
			t.Errorf("of %d briefings: %v", n, said)
		}
		if len(r.Archive.Briefings) != n || len(r.Archive.Sources) < 2*n {
			t.Errorf("%d briefings and %d sources, want %d and more than twice as many", len(r.Archive.Briefings), len(r.Archive.Sources), n)
		}
	}
}
