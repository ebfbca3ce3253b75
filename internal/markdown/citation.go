package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// key is one source named by its key, as Pandoc writes it.
type key struct {
	name    string
	before  string // "see"
	locator string // "p. 3"
	at      int    // offset of the "@"
}

// citations reads a bracket in which every part, between semicolons, holds a key:
// [@key], [-@key], [@key, p. 3], [see @a, p. 2; also @b]. In a note it names
// sources; in running text it is a note of its own.
func (r *reading) citations(parent ast.Node, block text.Reader, line []byte, segment text.Segment) ast.Node {
	if i := bytes.IndexAny(line[1:], "@<[]"); i >= 0 && line[1+i] != '@' && line[1+i] != '<' {
		return nil // most brackets are links: no need to gather their text
	}
	var g group
	if !g.gather(r.body, line, segment, parent, block) {
		return nil
	}
	keys, ok := g.keys()
	if !ok {
		return nil
	}
	block.SetPosition(g.line, text.NewSegment(g.end, g.stop))
	if r.within(parent) != nil {
		c := &citation{keys: keys, from: segment.Start, upto: g.end}
		c.SetPos(segment.Start)
		return c
	}
	n := &note{kind: bracketed, at: segment.Start, keys: keys, index: -1}
	return r.mark(n, parent, segment.Start)
}

// group is the text of a bracket that may run over several lines.
type group struct {
	text  []byte
	parts []run // where each line's part of text comes from
	line  int   // the line on which it ends
	end   int   // offset behind the "]"
	stop  int   // end of that line
}

// gather collects the text up to the closing bracket. A bracket within, or more
// than 999 bytes, and it is no citation; neither is a text without an "@", one
// that is the text of a link, or one that names a link.
func (g *group) gather(body, line []byte, segment text.Segment, parent ast.Node, block text.Reader) bool {
	number, _ := block.Position()
	from, stop := segment.Start+1, segment.Stop
	for len(g.text) <= labelLimit {
		end := g.gatherLine(body, from, stop)
		if end < stop {
			g.line, g.end, g.stop = number, end+1, stop
			return body[end] == ']' && bytes.IndexByte(g.text, '@') >= 0 && !linked(body[end+1:stop])
		}
		number++
		if number >= parent.Lines().Len() {
			return false
		}
		from, stop = parent.Lines().At(number).Start, parent.Lines().At(number).Stop
	}
	return false
}

// gatherLine collects the text of one line, without its comments, and gives the offset
// of what ends it: a bracket, or a comment that runs on; or the end of the line.
func (g *group) gatherLine(body []byte, from, stop int) int {
	for {
		part := body[from:stop]
		g.parts = append(g.parts, run{len(g.text), from})
		i := bytes.IndexAny(part, "[]<")
		if i < 0 {
			g.text = append(g.text, part...)
			return stop
		}
		g.text = append(g.text, part[:i]...)
		comment := commentEnd(part[i:])
		switch {
		case part[i] != '<' || comment == 0 && bytes.HasPrefix(part[i:], commentOpen):
			return from + i
		case comment == 0:
			g.text, comment = append(g.text, '<'), 1
		}
		from += i + comment
	}
}

// linked reports whether what follows a bracket makes it the text of a link.
func linked(rest []byte) bool {
	return len(rest) > 0 && (rest[0] == '(' ||
		len(rest) > 1 && rest[0] == '[' && rest[1] != '^' && rest[1] != '@')
}

// offset gives the place in the body of a place in the text.
func (g *group) offset(i int) int {
	last := g.parts[0]
	for _, p := range g.parts {
		if p.plain > i {
			break
		}
		last = p
	}
	return last.source + i - last.plain
}

// keys reads the parts of a bracket; it fails when one of them holds no key.
func (g *group) keys() ([]key, bool) {
	var keys []key
	from := 0
	for part := range bytes.SplitSeq(g.text, []byte{';'}) {
		k, ok := readKey(part)
		if !ok {
			return nil, false
		}
		k.at = g.offset(from + k.at)
		keys = append(keys, k)
		from += len(part) + 1
	}
	return keys, true
}

// readKey reads one part of a bracket: words before, a key, a locator.
func readKey(part []byte) (key, bool) {
	for i := 0; i < len(part); i++ {
		if part[i] != '@' || i > 0 && !startsKey(part[:i]) {
			continue
		}
		name, n := scanKey(part[i:])
		if n == 0 {
			continue
		}
		before := bytes.TrimSuffix(bytes.TrimSpace(part[:i]), []byte{'-'})
		locator := bytes.TrimSpace(bytes.TrimLeft(part[i+n:], ", \t\r\n"))
		return key{name: string(name), before: plainText(before), locator: plainText(locator), at: i}, true
	}
	return key{}, false
}

// startsKey reports whether an "@" may begin a key behind the text: at its start,
// behind white space, or behind a hyphen that is.
func startsKey(before []byte) bool {
	before = bytes.TrimSuffix(before, []byte{'-'})
	r, _ := utf8.DecodeLastRune(before)
	return len(before) == 0 || unicode.IsSpace(r)
}

