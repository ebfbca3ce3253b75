package briefing

import (
	"cmp"
	"slices"

	"github.com/zeebo/xxh3"
)

// Sum is an XXH3 of 128 bits. It tells texts apart and proves nothing against
// somebody who means to deceive.
type Sum [16]byte

// SumOf gives the sum of a text.
func SumOf(text []byte) Sum { return xxh3.Hash128(text).Bytes() }

// Ref says where a text lies that was put away: in which segment, from which byte,
// how long it is. The zero value is nowhere.
type Ref struct {
	Segment uint32
	Size    uint32
	At      int64
}

// Outline is what others want of a briefing whose text was put away.
type Outline struct {
	Marks  []Citing // the markers of each printed note, in reading order
	Lead   string   // how the text begins, for descriptions where there is no summary
	Links  []Link   // of body and notes to places within the site, pictures among them; without their texts
	Labels []Label
}

// Citing is a marker of a printed note, seen from the sources that the note cites.
type Citing struct {
	Said Passage // the marker's id, without prefix, and behind it the sentence
	ID   uint32  // how many bytes of that are the id
	Mark int32   // index into Document.Marks
}

// Passage is a piece of a text: where it is among the bytes of the text that was put
// away, how long it is, and its XXH3.
type Passage struct {
	At, Size uint32
	Sum      uint64
}

// PassageOf gives the passage of a text that was not put away yet.
func PassageOf(text string) Passage {
	return Passage{Size: uint32(len(text)), Sum: xxh3.HashString(text)}
}

// citing gives a marker of a text that was not put away yet.
func citing(marks []Mark, m int) Citing {
	id, sentence := marks[m].ID, marks[m].Sentence
	var h xxh3.Hasher
	h.WriteString(id)
	h.WriteString(sentence)
	return Citing{Passage{Size: uint32(len(id) + len(sentence)), Sum: h.Sum64()}, uint32(len(id)), int32(m)}
}

// LocatorOf gives the place in its source that a citation names, "" for none.
func (b *Briefing) LocatorOf(citation int) string {
	i, named := slices.BinarySearchFunc(b.Locators, int32(citation), func(l Locator, c int32) int { return cmp.Compare(l.Citation, c) })
	if !named {
		return ""
	}
	return b.Locators[i].Text
}

// MakeOutline takes from the text what others want of it, once its notes are
// resolved.
func (b *Briefing) MakeOutline() {
	o := Outline{Labels: b.Doc.Labels, Marks: make([]Citing, 0, len(b.Doc.Marks))}
	if b.Front.Summary == "" {
		o.Lead = b.Doc.Lead
	}
	for _, l := range b.Doc.Links {
		if !External(l.Target) {
			l.Text = ""
			o.Links = append(o.Links, l)
		}
	}
	together := b.NotesByNumber()
	for p := range b.Notes {
		from := len(o.Marks)
		for _, m := range b.marksOf(p, together) {
			o.Marks = append(o.Marks, citing(b.Doc.Marks, m))
		}
		b.Notes[p].Marks = Span{int32(from), int32(len(o.Marks))}
	}
	b.Outline = o
}

// MarksOf gives the markers of a printed note, in reading order: those of every
// note that is printed under its number, but for markers inside notes that are
// not printed themselves.
func (b *Briefing) MarksOf(printed int) []Citing {
	m := b.Notes[printed].Marks
	return b.Outline.Marks[m.From:m.To]
}

// NumberOf gives the index in Notes under which a note of the document is printed.
func (b *Briefing) NumberOf(note int) int {
	if b.PrintedAs == nil {
		return note
	}
	return int(b.PrintedAs[note])
}

// NotesByNumber gives for each index of Notes the notes of the document that are
// printed under it, in order: the first is the one whose words are printed. It is
// nil where every note stands alone.
func (b *Briefing) NotesByNumber() [][]int {
	if b.PrintedAs == nil {
		return nil
	}
	notes := make([][]int, len(b.Notes))
	for n, p := range b.PrintedAs {
		notes[p] = append(notes[p], n)
	}
	return notes
}

// marksOf lists the markers of a printed note; together are the notes by number, nil
// where every note stands alone.
func (b *Briefing) marksOf(printed int, together [][]int) []int {
	if first := int(b.Notes[printed].First); (together == nil || len(together[printed]) == 1) && !b.nested(first) {
		return b.Doc.Notes[first].Marks
	}
	notes := []int{printed}
	if together != nil {
		notes = together[printed]
	}
	var marks []int
	for _, n := range notes {
		for _, m := range b.Doc.Notes[n].Marks {
			if in := b.Doc.Marks[m].In; in < 0 || int(b.Notes[b.NumberOf(in)].First) == in {
				marks = append(marks, m)
			}
		}
	}
	slices.SortStableFunc(marks, func(x, y int) int {
		p, q := &b.Doc.Marks[x], &b.Doc.Marks[y]
		return cmp.Or(cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
	})
	return marks
}

// nested reports whether a note has a marker inside another note.
func (b *Briefing) nested(note int) bool {
	return slices.ContainsFunc(b.Doc.Notes[note].Marks, func(m int) bool { return b.Doc.Marks[m].In >= 0 })
}

// PutAway lets go of the text, which lies at ref from now on; places are where in it
// each of its markers is said.
func (b *Briefing) PutAway(ref Ref, places []uint32) {
	for i := range b.Outline.Marks {
		m := &b.Outline.Marks[i]
		m.Said.At = places[m.Mark]
	}
	b.Text, b.Doc, b.Body = ref, nil, nil
}
