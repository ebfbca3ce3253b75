package fields

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// TOML is the Format of TOML 1.0. It reads the text twice: Unmarshal decides
// whether it is TOML at all (duplicates included), the parser below it gives
// order, literals and places.
func TOML(path string, text []byte, line int) ([]briefing.Field, diag.List) {
	text = lineFeeds(text)
	r := tomlReader{path: path, text: text, above: line - 1}
	if err := toml.Unmarshal(text, &map[string]any{}); err != nil {
		return nil, r.syntax(err)
	}
	var root []briefing.Field
	table := &root
	r.parser.Reset(text)
	for r.parser.NextExpression() {
		switch n := r.parser.Expression(); n.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = r.table(&root, n)
		case unstable.KeyValue:
			r.keyValue(table, n)
		}
	}
	if err := r.parser.Error(); err != nil { // not after Unmarshal took it
		return root, r.syntax(err)
	}
	return root, r.diags.Sort()
}

type tomlReader struct {
	path   string
	text   []byte
	above  int // lines of the file above the text
	parser unstable.Parser
	diags  diag.List
}

func (r *tomlReader) at(offset uint32) (line, col int) {
	p := diag.Place(r.path, r.text, int(offset))
	return p.Line + r.above, p.Col
}

// table gives the fields of the map that a header opens.
func (r *tomlReader) table(root *[]briefing.Field, n *unstable.Node) *[]briefing.Field {
	in := root
	for k := n.Key(); k.Next(); {
		f := r.child(in, k.Node())
		if n.Kind == unstable.ArrayTable && k.IsLast() {
			f.Value.Kind = briefing.ListValue
			line, col := r.at(k.Node().Raw.Offset)
			f.Value.List = append(f.Value.List, briefing.Value{Kind: briefing.MapValue, Line: line, Col: col})
		}
		in = inner(f)
	}
	return in
}

// inner gives the fields of a map, or of the last map of a list.
func inner(f *briefing.Field) *[]briefing.Field {
	if n := len(f.Value.List); n > 0 {
		return &f.Value.List[n-1].Fields
	}
	return &f.Value.Fields
}

func (r *tomlReader) keyValue(in *[]briefing.Field, n *unstable.Node) {
	for k := n.Key(); k.Next(); {
		f := r.child(in, k.Node())
		if k.IsLast() {
			f.Value = r.value(n.Value(), f.Value)
		}
		in = inner(f)
	}
}

// child finds the field of a key, or adds it with a map for its value.
func (r *tomlReader) child(in *[]briefing.Field, key *unstable.Node) *briefing.Field {
	for i := len(*in) - 1; i >= 0; i-- {
		if (*in)[i].Key == string(key.Data) {
			return &(*in)[i]
		}
	}
	line, col := r.at(key.Raw.Offset)
	*in = append(*in, briefing.Field{Key: string(key.Data), Line: line, Col: col,
		Value: briefing.Value{Kind: briefing.MapValue, Line: line, Col: col}})
	return &(*in)[len(*in)-1]
}

// value reads a value; where the parser gives it no place it is that of v.
func (r *tomlReader) value(n *unstable.Node, v briefing.Value) briefing.Value {
	if n.Raw.Length > 0 {
		v.Line, v.Col = r.at(n.Raw.Offset)
	}
	v.Kind, v.Text = briefing.WordValue, string(n.Data)
	switch n.Kind {
	case unstable.Bool:
		v.Kind = briefing.BoolValue
	case unstable.Integer, unstable.Float:
		v.Kind = briefing.NumberValue
	case unstable.Array:
		v.Kind, v.Text, v.List = briefing.ListValue, "", []briefing.Value{}
		for c := n.Children(); c.Next(); {
			if c.Node().Kind != unstable.Comment {
				v.List = append(v.List, r.value(c.Node(), briefing.Value{Line: v.Line, Col: v.Col}))
			}
		}
	case unstable.InlineTable:
		v.Kind, v.Text = briefing.MapValue, ""
		for c := n.Children(); c.Next(); {
			if c.Node().Kind == unstable.KeyValue {
				r.keyValue(&v.Fields, c.Node())
			}
		}
	}
	return v
}

func (r *tomlReader) syntax(err error) diag.List {
	at := diag.Pos{Path: r.path, Line: r.above + 1, Col: 1}
	var decode *toml.DecodeError
	if errors.As(err, &decode) {
		line, col := decode.Position()
		at.Line, at.Col = r.above+line, codePoints(r.text, line, col)
	}
	r.diags.Add(at, diag.Error, "toml-syntax", "%s", strings.TrimPrefix(err.Error(), "toml: "))
	if strings.Contains(err.Error(), "at start of value") {
		r.diags.Hint(`a text stands in quotation marks: key = "value"`)
	}
	return r.diags
}

// codePoints turns a column in bytes into one in code points.
func codePoints(text []byte, line, col int) int {
	for i := 1; i < line; i++ {
		_, text, _ = bytes.Cut(text, []byte("\n"))
	}
	return utf8.RuneCount(text[:min(max(col-1, 0), len(text))]) + 1
}
