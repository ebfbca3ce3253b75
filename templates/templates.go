// Package templates embeds the pages of the default theme and its words.
//
// One file a kind of page, named after it: home, list, index, briefing (also for
// plain pages), shelf (also for its leaves and a year of one source), 404 and redirect. The other files
// define parts that pages share: head, header, footer, entry and facts. A site
// replaces any of them whole by a file of the same name in its own templates/,
// which must define what the others use of it, if only as {{define "footer"}}{{end}};
// files of other names may define parts of its own.
//
// They are text/template files. Each is executed with
//
//	struct {
//		Site site.Shared
//		Page site.HomeView // or ListView, IndexView …
//	}
//
// and prints what it is given as it stands: every text of a view is already fit
// for HTML, between tags or within double quotes. Functions besides those of
// text/template are word, which puts a value into a word of the theme, as in
// {{word .Site.Words.Part 2}}, and those of render.Functions, which print a
// list in one call. "dossier list view PATH --json" prints what
// the template of a page gets.
//
// The headings, notes and markers of an author have ids of their own, so a
// theme's own ids start with "part:", which no heading's does.
//
// words/LANG.toml holds what the theme says in one language (site.Words). A site's
// own is laid over it word by word; for a language that the theme does not speak it
// gives every word.
package templates

import "embed"

// FS holds the templates and the folder words.
//
//go:embed *.html words/*.toml
var FS embed.FS
