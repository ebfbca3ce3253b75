package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/internal/briefing"
)

const (
	leadLength     = 300 // characters of Document.Lead
	sentenceLength = 400 // characters of Mark.Sentence
)

// beginText starts the plain text of a block. In the body it starts afresh, in a
// note it is added to.
func (p *printer) beginText() {
	if p.in < 0 {
		p.plain = p.plain[:0]
	} else if len(p.plain) > 0 {
		p.plain = append(p.plain, ' ')
	}
	p.start = len(p.plain)
	p.runs = p.runs[:0]
	p.pending = p.pending[:0]
}

// endText takes from the text of a block what the document wants to know.
func (p *printer) endText() {
	text := p.plain[p.start:]
	if len(p.pending) > 0 {
		p.sentences(text)
	}
	p.findLabels(text)
	if p.in < 0 {
		p.doc.Words += words(text)
	}
}

// keepLead keeps the text of the block as the document's lead, if it is the
// first; a paragraph of the body itself goes before one in a list or quotation.
func (p *printer) keepLead(direct bool) {
	if p.doc.Lead != "" || !direct && p.lead != "" {
		return
	}
	text := cut(folded(p.plain[p.start:]), leadLength)
	if direct {
		p.doc.Lead = text
	} else {
		p.lead = text
	}
}

// folded gives a text with its white space folded. Its ends are trimmed first,
// for then most texts are folded already.
func folded(s []byte) string { return briefing.FoldSpace(string(bytes.TrimSpace(s))) }

// cut shortens a text to a number of characters.
func cut(s string, most int) string { return cutEnd(s, most, false) }

// cutEnd shortens a text to a number of characters, at a space where there is one
// in its last quarter, and ends it with "…". more says that the text went on
// behind its end.
func cutEnd(s string, most int, more bool) string {
	if !more && (len(s) <= most || utf8.RuneCountInString(s) <= most) {
		return s
	}
	end := ahead([]byte(s), 0, most-1)
	if i := strings.LastIndexByte(s[:min(end+1, len(s))], ' '); i > end*3/4 {
		end = i
	}
	return strings.TrimRightFunc(s[:end], notOfEnd) + "…"
}

func notOfEnd(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' || r == ':' || r == '.' }

// words counts the words of a text: runs of letters and digits between white
// space. In scripts that put no space between words each character counts.
func words(s []byte) int {
	n, within := 0, uint8(0)
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf { // nearly all of most texts, and every text is counted
			class := byteClass[s[i]]
			n += int(class & inWord &^ within)
			within = (within | class&inWord) &^ (class >> 1)
			i++
			continue
		}
		r, size := utf8.DecodeRune(s[i:])
		i += size
		switch {
		case unicode.IsSpace(r):
			within = 0
		case r >= 0x2e80 && unspaced(r):
			n, within = n+1, 0
		case within == 0 && wordRune(r):
			n, within = n+1, inWord
		}
	}
	return n
}

// Classes of ASCII: what words consist of, and what stands between them.
const (
	inWord  uint8 = 1
	between uint8 = 2
)

var byteClass = func() (table [utf8.RuneSelf]uint8) {
	for c := range byte(utf8.RuneSelf) {
		switch {
		case c <= ' ':
			table[c] = between
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9':
			table[c] = inWord
		}
	}
	return table
}()

// unspaced reports whether a character belongs to a script that is written
// without spaces between words.
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
