package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentences gives each marker of the block the sentence that it stands in. A
// marker behind the full stop belongs to the sentence before it, as do several
// in a row. The marks of a block come in the order of their places.
func (p *printer) sentences(text []byte) {
	s := splitter{text: text, marks: p.pending, start: p.start}
	from, upto, next := 0, s.next(0), 0
	var whole string
	for _, m := range p.pending {
		at := m.plain - p.start
		for upto < len(text) && at > upto {
			from, upto, whole = upto, s.next(upto), ""
		}
		next++
		if whole == "" {
			whole = folded(text[from:min(upto, from+4*sentenceLength+64)])
			if upto-from > 4*sentenceLength+64 || utf8.RuneCountInString(whole) > sentenceLength {
				whole = ""
			}
		}
		p.doc.Marks[m.mark].Sentence = whole
		if whole == "" {
			p.doc.Marks[m.mark].Sentence = around(text[from:upto], at-from)
		}
	}
}

// around cuts a long sentence to what stands around a place in it: more of what
// leads to the marker than of what follows it. It looks no further than it must.
func around(s []byte, at int) string {
	at = min(max(at, 0), len(s))
	from, upto := back(s, at, sentenceLength), ahead(s, at, sentenceLength)
	left, right := folded(s[from:at]), folded(s[at:upto])
	glue := ""
	if at > 0 && at < len(s) && (isBlank(s[at-1]) || isBlank(s[at])) {
		glue = " "
	}
	room := sentenceLength - len(glue)
	l, r := utf8.RuneCountInString(left), utf8.RuneCountInString(right)
	after := min(r, max(room/4, room-l))
	left = cutStart(left, room-after, from > 0)
	right = cutEnd(right, after, upto < len(s))
	return strings.TrimSpace(left + glue + right)
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

// back gives the offset that lies n characters before another, or 0.
func back(s []byte, at, n int) int {
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRune(s[:at])
		at -= size
	}
	return at
}

// ahead gives the offset that lies n characters behind another, or the end.
func ahead(s []byte, at, n int) int {
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRune(s[at:])
		at += size
	}
	return at
}

// cutStart shortens a text from its start to a number of characters, at a space
// where one is near. more says that the text went on before it.
func cutStart(s string, most int, more bool) string {
	n := utf8.RuneCountInString(s)
	if n <= most && !more {
		return s
	}
	start := ahead([]byte(s), 0, n-most+1)
	if i := strings.IndexByte(s[start:], ' '); i >= 0 && i < (len(s)-start)/4 {
		start += i + 1
	}
	return "…" + s[start:]
}

// splitter finds where sentences end.
type splitter struct {
	text  []byte
	marks []place // a marker at the end of a sentence may stand for the space
	start int
	mark  int
}

// next gives the offset behind the sentence that begins at an offset, and behind
// the white space that follows it.
func (s *splitter) next(from int) int {
	for i := from; i < len(s.text); {
		c := s.text[i]
		if c < utf8.RuneSelf && c != '.' && c != '!' && c != '?' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(s.text[i:])
		i += size
		if !endMark(r) {
			continue
		}
		if end := s.end(i, r); end > 0 {
			return end
		}
	}
	return len(s.text)
}

// endMark reports whether a character may end a sentence.
func endMark(r rune) bool {
	switch r {
	case '.', '!', '?', '…', '。', '！', '？', '．', '｡', '؟', '۔', '।', '॥', '։', '።', '‽':
		return true
	}
	return false
}

// end gives the offset at which the next sentence begins, if the mark that ends
// before i ends one, and otherwise 0.
func (s *splitter) end(i int, mark rune) int {
	stop := i - utf8.RuneLen(mark)
	for i < len(s.text) {
		r, size := utf8.DecodeRune(s.text[i:])
		if !endMark(r) && !closer(r) {
			break
		}
		i += size
	}
	closed := i
	for i < len(s.text) {
		r, size := utf8.DecodeRune(s.text[i:])
		if !unicode.IsSpace(r) {
			break
		}
		i += size
	}
	if i == len(s.text) || wide(mark) {
		return i
	}
	next, _ := utf8.DecodeRune(s.text[i:])
	switch {
	case i == closed && !(s.marked(i) && unicode.IsUpper(next)):
		return 0
	case unicode.IsLower(next):
		return 0
	case mark == '.' && abbreviation(s.text[:stop], next):
		return 0
	}
	return i
}

// marked reports whether a marker stands at an offset.
func (s *splitter) marked(at int) bool {
	for s.mark < len(s.marks) && s.marks[s.mark].plain-s.start < at {
		s.mark++
	}
	return s.mark < len(s.marks) && s.marks[s.mark].plain-s.start == at
}

// wide reports whether a mark ends a sentence whatever follows it.
func wide(r rune) bool {
	switch r {
	case '。', '！', '？', '．', '｡', '।', '॥', '።':
		return true
	}
	return false
}

func closer(r rune) bool {
	switch r {
	case '"', '\'', '”', '’', '»', '›', ')', ']', '」', '』', '）', '】', '》':
		return true
	}
	return false
}

// titles are words that a full stop follows and that never end a sentence;
// counted are those that end none when a number follows.
var (
	titles = map[string]bool{"mr": true, "mrs": true, "ms": true, "mx": true, "dr": true, "prof": true, "gen": true, "col": true,
		"lt": true, "maj": true, "sgt": true, "capt": true, "cpt": true, "cdr": true, "adm": true, "sen": true, "rep": true,
		"gov": true, "amb": true, "hon": true, "rev": true, "fr": true, "st": true, "mt": true, "messrs": true, "vs": true,
		"cf": true, "e.g": true, "i.e": true, "eg": true, "ie": true, "viz": true, "approx": true, "ca": true, "u.s": true,
		"u.k": true, "u.n": true, "e.u": true, "d.c": true, "p.r.c": true, "z.b": true, "d.h": true, "bzw": true}
	counted = map[string]bool{"no": true, "nos": true, "p": true, "pp": true, "vol": true, "art": true, "sec": true, "fig": true,
		"ch": true, "chap": true, "para": true, "paras": true, "nr": true, "bd": true, "abs": true, "tab": true, "op": true,
		"jan": true, "feb": true, "mar": true, "apr": true, "jun": true, "jul": true, "aug": true, "sep": true, "sept": true,
		"oct": true, "nov": true, "dec": true, "c": true}
)

// abbreviation reports whether the word before a full stop is short for another,
// or an initial, so that the stop ends no sentence before the next character.
func abbreviation(before []byte, next rune) bool {
	i := len(before)
	for i > 0 && len(before)-i < 12 {
		r, size := utf8.DecodeLastRune(before[:i])
		if !unicode.IsLetter(r) && r != '.' {
			break
		}
		i -= size
	}
	word := string(before[i:])
	if r, size := utf8.DecodeRuneInString(word); size == len(word) && unicode.IsUpper(r) {
		return true
	}
	lower := strings.ToLower(strings.TrimLeft(word, "."))
	return titles[lower] || counted[lower] && unicode.IsDigit(next)
}
