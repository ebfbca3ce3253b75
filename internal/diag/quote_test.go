package diag

import (
	"fmt"
	"testing"
)

func TestQuoteShowsTheLineAndTheColumn(t *testing.T) {
	files := map[string]string{"a.md": "one\n\tt\x1bwo 世界 x\n\nfour"}
	read := func(path string) []byte { return []byte(files[path]) }
	l := List{
		{Pos: Pos{"a.md", 2, 8}}, {Pos: Pos{"a.md", 4, 1}}, {Pos: Pos{"a.md", 1, 0}}, {Pos: Pos{"a.md", 3, 1}},
		{Pos: Pos{"a.md", 9, 1}}, {Pos: Pos{Path: "a.md"}}, {Pos: Pos{"b.md", 1, 1}}, {},
	}
	got := fmt.Sprintf("%q", l.Quote(read, nil))
	want := `[["2 |  t\\x1bwo 世界 x" "  |            ^"] ["4 | four" "  | ^"] ["1 | one"] [] [] [] [] []]`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	known := map[Diagnostic][]string{l[1]: {"4 | as it was"}}
	if again := l[:2].Quote(read, known); again[1][0] != "4 | as it was" || again[0][0] == "" {
		t.Errorf("with one known: %q", again)
	}
}
