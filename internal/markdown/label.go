package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/internal/briefing"
)

// markingNames are the labels as running text may spell them, the longer first
// where one begins another.
var markingNames = [...]string{"CLEAR", "WHITE", "GREEN", "AMBER+STRICT", "AMBER", "RED"}

// findLabels records the TLP labels in the text of the block, which is the end
// of the plain text.
func (p *printer) findLabels(text []byte) {
	for from := 0; ; {
		i := bytes.IndexByte(text[from:], ':')
		if i < 0 {
			return
		}
		from += i + 1
		if m := labelAround(text, from-1); m != briefing.Unmarked {
			line, col := p.lines.at(p.sourceOf(p.start + from - len("TLP:")))
			p.doc.Labels = append(p.doc.Labels, briefing.Label{Marking: m, Line: line, Col: col})
		}
	}
}

// findLabelsIn records the labels in a text that stands at one place.
func (p *printer) findLabelsIn(text string, at int) {
	bytes := []byte(text)
	for i := range bytes {
		if m := labelAround(bytes, i); m != briefing.Unmarked {
			line, col := p.lines.at(at)
			p.doc.Labels = append(p.doc.Labels, briefing.Label{Marking: m, Line: line, Col: col})
		}
	}
}

// labelAround gives the label whose colon stands at i, or Unmarked. Blanks behind
// the colon are allowed where the name is in capitals.
func labelAround(s []byte, i int) briefing.Marking {
	if s[i] != ':' || i < 3 || !strings.EqualFold(string(s[i-3:i]), "TLP") {
		return briefing.Unmarked
	}
	if r, size := utf8.DecodeLastRune(s[:i-3]); size > 0 && wordRune(r) {
		return briefing.Unmarked
	}
	rest := s[i+1:]
	name := bytes.TrimLeft(rest, " \u00a0")
	for _, label := range markingNames {
		if len(name) < len(label) {
			continue
		}
		found := string(name[:len(label)])
		r, size := utf8.DecodeRune(name[len(label):])
		if found != label && (len(name) < len(rest) || !strings.EqualFold(found, label)) || size > 0 && wordRune(r) {
			continue
		}
		m, _, _ := briefing.ParseMarking(label)
		return m
	}
	return briefing.Unmarked
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// sourceOf gives the offset in the body from which a place in the block's plain
// text comes.
func (p *printer) sourceOf(plain int) int {
	lo, hi := 0, len(p.runs)
	for lo < hi {
		if mid := (lo + hi) / 2; p.runs[mid].plain <= plain {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return 0
	}
	r := p.runs[lo-1]
	return r.source + plain - r.plain
}
