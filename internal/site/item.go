package site

import (
	"bytes"

	"dossier/internal/archive"
	"dossier/internal/briefing"
	"dossier/internal/source"
)

// item prints a source that a note names by URL or key: its title as a link,
// its outlet and date.
func (p *printer) item(b *bytes.Buffer, index int) {
	item, c := &p.text.Items[index], p.byItem[index]
	if c < 0 {
		b.WriteString(string(Text(item.URL + item.Key)))
		return
	}
	src := p.source(c)
	if first := int(p.doc.Citations[c].Item) == index; first || item.Kind == briefing.KeyItem {
		title, titled := p.site.titleOf(src)
		p.linked(b, src, title, index)
		if first {
			p.facts(b, src, index, titled)
		}
	} else {
		p.linked(b, src, p.addressAgain(src, item.URL), index)
	}
	if item.Locator != "" {
		write(b, ", ", Text(item.Locator))
	}
}

// linked prints a text as a link to a source, or alone where that may not be.
func (p *printer) linked(b *bytes.Buffer, src *archive.Source, text HTML, index int) {
	if src.Facts.URL == "" || !p.site.linked(src) {
		write(b, text)
		return
	}
	b.WriteString("<a")
	p.itemLink(b, p.byItem[index], index)
	write(b, ">", text, "</a>")
}

// addressAgain gives the text of an address by which a note names a source again.
func (p *printer) addressAgain(src *archive.Source, url string) HTML {
	if copied := copyAt(url); copied != "" {
		url = copied
	} else {
		url = src.Facts.URL
	}
	if !p.site.linked(src) {
		return Text(source.Defang(url))
	}
	return Text(source.Readable(url))
}

// itemLink writes the attributes of a link to the source of an item. One that
// names a source again by the address of a saved copy leads to that copy.
func (p *printer) itemLink(b *bytes.Buffer, citation, index int) {
	src := p.source(citation)
	if int(p.doc.Citations[citation].Item) != index && p.site.linked(src) {
		if copied := copyAt(p.text.Items[index].URL); copied != "" {
			write(b, ` href="`, Text(copied), `"`, relExternal)
			return
		}
	}
	p.site.sourceLink(b, src)
}

// copyAt gives the address of the saved copy that a URL is, "" when it is none.
func copyAt(url string) string {
	c, err := source.Clean(url)
	if err != nil {
		return ""
	}
	return c.Saved.URL
}
