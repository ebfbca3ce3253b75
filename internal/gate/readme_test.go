package gate

import (
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// row is a line of the README's table of packages: the package, what it is for,
// and what it may import of the module.
var row = regexp.MustCompile("(?m)^\\| `([^`]+)`(?:, `[^`]+`)* \\| [^|]+ \\| ([^|]+) \\|$")

// TestTheReadmesTableIsTheOneThatHolds holds the table that a reader sees against
// the one that the packages are held to.
func TestTheReadmesTableIsTheOneThatHolds(t *testing.T) {
	text, err := os.ReadFile(root + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]string{}
	_, tables, _ := strings.Cut(string(text), "| package |")
	for _, m := range row.FindAllStringSubmatch(tables, -1) {
		shown[strings.TrimSuffix(m[1], "/")] = m[2]
	}
	there := packages(files(t))
	for _, pkg := range slices.Sorted(maps.Keys(there)) {
		if want := inWords(pkg, there); shown[pkg] != want && pkg != "static" {
			t.Errorf("README.md says of %s that it imports %q, not %q", pkg, shown[pkg], want)
		}
		delete(shown, pkg)
	}
	for pkg := range shown {
		t.Errorf("README.md lists %s, which is not there", pkg)
	}
}

// inWords gives what a package may import as the README says it: of the packages
// that are there, "everything", or "-" for none.
func inWords(pkg string, there map[string][]file) string {
	var may []string
	for _, i := range table[pkg] {
		if _, ok := there["internal/"+i]; ok {
			may = append(may, i)
		}
	}
	switch {
	case slices.Equal(table[pkg], []string{"*"}):
		return "everything"
	case len(may) == 0:
		return "-"
	}
	slices.Sort(may)
	return strings.Join(may, ", ")
}

// TestTheTableAllowsNoMoreThanIsUsed keeps leave that nobody takes out of it.
func TestTheTableAllowsNoMoreThanIsUsed(t *testing.T) {
	there := packages(files(t))
	for _, pkg := range slices.Sorted(maps.Keys(there)) {
		used := map[string]bool{}
		for _, f := range there[pkg] {
			for _, i := range imports(f) {
				used[path.Base(i)] = used[path.Base(i)] || strings.HasPrefix(i, module)
			}
		}
		for _, i := range table[pkg] {
			if _, ok := there["internal/"+i]; ok && !used[i] {
				t.Errorf("the table lets %s import %s, which it does not", pkg, i)
			}
		}
	}
}
