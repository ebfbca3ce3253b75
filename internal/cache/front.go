package cache

import (
	"time"

	"dossier/internal/briefing"
)

func (c *coder) file(f *briefing.File) {
	c.word(&f.Path)
	count(c, &f.Kind, briefing.PlainFile)
	c.front(&f.Front)
	whole(c, &f.BodyLine)
	c.sum(&f.Sum)
	list(c, &f.Bundle, text[string])
}

func (c *coder) front(f *briefing.Front) {
	text(c, &f.ID)
	text(c, &f.Title)
	c.date(&f.Date)
	c.date(&f.Updated)
	text(c, &f.Summary)
	list(c, &f.Tags, (*coder).sharedText)
	list(c, &f.Authors, (*coder).word)
	c.word(&f.Desk)
	c.word(&f.Prepared)
	c.word(&f.Reviewed)
	c.word(&f.Approved)
	count(c, &f.Marking, briefing.Red)
	c.flag(&f.Draft)
	c.date(&f.Embargo)
	c.date(&f.Expires)
	text(c, &f.Slug)
	list(c, &f.Aliases, (*coder).placedText)
	c.word(&f.Series)
	c.word(&f.Lang)
	list(c, &f.Sources, (*coder).record)
	c.placedText(&f.Image)
	c.flag(&f.Imported)
	list(c, &f.Params, (*coder).param)
	c.layout(&f.Lines)
}

// sharedText codes a text that other files have too.
func (c *coder) sharedText(t *briefing.Text) {
	c.word(&t.Value)
	c.pos(&t.At)
}

func (c *coder) placedText(t *briefing.Text) {
	text(c, &t.Value)
	c.pos(&t.At)
}

func (c *coder) param(p *briefing.Param) {
	c.word(&p.Key)
	text(c, &p.Value)
}

func (c *coder) keyLine(k *briefing.KeyLine) {
	c.word(&k.Key)
	whole(c, &k.Line)
	whole(c, &k.Col)
}

func (c *coder) date(d *briefing.Date) {
	whole(c, &d.Year)
	whole(c, &d.Month)
	whole(c, &d.Day)
	c.word(&d.Time)
}

func (c *coder) facts(f *briefing.Facts) {
	text(c, &f.URL)
	text(c, &f.Title)
	c.word(&f.Outlet)
	list(c, &f.Authors, (*coder).word)
	c.date(&f.Date)
	text(c, &f.Saved.URL)
	c.date(&f.Saved.Date)
}

func (c *coder) record(r *briefing.Record) {
	text(c, &r.Key)
	c.facts(&r.Facts)
	c.word(&r.Type)
	c.word(&r.Lang)
	c.date(&r.Accessed)
	text(c, &r.Status)
	c.date(&r.StatusDate)
	text(c, &r.Reason)
	text(c, &r.MovedTo)
	c.flag(&r.Unlinked)
	text(c, &r.SameAs)
	list(c, &r.Aliases, text[string])
	count(c, &r.Marking, briefing.Red)
	text(c, &r.Note)
	c.pos(&r.At)
}

func (c *coder) outlet(o *briefing.OutletRecord) {
	text(c, &o.Domain)
	text(c, &o.Name)
	c.word(&o.Reliability)
	c.word(&o.Country)
	text(c, &o.Note)
	count(c, &o.Marking, briefing.Red)
	c.pos(&o.At)
}

// moment codes an instant to the nanosecond; it comes back in UTC.
func (c *coder) moment(t *time.Time) {
	there := !t.IsZero()
	if c.flag(&there); !there {
		return
	}
	seconds, rest := t.Unix(), int64(t.Nanosecond())
	whole(c, &seconds)
	whole(c, &rest)
	if c.reading {
		*t = time.Unix(seconds, rest).UTC()
	}
}
