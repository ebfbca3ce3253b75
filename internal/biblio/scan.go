package biblio

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/internal/diag"
)

// Own scanner and not a library: those for Go stop at the first fault, keep no
// places, and leave TeX's escapes in the values. The grammar is small.

// bibEntry is an entry of a BibTeX file with its values put together but still
// in TeX.
type bibEntry struct {
	kind, key string // kind in lower case
	line, col int    // of "@"
	fields    []bibField
	diags     diag.List
}

type bibField struct {
	name, value string // name in lower case
	line, col   int
}

// field gives the value of the first of the names that the entry has.
func (e *bibEntry) field(names ...string) string {
	if f := e.find(names...); f != nil {
		return f.value
	}
	return ""
}

func (e *bibEntry) find(names ...string) *bibField {
	for _, name := range names {
		for i := range e.fields {
			if e.fields[i].name == name && strings.TrimSpace(e.fields[i].value) != "" {
				return &e.fields[i]
			}
		}
	}
	return nil
}

// scanner reads a BibTeX file. Text outside entries is commentary. Positions
// are kept while it goes: a byte is looked at once.
type scanner struct {
	path      string
	text      string
	at        int
	line, col int
	strings   map[string]string
	entries   []bibEntry
	torn      bool // a text ran to the end of the file: from then on none goes past a line that begins with "@"
}

// monthNames are the macros that every BibTeX style defines.
var monthNames = map[string]string{
	"jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May", "jun": "June",
	"jul": "July", "aug": "August", "sep": "September", "oct": "October", "nov": "November", "dec": "December",
}

func scan(path string, data []byte) []bibEntry {
	s := scanner{path: path, text: strings.TrimPrefix(string(data), "\ufeff"), line: 1, col: 1, strings: map[string]string{}}
	for s.seek('@') {
		s.entry()
	}
	return s.entries
}

func (s *scanner) more() bool { return s.at < len(s.text) }

// peek gives the next byte, 0 at the end.
func (s *scanner) peek() byte {
	if s.more() {
		return s.text[s.at]
	}
	return 0
}

// next passes the next character.
func (s *scanner) next() {
	r, size := utf8.DecodeRuneInString(s.text[s.at:])
	s.at += size
	s.col++
	if r == '\n' {
		s.line, s.col = s.line+1, 1
	}
}

// seek passes everything up to a byte.
func (s *scanner) seek(c byte) bool {
	for s.more() && s.text[s.at] != c {
		s.next()
	}
	return s.more()
}

func (s *scanner) space() {
	for s.more() {
		if r, _ := utf8.DecodeRuneInString(s.text[s.at:]); !unicode.IsSpace(r) {
			return
		}
		s.next()
	}
}

// word passes and gives a name: of an entry's type, a field, a macro, a key.
func (s *scanner) word() string {
	s.space()
	from := s.at
	for s.more() && !strings.ContainsRune("{}(),=#\"@%\\ \t\r\n", rune(s.peek())) {
		s.next()
	}
	return s.text[from:s.at]
}

// take passes a byte if it is the next one.
func (s *scanner) take(c byte) bool {
	s.space()
	if s.peek() != c || !s.more() {
		return false
	}
	s.next()
	return true
}

// entry reads from "@" to the bracket that closes the entry. After a fault it
// stops, and reading goes on at the next "@".
func (s *scanner) entry() {
	e := bibEntry{line: s.line, col: s.col}
	s.next()
	e.kind = strings.ToLower(s.word())
	shut := byte('}')
	switch {
	case s.take('{'):
	case s.take('('):
		shut = ')'
	default:
		return // an "@" in commentary
	}
	switch e.kind {
	case "comment", "preamble":
		s.skip(shut)
		return
	case "string":
		s.fields(&e, shut)
		for _, f := range e.fields {
			s.strings[f.name] = f.value
		}
		e.kind = ""
	default:
		e.key = s.word()
		if !s.take(',') && !(s.peek() == shut) {
			s.fault(&e, "no comma behind the key %q", e.key)
			break
		}
		s.fields(&e, shut)
	}
	s.entries = append(s.entries, e)
}

