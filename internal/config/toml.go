package config

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"dossier/internal/diag"
)

// entry is one key of a layer with its value and where it stands.
type entry struct {
	key   string // dotted
	value any    // string, int64, float64, bool, []any, or a type of go-toml for dates
	at    diag.Pos
	from  string // for "config show": file:line, or the variable's name
	table bool   // only names a table; its keys are entries of their own
}

// readTOML lists the keys of a TOML file in the order in which they stand.
//
// The file is read twice: Unmarshal decides whether it is TOML at all and gives
// the values; the parser below it gives the places. Decoding into the struct in
// strict mode would stop at the first value of a wrong type.
func readTOML(path string, data []byte) ([]entry, *diag.Diagnostic) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	values := map[string]any{}
	if err := toml.Unmarshal(data, &values); err != nil {
		return nil, syntaxError(path, data, err)
	}
	r := reader{path: path, data: data, values: values}
	r.parser.Reset(data)
	for r.parser.NextExpression() {
		r.expression(r.parser.Expression())
	}
	return r.entries, nil
}

type reader struct {
	path    string
	data    []byte
	values  map[string]any
	parser  unstable.Parser
	table   []string // header that the next keys stand under
	skip    bool     // below a [[list of tables]], which no key is
	entries []entry
}

func (r *reader) expression(n *unstable.Node) {
	switch n.Kind {
	case unstable.Table:
		path, at := names(n)
		r.table, r.skip = path, r.below(path)
		if !r.skip {
			r.add(path, at, true)
		}
	case unstable.ArrayTable:
		path, at := names(n)
		if !r.below(path) {
			r.add(path, at, false)
		}
		r.table, r.skip = path, true
	case unstable.KeyValue:
		if !r.skip {
			r.keyValue(r.table, n)
		}
	}
}

// below reports whether the path lies in a list of tables that was listed whole.
func (r *reader) below(path []string) bool {
	key := strings.Join(path, ".") + "."
	return slices.ContainsFunc(r.entries, func(e entry) bool { return !e.table && strings.HasPrefix(key, e.key+".") })
}

func (r *reader) keyValue(above []string, n *unstable.Node) {
	path, at := names(n)
	path = append(slices.Clone(above), path...)
	value := n.Value()
	r.add(path, at, value.Kind == unstable.InlineTable)
	if value.Kind != unstable.InlineTable {
		return
	}
	for inner := value.Children(); inner.Next(); {
		r.keyValue(path, inner.Node())
	}
}

func (r *reader) add(path []string, offset uint32, table bool) {
	at := place(r.path, r.data, int(offset))
	r.entries = append(r.entries, entry{
		key:   strings.Join(path, "."),
		value: lookup(r.values, path),
		at:    at,
		from:  diag.Pos{Path: at.Path, Line: at.Line}.String(),
		table: table,
	})
}

// names gives the parts of a dotted key and the offset of its last one.
func names(n *unstable.Node) (path []string, at uint32) {
	for k := n.Key(); k.Next(); {
		path = append(path, string(k.Node().Data))
		at = k.Node().Raw.Offset
	}
	return path, at
}

func lookup(values map[string]any, path []string) any {
	var v any = values
	for _, name := range path {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[name]
	}
	return v
}

// place turns an offset into a line and a column in code points, both from 1.
func place(path string, data []byte, offset int) diag.Pos {
	before := data[:min(offset, len(data))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return diag.Pos{Path: path, Line: bytes.Count(before, []byte("\n")) + 1, Col: utf8.RuneCount(before[start:]) + 1}
}

func syntaxError(path string, data []byte, err error) *diag.Diagnostic {
	d := &diag.Diagnostic{Pos: diag.Pos{Path: path}, Severity: diag.Error, Code: "config-syntax",
		Text: strings.TrimPrefix(err.Error(), "toml: ")}
	var at *toml.DecodeError
	if errors.As(err, &at) {
		line, col := at.Position()
		d.Pos = codePoints(path, data, line, col)
	}
	return d
}

// codePoints turns a line and a column in bytes into one in code points.
func codePoints(path string, data []byte, line, col int) diag.Pos {
	for i := 1; i < line; i++ {
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	return diag.Pos{Path: path, Line: line, Col: utf8.RuneCount(data[:min(max(col-1, 0), len(data))]) + 1}
}
