package render

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// override parses the site's own files into the set and finds what they lack and
// what of them no page would ever print.
func (t *Templates) override(base, own map[string]string) diag.List {
	var diags diag.List
	for _, name := range slices.Sorted(maps.Keys(own)) {
		if _, err := t.set.New(name).Parse(own[name]); err != nil {
			diags = append(diags, templateFault(name, err))
		}
	}
	if len(own) == 0 || len(diags) > 0 {
		return diags
	}
	uses := t.uses()
	for _, u := range uses {
		if t.set.Lookup(u.name) == nil {
			diags = append(diags, undefined(u, base, own))
		}
	}
	return append(diags, t.unused(base, own, uses)...)
}

// use is a place where a template is asked for: "home.html:2:12", or "" where the
// program itself asks.
type use struct{ name, place string }

func (t *Templates) uses() []use {
	out := []use{{name: entryTemplate}}
	for _, p := range pageTemplates {
		out = append(out, use{name: p.name})
	}
	for _, defined := range t.set.Templates() {
		calls(defined.Root, func(n *parse.TemplateNode) {
			place, _ := defined.ErrorContext(n)
			out = append(out, use{n.Name, place})
		})
	}
	return out
}

// calls visits every {{template}} of a part of a template.
func calls(n parse.Node, visit func(*parse.TemplateNode)) {
	branch := func(b *parse.BranchNode) {
		calls(b.List, visit)
		calls(b.ElseList, visit)
	}
	switch n := n.(type) {
	case *parse.TemplateNode:
		visit(n)
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.ListNode:
		if n == nil { // no {{else}}
			return
		}
		for _, c := range n.Nodes {
			calls(c, visit)
		}
	}
}

// undefined says of a template that is used and not there where to write it: in
// the file that uses it, or, when that is the theme's, in the one of the site that
// stands for the theme's file with that template.
func undefined(u use, base, own map[string]string) diag.Diagnostic {
	name := strconv.Quote(u.name)
	file, _, _ := strings.Cut(u.place, ":")
	if _, mine := own[file]; !mine {
		for _, stand := range slices.Sorted(maps.Keys(own)) {
			was, err := newSet().New(stand).Parse(base[stand])
			if err == nil && was.Lookup(u.name) != nil {
				return diag.Diagnostic{Pos: diag.Pos{Path: path.Join("templates", stand)}, Severity: diag.Error, Code: "template",
					Text: name + " is not defined here, and the theme uses it",
					Hint: "this file stands for the theme's of the same name; what is not to be printed may be defined empty"}
			}
		}
	}
	d := templateFault(file, errors.New("template: "+u.place+": there is no template "+name))
	d.Hint = "write {{define " + name + "}} in a file of templates/"
	return d
}

// unused warns of files of which no page uses anything: a misspelt name, mostly.
func (t *Templates) unused(base, own map[string]string, uses []use) diag.List {
	wanted := map[string]bool{}
	for _, u := range uses {
		if defined := t.set.Lookup(u.name); defined != nil {
			wanted[defined.ParseName] = true
		}
	}
	var diags diag.List
	for _, name := range slices.Sorted(maps.Keys(own)) {
		if _, known := base[name]; known || wanted[name] {
			continue
		}
		diags.Add(diag.Pos{Path: path.Join("templates", name)}, diag.Warning, "template-unused", "the theme has no template %q and nothing uses it", name)
		if near := briefing.Nearest(name, slices.Sorted(maps.Keys(base))); near != "" {
			diags.Hint("did you mean %q?", near)
		}
	}
	return diags
}

// strayFiles warns of files in templates/ that are never read, but for Go files: a
// theme may be a package that embeds itself, as this project's is.
func strayFiles(own fs.FS) diag.List {
	var diags diag.List
	if own == nil {
		return nil
	}
	_ = fs.WalkDir(own, ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil || name == ".":
			return nil // what is to be read and cannot be is reported where it is read
		case strings.HasPrefix(e.Name(), ".") && e.IsDir():
			return fs.SkipDir
		case e.IsDir(), strings.HasPrefix(e.Name(), "."), path.Ext(name) == ".go", path.Dir(name) == "." && path.Ext(name) == ".html",
			path.Dir(name) == "words" && path.Ext(name) == ".toml":
			return nil
		}
		diags.Add(diag.Pos{Path: path.Join("templates", name)}, diag.Warning, "template-unused", "this file is not read")
		diags.Hint("templates are templates/NAME.html, words templates/words/LANG.toml")
		return nil
	})
	return diags
}