// scanKey reads "@key" or "@{key}" and gives the key and the length of the whole,
// or 0. A key begins with a letter, a digit or "_" and goes on with these and
// single marks of punctuation between them.
func scanKey(s []byte) (name []byte, n int) {
	if len(s) > 2 && s[1] == '{' {
		end := bytes.IndexAny(s, "}\n[]")
		if end < 3 || s[end] != '}' {
			return nil, 0
		}
		return bytes.TrimSpace(s[2:end]), end + 1
	}
	end := 1
	for i := 1; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || end > 1 && unicode.IsMark(r):
			i += size
			end = i
			continue
		case i == end && i > 1 && r < utf8.RuneSelf && bytes.IndexByte([]byte(":.#$%&-+?<>~/"), byte(r)) >= 0:
			i++
			continue
		}
		break
	}
	return s[1:end], lengthOf(end)
}

func lengthOf(end int) int {
	if end == 1 {
		return 0
	}
	return end
}

// bareKey reads "@key" and a locator behind it, at the start of a note or behind
// the semicolon that follows another key.
func (r *reading) bareKey(parent ast.Node, block text.Reader, line []byte, segment text.Segment) ast.Node {
	home := r.within(parent)
	if home == nil || !r.opensNote(home, parent) {
		return nil
	}
	name, n := scanKey(line)
	if n == 0 {
		return nil
	}
	locator, m := scanLocator(line[n:])
	block.Advance(n + m)
	c := &citation{from: segment.Start, upto: segment.Start + n + m}
	c.keys = []key{{name: string(name), locator: locator, at: segment.Start}}
	c.SetPos(segment.Start)
	return c
}

// opensNote reports whether nothing but white space, or another key and a
// semicolon, stands before the place that the parser has come to in the note.
func (r *reading) opensNote(home *definition, block ast.Node) bool {
	last := block.LastChild()
	for last != nil && last.Kind() == kindComment {
		last = last.PreviousSibling()
	}
	if last == nil {
		return home.FirstChild() == block
	}
	t, ok := last.(*ast.Text)
	if !ok {
		return false
	}
	between := bytes.TrimSpace(t.Segment.Value(r.body))
	if len(between) == 0 {
		return last.PreviousSibling() == nil && home.FirstChild() == block
	}
	before := last.PreviousSibling()
	return len(between) == 1 && between[0] == ';' && before != nil && before.Kind() == kindCitation
}

// scanLocator reads ", p. 3" or " [p. 3]" behind a key and gives the locator and
// the length of the whole, or 0. A locator is a word for a part of a text and a
// number or a range of numbers.
func scanLocator(s []byte) (locator string, n int) {
	for n < len(s) && (s[n] == ' ' || s[n] == ',') {
		n++
	}
	if n == len(s) || n == 0 {
		return "", 0
	}
	if s[n] == '[' {
		end := bytes.IndexByte(s[n:], ']')
		if end < 0 || len(s) > n+end+1 && s[n+end+1] == '(' {
			return "", 0
		}
		inner := s[n+1 : n+end]
		if scanPlace(inner) == 0 {
			return "", 0
		}
		return plainText(inner), n + end + 1
	}
	m := scanPlace(s[n:])
	if m == 0 {
		return "", 0
	}
	return plainText(s[n : n+m]), n + m
}

// placeWords are the words for parts of a text, without their full stops.
var placeWords = [...]string{"p", "pp", "page", "pages", "ch", "chap", "chapter", "chapters", "sec", "section", "sections",
	"para", "paras", "paragraph", "paragraphs", "vol", "volume", "no", "fig", "figure", "table", "art", "article",
	"annex", "appendix", "line", "lines", "col", "fol", "slide", "slides", "min", "n", "§", "§§", "¶", "¶¶"}

// scanPlace gives the length of "p. 3", "pp. 33-35", "§ 4" at the start of a text.
func scanPlace(s []byte) int {
	n := 0
	for n < len(s) && s[n] != '.' && s[n] != ' ' && (s[n] < '0' || s[n] > '9') {
		n++
	}
	if !isPlaceWord(s[:n]) {
		return 0
	}
	for n < len(s) && (s[n] == '.' || s[n] == ' ') {
		n++
	}
	end := scanNumber(s[n:])
	if end == 0 {
		return 0
	}
	n += end
	for {
		dash := dashLength(s[n:])
		more := scanNumber(s[n+dash:])
		if dash == 0 || more == 0 {
			return n
		}
		n += dash + more
	}
}

func isPlaceWord(s []byte) bool {
	for _, w := range placeWords {
		if string(bytes.ToLower(s)) == w {
			return true
		}
	}
	return false
}

// dashLength gives the length of the hyphen or dash of a range.
func dashLength(s []byte) int {
	switch r, size := utf8.DecodeRune(s); r {
	case '-', '–', '—', '‑':
		return size
	}
	return 0
}

// scanNumber gives the length of a number: digits, or Roman numerals.
func scanNumber(s []byte) int {
	n := 0
	for n < len(s) && util.IsNumeric(s[n]) {
		n++
	}
	for n < len(s) && bytes.IndexByte([]byte("ivxlcdmfIVXLCDM"), s[n]) >= 0 {
		n++
	}
	if n < len(s) && util.IsAlphaNumeric(s[n]) {
		return 0
	}
	return n
}
