package main

import (
	"fmt"
	"strings"
)

// briefing writes a random briefing out of few names, tags and sources, so that
// briefings meet: spellings compete, notes disagree, sources are shared.
func (l *lived) briefing(k int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\nid: b-%d\ntitle: %s\ndate: %s\n", k, l.value("title"), l.value("date"))
	for _, key := range []string{"summary", "tags", "authors", "desk", "series", "lang"} {
		if l.IntN(3) > 0 {
			fmt.Fprintf(&b, "%s: %s\n", key, l.value(key))
		}
	}
	fmt.Fprintf(&b, "tlp: %s\n---\n", l.value("tlp"))
	for i := range 1 + l.IntN(4) {
		b.WriteString("\n" + l.paragraph(fmt.Sprint(i+1)))
	}
	return b.String()
}

// writeBriefings writes n of them. Some that everybody may read link to another one.
func (l *lived) writeBriefings(n int) {
	open := ""
	for k := range n {
		path := fmt.Sprintf("%d/b-%02d.md", 2024+k%3, k)
		text := l.briefing(k)
		if strings.Contains(text, "\ntlp: CLEAR\n") {
			if open != "" && k%2 == 0 {
				text += "\nSee [that](../" + open + ").\n"
			}
			open = path
		}
		put(l.t, l.site(), "content/"+path, text)
	}
}

// many writes a briefing that rests on one source n times, in sentences of so many
// words, so that not all of it has room on the source's shelf.
func many(n, words int) string {
	var b strings.Builder
	b.WriteString("---\ntitle: Much of one source\ntlp: CLEAR\n---\n")
	for i := range n {
		fmt.Fprintf(&b, "\nShips waited%s.[^%d]\n\n[^%d]: https://www.outlet2.example/all, p. %d\n", strings.Repeat(" again", words), i, i, 1+i)
	}
	return b.String()
}

// paragraph writes a claim and its note.
func (l *lived) paragraph(label string) string {
	sentence := fmt.Sprintf("%s %s %s", l.pick("Ports", "Ships", "Crews"), l.pick("closed", "opened", "waited"), l.pick("again", "at last", "in 2019"))
	switch l.IntN(8) {
	case 0:
		return fmt.Sprintf("%s.[@%s, p. %d]\n", sentence, l.pick("known", "copy", "thesis", "item", "moved"), 1+l.IntN(9))
	case 1:
		return fmt.Sprintf("%s.^[%s]\n", sentence, l.note())
	case 2:
		return fmt.Sprintf("## %s\n\n%s.\n", l.pick("Ports", "Ships", "Crews"), sentence)
	}
	return fmt.Sprintf("%s.[^%s] More of it.\n\n[^%s]: %s\n", sentence, label, label, l.note())
}

// note writes what a note says.
func (l *lived) note() string {
	outlet, name := l.IntN(5), l.pick("a", "b", "c", "d", "e")
	host := fmt.Sprintf("outlet%d.example/%s", outlet, name)
	switch l.IntN(8) {
	case 0:
		return "https://www." + host + "/"
	case 1:
		return "http://" + host + "?utm_source=x"
	case 2:
		return fmt.Sprintf("[Report %s of %d](https://%s), p. %d. Graded %s2.", name, outlet, host, 1+l.IntN(9), l.pick("A", "B", "C"))
	case 3:
		return "Only a remark."
	case 4:
		return fmt.Sprintf("https://%s; also [Report %s of %d](https://%s).", host, name, outlet, host)
	case 5:
		return "https://never.example/" + name
	}
	return fmt.Sprintf("[Report %s of %d](https://www.%s), %s, 20%02d-0%d-05.", name, outlet, host, l.pick("Outlet One", "outlet one", "The Outlet"), 10+l.IntN(9), 1+l.IntN(9))
}

// keys are those of the front matter that edits change.
var keys = []string{
	"title", "date", "updated", "summary", "tags", "authors", "desk", "series", "lang", "tlp", "slug", "aliases", "id",
	"draft", "embargo", "expires", "prepared", "image", "imported", "colour", "sources",
}

// value makes a value for a key of the front matter.
func (l *lived) value(key string) string {
	day := fmt.Sprintf("20%02d-%02d-%02d", 23+l.IntN(3), 1+l.IntN(12), 1+l.IntN(28))
	switch key {
	case "title":
		return fmt.Sprintf("\"%s in the %s %d\"", l.pick("Closures", "Ships", "<Crews> & ports"), l.pick("strait", "harbour"), l.IntN(100))
	case "date", "updated":
		return l.pick(day, day, day[:7], day[:4], day+"T09:00+01:00")
	case "summary":
		return fmt.Sprintf("\"In short, %d of it.\"", l.IntN(100))
	case "tags":
		return l.pick("[Shipping]", "[ships, Strait]", "[Élan]", "[elan, X-Y]", "[x y, vessels]", "[Port calls, strait]")
	case "authors":
		return l.pick("[First Author]", "[first author, Second Author]", "Press Desk")
	case "desk":
		return l.pick("Sea", "sea", "Land")
	case "series":
		return l.pick("The long run", "the long run", "Reviews")
	case "lang":
		return l.pick("en", "ar", "de", "fr-CA")
	case "tlp":
		return l.pick("CLEAR", "CLEAR", "CLEAR", "tlp:clear", "GREEN", "GREEN", "AMBER", "AMBER+STRICT", "RED", "WHITE")
	case "slug":
		return l.pick("one", "two", "three")
	case "aliases":
		return l.pick("[/old/one/]", "[/old/two/, /old/three/]", "/old/four/")
	case "id":
		return fmt.Sprint("b-", 100+l.IntN(4))
	case "draft":
		return l.pick("true", "false")
	case "embargo":
		return l.pick("2026-11-24T12:00+01:00", "2026-11-25T00:00Z", "2026-12-24T00:00Z")
	case "expires":
		return l.pick("2026-11-24", "2026-11-25T12:00Z", "2027-01-01")
	case "prepared":
		return l.pick("First Author", "Second Author")
	case "image":
		return "../pictures/loose.png"
	case "imported":
		return "unreviewed"
	case "sources":
		return fmt.Sprintf("{told: {url: \"https://front.example/%s\", title: \"Told in front\"}}", l.pick("told", "else"))
	}
	return l.pick("red", "blue") // of a key that no field knows
}

// withKey changes a key of the front matter, adds it, or takes it out when the value
// is "".
func withKey(text, key, value string) string {
	head, body, found := strings.Cut(text, "\n---\n")
	if !found {
		return text
	}
	lines := strings.Split(head, "\n")
	kept := lines[:0:0]
	for i := 0; i < len(lines); i++ {
		if !strings.HasPrefix(lines[i], key+":") {
			kept = append(kept, lines[i])
			continue
		}
		for i+1 < len(lines) && strings.HasPrefix(lines[i+1], " ") { // what hangs on it
			i++
		}
	}
	if value != "" {
		kept = append(kept, key+": "+value)
	}
	return strings.Join(kept, "\n") + "\n---\n" + body
}
