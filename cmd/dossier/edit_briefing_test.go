package main

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

// editKey gives a key of a front matter another value, or takes it out.
func (l *lived) editKey(key string) string {
	value := l.value(key)
	return key + " " + value + " in " + l.change("content/2", ".md", func(text string) string {
		if without := withKey(text, key, ""); without != text && l.IntN(4) == 0 {
			return without
		}
		return withKey(text, key, value)
	})
}

var (
	digit      = regexp.MustCompile(`\d`)
	subject    = regexp.MustCompile(`\b(?:Ports|Ships|Crews)\b`)
	place      = regexp.MustCompile(`p\. \d`)
	marker     = regexp.MustCompile(`\[\^\w+\](?:$|[^:])`)
	definition = regexp.MustCompile(`(?m)^\[\^(\w+)\]: .*$`)
)

// textEdits are what authors do to the bodies of briefings.
var textEdits = map[string]edit{
	"body": body(func(l *lived, text string) string {
		return text + "\nOne more line, " + l.pick("the first.", "the last.") + "\n"
	}),
	"sentence": body(func(l *lived, text string) string { return l.replaceOne(text, subject, "Somebody") }),
	"sentence of equal size": body(func(l *lived, text string) string {
		return l.replaceOne(text, subject, l.pick("Ports", "Ships", "Crews"))
	}),
	"place in a source": body(func(l *lived, text string) string { return l.replaceOne(text, place, fmt.Sprint("p. ", 1+l.IntN(9))) }),
	"same size":         body(func(l *lived, text string) string { return l.replaceOne(text, digit, l.pick("1", "2", "3", "4")) }),
	"citing sentence":   body(func(l *lived, text string) string { return l.replaceOne(text, marker, ", it says$0") }),
	"note":              body(func(l *lived, text string) string { return l.replaceOne(text, definition, "[^$1]: "+l.note()) }),
	"note removed":      body(func(l *lived, text string) string { return l.replaceOne(text, definition, "") }),
	"marker removed":    body(func(l *lived, text string) string { return l.replaceOne(text, marker, ".") }),
	"note repeated": body(func(l *lived, text string) string {
		if defs := definition.FindAllString(text, -1); len(defs) > 0 {
			_, says, _ := strings.Cut(defs[0], ": ")
			return text + "\nOnce more.[^again]\n\n[^again]: " + says + "\n"
		}
		return text
	}),
	"citation": body(func(l *lived, text string) string { return text + "\n" + l.paragraph(fmt.Sprint("n", l.IntN(1000))) }),
	"heading":  body(func(l *lived, text string) string { return text + fmt.Sprintf("\n## Part %d\n\nWords.\n", l.IntN(9)) }),
	"link": body(func(l *lived, text string) string {
		return text + fmt.Sprintf("\nSee [it](../%s).\n", strings.TrimPrefix(l.one("content/2", ".md"), "content/"))
	}),
	"picture in text": body(func(_ *lived, text string) string { return text + "\n![A picture](../pictures/loose.png)\n" }),
	"raw HTML":        body(func(l *lived, text string) string { return text + "\nSome <b>bold</b> words & more.\n" }),
	"plain page": func(l *lived) string {
		return l.change("content/pages/", ".md", func(text string) string { return text + "\nMore words.\n" })
	},
	"plain page's title": func(l *lived) string {
		return l.change("content/pages/", ".md", func(text string) string { return withKey(text, "title", l.value("title")) })
	},
	"plain page added": func(l *lived) string {
		return l.write(fmt.Sprintf("content/pages/more-%d.md", l.IntN(9)), "---\ntitle: More\ntlp: CLEAR\n---\n\n"+l.paragraph("1"))
	},
	"plain page deleted": func(l *lived) string { return l.remove(l.one("content/pages/", ".md")) },
	"address that is linked": func(l *lived) string {
		return l.change("content/2025/2025-11-03-map", ".md", func(text string) string { return withKey(text, "slug", l.value("slug")) })
	},
	"picture that is shown": func(l *lived) string {
		return l.change("content/2025/2025-11-03-map/map", ".png", func(string) string { return l.picture() })
	},
	"desk respelt":   respelt("desk", "Sea", "sea", "SEA"),
	"series respelt": respelt("series", "The long run", "the long run", "The Long Run"),
	"new briefing": func(l *lived) string {
		return l.write(fmt.Sprintf("content/%d/new-%d.md", 2024+l.IntN(4), l.IntN(1000)), l.briefing(1000+l.IntN(1000)))
	},
	"rewritten": func(l *lived) string {
		return l.change("content/2", ".md", func(string) string { return l.briefing(l.IntN(20)) })
	},
	"deleted": func(l *lived) string { return l.remove(l.one("content/2", ".md")) },
	"renamed": func(l *lived) string {
		return l.rename(l.one("content/2", ".md"), fmt.Sprintf("content/2026/name-%d.md", l.IntN(1000)))
	},
	"into a bundle": func(l *lived) string {
		from := l.one("content/2", ".md")
		return l.rename(from, strings.TrimSuffix(from, ".md")+"/index.md")
	},
	"out of a bundle": func(l *lived) string {
		from := l.one("content/2", "/index.md")
		return l.rename(from, path.Dir(from)+".md")
	},
	"folder renamed": func(l *lived) string {
		from := path.Dir(l.one("content/2", ".md"))
		return l.rename(from, from+"-"+l.pick("old", "new"))
	},
	"folder deleted": func(l *lived) string { return l.remove(path.Dir(l.one("content/2", "/index.md"))) },
	"behind a link":  (*lived).behindLink,
	"picture": func(l *lived) string {
		return l.change("content/", ".png", func(string) string { return l.picture() })
	},
	"picture deleted": func(l *lived) string { return l.remove(l.one("content/", ".png")) },
	"picture added": func(l *lived) string {
		return l.write(path.Dir(l.one("content/2", ".md"))+fmt.Sprintf("/new-%d.png", l.IntN(9)), l.picture())
	},
}

// body makes an edit of one that changes the text of a briefing behind its front
// matter.
func body(with func(l *lived, text string) string) edit {
	return func(l *lived) string {
		return l.change("content/2", ".md", func(text string) string {
			head, rest, found := strings.Cut(text, "\n---\n")
			if !found {
				return text
			}
			return head + "\n---\n" + with(l, rest)
		})
	}
}

// respelt makes an edit that gives the value of a key in all briefings that have it
// one of its spellings.
func respelt(key string, spellings ...string) edit {
	find := regexp.MustCompile(`(?m)^` + key + `: "?(?i:` + spellings[0] + `)"?$`)
	return func(l *lived) string {
		line, last := key+": "+l.pick(spellings...), idle
		for _, path := range l.paths("content/2", ".md") {
			if did := l.write(path, find.ReplaceAllString(l.read(path), line)); did != idle {
				last = line + " in " + did
			}
		}
		return last
	}
}

// replaceOne replaces one of the places that a pattern finds.
func (l *lived) replaceOne(text string, pattern *regexp.Regexp, with string) string {
	places := pattern.FindAllStringSubmatchIndex(text, -1)
	if len(places) == 0 {
		return text
	}
	at := places[l.IntN(len(places))]
	return text[:at[0]] + string(pattern.ExpandString(nil, with, text, at)) + text[at[1]:]
}
