package diag

import "testing"

func TestAPlaceCountsLinesAndCodePoints(t *testing.T) {
	cases := []struct {
		text      string
		offset    int
		line, col int
	}{
		{"", 0, 1, 1},
		{"abc", 2, 1, 3},
		{"é é", 3, 1, 3},
		{"a\nbc", 2, 2, 1},
		{"a\r\nbc", 4, 2, 2},
		{"a\n", 2, 2, 1},
		{"a", 99, 1, 2},
		{"a", -1, 1, 1},
		{"\ufeffa", 3, 1, 1},
		{"\ufeff\n\ufeffa", 7, 2, 2},
		{"\xe9\xe9x", 2, 1, 3},
	}
	for _, c := range cases {
		if got := Place("p", []byte(c.text), c.offset); got != (Pos{"p", c.line, c.col}) {
			t.Errorf("Place(%q, %d) = %v, want %d:%d", c.text, c.offset, got, c.line, c.col)
		}
	}
}
