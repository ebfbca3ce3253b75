package main

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
)

const (
	registerFile   = "content/sources/register.yaml"
	vocabularyFile = "content/tags.yaml"
)

// register makes an edit of one that changes the source register's text.
func register(with func(l *lived, text string) string) edit {
	return func(l *lived) string {
		return l.change("content/sources/", ".yaml", func(text string) string { return with(l, text) })
	}
}

// fate is what the register says of what became of a source.
var fate = regexp.MustCompile(`(?m)^  known:\n    status: .*\n    reason: .*\n`)

// withRecord puts a record or an outlet at the head of its list.
func withRecord(text, list, record string) string {
	return strings.Replace(text, list+":\n", list+":\n  "+record+"\n", 1)
}

// sourceEdits are what a desk does to its source register and its vocabulary.
var sourceEdits = map[string]edit{
	"record added": register(func(l *lived, text string) string {
		k := l.IntN(5)
		return withRecord(text, "sources", fmt.Sprintf("more-%d: {url: https://outlet%d.example/%s, outlet: Outlet %d}", l.IntN(100), k, l.pick("a", "b"), k))
	}),
	"record removed": register(func(l *lived, text string) string {
		return l.replaceOne(text, regexp.MustCompile(`(?m)^  more-.*\n`), "")
	}),
	"record changed": register(func(l *lived, text string) string {
		return strings.ReplaceAll(text, l.pick("Known to the register", "Register Press", "A story that moved"), l.pick("New words", "Other words"))
	}),
	"record's date": register(func(l *lived, text string) string {
		return l.replaceOne(text, regexp.MustCompile(`(?m)^    date: .*$`), fmt.Sprintf("    date: 2018-03-0%d", 1+l.IntN(9)))
	}),
	"record's status": register(func(l *lived, text string) string {
		if was := fate.ReplaceAllString(text, "  known:\n"); was != text {
			return was
		}
		return strings.Replace(text, "  known:\n", "  known:\n    status: "+l.pick("dead", "retracted")+"\n    reason: no longer there\n", 1)
	}),
	"record's marking": register(func(l *lived, text string) string {
		return l.other(text, []string{"AMBER", "CLEAR", "RED"}, func(label string) string {
			return l.replaceOne(text, regexp.MustCompile(`tlp: \w+`), "tlp: "+label)
		})
	}),
	"record's link": register(func(l *lived, text string) string {
		return withRecord(text, "sources", fmt.Sprintf("off-%d: {url: https://outlet%d.example/c, link: off}", l.IntN(100), l.IntN(5)))
	}),
	"record's copy": register(func(l *lived, text string) string {
		return withRecord(text, "sources", fmt.Sprintf("copy-%d: {url: https://outlet%d.example/d, same_as: https://outlet%d.example/e}", l.IntN(100), l.IntN(5), l.IntN(5)))
	}),
	"record's alias": register(func(l *lived, text string) string {
		return withRecord(text, "sources", fmt.Sprintf("alias-%d: {url: https://outlet%d.example/a, aliases: [https://outlet%d.example/b]}", l.IntN(100), l.IntN(5), l.IntN(5)))
	}),
	"outlet": register(func(l *lived, text string) string {
		return withRecord(text, "outlets", fmt.Sprintf("outlet%s.example: {name: %s, reliability: %s}", l.pick("0", "3", "4"), l.pick("One", "Two"), l.pick("A", "D")))
	}),
	"outlet changed": register(func(l *lived, text string) string {
		return l.replaceOne(text, regexp.MustCompile(`reliability: \w`), "reliability: "+l.pick("A", "E"))
	}),
	"register deleted": func(l *lived) string { return l.remove(l.one("content/sources/more", "")) },
	"register renamed": func(l *lived) string {
		to := map[string]string{registerFile: "content/sources/renamed.yaml"} // and back
		from := l.one("content/sources/", ".yaml")
		return l.rename(from, cmp.Or(to[from], registerFile))
	},
	"BibTeX":          replacing("content/sources/more.bib", "year = 200[0-9]", "year = 2002", "year = 2003"),
	"BibTeX title":    replacing("content/sources/more.bib", "A thesis|One more", "A thesis", "One more"),
	"CSL-JSON":        replacing("content/sources/more.json", "An item|One item", "An item", "One item"),
	"vocabulary":      replacing(vocabularyFile, "vessels|freighters", "vessels", "freighters"),
	"tag described":   replacing(vocabularyFile, "Ships and|Crews and", "Ships and", "Crews and"),
	"tag respelt":     replacing(vocabularyFile, "(?m)^(Shipping|SHIPPING):", "Shipping:", "SHIPPING:"),
	"tag renamed":     replacing(vocabularyFile, "(?m)^(Shipping|Sea trade):", "Shipping:", "Sea trade:"),
	"tag's marking":   replacing(vocabularyFile, "tlp: .*", "tlp: AMBER", "tlp: CLEAR"),
	"vocabulary gone": func(l *lived) string { return l.remove(vocabularyFile) },
}
