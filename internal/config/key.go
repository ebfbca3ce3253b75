package config

import (
	"reflect"
	"slices"
	"strings"

	"dossier/internal/briefing"
)

// key is one key of the configuration: a leaf of Config.
type key struct {
	name  string // dotted: "policies.untitled"
	index []int  // of the struct field, from Config down
}

// variable gives the environment variable of the key.
func (k key) variable() string {
	return "DOSSIER_" + strings.ToUpper(strings.ReplaceAll(k.name, ".", "__"))
}

// in gives the key's place in a configuration, settable.
func (k key) in(c *Config) reflect.Value { return reflect.ValueOf(c).Elem().FieldByIndex(k.index) }

// isMarking reports whether the key takes a TLP label.
func (k key) isMarking() bool {
	return reflect.TypeFor[Config]().FieldByIndex(k.index).Type == reflect.TypeFor[briefing.Marking]()
}

// keys lists the keys of Config in the order of its fields.
func keys() []key { return keysOf(reflect.TypeFor[Config](), "", nil) }

func keysOf(t reflect.Type, prefix string, index []int) []key {
	var out []key
	for i := range t.NumField() {
		name := t.Field(i).Tag.Get("json")
		at := append(slices.Clone(index), i)
		switch {
		case name == "" || name == "-":
		case t.Field(i).Type.Kind() == reflect.Struct:
			out = append(out, keysOf(t.Field(i).Type, prefix+name+".", at)...)
		default:
			out = append(out, key{name: prefix + name, index: at})
		}
	}
	return out
}
