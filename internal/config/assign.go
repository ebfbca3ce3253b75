package config

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode"

	"dossier/internal/briefing"
)

// assign stores a value in its place, or says what was wanted instead.
func assign(dst reflect.Value, v briefing.Value) error {
	switch into := dst.Addr().Interface().(type) {
	case *briefing.Marking:
		return assignMarking(into, v)
	case encoding.TextUnmarshaler:
		if v.Kind != briefing.WordValue {
			return wanted("a text", v)
		}
		return into.UnmarshalText([]byte(v.Text))
	}
	switch dst.Kind() {
	case reflect.Slice:
		return assignList(dst, v)
	case reflect.String:
		if v.Kind != briefing.WordValue {
			return wanted("a text", v)
		}
		if strings.ContainsFunc(briefing.FoldSpace(v.Text), unicode.IsControl) {
			return fmt.Errorf("%q holds a control character", v.Text)
		}
		dst.SetString(briefing.FoldSpace(v.Text))
	case reflect.Int:
		n, err := strconv.ParseInt(v.Text, 0, 32)
		if v.Kind != briefing.NumberValue || err != nil {
			return wanted("a whole number", v)
		}
		dst.SetInt(n)
	case reflect.Bool:
		if v.Kind != briefing.BoolValue {
			return wanted("true or false", v)
		}
		dst.SetBool(v.Text == "true")
	default:
		panic("config: no way to read a " + dst.Type().String())
	}
	return nil
}

func assignList(dst reflect.Value, v briefing.Value) error {
	if v.Kind != briefing.ListValue {
		return wanted("a list of texts", v)
	}
	list := reflect.MakeSlice(dst.Type(), len(v.List), len(v.List))
	for i, item := range v.List {
		if err := assign(list.Index(i), item); err != nil {
			return &entryError{i + 1, item, err}
		}
	}
	dst.Set(list)
	return nil
}

// assignMarking takes the empty text for no label.
func assignMarking(m *briefing.Marking, v briefing.Value) error {
	if v.Kind != briefing.WordValue {
		return wanted("a TLP label in quotes", v)
	}
	if v.Text == "" {
		*m = briefing.Unmarked
		return nil
	}
	got, _, err := briefing.ParseMarking(v.Text)
	if err == nil {
		*m = got
	}
	return err
}

// legacyMarking reports whether a label is one of TLP version 1.
func legacyMarking(label string) bool {
	_, legacy, err := briefing.ParseMarking(label)
	return err == nil && legacy
}

// typeError says that a value has another type than its key.
type typeError struct{ want, got string }

func (e *typeError) Error() string { return "wanted " + e.want + ", got " + e.got }

func wanted(want string, v briefing.Value) error { return &typeError{want, describe(v)} }

func describe(v briefing.Value) string {
	switch v.Kind {
	case briefing.WordValue:
		return fmt.Sprintf("%q", v.Text)
	case briefing.BoolValue, briefing.NumberValue:
		return v.Text
	case briefing.MapValue:
		return "a table"
	}
	return v.Kind.String()
}

// entryError is the fault of one entry of a list.
type entryError struct {
	number int // from 1
	value  briefing.Value
	err    error
}

func (e *entryError) Error() string { return fmt.Sprintf("entry %d: %s", e.number, e.err) }
func (e *entryError) Unwrap() error { return e.err }

// fromText turns the text of an environment variable into the value that a file
// would hold for the same key. What does not fit stays text, for assign to refuse.
func fromText(dst reflect.Value, text string) briefing.Value {
	v := briefing.Value{Kind: briefing.WordValue, Text: text}
	switch dst.Kind() {
	case reflect.Slice:
		v = briefing.Value{Kind: briefing.ListValue}
		for item := range strings.SplitSeq(text, ",") {
			if item = strings.TrimSpace(item); item != "" {
				v.List = append(v.List, briefing.Value{Kind: briefing.WordValue, Text: item})
			}
		}
	case reflect.Int:
		if _, err := strconv.Atoi(text); err == nil {
			v.Kind = briefing.NumberValue
		}
	case reflect.Bool:
		if text == "true" || text == "false" {
			v.Kind = briefing.BoolValue
		}
	}
	return v
}
