package schema

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"

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

// An editor that marks what the reader takes sends authors astray as well, and so
// does one that passes what the reader refuses.
func TestSchemasTakeWhatIsReadAndRefuseWhatIsNot(t *testing.T) {
	cases := []struct {
		schema, text string
		fits         bool
	}{
		{"front-matter", `{"title": "A", "date": "2018-11-12T09:30+0100", "tags": ["a", 2026], "tlp": "tlp:amber+strict"}`, true},
		{"front-matter", `{"title": 1984, "date": 2018, "updated": "2018-11", "expires": "2027-01-01", "embargo": "2026-11-12 09:30Z", "own": [1]}`, true},
		{"front-matter", `{"title": "A", "sources": {"k": "https://example.org/", "l": {"url": "u", "archive": {"url": "v", "date": "2018-11-12"}, "link": false}}}`, true},
		{"front-matter", `{"title": "A", "sources": [{"key": "k", "url": "u", "saved": "v"}]}`, true},
		{"front-matter", `{"tlp": "CLEAR"}`, false},
		{"front-matter", `{"title": "A", "tlp": "SECRET"}`, false},
		{"front-matter", `{"title": "A", "draft": "yes"}`, false},
		{"front-matter", `{"title": "A", "embargo": "2026-11-12"}`, false},
		{"front-matter", `{"title": "A", "sources": {"k": {"titel": "x"}}}`, false},
		{"register", `{"sources": {"k": "https://example.org/"}, "outlets": {"example.org": "Example"}}`, true},
		{"register", `{"sources": [{"key": "k", "date": 2018, "status": "dead"}], "publishers": [{"domain": "example.org", "reliability": "B"}]}`, true},
		{"register", `{"sources": {"k": {"status": "gone"}}}`, false},
		{"register", `{"outlets": {"example.org": {"reliability": "G"}}}`, false},
		{"register", `{"source": {}}`, false},
		{"tags", `["a", {"name": "b", "aliases": "c"}]`, true},
		{"tags", `{"a": null, "b": "A word", "c": {"aliases": ["d"], "tlp": "GREEN"}}`, true},
		{"tags", `{"a": {"alias": "b"}}`, false},
		{"config", `{}`, true},
		{"config", `{"title": "A", "marking": "", "edition": "amber", "exports": ["ris"], "policies": {"untitled": "warn"}}`, true},
		{"config", `{"title": 5}`, false},
		{"config", `{"titel": "A"}`, false},
		{"config", `{"policies": {"untitled": "maybe"}}`, false},
		{"config", `{"permalinks": null}`, false},
	}
	resolved := map[string]*jsonschema.Resolved{}
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range all {
		var parsed jsonschema.Schema
		if err := json.Unmarshal(s.JSON, &parsed); err != nil {
			t.Fatal(err)
		}
		if resolved[s.Name], err = parsed.Resolve(nil); err != nil || s.Name != Names()[i] {
			t.Fatal(s.Name, err)
		}
	}
	for _, c := range cases {
		var v any
		if err := json.Unmarshal([]byte(c.text), &v); err != nil {
			t.Fatal(c.text, err)
		}
		if err := resolved[c.schema].Validate(v); (err == nil) != c.fits {
			t.Errorf("%s %s: %v", c.schema, c.text, err)
		}
	}
}
