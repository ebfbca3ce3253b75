package source

import (
	"cmp"
	"slices"
	"strings"

	"dossier/internal/briefing"
)

// print puts the notes in the order in which they are printed: notes that cite
// the same sources in exactly the same words are one, in the place of the first.
func (s *resolving) print(b *briefing.Briefing) {
	count := len(s.ranges)
	printedAs := make([]int32, count)
	b.Notes = make([]briefing.Printed, 0, count)
	b.Citations = make([]briefing.Citation, 0, len(s.cited))
	first := make(map[string]int32, count)
	for n, r := range s.ranges {
		of := s.cited[r.From:r.To]
		id := s.words(n, of)
		if p, again := first[id]; again && id != "" {
			printedAs[n] = p
			continue
		}
		p := int32(len(b.Notes))
		first[id], printedAs[n] = p, p
		from := int32(len(b.Citations))
		for _, c := range of {
			c.Note = p
			if c.Locator != "" {
				b.Locators = append(b.Locators, briefing.Locator{Citation: int32(len(b.Citations)), Text: c.Locator})
			}
			b.Citations = append(b.Citations, c.Citation)
		}
		b.Notes = append(b.Notes, briefing.Printed{First: int32(n), Citations: briefing.Span{From: from, To: int32(len(b.Citations))}})
	}
	if len(b.Notes) < count {
		b.PrintedAs = printedAs
	}
	s.printAgain(b)
}

// printAgain lists the items that name a source again, of the notes that are printed.
func (s *resolving) printAgain(b *briefing.Briefing) {
	for _, a := range s.again {
		if c := s.printedCitation(b, a); c >= 0 {
			b.Again = append(b.Again, briefing.Again{Item: a.Item, Citation: c})
		}
	}
}

// printedCitation gives where a citation went, found by its item; -1 when its note
// is not printed.
func (s *resolving) printedCitation(b *briefing.Briefing, a briefing.Again) int32 {
	c, found := slices.BinarySearchFunc(b.Citations, a.Citation, func(c briefing.Citation, item int32) int { return cmp.Compare(c.Item, item) })
	if !found {
		return -1
	}
	return int32(c)
}

// words gives what makes a note the same as another, "" for notes that are never
// one with others: commentary, and notes in which other notes are marked, as
// their markers have one place only.
func (s *resolving) words(n int, cited []citing) string {
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
