package live

import (
	"strings"
	"testing"
)

// Of many editions that are looked at in turn only two are in memory, and each is right.
func TestEditionsAreMadeAnewWhereOthersWereLookedAt(t *testing.T) {
	f := newFolder(t, a, text("A", "CLEAR", "Words of old."), b, text("B", "RED", "Words."))
	s := f.begun(Options{})
	for round := range 3 {
		for _, name := range []string{"CLEAR", "GREEN", "AMBER", "RED"} {
			e, err := s.Edition(t.Context(), name, "/briefings/2026/a/")
			if err != nil {
				t.Fatal(err)
			}
			words := "Words of " + strings.Repeat("very ", round) + "old."
			if p, err := e.Page("/briefings/2026/a/"); err != nil || !strings.Contains(string(p.Body), words) {
				t.Errorf("%s, round %d: %v", name, round, err)
			}
			if _, err := e.Page("/briefings/2026/b/"); (err == nil) != (name == "RED") {
				t.Errorf("%s shows what is above it, or does not show what is not: %v", name, err)
			}
		}
		if len(s.all()) > 2 {
			t.Errorf("%d editions are in memory", len(s.all()))
		}
		f.put(a, text("A", "CLEAR", "Words of "+strings.Repeat("very ", round+1)+"old."))
		s.Changed(a)
	}
}
