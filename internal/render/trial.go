package render

import (
	"errors"
	"io"
	"path"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"text/template"

	"dossier/internal/diag"
	"dossier/internal/site"
)

// try executes every page template with an empty and a full view.
func (t *Templates) try(diags *diag.List) {
	for _, p := range pageTemplates {
		for _, full := range []bool{false, true} {
			shared, view := &site.Shared{}, reflect.New(reflect.TypeOf(p.view))
			if full {
				fill(reflect.ValueOf(shared).Elem())
				fill(view.Elem())
			}
			err := t.byKind[p.kinds[0]].Execute(io.Discard, data{siteDataOf(shared), view.Interface()})
			if err != nil {
				*diags = append(*diags, templateFault(p.name, err))
			}
		}
	}
}

// fill gives every field of a view a value and every slice an element.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Int:
		v.SetInt(1)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i))
		}
	}
}

var templatePlace = regexp.MustCompile(`^template: ([^:\s]+):(\d+)(?::(\d+))?: ?`)

// templateFault makes a diagnostic of an error of text/template, whose message
// starts with its place. A template that another one executed, through a function,
// has the fault in it.
func templateFault(name string, err error) diag.Diagnostic {
	for inner := (template.ExecError{}); errors.As(errors.Unwrap(err), &inner); {
		err = inner
	}
	text, at := err.Error(), diag.Pos{Path: path.Join("templates", name)}
	if m := templatePlace.FindStringSubmatch(text); m != nil {
		at.Path = path.Join("templates", m[1])
		at.Line, _ = strconv.Atoi(m[2])
		at.Col, _ = strconv.Atoi(m[3])
		at.Col++ // text/template counts columns from 0
		if m[3] == "" {
			at.Col = 0
		}
		text = text[len(m[0]):]
	}
	d := diag.Diagnostic{Pos: at, Severity: diag.Error, Code: "template", Text: strings.ReplaceAll(text, "\n", " ")}
	if strings.Contains(text, "can't evaluate field") {
		d.Hint = `"dossier list view PATH --json" prints what the template of a page gets`
	}
	return d
}

// AsDiagnostic gives the diagnostic of an error that executing a template
// returned, and false for any other error.
func AsDiagnostic(err error) (diag.Diagnostic, bool) {
	var exec template.ExecError
	if !errors.As(err, &exec) {
		return diag.Diagnostic{}, false
	}
	return templateFault(exec.Name, exec), true
}
