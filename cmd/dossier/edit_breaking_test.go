package main

import (
	"strings"
)

// breakingEdits are mistakes that stop a build. What was there before comes back
// with one of the next rounds.
var breakingEdits = map[string]edit{
	"fence left open": func(l *lived) string {
		return l.change("content/2", ".md", func(text string) string { return strings.Replace(text, "\n---\n", "\n", 1) })
	},
	"front matter broken": func(l *lived) string {
		return l.change("content/2", ".md", func(text string) string { return strings.Replace(text, "title: ", "title: \"", 1) })
	},
	"key misspelt": func(l *lived) string {
		return l.change("content/2", ".md", func(text string) string { return strings.Replace(text, "\ntlp: ", "\ntpl: ", 1) })
	},
	"note without a definition": body(func(_ *lived, text string) string { return text + "\nNobody knows.[^nowhere]\n" }),
	"link to nowhere":           body(func(_ *lived, text string) string { return text + "\nSee [it](../nowhere.md).\n" }),
	"key without a record":      body(func(_ *lived, text string) string { return text + "\nNobody knows.[@nobody]\n" }),
	"label above":               body(func(_ *lived, text string) string { return text + "\nThis is TLP:RED.\n" }),
	"not UTF-8":                 body(func(_ *lived, text string) string { return text + "\n\xff\n" }),
	"register broken":           register(func(_ *lived, text string) string { return text + "sources: [\n" }),
	"record unknown key": register(func(_ *lived, text string) string {
		return withRecord(text, "sources", "odd: {url: https://outlet0.example/z, titel: x}")
	}),
	"vocabulary broken": func(l *lived) string { return l.write(vocabularyFile, "Shipping: [\n") },
	"BibTeX broken":     func(l *lived) string { return l.write("content/sources/more.bib", "@online{thesis, title = {\n") },
	"configuration broken": func(l *lived) string {
		return l.write("dossier.toml", l.pick("title = \"x\n", "titel = \"x\"\n", "page_size = 1\n"))
	},
	"configuration gone": func(l *lived) string { return l.remove("dossier.toml") },
	"template broken": func(l *lived) string {
		return l.write("templates/entry.html", "{{define \"entry\"}}\n{{.Title\n{{end}}\n")
	},
	"template at fault": func(l *lived) string {
		return l.write("templates/entry.html", "{{define \"entry\"}}\n<li>{{slice .Title 999}}</li>\n{{end}}\n")
	},
	"words broken": func(l *lived) string { return l.write("templates/words/en.toml", "sorcing = \"x\"\n") },
	"style sheet broken": func(l *lived) string {
		return l.write("static/assets/site.css", "body { background: url(nowhere.svg) }\n")
	},
	"picture broken": func(l *lived) string {
		return l.change("content/", ".png", func(text string) string { return text[:len(text)/2] })
	},
	"page in the way": func(l *lived) string {
		return l.write("static/"+l.pick("index.html", "tags/index.html"), "In the way.")
	},
	"content gone": func(l *lived) string { return l.remove("content") },
	"variable misspelt": func(l *lived) string {
		l.environ = []string{"DOSSIER_EDITON=CLEAR"}
		return l.environ[0]
	},
}
