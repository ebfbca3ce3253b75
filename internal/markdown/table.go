package markdown

import (
	"bytes"

	"dossier/internal/diag"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// tables makes tables of paragraphs. A comment may begin in a row's cells beyond
// the header's width, which nothing parses, and run on.
type tables struct{ parser.ParagraphTransformer }

// Transform makes a table and looks for such comments.
func (t tables) Transform(paragraph *ast.Paragraph, reader text.Reader, pc parser.Context) {
	parent, next := paragraph.Parent(), paragraph.NextSibling()
	t.ParagraphTransformer.Transform(paragraph, reader, pc)
	made := parent.LastChild()
	if next != nil {
		made = next.PreviousSibling()
	}
	table, ok := made.(*extast.Table)
	if !ok {
		return
	}
	r := state(pc)
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		r.unfinished(r.surplus(row))
	}
}

// surplus gives the part of a row's line that lies behind its last cell.
func (r *reading) surplus(row ast.Node) (from, upto int) {
	last := row.LastChild()
	if last == nil || last.Lines().Len() == 0 {
		return 0, 0
	}
	from = last.Lines().At(0).Stop
	if i := bytes.IndexByte(r.body[from:], '\n'); i >= 0 {
		return from, from + i
	}
	return from, len(r.body)
}

// table prints a table. Alignment is a class, for a page may allow no styles of
// its own.
func (p *printer) table(n *extast.Table) {
	p.html("<table>\n")
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if row.Kind() == extast.KindTableHeader {
			p.html("<thead>\n")
			p.row(row, `<th scope="col"`, "</th>\n")
			p.html("</thead>\n")
			if row.NextSibling() != nil {
				p.html("<tbody>\n")
			}
			continue
		}
		p.row(row, "<td", "</td>\n")
		p.lostCells(row)
		if row.NextSibling() == nil {
			p.html("</tbody>\n")
		}
	}
	p.html("</table>\n")
}

func (p *printer) row(row ast.Node, open, end string) {
	p.html("<tr>\n")
	p.cell = true
	for n := row.FirstChild(); n != nil; n = n.NextSibling() {
		p.html(open)
		if a := n.(*extast.TableCell).Alignment; a != extast.AlignNone {
			p.html(` class="align-` + a.String() + `"`)
		}
		p.html(">")
		p.beginText()
		p.inlines(n)
		p.endText()
		p.html(end)
	}
	p.cell = false
	p.html("</tr>\n")
}

// lostCells warns of cells beyond the header's width, which are dropped (GFM,
// tables).
func (p *printer) lostCells(row ast.Node) {
	at, end := p.surplus(row)
	rest := bytes.TrimSpace(p.body[at:end])
	rest = bytes.TrimSpace(bytes.TrimPrefix(rest, []byte{'|'}))
	if len(bytes.Trim(rest, "| \t")) == 0 {
		return
	}
	at += bytes.Index(p.body[at:], rest)
	p.say(at, diag.Warning, "table-cells-lost",
		"this row has more cells than the table's head; the rest of it is lost", "give the head a cell for each column")
}
