package gate

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
)

// styleFaults finds what every file or package must have or must not have.
func styleFaults(all []file) []string {
	var out []string
	for _, f := range all {
		if saysNothing(f.tree.Name.Name) {
			out = append(out, fmt.Sprintf("%s: a package called %s", f.path, f.tree.Name.Name))
		}
		for _, d := range f.tree.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				out = append(out, f.path+" has a function init")
			}
		}
	}
	byPackage := packages(all)
	for _, pkg := range slices.Sorted(maps.Keys(byPackage)) {
		if !slices.ContainsFunc(byPackage[pkg], func(f file) bool { return f.tree.Doc != nil }) {
			out = append(out, pkg+" has no package comment")
		}
		for _, f := range byPackage[pkg] {
			for _, name := range undocumented(f.tree) {
				out = append(out, fmt.Sprintf("%s: %s is exported and has no comment", f.path, name))
			}
		}
	}
	return out
}

func saysNothing(name string) bool {
	switch name {
	case "util", "common", "helpers", "types", "model", "manager", "handler":
		return true
	}
	return false
}

// undocumented lists the exported declarations of a file without a comment. One
// comment on a group of constants or variables is enough.
func undocumented(tree *ast.File) []string {
	var out []string
	for _, d := range tree.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Doc == nil && d.Name.IsExported() && exportedReceiver(d) {
				out = append(out, d.Name.Name)
			}
		case *ast.GenDecl:
			if d.Doc == nil {
				out = append(out, undocumentedSpecs(d.Specs)...)
			}
		}
	}
	return out
}

func undocumentedSpecs(specs []ast.Spec) []string {
	var out []string
	for _, s := range specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if s.Doc == nil && s.Comment == nil && s.Name.IsExported() {
				out = append(out, s.Name.Name)
			}
		case *ast.ValueSpec:
			for _, n := range s.Names {
				if s.Doc == nil && s.Comment == nil && n.IsExported() {
					out = append(out, n.Name)
				}
			}
		}
	}
	return out
}

// exportedReceiver reports whether a function is none of a hidden type.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	typ := d.Recv.List[0].Type
	for {
		switch t := typ.(type) {
		case *ast.StarExpr:
			typ = t.X
		case *ast.IndexExpr:
			typ = t.X
		case *ast.IndexListExpr:
			typ = t.X
		case *ast.Ident:
			return t.IsExported()
		default:
			return true
		}
	}
}
