package content

import "bytes"

// closeObject looks for the end of a JSON object that begins on the line just
// read: a line that holds only its last brace, then an empty line or the end of
// the file. Offset is where the line behind the opening brace begins.
func (s *scanner) closeObject(b *block, offset int) {
	open, start := s.lines.number, bytes.LastIndexByte(s.lines.data[:offset], '{')
	b.line = open
	end := objectEnd(s.lines.data, start)
	b.text = s.lines.data[start:max(end, start)]
	if end < 0 {
		s.error("front-matter-fence", open, "the JSON object that begins here has no end")
		s.diags.Hint("close it with a line that holds only }, and an empty line behind it")
		s.lines.offset = len(s.lines.data)
		b.text = s.lines.data[start:]
		return
	}
	b.text = s.throughBlank(end)
	b.text = b.text[start:]
}

// throughBlank reads up to the empty line behind an object that ends at the
// offset end, and gives the file up to there.
func (s *scanner) throughBlank(end int) []byte {
	for {
		line, ok := s.lines.next()
		alone := string(bytes.TrimSpace(line)) == "}"
		if last := s.lines.offset >= end; !last && alone && s.blankNext() {
			s.error("front-matter-fence", s.lines.number, "an empty line behind an inner } of JSON front matter, where some programs see its end")
			s.diags.Hint("take the empty line out")
		} else if last || !ok {
			return s.endOfObject(alone)
		}
	}
}

// endOfObject checks the line of the last brace, which was just read, and reads
// the empty line behind it.
func (s *scanner) endOfObject(alone bool) []byte {
	if !alone || !s.blankNext() {
		s.error("front-matter-fence", s.lines.number, "JSON front matter must end with a line that holds only }, and an empty line behind it")
		s.diags.Hint("put the last } on a line of its own, and an empty line between it and the text")
		return s.lines.data[:s.lines.offset]
	}
	s.lines.next()
	return s.lines.data[:s.lines.offset]
}

// blankNext reports whether the next line is blank or there is none.
func (s *scanner) blankNext() bool {
	ahead := s.lines
	line, ok := ahead.next()
	return !ok || len(bytes.TrimSpace(line)) == 0
}

// objectEnd gives the offset behind the brace that closes the one at start, or
// -1. Braces in strings do not count.
func objectEnd(data []byte, start int) int {
	depth, quoted := 0, false
	for i := start; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}
