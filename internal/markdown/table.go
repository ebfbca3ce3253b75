package markdown

import (
	"bytes"

	"dossier/internal/diag"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

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
	last := row.LastChild()
	if last == nil || last.Lines().Len() == 0 {
		return
	}
	at := last.Lines().At(0).Stop
	rest, _, _ := bytes.Cut(p.body[at:], []byte{'\n'})
	rest = bytes.TrimSpace(rest)
	rest = bytes.TrimSpace(bytes.TrimPrefix(rest, []byte{'|'}))
	if len(bytes.Trim(rest, "| \t")) == 0 {
		return
	}
	at += bytes.Index(p.body[at:], rest)
	p.say(at, diag.Warning, "table-cells-lost",
		"this row has more cells than the table's head; the rest of it is lost", "give the head a cell for each column")
}
