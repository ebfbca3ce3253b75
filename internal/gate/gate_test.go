// Package gate holds the rules that every package keeps, as tests: which may
// import which, how source is formatted, what is documented, and that it is
// sound on each system that the program is built for.
package gate

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the module's folder as seen from this one.
const root = "../.."

// file is a Go file of the module, by its path from the root.
type file struct {
	path   string
	source []byte
	tree   *ast.File
}

func (f file) isTest() bool { return strings.HasSuffix(f.path, "_test.go") }

// files parses every Go file of the module, for whatever system it is.
func files(t *testing.T) []file {
	t.Helper()
	var out []file
	fsys := os.DirFS(root)
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch base := path.Base(name); {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (base[0] == '.' || base[0] == '_' || base == "testdata"):
			return fs.SkipDir
		case d.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		source, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		f, err := parse(name, string(source))
		out = append(out, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 20 {
		t.Fatalf("%d Go files below %s: this is not the module", len(out), root)
	}
	return out
}

func parse(name, source string) (file, error) {
	tree, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ParseComments|parser.SkipObjectResolution)
	return file{name, []byte(source), tree}, err
}

// packages groups the files that are no tests by their folder.
func packages(all []file) map[string][]file {
	out := map[string][]file{}
	for _, f := range all {
		if !f.isTest() {
			out[path.Dir(f.path)] = append(out[path.Dir(f.path)], f)
		}
	}
	return out
}

func imports(f file) []string {
	var out []string
	for _, i := range f.tree.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		out = append(out, p)
	}
	return out
}

func TestPackagesImportWhatTheTableAllows(t *testing.T) {
	for _, fault := range importFaults(files(t)) {
		t.Error(fault)
	}
}

func TestSourceIsFormatted(t *testing.T) {
	for _, f := range files(t) {
		want, err := format.Source(f.source)
		if err != nil || string(want) != string(f.source) {
			t.Errorf("%s is not as gofmt prints it (%v)", f.path, err)
		}
	}
}

func TestSourceFollowsTheStyle(t *testing.T) {
	all := files(t)
	for _, fault := range styleFaults(all) {
		t.Error(fault)
	}
}

func TestVetPassesOnEverySystem(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: vet for three systems takes a while (-short)")
	}
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("skipped: there is no go command to vet with")
	}
	for _, system := range []string{"linux", "darwin", "windows"} {
		t.Run(system, func(t *testing.T) {
			cmd := exec.Command(goTool, "vet", "./...")
			cmd.Dir = root
			cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// TestTheGateCanClose holds that each rule finds what breaks it, and nothing in
// what does not.
func TestTheGateCanClose(t *testing.T) {
	for name, c := range map[string]struct {
		path, source string
		want         []string
	}{
		"sound": {"internal/source/a.go", "// Package source is.\npackage source\n\nimport \"dossier/internal/diag\"\n\n// A is.\nvar A = diag.Error\n", nil},
		"import that is not allowed": {"internal/diag/a.go", "// Package diag is.\npackage diag\n\nimport _ \"dossier/internal/briefing\"\n",
			[]string{"internal/diag/a.go imports internal/briefing, which the table does not allow"}},
		"package not in the table": {"internal/novel/a.go", "// Package novel is.\npackage novel\n",
			[]string{"internal/novel is not in the import table"}},
		"goldmark": {"internal/site/a.go", "// Package site is.\npackage site\n\nimport _ \"github.com/yuin/goldmark/ast\"\n",
			[]string{"internal/site/a.go imports github.com/yuin/goldmark/ast, which only internal/markdown and internal/scale may"}},
		"frontmatter": {"internal/site/a.go", "// Package site is.\npackage site\n\nimport _ \"github.com/adrg/frontmatter\"\n",
			[]string{"internal/site/a.go imports github.com/adrg/frontmatter, which only internal/content may"}},
		"no package comment": {"internal/diag/a.go", "package diag\n", []string{"internal/diag has no package comment"}},
		"code that is not listed": {"internal/source/a.go", "// Package source is. Codes: a-code.\npackage source\n\nfunc f(l L) { l.Add(at, e, \"a-code\", \"x\"); l.Add(at, e, \"code\", \"x\") }\n\nvar d = D{Code: \"b-code\"}\n",
			[]string{"the comment of internal/source does not list the code \"b-code\"", "the comment of internal/source does not list the code \"code\""}},
		"init": {"internal/diag/a.go", "// Package diag is.\npackage diag\n\nfunc init() {}\n", []string{"internal/diag/a.go has a function init"}},
		"name that says nothing": {"internal/diag/a.go", "// Package util is.\npackage util\n",
			[]string{"internal/diag/a.go: a package called util"}},
		"undocumented": {"internal/diag/a.go", `// Package diag is.
package diag

type T struct{}
type U[P any] struct{}
type hidden struct{}

func F()            {}
func (t *T) M()     {}
func (u *U[P]) N()  {}
func (h hidden) M() {}
func (t T) m()      {}

const C, c = 1, 2

var (
	V = 1
	v = 2
	// W is.
	W = 3
	X = 4 // X is.
)

// These are.
const (
	Y = 1
	Z = 2
)
`, []string{
			"internal/diag/a.go: C is exported and has no comment", "internal/diag/a.go: F is exported and has no comment",
			"internal/diag/a.go: M is exported and has no comment", "internal/diag/a.go: N is exported and has no comment",
			"internal/diag/a.go: T is exported and has no comment", "internal/diag/a.go: U is exported and has no comment",
			"internal/diag/a.go: V is exported and has no comment",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := parse(c.path, c.source)
			if err != nil {
				t.Fatal(err)
			}
			got := slices.Concat(importFaults([]file{f}), styleFaults([]file{f}), codeFaults([]file{f}))
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("\n got %q\nwant %q", got, c.want)
			}
		})
	}
}
