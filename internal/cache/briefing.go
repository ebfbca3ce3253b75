package cache

import (
	"encoding/binary"
	"math"

	"dossier/internal/briefing"
)

// shared is what the briefings of an index have in common. Writing, numbers gives what
// stands for it; reading, mentions has it.
type shared struct {
	numbers  *briefing.ByMention // from 1
	mentions []briefing.Mention  // by number less 1
	recordNo func(*briefing.Record) int
	record   func(int) *briefing.Record
}

func (c *coder) entry(e *Entry) {
	c.stamp(&e.Stamp)
	c.moment(&e.Until)
	c.diags(&e.Diags)
	c.briefing(e.Briefing)
	for i := range e.Related {
		whole(c, &e.Related[i])
	}
}

func (c *coder) stamp(s *Stamp) {
	whole(c, &s.Size)
	whole(c, &s.Modified)
	whole(c, &s.Changed)
	count(c, &s.Inode, math.MaxUint64)
}

// briefing codes all of a briefing but its text.
func (c *coder) briefing(b *briefing.Briefing) {
	c.file(&b.File)
	c.ref(&b.Text)
	c.outline(&b.Outline)
	list(c, &b.Notes, (*coder).printed)
	list(c, &b.PrintedAs, whole[int32])
	list(c, &b.Citations, (*coder).citation)
	list(c, &b.Locators, (*coder).locator)
	list(c, &b.Again, (*coder).again)
}

func (c *coder) ref(r *briefing.Ref) {
	count(c, &r.Segment, math.MaxUint32)
	count(c, &r.Size, math.MaxUint32)
	whole(c, &r.At)
}

func (c *coder) sum(s *briefing.Sum) {
	for _, half := range [][]byte{s[:8], s[8:]} {
		var n uint64
		if !c.reading {
			n = binary.LittleEndian.Uint64(half)
		}
		c.fixed(&n)
		binary.LittleEndian.PutUint64(half, n)
	}
}

func (c *coder) outline(o *briefing.Outline) {
	text(c, &o.Lead)
	list(c, &o.Links, (*coder).link)
	list(c, &o.Labels, (*coder).label)
	list(c, &o.Marks, (*coder).citing)
}

func (c *coder) citing(m *briefing.Citing) {
	count(c, &m.Said.At, math.MaxUint32)
	count(c, &m.Said.Size, math.MaxUint32)
	c.fixed(&m.Said.Sum)
	count(c, &m.ID, math.MaxUint32)
	whole(c, &m.Mark)
}

func (c *coder) span(s *briefing.Span) {
	whole(c, &s.From)
	whole(c, &s.To)
}

func (c *coder) printed(p *briefing.Printed) {
	whole(c, &p.First)
	c.span(&p.Citations)
	c.span(&p.Marks)
}

func (c *coder) citation(t *briefing.Citation) {
	c.mention(&t.Mention)
	whole(c, &t.Note)
	whole(c, &t.Item)
	whole(c, &t.Line)
	whole(c, &t.Col)
	count(c, &t.Credibility, math.MaxUint8)
}

func (c *coder) locator(l *briefing.Locator) {
	whole(c, &l.Citation)
	c.word(&l.Text)
}

func (c *coder) again(a *briefing.Again) {
	whole(c, &a.Item)
	whole(c, &a.Citation)
}

// mention codes which mention a citation has; 0 is none.
func (c *coder) mention(m **briefing.Mention) {
	if !c.reading {
		n := int32(0)
		if *m != nil {
			n, _ = c.shared.numbers.Get(*m)
		}
		c.number(uint64(n))
		return
	}
	switch n := c.number(0); {
	case n > uint64(len(c.shared.mentions)):
		c.fail("there is no mention %d", n)
	case n > 0:
		*m = &c.shared.mentions[n-1]
	}
}

// mentioned codes a mention itself.
func (c *coder) mentioned(m *briefing.Mention) {
	c.facts(&m.Given)
	same := m.Folded == m.Given.URL // which often holds: then both are one string
	if c.flag(&same); same {
		m.Folded = m.Given.URL
	} else {
		text(c, &m.Folded)
	}
	c.registered(&m.Register)
}

// registered codes which record of the register a mention has; 0 is none.
func (c *coder) registered(r **briefing.Record) {
	n := 0
	if !c.reading && *r != nil {
		if n = c.shared.recordNo(*r) + 1; n <= 0 {
			c.fail("a source has a record that is none of the register")
		}
	}
	if whole(c, &n); !c.reading || n == 0 {
		return
	}
	if *r = c.shared.record(n - 1); *r == nil {
		c.fail("there is no record %d in the register", n-1)
	}
}

func (c *coder) registerFile(f *RegisterFile) {
	c.word(&f.Path)
	c.stamp(&f.Stamp)
	c.sum(&f.Sum)
	list(c, &f.Records, (*coder).record)
	list(c, &f.Outlets, (*coder).outlet)
	c.diags(&f.Diags)
}

func (c *coder) picture(p *Picture) {
	c.word(&p.Path)
	c.stamp(&p.Stamp)
	c.sum(&p.Sum)
	c.ref(&p.Data)
	whole(c, &p.Width)
	whole(c, &p.Height)
	c.diags(&p.Diags)
}
