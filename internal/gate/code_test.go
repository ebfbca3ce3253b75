package gate

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestEveryCodeIsListed holds that the comment of a package names each code by which
// its diagnostics are known: authors silence them, programs read them.
func TestEveryCodeIsListed(t *testing.T) {
	for _, fault := range codeFaults(files(t)) {
		t.Error(fault)
	}
}

func codeFaults(all []file) []string {
	var out []string
	byPackage := packages(all)
	for _, pkg := range slices.Sorted(maps.Keys(byPackage)) {
		var doc strings.Builder
		codes := map[string]bool{}
		for _, f := range byPackage[pkg] {
			doc.WriteString(f.tree.Doc.Text())
			ast.Inspect(f.tree, func(n ast.Node) bool {
				if code := codeOf(n); code != "" {
					codes[code] = true
				}
				return true
			})
		}
		listed := strings.FieldsFunc(doc.String(), func(r rune) bool { return r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9') })
		for _, code := range slices.Sorted(maps.Keys(codes)) {
			if !slices.Contains(listed, code) {
				out = append(out, fmt.Sprintf("the comment of %s does not list the code %q", pkg, code))
			}
		}
	}
	return out
}

// codeOf gives the code of a call of diag.List.Add, or of the field of a
// diag.Diagnostic, where it is written out.
func codeOf(n ast.Node) string {
	switch n := n.(type) {
	case *ast.CallExpr:
		if called, ok := n.Fun.(*ast.SelectorExpr); ok && called.Sel.Name == "Add" && len(n.Args) >= 4 {
			return text(n.Args[2])
		}
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Code" {
			return text(n.Value)
		}
	}
	return ""
}

func text(e ast.Expr) string {
	if lit, ok := e.(*ast.BasicLit); ok {
		s, _ := strconv.Unquote(lit.Value)
		return s
	}
	return ""
}
