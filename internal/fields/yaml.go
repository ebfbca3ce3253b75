package fields

import (
	"bytes"
	"errors"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// The tree is taken from the parser's syntax tree and not from its decoder: only
// the tree has places, keeps the order and the literals, and goes on after a
// value of the wrong type.

// YAML is the Format of YAML 1.2 whose document is a map.
func YAML(path string, text []byte, line int) ([]briefing.Field, diag.List) {
	v, diags := YAMLValue(path, text, line)
	if v.Kind != briefing.MapValue && v.Kind != briefing.NoValue {
		diags.Add(diag.Pos{Path: path, Line: v.Line, Col: v.Col}, diag.Error, "yaml-syntax",
			"this is %s; it must be lines of the form key: value", v.Kind)
		diags.Hint("a space belongs behind the colon")
	}
	return v.Fields, diags
}

// YAMLValue reads YAML whose document may be a map, a list or nothing.
func YAMLValue(path string, text []byte, line int) (v briefing.Value, diags diag.List) {
	r := yamlReader{path: path, above: line - 1}
	text = lineFeeds(bytes.TrimPrefix(text, []byte("\ufeff")))
	if !r.shallow(text) || !r.wholeLines(text) {
		return v, r.diags
	}
	if body := r.parse(text); body != nil {
		v = r.value(body, 0)
		r.diags = append(r.diags, duplicatesIn(path, v)...)
	}
	return v, r.diags.Sort()
}

type yamlReader struct {
	path  string
	above int // lines of the file above the text
	diags diag.List
}

func (r *yamlReader) at(t *token.Token) diag.Pos {
	if t == nil || t.Position == nil {
		return diag.Pos{Path: r.path, Line: r.above + 1, Col: 1}
	}
	return diag.Pos{Path: r.path, Line: r.above + t.Position.Line, Col: max(t.Position.Column, 1)}
}

// shallow refuses text that is nested too deeply before the parser sees it: its
// time grows with the square of the depth. Brackets within quotation marks are
// counted too, which costs nobody anything.
func (r *yamlReader) shallow(text []byte) bool {
	depth := 0
	for n, line := range bytes.Split(text, []byte("\n")) {
		before := indicators(line)
		for _, c := range line {
			switch c {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(depth-1, 0)
			}
			if depth+before > MaxDepth {
				r.diags.Add(diag.Pos{Path: r.path, Line: r.above + n + 1, Col: 1}, diag.Error, "field-depth",
					"lists and maps are nested more than %d deep", MaxDepth)
				return false
			}
		}
	}
	return true
}

// indicators counts the entries that begin on a line: "-" and "?", each with a space
// behind it. A rule of dashes is none.
func indicators(line []byte) (n int) {
	for {
		line = bytes.TrimLeft(line, " \t")
		if len(line) < 2 || line[0] != '-' && line[0] != '?' || line[1] != ' ' && line[1] != '\t' {
			return n
		}
		n, line = n+1, line[1:]
	}
}

// wholeLines refuses carriage returns without a line feed: to YAML they end a
// line, to everything else here they do not.
func (r *yamlReader) wholeLines(text []byte) bool {
	i := bytes.IndexByte(text, '\r')
	if i < 0 {
		return true
	}
	at := diag.Place(r.path, text, i)
	at.Line += r.above
	r.diags.Add(at, diag.Error, "yaml-syntax", "a carriage return stands here without a line feed")
	r.diags.Hint("save the file with line ends LF or CRLF")
	return false
}

// parse gives the body of the only document, or nil.
func (r *yamlReader) parse(text []byte) (body ast.Node) {
	defer func() { // the parser is not ours, and text is anything
		if p := recover(); p != nil {
			body = nil
			r.diags.Add(r.at(nil), diag.Error, "yaml-syntax", "this is not YAML (the parser gave up)")
		}
	}()
	file, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.syntax(err)
		return nil
	}
	for _, doc := range file.Docs {
		switch {
		case doc.Body == nil:
		case body == nil:
			body = doc.Body
		default:
			r.diags.Add(r.at(doc.Body.GetToken()), diag.Error, "yaml-unsupported", "a second YAML document begins here; there may be one")
			return body
		}
	}
	return body
}

