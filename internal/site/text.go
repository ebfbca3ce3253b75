package site

import (
	"fmt"

	"dossier/internal/briefing"
)

// Texts gives back what was put away of briefings. It is safe for concurrent use.
type Texts interface {
	Document(briefing.Ref) (*briefing.Document, error)
	Passage(briefing.Ref, briefing.Passage) (string, error)
	Data(briefing.Ref) ([]byte, error)
}

// text gives the text of a briefing.
func (s *Site) text(b *briefing.Briefing) (*briefing.Document, error) {
	if b.Doc != nil {
		return b.Doc, nil
	}
	doc, err := s.in.Texts.Document(b.Text)
	if err != nil {
		return nil, fmt.Errorf("reading the text of %s: %w", b.Path, err)
	}
	return doc, nil
}

// said gives the id of a marker of a briefing and the sentence in which it stands.
func (s *Site) said(b *briefing.Briefing, mark *briefing.Citing) (id, sentence string, err error) {
	if b.Doc != nil {
		m := &b.Doc.Marks[mark.Mark]
		return m.ID, m.Sentence, nil
	}
	text, err := s.in.Texts.Passage(b.Text, mark.Said)
	if err != nil {
		return "", "", fmt.Errorf("reading a sentence of %s: %w", b.Path, err)
	}
	return text[:mark.ID], text[mark.ID:], nil
}
