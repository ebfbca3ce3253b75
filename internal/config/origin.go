package config

import (
	"bytes"
	"cmp"
	"encoding"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// Origin says of one key what its value is and where it came from.
type Origin struct {
	Key   string `json:"key"`   // dotted: "policies.untitled"
	Value any    `json:"value"` // string, int64, bool or []string; "****" for a secret
	From  string `json:"from"`  // "default", "dossier.toml:3", "DOSSIER_TITLE"
}

// mask stands for the value of a secret.
const mask = "****"

// Origins lists all keys in the order of Config's fields.
func (c *Config) Origins() []Origin {
	var list []Origin
	for _, k := range keys() {
		o := Origin{Key: k.name, Value: plain(k.in(c)), From: cmp.Or(c.from[k.name], "default")}
		if secret(k.name) && !reflect.ValueOf(o.Value).IsZero() {
			o.Value = mask
		}
		list = append(list, o)
	}
	return list
}

// secret tells by its name whether a key holds what must not be shown.
func secret(key string) bool {
	name := key[strings.LastIndexByte(key, '.')+1:]
	for _, word := range []string{"secret", "token", "password", "key"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// plain turns a value of Config into one that any format can write.
func plain(v reflect.Value) any {
	if m, ok := v.Interface().(encoding.TextMarshaler); ok {
		text, _ := m.MarshalText() // of a constant name: cannot be in error
		return string(text)
	}
	switch v.Kind() {
	case reflect.Int:
		return v.Int()
	case reflect.Bool:
		return v.Bool()
	case reflect.Slice:
		list := make([]string, v.Len())
		for i := range list {
			list[i] = v.Index(i).String()
		}
		return list
	}
	return v.String()
}

// WriteTOML prints the configuration as a dossier.toml; with origins, each line
// ends in a comment that says where its value came from.
func (c *Config) WriteTOML(w io.Writer, origins bool) error {
	var b bytes.Buffer
	table := ""
	for _, o := range c.Origins() {
		dot := strings.LastIndexByte(o.Key, '.')
		if above := o.Key[:max(dot, 0)]; above != table {
			table = above
			fmt.Fprintf(&b, "\n[%s]\n", table)
		}
		line, err := toml.Marshal(map[string]any{o.Key[dot+1:]: o.Value})
		if err != nil {
			return fmt.Errorf("printing %q: %w", o.Key, err)
		}
		b.Write(bytes.TrimSuffix(line, []byte("\n")))
		if origins {
			fmt.Fprintf(&b, "  # %s", o.From)
		}
		b.WriteByte('\n')
	}
	_, err := w.Write(b.Bytes())
	return err
}