func (r *yamlReader) syntax(err error) {
	at, text := r.at(nil), err.Error()
	var located yaml.Error
	if errors.As(err, &located) {
		at, text = r.at(located.GetToken()), located.GetMessage()
	}
	text, _, _ = strings.Cut(text, "\n")
	r.diags.Add(at, diag.Error, "yaml-syntax", "%s", text)
	switch {
	case strings.HasPrefix(text, "mapping value is not allowed"):
		r.diags.Hint(`a value that holds ": " needs quotation marks, and keys of one map the same indent`)
	case strings.Contains(text, "cannot start any token"):
		r.diags.Hint("YAML is indented with spaces, never with tabs")
	case strings.Contains(text, "reserved character"), strings.Contains(text, "directive"):
		r.diags.Hint("put the value in quotation marks")
	case strings.Contains(text, "map key-value is pre-defined"):
		r.diags.Hint(`an apostrophe within '…' is written twice; or put the value in "…"`)
	case strings.Contains(text, "end token"):
		r.diags.Hint("a list is closed with ], a map with }")
	case strings.Contains(text, "non-map value"), strings.Contains(text, "unexpected key name"):
		r.diags.Hint(`a space belongs behind the colon: "key: value"`)
	}
}

func (r *yamlReader) value(n ast.Node, depth int) briefing.Value {
	v := briefing.Value{}
	if depth > MaxDepth {
		r.diags.Add(r.at(n.GetToken()), diag.Error, "field-depth", "lists and maps are nested more than %d deep", MaxDepth)
		return v
	}
	switch n := n.(type) {
	case nil, *ast.NullNode:
		return v
	case *ast.MappingNode:
		v.Kind, v.Fields = briefing.MapValue, r.fields(n.Values, depth)
	case *ast.MappingValueNode:
		v.Kind, v.Fields = briefing.MapValue, r.fields([]*ast.MappingValueNode{n}, depth)
	case *ast.SequenceNode:
		v.Kind, v.List = briefing.ListValue, make([]briefing.Value, 0, len(n.Values))
		for _, item := range n.Values {
			v.List = append(v.List, r.item(item, depth+1))
		}
	default:
		r.scalar(n, &v)
	}
	at := r.at(n.GetToken())
	if len(v.Fields) > 0 && n.GetToken().Type == token.MappingValueType { // a map in block style has its first colon for token
		at.Line, at.Col = v.Fields[0].Line, v.Fields[0].Col
	}
	v.Line, v.Col = at.Line, at.Col
	return v
}

// item reads an entry of a list. An empty one has no key to stand for its place.
func (r *yamlReader) item(n ast.Node, depth int) briefing.Value {
	v := r.value(n, depth)
	if v.Line == 0 && n != nil {
		at := r.at(n.GetToken())
		v.Line, v.Col = at.Line, at.Col
	}
	return v
}

func (r *yamlReader) scalar(n ast.Node, v *briefing.Value) {
	v.Kind, v.Text = briefing.WordValue, n.GetToken().Value
	switch n := n.(type) {
	case *ast.StringNode:
		v.Text = n.Value
	case *ast.LiteralNode:
		v.Text = n.Value.Value
	case *ast.BoolNode:
		v.Kind = briefing.BoolValue
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		v.Kind = briefing.NumberValue
	default:
		*v = briefing.Value{}
		r.unsupported(n)
	}
}

func (r *yamlReader) fields(values []*ast.MappingValueNode, depth int) []briefing.Field {
	out := make([]briefing.Field, 0, len(values))
	for _, mv := range values {
		key, ok := r.key(mv.Key)
		if !ok {
			continue
		}
		at := r.at(mv.Key.GetToken())
		out = append(out, briefing.Field{Key: key, Line: at.Line, Col: at.Col, Value: r.value(mv.Value, depth+1)})
	}
	return out
}

func (r *yamlReader) key(n ast.MapKeyNode) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	}
	r.unsupported(n)
	return "", false
}

func (r *yamlReader) unsupported(n ast.Node) {
	what, hint := "this part of YAML", "write plain keys, texts, numbers and lists"
	switch n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		what, hint = "an anchor, alias or merge key", "write the value out; a text that begins with & or * needs quotation marks"
	case *ast.TagNode:
		what, hint = "a YAML tag", "a text that begins with ! needs quotation marks"
	case *ast.MappingKeyNode:
		what, hint = `a key behind "?"`, `write "key: value"`
	case *ast.DirectiveNode:
		what, hint = "a YAML directive", "take the line out"
	}
	r.diags.Add(r.at(n.GetToken()), diag.Error, "yaml-unsupported", "%s is not read here", what)
	r.diags.Hint("%s", hint)
}
