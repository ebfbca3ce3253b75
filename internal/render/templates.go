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
// templates/, and may add files for parts of its own. Every page template is then
// executed with an empty and with a full view before anything is rendered, so a
// fault is found also where today's content would not reach. Words of a language
// are laid over the theme's one by one.
//
// Codes. Errors: language-unknown, template, word-invalid, word-missing, word-unknown,
// words-invalid. Warning: template-unused.
package render

import (
	"fmt"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"text/template"

	"dossier/internal/briefing"
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
	{"shelf.html", []site.Kind{site.Shelf, site.Leaf, site.SourceYear}, site.ShelfView{}},
	{"404.html", []site.Kind{site.NotFound}, site.NotFoundView{}},
	{"redirect.html", []site.Kind{site.Redirect}, site.RedirectView{}},
}

// data is what a template is executed with.
type data struct {
	Site *siteData
	Page any
}

// siteData is what templates know of the site. Its words are a map here: a template
// finds a field of a struct by trying one after the other, and there are eighty.
type siteData struct {
	Title, Description, Organisation site.HTML
	Lang, Dir                        site.HTML
	Edition                          site.Label
	Generator                        site.HTML
	Words                            map[string]any // site.HTML, but for Months and Grades
}

func siteDataOf(s *site.Shared) *siteData {
	d := &siteData{s.Title, s.Description, s.Organisation, s.Lang, s.Dir, s.Edition, s.Generator, map[string]any{}}
	words := reflect.ValueOf(s.Words)
	for i := range words.NumField() {
		d.Words[words.Type().Field(i).Name] = words.Field(i).Interface()
	}
	return d
}

// Templates is a parsed theme with a site's overrides.
type Templates struct {
	Sum    briefing.Sum // of all their texts
	set    *template.Template
	byKind map[site.Kind]*template.Template
}

// ParseTemplates reads the theme's templates and lays those of the site over
// them: a file of the site replaces the theme's of the same name whole. Faults of
// the site's files are diagnostics with file and line, all of them; a fault in the
// theme itself is an error.
func ParseTemplates(theme, own fs.FS) (*Templates, diag.List, error) {
	base, err := readTemplates(theme)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the theme: %w", err)
	}
	mine, err := readTemplates(own)
	if err != nil {
		return nil, nil, fmt.Errorf("reading templates: %w", err)
	}
	set := newSet()
	if err := parseAll(set, base, mine); err != nil {
		return nil, nil, fmt.Errorf("parsing the theme: %w", err)
	}
	t := &Templates{Sum: sumOf(base, mine), set: set, byKind: map[site.Kind]*template.Template{}}
	diags := t.override(base, mine)
	for _, p := range pageTemplates {
		for _, k := range p.kinds {
			t.byKind[k] = t.set.Lookup(p.name)
		}
	}
	if len(mine) > 0 && diags.Count(diag.Error) == 0 {
		t.try(&diags)
	}
	return t, append(diags, strayFiles(own)...).Sort(), nil
}

// sumOf sums up templates with their names.
func sumOf(sets ...map[string]string) briefing.Sum {
	var all []byte
	for _, set := range sets {
		for _, name := range slices.Sorted(maps.Keys(set)) {
			all = fmt.Appendf(all, "%q %q\n", name, set[name])
		}
		all = append(all, '\n')
	}
	return briefing.SumOf(all)
}

func newSet() *template.Template {
	set := template.New("").Option("missingkey=error")
	return set.Funcs(Functions(set))
}

// readTemplates gives the text of every *.html file of a folder by its name.
func readTemplates(from fs.FS) (map[string]string, error) {
	if from == nil {
		return nil, nil
	}
	names, err := fs.Glob(from, "*.html")
	if err != nil {
		return nil, err
	}
	texts := make(map[string]string, len(names))
	for _, name := range names {
		text, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, err
		}
		texts[name] = string(text)
	}
	return texts, nil
}

// parseAll parses files into a set, in the order of their names, without those
// that are left out.
func parseAll(set *template.Template, files, without map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if _, skip := without[name]; skip {
			continue
		}
		if _, err := set.New(name).Parse(files[name]); err != nil {
			return err
		}
	}
	return nil
}
