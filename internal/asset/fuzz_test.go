package asset

import (
	"path"
	"strings"
	"testing"
)

// FuzzStyleSheet holds that what is published refers to published files alone,
// and that a style sheet that was published once passes again as it is.
func FuzzStyleSheet(f *testing.F) {
	for _, seed := range []string{
		`@import "b.css" print; a{b:url(i.png)}`, `a{b:url( '\69.png?v#x' )`, `a{b:image-set("i.png" 1x, url(/r.txt) 2x)}`,
		`/* x */ a{content:"\"url(x)"}`, `a{b:\75 rl(http://x)}`, "@namespace url(x:y);\r\n@import url(//h/\\\n);", "\xff\x00u+1?(",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sheet string) {
		files := []string{"assets/x.css", sheet, "assets/b.css", "", "assets/i.png", "i", "r.txt", "r"}
		first, diags := Collect(nil, folder(files...))
		if len(diags) > 0 {
			return
		}
		files[1] = content(t, first, "assets/x.css")
		for i := 2; i < len(files); i += 2 {
			files[i], _ = first.Name(files[i])
		}
		published := map[string]bool{}
		for i := 2; i < len(files); i += 2 {
			published[files[i]] = true
		}
		refs, faults := references([]byte(files[1]))
		if len(faults) > 0 {
			t.Fatalf("%q became %q: %v", sheet, files[1], faults)
		}
		for _, r := range refs {
			if strings.HasPrefix(strings.TrimSpace(r.target), "#") {
				continue
			}
			written, _ := splitSuffix(strings.Trim(r.target, " \t\r\n\f"))
			if to, ok := locate("assets/x.css", written); !ok || !published[path.Clean(to)] {
				t.Fatalf("%q became %q, which refers to %q", sheet, files[1], to)
			}
		}
	})
}
