package markdown

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
)

// FuzzParse holds that any bytes give a sound document, and that plain text
// keeps its words.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatal("no cases", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range archive.Files {
			if strings.HasSuffix(c.Name, ".md") {
				f.Add(c.Data, strings.HasSuffix(c.Name, ".trusted.md"))
			}
		}
	}
	f.Add([]byte("\xff\xfe[^a\x00]\r\r\n\t[^\xc3]: \u202e"), false)
	f.Fuzz(func(t *testing.T, body []byte, trusted bool) {
		d := New(Options{TrustHTML: trusted}).Parse(body, 1)
		sound(t, string(body), trusted, d)
		if !isPlain(body) {
			return
		}
		shown := everything(d)
		for _, w := range strings.Fields(string(body)) {
			if !strings.Contains(shown, w) {
				t.Errorf("%q lost %q\n%s", body, w, shown)
			}
		}
	})
}

// isPlain reports whether a body holds nothing that Markdown gives a meaning to.
func isPlain(body []byte) bool {
	return utf8.Valid(body) && strings.Trim(string(body), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ,:;?é日\n") == ""
}
