package output

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// What was found is believed for as long as no other build came to its end there, or was
// killed meanwhile; then it is as if nobody had looked.
func TestWhatWasFoundHoldsUntilAnotherBuild(t *testing.T) {
	files := map[string]string{"a.html": "a", "b.html": "bb", "in/c.html": "ccc"}
	for name, meanwhile := range map[string]func(dir string){
		"nothing": func(string) {},
		"a build of the same": func(dir string) {
			made(t, dir, files)
		},
		"a build of another": func(dir string) {
			made(t, dir, map[string]string{"a.html": "another", "d.html": "d"})
		},
		"a build that was killed": func(dir string) {
			write(t, dir, "b.html", "BB")
			age(t, dir, "b.html")
			write(t, dir, journalFile, fmt.Sprintf(`{"kind": %q, "paths": ["b.html"]}`, kind))
		},
		"no output": func(dir string) {
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "out")
			made(t, dir, files)
			age(t, dir, "a.html", "b.html", "in/c.html")
			found := Find(dir, Options{})
			meanwhile(dir)
			if _, whole := found.Untouched(kind); whole != (name == "nothing" || name == "a build of the same") {
				t.Errorf("untouched is %v", whole)
			}
			w, err := Begin(dir, kind, Options{Found: found})
			if err != nil {
				t.Fatal(err)
			}
			for p, text := range files {
				if !w.Keep(Page, p, Fingerprint(len(text))) {
					if err := w.Put(Page, p, []byte(text), Fingerprint(len(text))); err != nil {
						t.Fatal(err)
					}
				}
			}
			r, err := w.Commit()
			if err != nil {
				t.Fatal(err)
			}
			if got := read(t, dir, "a.html") + read(t, dir, "b.html") + read(t, dir, "in/c.html"); got != "abbccc" {
				t.Errorf("the output is %q", got)
			}
			if kept := r.Kept == 3; kept != (name == "nothing" || name == "a build of the same") {
				t.Errorf("%d files were kept", r.Kept)
			}
		})
	}
}
