package build

import (
	"dossier/internal/asset"
	"dossier/internal/diag"
	"dossier/internal/render"
	"dossier/internal/site"
)

// theme is what pages are made of besides briefings and pictures: that of the program,
// with what the site has of its own.
type theme struct {
	templates *render.Templates
	words     site.Words
	assets    *asset.Set
}

// whole reports whether nothing of the theme is missing: faults stood in the way.
func (t *theme) whole() bool { return t.templates != nil && t.assets != nil && t.words.Dir != "" }

func (e *parts) readTheme() {
	e.stats.Enter(Plan, 0)
	e.readTemplates()
	e.readStatic()
}

// readTemplates reads the templates and the words of the site's language.
func (e *parts) readTemplates() {
	own := sub(e.o.Root, "templates")
	templates, diags, err := render.ParseTemplates(e.o.Templates, own)
	said := withFault(diags, err, "templates")
	words, diags, err := render.ParseWords(e.o.Templates, own, e.o.Config.Language)
	e.theme.templates, e.theme.words = templates, words
	e.said.templates = append(said, withFault(diags, err, "templates")...)
}

func (e *parts) readStatic() {
	e.theme.assets, e.said.static = asset.Collect(e.o.Static, sub(e.o.Root, "static"))
}

// renderWith has the planned pages rendered with templates.
func (e *parts) renderWith(t *render.Templates) {
	e.Renderer, e.made = render.New(e.Site, t), sumOf(e.o.Build, t.Sum)
}

// withFault makes a diagnostic of an error that concerns a folder.
func withFault(diags diag.List, err error, folder string) diag.List {
	if err != nil {
		diags.Add(diag.Pos{Path: folder}, diag.Error, "unreadable", "%v", err)
	}
	return diags
}
