package markdown

import (
	"dossier/internal/diag"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// tags tells authors that raw HTML is shown as text where it is not trusted. It
// parses nothing.
type tags struct{}

// Trigger gives the byte with which a tag begins.
func (tags) Trigger() []byte { return []byte{'<'} }

// Parse reports what looks like a tag of HTML.
func (tags) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if name := tagName(line); name != "" {
		state(pc).report(segment.Start, diag.Warning, "html-escaped",
			"the HTML tag <"+name+"> is shown as text", "use Markdown, or trust the HTML of this site in its configuration")
	}
	return nil
}

// tagName gives the name of the tag with which a text begins, with its slash, or
// "". It asks for the end of the tag on the same line.
func tagName(s []byte) string {
	i := 1
	if i < len(s) && s[i] == '/' {
		i++
	}
	from := i
	for i < len(s) && (util.IsAlphaNumeric(s[i]) || s[i] == '-') {
		i++
	}
	if i == from || util.IsNumeric(s[from]) || i == len(s) {
		return ""
	}
	name := string(s[1:i])
	switch s[i] {
	case '>':
		return name
	case ' ', '\t', '/':
		for _, c := range s[i:] {
			if c == '<' {
				return ""
			}
			if c == '>' {
				return name
			}
		}
	}
	return ""
}
