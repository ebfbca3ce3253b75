package source

import (
	"bufio"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"
)

// golden is a line of testdata/spellings.txt: a text and either the identity
// it must fold to or the code of its refusal.
type golden struct {
	line             int
	raw, folded, bad string
}

func spellings(t testing.TB) []golden {
	t.Helper()
	f, err := os.Open("testdata/spellings.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []golden
	var now golden
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		text := lines.Text()
		switch {
		case text == "" || text[0] == '#' && now.bad == "":
		case strings.HasPrefix(text, "= "):
			now = golden{folded: text[2:]}
		case strings.HasPrefix(text, "! "):
			now = golden{bad: text[2:]}
		default:
			now.line, now.raw = n, text
			if raw, err := strconv.Unquote(text); err == nil && text[0] == '"' {
				now.raw = raw
			}
			out = append(out, now)
		}
	}
	if len(out) < 100 {
		t.Fatalf("only %d spellings were read", len(out))
	}
	return out
}

func TestEverySpellingHasItsIdentity(t *testing.T) {
	for _, s := range spellings(t) {
		c, err := Clean(s.raw)
		var r *Refusal
		switch {
		case err == nil && s.bad != "":
			t.Errorf("spellings.txt:%d: %q became %q, want it refused as %s", s.line, s.raw, c.URL, s.bad)
		case errors.As(err, &r) && r.Code != s.bad:
			t.Errorf("spellings.txt:%d: %q is refused as %s (%s), want %q", s.line, s.raw, r.Code, r.Text, s.bad+s.folded)
		case err == nil && Fold(c.URL) != s.folded:
			t.Errorf("spellings.txt:%d: %q folds to %q, want %q", s.line, s.raw, Fold(c.URL), s.folded)
		}
	}
}

func TestARefusalNeverRepeatsAPassword(t *testing.T) {
	for _, raw := range []string{"https://user:secret@example.org/", "user:secret@example.org/a", "http://u:secret@[.]/", "ftp://u:secret@example.org"} {
		if _, err := Clean(raw); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", raw, err)
		}
	}
}
