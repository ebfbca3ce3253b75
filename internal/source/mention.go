package source

import (
	"cmp"
	"encoding/binary"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// mention gives the one mention of the edition that says the same: an archive cites
// a source in the same words again and again. One with authors, which come from records
// alone, is not shared.
func (r *Register) mention(m briefing.Mention) *briefing.Mention {
	if len(m.Given.Authors) > 0 {
		own := m
		return &own
	}
	sum := sumOf(&m)
	said := m // and not the parameter, which would be allocated also where it is known
	known := r.mentions.get(binary.LittleEndian.Uint64(sum[:]), sum, func() (briefing.Sum, *briefing.Mention) { return sum, r.newMention(&said) })
	if !sameMention(known, &said) { // two that differ have one sum
		return r.newMention(&said)
	}
	return known
}

// sumOf sums up what a mention without authors says.
func sumOf(m *briefing.Mention) briefing.Sum {
	g := &m.Given
	b := make([]byte, 0, 512)
	for _, text := range [...]string{m.Folded, g.URL, g.Title, g.Outlet, g.Date.Time, g.Saved.URL, g.Saved.Date.Time} {
		b = append(binary.AppendUvarint(b, uint64(len(text))), text...)
	}
	for _, d := range [...]briefing.Date{g.Date, g.Saved.Date} {
		b = binary.AppendVarint(binary.AppendVarint(binary.AppendVarint(b, int64(d.Year)), int64(d.Month)), int64(d.Day))
	}
	return briefing.SumOf(b)
}

func sameMention(a, b *briefing.Mention) bool {
	g, h := &a.Given, &b.Given
	return a.Folded == b.Folded && a.Register == b.Register && len(g.Authors)+len(h.Authors) == 0 &&
		g.URL == h.URL && g.Title == h.Title && g.Outlet == h.Outlet && g.Date == h.Date && g.Saved == h.Saved
}

// newMention makes room for a mention. Its texts may be pieces of a whole file: they are
// copied, and stand once where two of them are the same.
func (r *Register) newMention(m *briefing.Mention) *briefing.Mention {
	r.roomMu.Lock()
	defer r.roomMu.Unlock()
	kept := r.room.One(*m)
	r.made++
	kept.Number = r.made
	for _, text := range [...]*string{&kept.Given.URL, &kept.Given.Title, &kept.Given.Outlet, &kept.Given.Saved.URL} {
		*text = r.texts.Keep(*text)
	}
	if kept.Folded = kept.Given.URL; kept.Folded != m.Folded { // as it seldom is
		kept.Folded = r.texts.Keep(m.Folded)
	}
	return kept
}

// checkLinks reports links of the author's to what must never become clickable: what
// the site never links, or a source with "link: off". The body says so in HTML that
// was made without knowing either, so the link is refused.
func (s *resolving) checkLinks() {
	for _, l := range s.doc.Links {
		if briefing.External(l.Target) {
			s.checkLink(l)
		}
	}
}

func (s *resolving) checkLink(l briefing.Link) {
	url := l.Target
	if strings.HasPrefix(url, "//") {
		url = "https:" + url
	}
	c, err := CleanTarget(url)
	if err != nil {
		return // no address of the web, as mailto: is not
	}
	leads := cmp.Or(c.Saved.URL, c.URL)
	if s.Linkable(leads) {
		return
	}
	s.diags.Add(s.file.At(l.Line, l.Col), diag.Error, "link-never", "a page may not link to %q", l.Target)
	s.diags.Hint("show it as text, as in %s, or cite it in a footnote", Defang(leads))
}
