package main

import "regexp"

// siteEdits are what a desk does to its theme.
var siteEdits = map[string]edit{
	"template":          replacing("templates/footer.html", "desk's own|house's own", "desk's own", "house's own"),
	"template added":    func(l *lived) string { return l.write("templates/entry.html", entries[l.IntN(len(entries))]) },
	"template removed":  func(l *lived) string { return l.remove(l.one("templates/", ".html")) },
	"template not used": func(l *lived) string { return l.write("templates/strange.html", l.pick("<p>One</p>", "<p>Two</p>")) },
	"words":             replacing("templates/words/en.toml", `"What.*"|"Proofs"`, `"What it rests on"`, `"Proofs"`),
	"words removed":     func(l *lived) string { return l.remove(l.one("templates/words/", "")) },
	"static file": func(l *lived) string {
		return l.write("static/"+l.pick("more.txt", "deep/file"), l.pick("One", "Two", "Three words"))
	},
	"static file changed":      replacing("static/robots-note.txt", "copied|published", "copied", "published"),
	"static removed":           func(l *lived) string { return l.remove(l.one("static/", "")) },
	"style sheet":              replacing("static/assets/site.css", "#[12]+", "#111", "#222"),
	"what a style sheet names": replacing("static/assets/ground.svg", `width="\d"`, `width="5"`, `width="6"`),
}

// replacing makes an edit that puts another value where a pattern finds one.
func replacing(path, pattern string, values ...string) edit {
	find := regexp.MustCompile(pattern)
	return func(l *lived) string {
		return l.change(path, "", func(text string) string {
			return l.other(text, values, func(value string) string { return find.ReplaceAllLiteralString(text, value) })
		})
	}
}

// other makes another text of one with one of several values.
func (l *lived) other(text string, values []string, with func(value string) string) string {
	for _, i := range l.Perm(len(values)) {
		if changed := with(values[i]); changed != text {
			return changed
		}
	}
	return text
}

// entries are ways of writing a line of a list.
var entries = []string{
	"{{define \"entry\" -}}\n<li>{{.Date}} <a href=\"{{.URL}}\">{{.Title}}</a></li>\n{{end}}\n",
	"{{define \"entry\" -}}\n<li><a href=\"{{.URL}}\">{{.Title}}</a>{{with .Summary}} {{.}}{{end}}</li>\n{{end}}\n",
}