// fields reads "name = value" up to the closing bracket.
func (s *scanner) fields(e *bibEntry, shut byte) {
	for {
		if s.take(',') {
			continue
		}
		if s.take(shut) {
			return
		}
		f := bibField{}
		s.space()
		f.line, f.col = s.line, s.col
		f.name = strings.ToLower(s.word())
		if f.name == "" || !s.take('=') {
			s.fault(e, "the entry is not closed, or a field has no \"=\"")
			return
		}
		value, ok := s.value(e)
		if !ok {
			return
		}
		f.value = value
		e.fields = append(e.fields, f)
		s.space()
		if c := s.peek(); c != ',' && c != shut {
			s.fault(e, "no comma behind the field %q", f.name)
			return
		}
	}
}

// maxValue bounds a value: a few lines of macros could make one of gigabytes.
const maxValue = 1 << 16

// value reads texts in braces or quotes, numbers and macros, joined by "#".
func (s *scanner) value(e *bibEntry) (string, bool) {
	var b strings.Builder
	for {
		part, ok := s.part(e)
		if !ok {
			return "", false
		}
		if b.Len()+len(part) > maxValue {
			s.fault(e, "a value is longer than %d bytes", maxValue)
			return "", false
		}
		b.WriteString(part)
		if !s.take('#') {
			return b.String(), true
		}
	}
}

func (s *scanner) part(e *bibEntry) (string, bool) {
	s.space()
	switch s.peek() {
	case '{':
		return s.quoted(e, '}')
	case '"':
		return s.quoted(e, '"')
	}
	line, col := s.line, s.col
	word := s.word()
	if word == "" {
		s.fault(e, "a field has no value")
		return "", false
	}
	if text, ok := s.strings[strings.ToLower(word)]; ok {
		return text, true
	}
	if text, ok := monthNames[strings.ToLower(word)]; ok {
		return text, true
	}
	if strings.IndexFunc(word, func(r rune) bool { return r < '0' || r > '9' }) >= 0 {
		e.diags.Add(diag.Pos{Path: s.path, Line: line, Col: col}, diag.Error, "bib-string", "%q is not defined by any @string", word)
		e.diags.Hint("put the text into braces, or define it before")
	}
	return word, true
}

// quoted reads a text in which braces are balanced, up to its closing byte.
func (s *scanner) quoted(e *bibEntry, shut byte) (string, bool) {
	line, col := s.line, s.col
	s.next()
	from, depth := s.at, 0
	for s.more() && !(s.torn && s.peek() == '@' && s.col == 1) {
		switch c := s.peek(); {
		case c == shut && depth == 0:
			text := s.text[from:s.at]
			s.next()
			return text, true
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == '\\' && s.at+1 < len(s.text):
			s.next()
		}
		s.next()
	}
	e.diags.Add(diag.Pos{Path: s.path, Line: line, Col: col}, diag.Error, "bib-syntax", "the text that begins here is not closed")
	s.back(from, line, col+1)
	return "", false
}

// back returns to a place, unless reading stopped at the next entry, so that an entry that is not closed does not take the
// rest of the file with it: reading goes on at the next line that begins with "@".
func (s *scanner) back(at, line, col int) {
	if s.torn && s.more() {
		return
	}
	s.torn = true
	s.at, s.line, s.col = at, line, col
	for s.seek('\n') {
		s.next()
		if s.peek() == '@' {
			return
		}
	}
}

// skip passes what stands in balanced braces.
func (s *scanner) skip(shut byte) {
	at, line, col := s.at, s.line, s.col
	for depth := 0; s.more() && !(s.torn && s.peek() == '@' && s.col == 1); s.next() {
		switch c := s.peek(); {
		case c == shut && depth == 0:
			s.next()
			return
		case c == '{':
			depth++
		case c == '}':
			depth--
		}
	}
	s.back(at, line, col)
}

func (s *scanner) fault(e *bibEntry, format string, args ...any) {
	e.diags.Add(diag.Pos{Path: s.path, Line: s.line, Col: s.col}, diag.Error, "bib-syntax", format, args...)
}
