package site

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"dossier/internal/archive"
	"dossier/internal/briefing"
)

// Notes up to this number get a class of their own, by which the style sheet
// puts them beside their markers on wide screens; later ones stay at the end.
const besideText = 200

// betweenMarks keeps two markers side by side from reading as one number where no
// style sheet holds them apart, as in a feed: a narrow space that breaks no line.
const betweenMarks = "\u202f"

// printer fills the slots of one document for one page: which addresses it
// writes, and what its ids start with, is all that differs between the page, a
// feed and mail.
type printer struct {
	site   *Site
	number int // of the document
	doc    *briefing.Briefing
	text   *briefing.Document
	link   linker
	prefix string // of ids, where several documents share a page
	self   HTML   // address of the document where its text stands elsewhere, as in a feed
	byItem []int  // for each item of the document its citation, -1 for none
}

func (s *Site) printer(number int, link linker, prefix string) (*printer, error) {
	b := s.arch.Document(number)
	text, err := s.text(b)
	if err != nil {
		return nil, err
	}
	p := &printer{site: s, number: number, doc: b, text: text, link: link, prefix: prefix, byItem: make([]int, len(text.Items))}
	for i := range p.byItem {
		p.byItem[i] = -1
	}
	for c := range b.Citations {
		p.byItem[b.Citations[c].Item] = c
	}
	for _, again := range b.Again {
		p.byItem[again.Item] = int(again.Citation)
	}
	return p, nil
}

// body prints a body with its slots filled.
func (p *printer) body(body *briefing.Body) HTML {
	b := p.site.buffer()
	defer p.site.buffers.Put(b)
	p.print(b, body)
	return HTML(b.String())
}

// noteBodies prints the bodies of the printed notes. All are pieces of one text, as
// there are many and they are short.
func (p *printer) noteBodies() []HTML {
	b := p.site.buffer()
	defer p.site.buffers.Put(b)
	ends := make([]int, len(p.doc.Notes))
	for i := range p.doc.Notes {
		p.print(b, p.bodyOf(i))
		ends[i] = b.Len()
	}
	all, from := HTML(b.String()), 0
	out := make([]HTML, len(ends))
	for i, end := range ends {
		out[i], from = all[from:end], end
	}
	return out
}

// buffer gives an empty buffer of those that are kept: pages are many, and printing is
// what each of them needs one for.
func (s *Site) buffer() *bytes.Buffer {
	if b, ok := s.buffers.Get().(*bytes.Buffer); ok {
		b.Reset()
		return b
	}
	return &bytes.Buffer{}
}

// bodyOf gives the body of a printed note: that of the first of the notes that are
// printed as one.
func (p *printer) bodyOf(i int) *briefing.Body { return &p.text.Notes[p.doc.Notes[i].First].Body }

func (p *printer) print(b *bytes.Buffer, body *briefing.Body) {
	at := 0
	for k, slot := range body.Slots {
		b.WriteString(body.HTML[at:slot.At])
		if k > 0 && slot.At == at && slot.Kind == briefing.SlotMark && body.Slots[k-1].Kind == briefing.SlotMark {
			b.WriteString(betweenMarks)
		}
		at = slot.At
		p.fill(b, slot)
	}
	b.WriteString(body.HTML[at:])
}

func (p *printer) fill(b *bytes.Buffer, slot briefing.Slot) {
	switch slot.Kind {
	case briefing.SlotMark:
		p.mark(b, slot.Index)
	case briefing.SlotLink:
		b.WriteString(string(p.href(slot.Index)))
	case briefing.SlotPicture:
		p.picture(b, slot.Index)
	case briefing.SlotItem:
		p.item(b, slot.Index)
	case briefing.SlotItemURL:
		if c := p.byItem[slot.Index]; c >= 0 {
			p.itemLink(b, c, slot.Index)
		}
	case briefing.SlotPrefix:
		b.WriteString(p.prefix)
	}
}

// mark prints the marker of a note (DPUB-ARIA 1.1, doc-noteref). The first
// marker of a note carries the class that ties the note to its place.
func (p *printer) mark(b *bytes.Buffer, index int) {
	m := &p.text.Marks[index]
	printed := p.doc.NumberOf(m.Note)
	n := HTML(strconv.Itoa(printed + 1))
	first := int(p.doc.Notes[printed].First)
	b.WriteString(`<sup class="mark`)
	if printed < besideText && m.In < 0 && m.Note == first && p.text.Notes[first].Marks[0] == index {
		write(b, ` n`, n)
	}
	prefix, label := HTML(p.prefix), p.text.Notes[first].Label
	write(b, `" id="`, prefix, Text(m.ID), `"><a href="`, p.self, "#", prefix, HTML(briefing.NotePrefix), Text(escapeFragment(label)))
	write(b, `" role="doc-noteref">`, n, `</a></sup>`)
}

// href gives the address of a link of the author's. What leads nowhere was
// reported when the site was planned and stops a build; a preview shows it.
func (p *printer) href(index int) HTML {
	raw := p.text.Links[index].Target
	t, ok := p.site.resolve(p.number, raw)
	switch {
	case !ok || t.external:
		return Text(raw)
	case strings.HasPrefix(raw, "#"):
		return p.self + "#" + HTML(p.prefix) + Text(escapeFragment(t.fragment))
	case t.fragment != "":
		return p.link.to(t.path + "#" + t.fragment)
	}
	return p.link.to(t.path)
}

func (p *printer) picture(b *bytes.Buffer, index int) {
	t, ok := p.site.resolve(p.number, p.text.Links[index].Target)
	write(b, ` src="`, p.href(index), `"`)
	if !ok || t.file < 0 {
		return
	}
	if f := p.site.in.Pictures[t.file]; f.Width > 0 {
		fmt.Fprintf(b, ` width="%d" height="%d"`, f.Width, f.Height)
	}
}

func (p *printer) source(citation int) *archive.Source {
	return p.site.arch.SourceAsOf(p.site.arch.SourcesOf(p.number)[citation], p.number)
}

// facts prints the outlet and date of a source behind its title, unless the
// note's own words give them, or the outlet is but the host of the address that
// stands for a title.
func (p *printer) facts(b *bytes.Buffer, src *archive.Source, index int, titled bool) {
	after := p.text.Items[index].After
	outlet := p.site.outletName(src)
	shown := !titled && src.Outlet >= 0 && outlet == p.site.outletNames[src.Outlet] && strings.Contains(p.site.addressOf(src), outlet)
	if outlet != "" && !shown && !strings.Contains(after, outlet) {
		write(b, ", ", Text(outlet))
	}
	if date := src.Facts.Date; !date.IsZero() && !strings.Contains(after, date.String()) {
		write(b, ", ", p.site.words.Date(date))
	}
}

func write(b *bytes.Buffer, parts ...HTML) {
	for _, p := range parts {
		b.WriteString(string(p))
	}
}
