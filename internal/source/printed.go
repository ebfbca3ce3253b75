package source

import (
	"strings"

	"dossier/internal/briefing"
)

// print puts the notes in the order in which they are printed: notes that cite
// the same sources in exactly the same words are one, in the place of the first.
func (s *resolving) print(b *briefing.Briefing) {
	count := len(s.ranges)
	b.PrintedAs = make([]int, count)
	b.Notes = make([]briefing.Printed, 0, count)
	b.Citations = s.cited[:0] // those that are kept move up; none moves past one that is still to be read
	own := make([]int, count) // of which each note that stands alone has one
	first := make(map[string]int, count)
	for n, r := range s.ranges {
		of := s.cited[r.From:r.To]
		id := s.words(n, of)
		if p, again := first[id]; again && id != "" {
			b.PrintedAs[n] = p
			b.Notes[p].Notes = append(b.Notes[p].Notes, n)
			continue
		}
		p := len(b.Notes)
		first[id], b.PrintedAs[n] = p, p
		own[n] = n
		from := len(b.Citations)
		for _, c := range of {
			c.Note = p
			b.Citations = append(b.Citations, c)
		}
		b.Notes = append(b.Notes, briefing.Printed{Notes: own[n : n+1 : n+1], Citations: briefing.Range{From: from, To: len(b.Citations)}})
	}
}

// words gives what makes a note the same as another, "" for notes that are never
// one with others: commentary, and notes in which other notes are marked, as
// their markers have one place only.
func (s *resolving) words(n int, cited []briefing.Citation) string {
	note := &s.doc.Notes[n]
	if len(cited) == 0 {
		return ""
	}
	for _, slot := range note.Body.Slots {
		if slot.Kind == briefing.SlotMark {
			return ""
		}
	}
	var b strings.Builder
	b.Grow(len(note.Text) + 80*len(cited))
	b.WriteString(note.Text)
	for _, c := range cited {
		for _, word := range [...]string{"\x00", c.Folded, "\x00", c.Locator} {
			b.WriteString(word)
		}
	}
	return b.String()
}
