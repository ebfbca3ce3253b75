package markdown

import (
	"bytes"

	"dossier/internal/briefing"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// inlines prints the running text of a block, or of a node in it.
func (p *printer) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		p.inline(n)
	}
}

func (p *printer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		p.textNode(n)
	case *ast.Emphasis:
		p.emphasis(n)
	case *extast.Strikethrough:
		p.html("<del>")
		p.inlines(n)
		p.html("</del>")
	case *ast.CodeSpan:
		p.codeSpan(n)
	case *ast.Link:
		p.link(n)
	case *ast.AutoLink:
		p.autoLink(n)
	case *ast.Image:
		p.picture(n)
	case *marker:
		p.marker(n)
	case *citation:
		p.citation(n)
	case *bareURL:
		p.bareURL(n)
	case *extast.TaskCheckBox:
		p.checkBox(n)
	case *ast.RawHTML:
		p.rawHTML(n)
	}
}

func (p *printer) textNode(n *ast.Text) {
	s := n.Segment.Value(p.body)
	if n.IsRaw() {
		p.raw(s, n.Segment.Start)
	} else {
		p.write(s, n.Segment.Start)
	}
	switch {
	case n.HardLineBreak():
		p.html("<br>\n")
	case n.SoftLineBreak():
		p.html("\n")
	default:
		return
	}
	p.plain = append(p.plain, ' ')
}

func (p *printer) emphasis(n *ast.Emphasis) {
	open, end := "<em>", "</em>"
	if n.Level == 2 {
		open, end = "<strong>", "</strong>"
	}
	p.html(open)
	p.inlines(n)
	p.html(end)
}

func (p *printer) codeSpan(n *ast.CodeSpan) {
	p.html("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		p.codePiece(c.(*ast.Text))
	}
	p.html("</code>")
}

// codePiece prints one line of a code span. In a table the backslash before a
// "|" belongs to the table (GFM, tables).
func (p *printer) codePiece(n *ast.Text) {
	s, at := n.Segment.Value(p.body), n.Segment.Start
	for p.cell {
		i := bytes.Index(s, []byte(`\|`))
		if i < 0 {
			break
		}
		p.raw(s[:i], at)
		s, at = s[i+1:], at+i+1
		p.raw(s[:1], at)
		s, at = s[1:], at+1
	}
	if line, ok := bytes.CutSuffix(s, []byte{'\n'}); ok {
		p.raw(line, at)
		p.both(" ")
		return
	}
	p.raw(s, at)
}

func (p *printer) checkBox(n *extast.TaskCheckBox) {
	if n.IsChecked {
		p.html(`<input checked="" disabled="" type="checkbox"> `)
		return
	}
	p.html(`<input disabled="" type="checkbox"> `)
}

// rawHTML prints trusted HTML in running text.
func (p *printer) rawHTML(n *ast.RawHTML) {
	var b []byte
	for i := range n.Segments.Len() {
		s := n.Segments.At(i)
		b = append(b, s.Value(p.body)...)
	}
	p.out = append(p.out, withoutComments(b)...)
}

// picture prints a picture. It needs a file of this site; one of another host,
// or one written into the page, is shown by its text.
func (p *printer) picture(n *ast.Image) {
	alt := briefing.FoldSpace(p.alt(n))
	target := plainText(withoutComments(n.Destination))
	p.findLabelsIn(alt, n.Pos())
	if p.refused(n, target) {
		p.both(alt)
	} else {
		p.html("<img")
		p.slot(briefing.SlotPicture, p.addLink(target, alt, true, n.Pos()))
		p.html(` alt="`)
		p.out = escape(p.out, alt)
		p.title(n.Title)
		p.html(`" loading="lazy">`)
	}
	if p.links == 0 {
		p.release()
	}
}

// title prints a title attribute behind another attribute's value.
func (p *printer) title(title []byte) {
	text := plainText(withoutComments(title))
	if text == "" {
		return
	}
	p.html(`" title="`)
	p.out = escape(p.out, text)
}
