package markdown

import (
	"dossier/internal/briefing"

	"github.com/yuin/goldmark/ast"
)

// item sets the place of an item.
func (p *printer) item(i briefing.Item, at int) briefing.Item {
	i.Line, i.Col = p.lines.at(at)
	return i
}

// addItem records a source that is printed later and leaves a slot for it. text
// stands for it in the note's plain text.
func (p *printer) addItem(i briefing.Item, at int, text string) {
	from := len(p.plain)
	p.plain = append(p.plain, text...)
	p.items = append(p.items, span{from, len(p.plain)})
	p.slot(briefing.SlotItem, len(p.doc.Items))
	p.doc.Items = append(p.doc.Items, p.item(i, at))
}

// bareURL prints a source named by its address; as text where it is no source,
// in a link or in a definition that is printed in the body.
func (p *printer) bareURL(n *bareURL) {
	url := p.body[n.from:n.upto]
	if p.in >= 0 && p.links == 0 {
		target := plainText(url)
		p.addItem(briefing.Item{Kind: briefing.BareURL, URL: target}, n.from, target)
		return
	}
	if n.angled {
		p.both("<")
	}
	p.write(url, n.from)
	if n.angled {
		p.both(">")
	}
}

// citation prints sources named by key in a note. Within a link they wait for its
// end; in a definition that is printed in the body they are text.
func (p *printer) citation(n *citation) {
	switch {
	case p.in < 0:
		p.write(withoutComments(p.body[n.from:n.upto]), n.from)
	case p.links > 0:
		p.held = append(p.held, n)
	default:
		p.keys(n.keys)
	}
}

// keys prints the sources of one bracket, with the words before them.
func (p *printer) keys(keys []key) {
	for i, k := range keys {
		if i > 0 {
			p.both("; ")
		}
		if k.before != "" {
			p.both(k.before + " ")
		}
		text := "@" + k.name
		if k.locator != "" {
			text += ", " + k.locator
		}
		p.addItem(briefing.Item{Kind: briefing.KeyItem, Key: k.name, Locator: k.locator}, k.at, text)
	}
}

// release prints what waited for the end of a link.
func (p *printer) release() {
	held := p.held
	p.held = nil
	for _, n := range held {
		switch n := n.(type) {
		case *marker:
			p.place(n)
		case *citation:
			p.both(" ")
			p.keys(n.keys)
		}
	}
}

// alt gives the plain text of a picture's description. Markers in it wait until
// the picture is printed.
func (p *printer) alt(parent ast.Node) string {
	return string(p.appendAlt(nil, parent))
}

func (p *printer) appendAlt(b []byte, parent ast.Node) []byte {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			if n.IsRaw() {
				b = append(b, n.Segment.Value(p.body)...)
			} else {
				b = append(b, plainText(n.Segment.Value(p.body))...)
			}
			if n.SoftLineBreak() || n.HardLineBreak() {
				b = append(b, ' ')
			}
		case *ast.AutoLink:
			b = append(b, n.Label(p.body)...)
		case *bareURL:
			b = append(b, p.body[n.from:n.upto]...)
		case *citation:
			b = append(b, withoutComments(p.body[n.from:n.upto])...)
		case *marker:
			p.held = append(p.held, n)
			p.misplaced(n, "note-in-alt", "footnote marker inside the text of a picture", "put the marker behind the picture")
		default:
			b = p.appendAlt(b, n)
		}
	}
	return b
}
