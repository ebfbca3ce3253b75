package schema

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"dossier/internal/briefing"
	"dossier/internal/content"
)

func keysOf(t reflect.Type) []string {
	var out []string
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// A schema that lists other keys than the reader knows sends authors astray.
func TestSchemasListTheKeysThatAreRead(t *testing.T) {
	front, record := content.Keys(), briefing.RecordKeys()
	slices.Sort(front)
	slices.Sort(record)
	if got := keysOf(reflect.TypeFor[FrontMatter]()); !slices.Equal(got, front) {
		t.Errorf("front matter: schema %v, reader %v", got, front)
	}
	if got := keysOf(reflect.TypeFor[Record]()); !slices.Equal(got, record) {
		t.Errorf("register: schema %v, reader %v", got, record)
	}
}

func TestEverySchemaIsJSONWithDescriptions(t *testing.T) {
	all, err := All()
	if err != nil || len(all) != 4 {
		t.Fatal(err, len(all))
	}
	for _, s := range all {
		var v struct {
			Schema     string                     `json:"$schema"`
			Properties map[string]json.RawMessage `json:"properties"`
		}
		if err := json.Unmarshal(s.JSON, &v); err != nil || v.Schema == "" {
			t.Errorf("%s: %v, %q", s.Name, err, v.Schema)
		}
		for key, p := range v.Properties {
			if !strings.Contains(string(p), `"description"`) {
				t.Errorf("%s: %s has no description: %s", s.Name, key, p)
			}
		}
	}
}
