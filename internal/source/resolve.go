package source

import (
	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// Resolve finds the sources that the notes of a document cite: what the notes
// and the front matter say of them, and what the register knows. All faults are
// reported; the briefing is whole as far as there were none. It may be called
// from several goroutines.
func (r *Register) Resolve(f *briefing.File, d *briefing.Document) (*briefing.Briefing, diag.List) {
	s := &resolving{Register: r, file: f, doc: d, cited: make([]citing, 0, len(d.Items)), ranges: make([]briefing.Range, len(d.Notes))}
	s.readFront()
	for n := range d.Notes {
		s.note(n)
	}
	b := &briefing.Briefing{File: *f, Doc: d}
	s.print(b)
	b.MakeOutline()
	s.report(b)
	s.checkLinks()
	return b, s.diags.Sort()
}

// citing is a citation in the making.
type citing struct {
	briefing.Citation
	Locator string
}

// resolving is the work on one briefing.
type resolving struct {
	*Register
	file       *briefing.File
	doc        *briefing.Document
	front      []frontSource
	frontKeys  map[string]int // by folded key, index into front
	frontPlace map[string]int // by identity, index into front
	near       *names         // made when a key is unknown
	cited      []citing
	seen       map[string]int   // by identity, what the present note cites already, index into cited; made for notes of several items
	ranges     []briefing.Range // of cited, for each note
	again      []briefing.Again // items that name a source again; Citation is the item of the first
	diags      diag.List
}

// note adds the citations of a note, in the order of its items. Several items
// that name one source are one citation: the second is often its saved copy.
func (s *resolving) note(n int) {
	note := &s.doc.Notes[n]
	from := len(s.cited)
	s.seen = nil
	for i := note.Items.From; i < note.Items.To; i++ {
		c, ok := s.item(note, i)
		if !ok {
			continue
		}
		if k, again := s.seen[c.Folded]; again {
			s.again = append(s.again, briefing.Again{Item: c.Item, Citation: s.cited[k].Item})
			s.cited[k] = merged(s.cited[k], c)
			continue
		}
		if i+1 < note.Items.To || s.seen != nil {
			s.seen = remember(s.seen, c.Folded, len(s.cited))
		}
		s.cited = append(s.cited, c)
	}
	s.ranges[n] = briefing.Range{From: from, To: len(s.cited)}
	if note.Items.From == note.Items.To {
		s.sourceless(note)
	}
}

func remember(seen map[string]int, folded string, at int) map[string]int {
	if seen == nil {
		seen = map[string]int{}
	}
	seen[folded] = at
	return seen
}

// merged adds to a citation what another item of its note says of the source.
func merged(c, again citing) citing {
	both := *c.Mention
	both.Given.Fill(again.Given)
	c.Mention = &both
	if c.Locator == "" {
		c.Locator = again.Locator
	} else if again.Locator != "" {
		c.Locator += "; " + again.Locator
	}
	if c.Credibility == 0 {
		c.Credibility = again.Credibility
	}
	return c
}

// sourceless reports a note of commentary where the desk wants none. A note with
// a link to another page of the site is a reference to it.
func (s *resolving) sourceless(note *briefing.Note) {
	for _, slot := range note.Body.Slots {
		if slot.Kind == briefing.SlotLink {
			return
		}
	}
	at := s.file.At(note.Line, note.Col)
	s.policies.RequireSource.add(&s.diags, at, "source-unresolved", "footnote [^%s] names no source (no URL, no @key)", note.Label)
}
