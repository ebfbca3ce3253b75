package config

import (
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"dossier/internal/briefing"
)

// field is one key of the configuration: a leaf of Config.
type field struct {
	key   string // dotted: "policies.untitled"
	index []int  // of the struct field, from Config down
}

// variable gives the environment variable of the key.
func (f field) variable() string {
	return "DOSSIER_" + strings.ToUpper(strings.ReplaceAll(f.key, ".", "__"))
}

// in gives the key's place in a configuration, settable.
func (f field) in(c *Config) reflect.Value { return reflect.ValueOf(c).Elem().FieldByIndex(f.index) }

// isMarking reports whether the key takes a TLP label.
func (f field) isMarking() bool {
	return reflect.TypeFor[Config]().FieldByIndex(f.index).Type == reflect.TypeFor[briefing.Marking]()
}

// legacyMarking reports whether a label is one of TLP version 1.
func legacyMarking(value any) bool {
	s, ok := value.(string)
	_, legacy, err := briefing.ParseMarking(s)
	return ok && err == nil && legacy
}

// fields lists the keys of Config in the order of its fields.
func fields() []field { return fieldsOf(reflect.TypeFor[Config](), "", nil) }

func fieldsOf(t reflect.Type, prefix string, index []int) []field {
	var out []field
	for i := range t.NumField() {
		name := t.Field(i).Tag.Get("json")
		at := append(slices.Clone(index), i)
		switch {
		case name == "" || name == "-":
		case t.Field(i).Type.Kind() == reflect.Struct:
			out = append(out, fieldsOf(t.Field(i).Type, prefix+name+".", at)...)
		default:
			out = append(out, field{key: prefix + name, index: at})
		}
	}
	return out
}

// assign stores a value as TOML decodes it (string, int64, bool, []any). The
// error says what was wanted when the type is another.
func assign(dst reflect.Value, value any) error {
	if m, ok := dst.Addr().Interface().(*briefing.Marking); ok {
		return assignMarking(m, value)
	}
	if t, ok := dst.Addr().Interface().(encoding.TextUnmarshaler); ok {
		s, ok := value.(string)
		if !ok {
			return wanted("a text", value)
		}
		return t.UnmarshalText([]byte(s))
	}
	if dst.Kind() == reflect.Slice {
		return assignList(dst, value)
	}
	return assignPlain(dst, value)
}

func assignPlain(dst reflect.Value, value any) error {
	switch dst.Kind() {
	case reflect.String:
		s, ok := value.(string)
		if !ok {
			return wanted("a text", value)
		}
		dst.SetString(s)
	case reflect.Int:
		n, ok := value.(int64)
		if !ok {
			return wanted("a whole number", value)
		}
		dst.SetInt(n)
	case reflect.Bool:
		b, ok := value.(bool)
		if !ok {
			return wanted("true or false", value)
		}
		dst.SetBool(b)
	default:
		panic("config: no way to read a " + dst.Type().String())
	}
	return nil
}

func assignList(dst reflect.Value, value any) error {
	items, ok := value.([]any)
	if !ok {
		return wanted("a list of texts", value)
	}
	list := reflect.MakeSlice(dst.Type(), len(items), len(items))
	for i, item := range items {
		if err := assign(list.Index(i), item); err != nil {
			return fmt.Errorf("entry %d: %w", i+1, err)
		}
	}
	dst.Set(list)
	return nil
}

func assignMarking(m *briefing.Marking, value any) error {
	s, ok := value.(string)
	if !ok {
		return wanted("a TLP label in quotes", value)
	}
	if s == "" {
		*m = briefing.Unmarked
		return nil
	}
	got, _, err := briefing.ParseMarking(s)
	if err == nil {
		*m = got
	}
	return err
}

// typeError says that a value has another type than its key.
type typeError struct{ want, got string }

func (e *typeError) Error() string { return "wanted " + e.want + ", got " + e.got }

func wanted(want string, value any) error { return &typeError{want, describe(value)} }

func describe(value any) string {
	switch v := value.(type) {
	case string:
		return fmt.Sprintf("the text %q", v)
	case int64, float64:
		return fmt.Sprintf("the number %v", v)
	case bool:
		return fmt.Sprintf("%v", v)
	case []any:
		return "a list"
	case map[string]any:
		return "a table"
	}
	return fmt.Sprintf("the date or time %v", value)
}

// fromText turns the text of an environment variable into the value that TOML
// would decode for the same key.
func fromText(dst reflect.Value, text string) any {
	switch dst.Kind() {
	case reflect.Slice:
		items := []any{}
		for item := range strings.SplitSeq(text, ",") {
			if item = strings.TrimSpace(item); item != "" {
				items = append(items, item)
			}
		}
		return items
	case reflect.Int:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n
		}
	case reflect.Bool:
		if text == "true" || text == "false" {
			return text == "true"
		}
	}
	return text
}
