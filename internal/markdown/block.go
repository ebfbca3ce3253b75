package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// blocks prints the blocks of a container.
func (p *printer) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		p.block(n)
	}
}

func (p *printer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		p.paragraph(n)
	case *ast.TextBlock:
		p.textBlock(n)
	case *ast.Heading:
		p.printHeading(n)
	case *ast.Blockquote:
		p.container(n, "<blockquote>\n", "</blockquote>\n")
	case *ast.List:
		p.list(n)
	case *ast.ListItem:
		p.listItem(n)
	case *ast.CodeBlock:
		p.html("<pre><code>")
		p.code(n)
	case *ast.FencedCodeBlock:
		p.fenced(n)
	case *ast.ThematicBreak:
		p.html("<hr>\n")
	case *ast.HTMLBlock:
		p.htmlBlock(n)
	case *ast.LinkReferenceDefinition:
		p.reference(n)
	case *extast.Table:
		p.table(n)
	case *definition:
		p.repeated(n)
	}
}

// paragraph prints a paragraph, unless nothing but comments is in it.
func (p *printer) paragraph(n *ast.Paragraph) {
	before := len(p.out)
	p.html("<p>")
	p.beginText()
	p.inlines(n)
	p.endText()
	p.trimEnd()
	if len(p.out) == before+len("<p>") && !p.slotBehind(before) {
		p.out = p.out[:before]
		return
	}
	p.html("</p>\n")
	if p.in < 0 {
		p.keepLead(n.Parent().Kind() == ast.KindDocument)
	}
}

// trimEnd drops white space at the end of what was printed: a comment that
// followed leaves it.
func (p *printer) trimEnd() {
	end, least := len(p.out), max(p.lastSlot(), p.base)
	for end > least && (p.out[end-1] == ' ' || p.out[end-1] == '\n') {
		end--
	}
	p.out = p.out[:end]
}

// slotBehind reports whether a slot stands in what was printed from there on.
func (p *printer) slotBehind(from int) bool { return p.lastSlot() >= from }

// lastSlot gives where in out the last slot of the body or note being printed
// stands, -1 when it has none yet.
func (p *printer) lastSlot() int {
	if len(p.slots) == p.slotFrom {
		return -1
	}
	return p.base + p.slots[len(p.slots)-1].At
}

func (p *printer) textBlock(n *ast.TextBlock) {
	p.beginText()
	p.inlines(n)
	p.endText()
	if n.NextSibling() != nil && n.FirstChild() != nil {
		p.html("\n")
	}
	if p.in < 0 {
		p.keepLead(false)
	}
}

// container prints a container, unless all that it held were definitions, which
// are printed elsewhere.
func (p *printer) container(n ast.Node, open, end string) {
	before := len(p.out)
	p.html(open)
	after := len(p.out)
	p.blocks(n)
	if len(p.out) == after && n.HasChildren() && !p.slotBehind(after) {
		p.out = p.out[:before]
		return
	}
	p.html(end)
}

func (p *printer) list(n *ast.List) {
	switch {
	case !n.IsOrdered():
		p.container(n, "<ul>\n", "</ul>\n")
	case n.Start == 1:
		p.container(n, "<ol>\n", "</ol>\n")
	default:
		p.container(n, `<ol start="`+strconv.Itoa(n.Start)+"\">\n", "</ol>\n")
	}
}

func (p *printer) listItem(n *ast.ListItem) {
	first := n.FirstChild()
	if first == nil || first.Kind() == ast.KindTextBlock {
		p.container(n, "<li>", "</li>\n")
		return
	}
	p.container(n, "<li>\n", "</li>\n")
}

func (p *printer) fenced(n *ast.FencedCodeBlock) {
	p.html("<pre><code")
	if language := n.Language(p.body); language != nil && !bytes.Contains(language, commentOpen) {
		p.html(` class="language-`)
		p.out = escape(p.out, plainText(language))
		p.html(`"`)
	}
	p.html(">")
	p.code(n)
}

// code prints the lines of a code block and its end tags.
func (p *printer) code(n ast.Node) {
	p.beginText()
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		p.raw(line.Value(p.body), line.Start)
	}
	p.endText()
	p.html("</code></pre>\n")
}

// htmlBlock prints trusted HTML without its comments. Its text is searched for
// labels only.
func (p *printer) htmlBlock(n *ast.HTMLBlock) {
	var b []byte
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b = append(b, line.Value(p.body)...)
	}
	if n.HasClosure() {
		b = append(b, n.ClosureLine.Value(p.body)...)
	}
	b = withoutComments(b)
	p.out = append(p.out, b...)
	p.beginText()
	p.runs = append(p.runs, run{p.start, n.Pos()})
	p.plain = append(p.plain, b...)
	p.findLabels(p.plain[p.start:])
	p.plain = p.plain[:p.start]
}

// withoutComments gives trusted HTML, or the target of a link, without comments.
// What only looks like the beginning of one, as in an attribute or where two
// pieces now meet, is escaped.
func withoutComments(b []byte) []byte {
	if !bytes.Contains(b, commentOpen) {
		return b
	}
	var out []byte
	for i := bytes.Index(b, commentOpen); i >= 0; i = bytes.Index(b, commentOpen) {
		end := commentEnd(b[i:])
		if end == 0 {
			break
		}
		out = append(out, b[:i]...)
		b = b[i+end:]
	}
	return bytes.ReplaceAll(append(out, b...), commentOpen, []byte("&lt;!--"))
}
