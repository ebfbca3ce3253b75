package fields

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// JSON is the Format of JSON (RFC 8259) whose text is one object.
func JSON(path string, text []byte, line int) ([]briefing.Field, diag.List) {
	r := jsonReader{path: path, text: text, above: line - 1, tokens: json.NewDecoder(bytes.NewReader(text))}
	r.tokens.UseNumber()
	v, err := r.value(0)
	if err == nil && v.Kind != briefing.MapValue {
		err = errors.New("the text must be one object in braces")
	}
	if err == nil {
		if _, more := r.tokens.Token(); more != io.EOF {
			err = errors.New("there is more behind the object")
		}
	}
	if err != nil {
		r.syntax(err)
		return v.Fields, r.diags
	}
	return v.Fields, append(r.diags, duplicates(path, v.Fields)...).Sort()
}

type jsonReader struct {
	path   string
	text   []byte
	above  int // lines of the file above the text
	tokens *json.Decoder
	diags  diag.List
}

// next gives the offset at which the next token begins.
func (r *jsonReader) next() int {
	at := int(r.tokens.InputOffset())
	return at + len(r.text[at:]) - len(bytes.TrimLeft(r.text[at:], " \t\r\n,:"))
}

func (r *jsonReader) place(offset int) diag.Pos {
	p := diag.Place(r.path, r.text, offset)
	p.Line += r.above
	return p
}

func (r *jsonReader) value(depth int) (v briefing.Value, err error) {
	at := r.place(r.next())
	v.Line, v.Col = at.Line, at.Col
	if depth > MaxDepth {
		return v, fmt.Errorf("lists and maps are nested more than %d deep", MaxDepth)
	}
	t, err := r.tokens.Token()
	if err != nil {
		return v, err
	}
	switch t := t.(type) {
	case json.Delim:
		read := r.array
		if t == '{' {
			read = r.object
		}
		err = read(&v, depth)
	case string:
		v.Kind, v.Text = briefing.WordValue, t
	case bool:
		v.Kind, v.Text = briefing.BoolValue, fmt.Sprint(t)
	case json.Number:
		v.Kind, v.Text = briefing.NumberValue, t.String()
	}
	return v, err
}

func (r *jsonReader) object(v *briefing.Value, depth int) error {
	v.Kind = briefing.MapValue
	for r.tokens.More() {
		at := r.place(r.next())
		f := briefing.Field{Line: at.Line, Col: at.Col}
		t, err := r.tokens.Token()
		if err != nil {
			return err
		}
		f.Key = t.(string) // the decoder lets nothing else stand for a key
		if f.Value, err = r.value(depth + 1); err != nil {
			return err
		}
		v.Fields = append(v.Fields, f)
	}
	_, err := r.tokens.Token()
	return err
}

func (r *jsonReader) array(v *briefing.Value, depth int) error {
	v.Kind, v.List = briefing.ListValue, []briefing.Value{}
	for r.tokens.More() {
		item, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		v.List = append(v.List, item)
	}
	_, err := r.tokens.Token()
	return err
}

func (r *jsonReader) syntax(err error) {
	at := r.next()
	var located *json.SyntaxError
	if errors.As(err, &located) {
		at = max(at, int(located.Offset)-1)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the JSON ends in the middle")
	}
	r.diags.Add(r.place(at), diag.Error, "json-syntax", "%s", err)
	if at < len(r.text) && (r.text[at] == ']' || r.text[at] == '}') {
		r.diags.Hint("no comma may stand before it")
	}
}
