package config

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
	"dossier/internal/fields"
)

// read takes the keys of a TOML file, one after another.
func (l *loader) read(path string, data []byte) {
	tree, diags := fields.TOML(path, bytes.TrimPrefix(data, []byte("\ufeff")), 1)
	l.diags = append(l.diags, diags...)
	l.table(path, "", tree)
}

// table takes the keys of a table; prefix is "" or ends in a dot.
func (l *loader) table(path, prefix string, tree []briefing.Field) {
	known := keys()
	for _, f := range tree {
		name := prefix + f.Key
		at := diag.Pos{Path: path, Line: f.Value.Line, Col: f.Value.Col}
		i := slices.IndexFunc(known, func(k key) bool { return k.name == name })
		isTable := slices.ContainsFunc(known, func(k key) bool { return strings.HasPrefix(k.name, name+".") })
		switch {
		case i >= 0:
			l.set(known[i], setting{name: name, value: f.Value, at: at, from: diag.Pos{Path: path, Line: f.Line}.String()})
		case isTable && f.Value.Kind == briefing.MapValue:
			l.table(path, name+".", f.Value.Fields)
		case isTable:
			l.diags.Add(at, diag.Error, "config-type", "%s: %s", name, wanted("a table", f.Value))
		default:
			l.unknown(diag.Pos{Path: path, Line: f.Line, Col: f.Col}, name, known)
		}
	}
}

// unknown reports a key that there is not, with the one that was probably meant.
func (l *loader) unknown(at diag.Pos, name string, known []key) {
	l.diags.Add(at, diag.Error, "config-unknown-key", "%q is not a key of the configuration", name)
	if near := nearest(name, known); near != "" {
		l.diags.Hint("did you mean %q?", near)
	} else {
		l.diags.Hint(`"dossier schema config" says what may stand here`)
	}
}

// nearest gives the key or table that was probably meant, also when the author
// left out its table.
func nearest(name string, known []key) string {
	inFull := map[string]string{}
	for _, k := range known {
		inFull[k.name] = k.name
		if table, last, inTable := strings.Cut(k.name, "."); inTable {
			inFull[table], inFull[last] = table, k.name
		}
	}
	names := slices.Sorted(maps.Keys(inFull))
	return inFull[cmp.Or(briefing.Nearest(name, names), sharing(name, names))]
}

// sharing gives the name that begins as the last part of a word does, by four
// letters or more: "policy", "base", "policies.landing".
func sharing(word string, names []string) string {
	word = word[strings.LastIndexByte(word, '.')+1:]
	for _, n := range names {
		same := 0
		for same < min(len(word), len(n)) && word[same] == n[same] {
			same++
		}
		if same >= 4 && 3*same >= 2*min(len(word), len(n)) {
			return n
		}
	}
	return ""
}
