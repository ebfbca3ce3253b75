package asset

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// reference is one address in a style sheet: the bytes [from, to) that hold it,
// with quotes and url() where it has them, and what it says once unescaped.
type reference struct {
	from, to int
	target   string
	url      bool // written as url(...), not as a bare string
	sheet    bool // of an @import
}

// fault is what is wrong with a style sheet at a byte offset.
type fault struct {
	at   int
	text string
}

// scanner finds the references of a style sheet (CSS Syntax Level 3). A string is
// an address after @import and directly within the functions of addressing; it
// is not in type() of an image-set. What @namespace names is never fetched.
type scanner struct {
	at     int    // offset of the token
	rule   string // at-keyword of the statement, lower case; "" outside of one
	within []string
	refs   []reference
	faults []fault
}

var addressing = map[string]bool{"image-set": true, "-webkit-image-set": true, "image": true, "src": true}

func references(sheet []byte) ([]reference, []fault) {
	if at := invalidUTF8(sheet); at >= 0 {
		return nil, []fault{{at, "the style sheet is not UTF-8"}}
	}
	// The lexer writes a NUL behind the input for as long as it reads.
	l := css.NewLexer(parse.NewInputBytes(bytes.Clone(sheet)))
	s := &scanner{}
	for {
		kind, lexeme := l.Next()
		if kind == css.ErrorToken {
			return s.refs, s.faults
		}
		s.token(kind, lexeme)
		s.at += len(lexeme)
	}
}

func (s *scanner) token(kind css.TokenType, lexeme []byte) {
	switch kind {
	case css.AtKeywordToken:
		s.rule = strings.ToLower(unescape(lexeme))
	case css.SemicolonToken, css.LeftBraceToken, css.RightBraceToken:
		s.rule, s.within = "", s.within[:0]
	case css.LeftParenthesisToken:
		s.within = append(s.within, "")
	case css.RightParenthesisToken:
		s.within = s.within[:max(0, len(s.within)-1)]
	case css.FunctionToken:
		s.function(strings.ToLower(unescape(lexeme[:len(lexeme)-1])))
	case css.URLToken:
		s.add(lexeme, address(lexeme), true)
	case css.StringToken:
		s.str(lexeme)
	case css.BadStringToken:
		s.fault("the string %s does not end on its line", lexeme)
	case css.BadURLToken:
		s.fault("%s is not an address as url() takes it", lexeme)
	case css.CommentToken:
		if len(lexeme) < 4 || !bytes.HasSuffix(lexeme, []byte("*/")) {
			s.fault("the comment %s does not end", lexeme)
		}
	}
}

func (s *scanner) function(name string) {
	if name == "url" { // the lexer knows url( only by its own letters
		s.fault("%s is written with escapes", []byte("url("))
	}
	s.within = append(s.within, name)
}

func (s *scanner) str(lexeme []byte) {
	if !closed(lexeme) {
		s.fault("the string %s does not end", lexeme)
		return
	}
	imports := s.rule == "@import" && len(s.within) == 0
	if imports || len(s.within) > 0 && addressing[s.within[len(s.within)-1]] {
		s.add(lexeme, unquote(lexeme), false)
	}
}

func (s *scanner) add(lexeme []byte, target string, url bool) {
	if s.rule == "@namespace" {
		return
	}
	sheet := s.rule == "@import" && len(s.within) == 0
	s.refs = append(s.refs, reference{s.at, s.at + len(lexeme), target, url, sheet})
}

// fault quotes the start of a lexeme, which may run to the end of the file.
func (s *scanner) fault(format string, lexeme []byte) {
	s.faults = append(s.faults, fault{s.at, strings.Replace(format, "%s", quoteStart(lexeme), 1)})
}

// address gives what url(...) names, quoted or not. A lexeme at the end of the
// file may lack its parenthesis.
func address(lexeme []byte) string {
	inner := bytes.TrimSuffix(lexeme[bytes.IndexByte(lexeme, '(')+1:], []byte(")"))
	inner = bytes.Trim(inner, " \t\r\n\f")
	if len(inner) > 0 && (inner[0] == '"' || inner[0] == '\'') {
		return unquote(inner)
	}
	return unescape(inner)
}

func unquote(lexeme []byte) string {
	if closed(lexeme) {
		lexeme = lexeme[:len(lexeme)-1]
	}
	return unescape(lexeme[1:])
}

// closed reports whether a string has its closing quote: one that no backslash
// escapes.
func closed(lexeme []byte) bool {
	last := len(lexeme) - 1
	if last < 1 || lexeme[last] != lexeme[0] {
		return false
	}
	slashes := 0
	for i := last - 1; lexeme[i] == '\\'; i-- {
		slashes++
	}
	return slashes%2 == 0
}

func invalidUTF8(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
