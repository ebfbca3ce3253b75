package cache

import (
	"dossier/internal/briefing"
	"dossier/internal/diag"
)

func (c *coder) document(d *briefing.Document) {
	c.body(&d.Body)
	list(c, &d.Headings, (*coder).heading)
	list(c, &d.Notes, (*coder).note)
	list(c, &d.Marks, (*coder).mark)
	list(c, &d.Items, (*coder).item)
	list(c, &d.Links, (*coder).link)
	list(c, &d.Labels, (*coder).label)
	text(c, &d.Lead)
	whole(c, &d.Words)
	c.diags(&d.Diags)
}

func (c *coder) body(b *briefing.Body) {
	text(c, &b.HTML)
	list(c, &b.Slots, (*coder).slot)
}

func (c *coder) slot(s *briefing.Slot) {
	whole(c, &s.At)
	count(c, &s.Kind, briefing.SlotItemURL)
	whole(c, &s.Index)
}

func (c *coder) heading(h *briefing.Heading) {
	whole(c, &h.Level)
	text(c, &h.ID)
	text(c, &h.Text)
}

func (c *coder) note(n *briefing.Note) {
	text(c, &n.Label)
	c.flag(&n.Inline)
	c.flag(&n.Bracketed)
	c.flag(&n.Implied)
	c.body(&n.Body)
	text(c, &n.Text)
	whole(c, &n.Items.From)
	whole(c, &n.Items.To)
	list(c, &n.Marks, whole[int])
	whole(c, &n.Line)
	whole(c, &n.Col)
}

func (c *coder) mark(m *briefing.Mark) {
	whole(c, &m.Note)
	whole(c, &m.In)
	c.place()
	text(c, &m.ID)
	text(c, &m.Sentence)
	whole(c, &m.Line)
	whole(c, &m.Col)
}

// place notes where in the text a mark is said: its id, and behind it its sentence.
func (c *coder) place() {
	at := c.stringAt
	if !c.reading {
		at = len(c.text)
	}
	c.places = append(c.places, uint32(at))
}

func (c *coder) item(i *briefing.Item) {
	count(c, &i.Kind, briefing.KeyItem)
	text(c, &i.URL)
	text(c, &i.Title)
	text(c, &i.Key)
	text(c, &i.Locator)
	text(c, &i.After)
	whole(c, &i.Line)
	whole(c, &i.Col)
}

func (c *coder) link(l *briefing.Link) {
	text(c, &l.Target)
	text(c, &l.Text)
	c.flag(&l.Picture)
	whole(c, &l.Line)
	whole(c, &l.Col)
}

func (c *coder) label(l *briefing.Label) {
	count(c, &l.Marking, briefing.Red)
	whole(c, &l.Line)
	whole(c, &l.Col)
}

func (c *coder) diags(l *diag.List) {
	list(c, (*[]diag.Diagnostic)(l), (*coder).diagnostic)
}

func (c *coder) diagnostic(d *diag.Diagnostic) {
	c.pos(&d.Pos)
	count(c, &d.Severity, diag.Info)
	c.word(&d.Code)
	text(c, &d.Text)
	text(c, &d.Hint)
}

func (c *coder) pos(p *diag.Pos) {
	c.word(&p.Path)
	whole(c, &p.Line)
	whole(c, &p.Col)
}
