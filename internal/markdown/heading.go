package markdown

import (
	"slices"
	"strconv"

	"dossier/internal/briefing"
	"dossier/internal/diag"

	"github.com/yuin/goldmark/ast"
)

// topHeading gives the number of levels by which the headings of a body are
// lowered: one when it has a heading of level 1, which is the title's.
func topHeading(container ast.Node) int {
	for n := container.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			if n.Level == 1 {
				return 1
			}
		case *ast.Blockquote, *ast.List, *ast.ListItem:
			if topHeading(n) > 0 {
				return 1
			}
		}
	}
	return 0
}

// printHeading prints a heading. In the body it gets an id from its text, which
// is known only once it is printed, so the tag goes before it afterwards.
func (p *printer) printHeading(n *ast.Heading) {
	level := min(n.Level+p.shift, 6)
	before, slots := len(p.out), len(p.slots)
	p.heading = true
	p.beginText()
	p.inlines(n)
	text := folded(p.plain[p.start:])
	p.endText()
	p.heading = false

	tag := "<h" + strconv.Itoa(level)
	if p.in >= 0 {
		p.insert(before, slots, tag+">")
	} else {
		id := p.headingID(text)
		p.insert(before, slots, tag+` id="`+id+`">`)
		at := before + len(tag) + len(` id="`) - p.base
		p.slots = slices.Insert(p.slots, slots, briefing.Slot{At: at, Kind: briefing.SlotPrefix})
		p.doc.Headings = append(p.doc.Headings, briefing.Heading{Level: level, ID: id, Text: text})
		if n.Level == 1 {
			p.say(n.Pos(), diag.Warning, "heading-level-1", "this heading stands beside the title of the briefing; it is printed one level lower",
				"begin the headings of the text with ##")
		}
	}
	p.html("</h" + strconv.Itoa(level) + ">\n")
}

// insert puts a tag before what was printed from there on.
func (p *printer) insert(at, slots int, tag string) {
	p.out = slices.Insert(p.out, at, []byte(tag)...)
	for i := slots; i < len(p.slots); i++ {
		p.slots[i].At += len(tag)
	}
}

// headingID makes an id from a heading's text: its slug, or "section", with a
// number where the document has that already.
func (p *printer) headingID(text string) string {
	slug, err := briefing.Slug(text)
	if err != nil {
		slug = "section"
	}
	if p.ids == nil {
		p.ids = make(map[string]int)
	}
	id := slug
	for p.ids[id] > 0 {
		p.ids[slug]++
		id = slug + "-" + strconv.Itoa(p.ids[slug])
	}
	p.ids[id] = 1
	return id
}
