// Package templates embeds the pages of the default theme and its words.
//
// One file a kind of page, named after it: home, list, index, briefing (also for
// plain pages), shelf (also for its leaves), 404 and redirect. The other files
// define parts that pages share: head, header, footer, entry, links and facts. A
// site replaces any of them by a file of the same name in its own templates/.
//
// They are text/template files. Each is executed with
//
//	struct {
//		Site site.Shared
//		Page site.HomeView // or ListView, IndexView …
//	}
//
// and prints what it is given as it stands: every text of a view is already fit
// for HTML, between tags or within double quotes. The one function there is
// besides those of text/template is word, which puts a value into a word of the
// theme: {{word .Site.Words.Part 2}}.
//
// The headings, notes and markers of an author have ids of their own, so a
// theme's own ids start with "part:", which no heading's does.
//
// words/LANG.toml holds what the theme says in one language (site.Words).
package templates

import "embed"

// FS holds the templates and the folder words.
//
//go:embed *.html words/*.toml
var FS embed.FS
