// Package render turns pages into bytes: views through templates, feeds,
// sitemaps and the small text files.
//
// Templates are executed with text/template and not with html/template, because
// every text of a view is HTML already (type site.HTML, which only an escaper or
// our own printers make). Escaping again, at each place where a value is printed,
// took four tenths of a build. The price is a rule for themes: values are printed
// between tags or inside double quotes, as they are.
//
// A site overrides a file of the theme by having its own of the same name in
// templates/. Every override is executed with an empty and with a full view before
// anything is rendered, so a fault in it is found also where today's content would
// not reach.
package render

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"text/template"

	"github.com/pelletier/go-toml/v2"

	"dossier/internal/diag"
	"dossier/internal/site"
)

// pageTemplates names the template of each kind of page and a view of that kind.
var pageTemplates = []struct {
	name  string
	kinds []site.Kind
	view  any
}{
	{"home.html", []site.Kind{site.Home}, site.HomeView{}},
	{"briefing.html", []site.Kind{site.Briefing, site.Plain}, site.BriefingView{}},
	{"list.html", []site.Kind{site.List}, site.ListView{}},
	{"index.html", []site.Kind{site.Tags, site.Authors, site.Desks, site.SeriesIndex, site.Outlets, site.Sources}, site.IndexView{}},
	{"shelf.html", []site.Kind{site.Shelf, site.Leaf}, site.ShelfView{}},
	{"404.html", []site.Kind{site.NotFound}, site.NotFoundView{}},
	{"redirect.html", []site.Kind{site.Redirect}, site.RedirectView{}},
}

// data is what a template is executed with.
type data struct {
	Site *site.Shared
	Page any
}

// Templates is a parsed theme with a site's overrides.
type Templates struct {
	set    *template.Template
	byKind map[site.Kind]*template.Template
}

// ParseTemplates reads the theme's templates and lays those of the site over
// them. Overrides that cannot be parsed or executed are diagnostics with file and
// line, all of them; a fault in the theme itself is an error.
func ParseTemplates(theme, own fs.FS) (*Templates, diag.List, error) {
	t := &Templates{set: template.New("").Option("missingkey=error"), byKind: map[site.Kind]*template.Template{}}
	t.set.Funcs(Functions(t.set))
	if err := parseAll(t.set, theme, nil); err != nil {
		return nil, nil, fmt.Errorf("parsing the theme: %w", err)
	}
	var diags diag.List
	overridden := 0
	err := parseAll(t.set, own, func(name string, err error) error {
		overridden++
		if err != nil {
			diags = append(diags, templateFault(name, err))
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("reading templates: %w", err)
	}
	for _, p := range pageTemplates {
		for _, k := range p.kinds {
			t.byKind[k] = t.set.Lookup(p.name)
		}
	}
	if overridden > 0 && len(diags) == 0 {
		t.try(&diags)
	}
	return t, diags.Sort(), nil
}

// parseAll parses every *.html file of a folder; report is told of each, and
// decides what a fault means.
func parseAll(set *template.Template, from fs.FS, report func(name string, err error) error) error {
	if from == nil {
		return nil
	}
	names, err := fs.Glob(from, "*.html")
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := fs.ReadFile(from, name)
		if err == nil {
			_, err = set.New(name).Parse(string(text))
		}
		if report != nil {
			err = report(name, err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// try executes every page template with an empty and a full view.
func (t *Templates) try(diags *diag.List) {
	for _, p := range pageTemplates {
		for _, full := range []bool{false, true} {
			shared, view := &site.Shared{}, reflect.New(reflect.TypeOf(p.view))
			if full {
				fill(reflect.ValueOf(shared).Elem())
				fill(view.Elem())
			}
			err := t.byKind[p.kinds[0]].Execute(io.Discard, data{shared, view.Interface()})
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
	return diag.Diagnostic{Pos: at, Severity: diag.Error, Code: "template", Text: strings.ReplaceAll(text, "\n", " ")}
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

// ParseWords reads the theme's words for a language: words/LANG.toml of the site,
// else of the theme, for the tag itself or its first part ("pt" for "pt-BR").
// Every word must be given.
func ParseWords(theme, own fs.FS, lang string) (site.Words, diag.List, error) {
	base, _, _ := strings.Cut(lang, "-")
	for _, name := range []string{lang, base} {
		for _, from := range []fs.FS{own, theme} {
			if from == nil {
				continue
			}
			text, err := fs.ReadFile(from, "words/"+name+".toml")
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return site.Words{}, nil, fmt.Errorf("reading the words of %q: %w", lang, err)
			}
			w, diags := decodeWords("templates/words/"+name+".toml", text)
			return w, diags, nil
		}
	}
	var diags diag.List
	diags.Add(diag.Pos{Path: "dossier.toml"}, diag.Error, "language-unknown", "the theme has no words for the language %q", lang)
	diags.Hint("write templates/words/%s.toml; that of English is a pattern to follow", lang)
	return site.Words{}, diags, nil
}

func decodeWords(path string, text []byte) (site.Words, diag.List) {
	var w site.Words
	var diags diag.List
	dec := toml.NewDecoder(strings.NewReader(string(text))).DisallowUnknownFields()
	if err := dec.Decode(&w); err != nil {
		diags = append(diags, wordsFaults(path, err)...)
		return w, diags
	}
	v := reflect.ValueOf(w)
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			diags.Add(diag.Pos{Path: path}, diag.Error, "word-missing", "the word %q is not given", v.Type().Field(i).Tag.Get("toml"))
		}
	}
	return w, diags
}

func wordsFaults(path string, err error) diag.List {
	var diags diag.List
	var strict *toml.StrictMissingError
	var decode *toml.DecodeError
	switch {
	case errors.As(err, &strict):
		for _, e := range strict.Errors {
			line, col := e.Position()
			diags.Add(diag.Pos{Path: path, Line: line, Col: col}, diag.Error, "word-unknown", "the theme has no word %q", strings.Join(e.Key(), "."))
		}
	case errors.As(err, &decode):
		line, col := decode.Position()
		diags.Add(diag.Pos{Path: path, Line: line, Col: col}, diag.Error, "words-invalid", "%v", decode)
	default:
		diags.Add(diag.Pos{Path: path}, diag.Error, "words-invalid", "%v", err)
	}
	return diags
}
