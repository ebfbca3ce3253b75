package cache

import (
	"reflect"
	"testing"

	"dossier/internal/briefing"
)

// What files share they share again, and nothing else.
func TestLayoutsAreSharedAgain(t *testing.T) {
	one := []briefing.KeyLine{{Key: "title", Line: 2, Col: 1}, {Key: "date", Line: 3, Col: 1}}
	alike := append([]briefing.KeyLine(nil), one...)
	given := [][]briefing.KeyLine{one, nil, one[:1], one, {}, alike, one[:1]}
	var w, r coder
	for range 2 { // a coder is used again and again
		w.write()
		for i := range given {
			w.layout(&given[i])
		}
		r.read(w.finish())
		got := make([][]briefing.KeyLine, len(given))
		for i := range got {
			r.layout(&got[i])
		}
		if err := r.done(); err != nil || !reflect.DeepEqual(got, given) {
			t.Fatalf("got %v (%v), not %v", got, err, given)
		}
		if &got[0][0] != &got[3][0] || &got[2][0] != &got[6][0] || &got[0][0] == &got[5][0] || &got[0][0] == &got[2][0] {
			t.Error("what was one list is another, or two are one")
		}
	}
}

func TestALayoutThatIsNotThereIsDamage(t *testing.T) {
	var w, r coder
	w.write()
	w.number(1)
	r.read(w.finish())
	var lines []briefing.KeyLine
	if r.layout(&lines); r.err == nil || lines != nil {
		t.Errorf("got %v, %v", lines, r.err)
	}
}
