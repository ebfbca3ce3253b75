// Package schema makes JSON Schemas (draft 2020-12) of the files that authors
// write, from Go structs, for editors that complete and check as one types. The
// structs here say what may stand in a file; what it means is said, and held to,
// by the packages that read it. A test keeps the two lists of keys the same.
package schema

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/google/jsonschema-go/jsonschema"

	"dossier/internal/config"
)

// Schema is the JSON Schema of one kind of file.
type Schema struct {
	Name string // "config", "front-matter", "register", "tags"
	JSON []byte
}

// Names lists the kinds of files that have a schema.
func Names() []string { return []string{"config", "front-matter", "register", "tags"} }

// All gives the schemas of every kind of file, in the order of Names.
func All() ([]Schema, error) {
	var out []Schema
	for i, make := range []func() (*jsonschema.Schema, error){configuration, frontMatter, register, vocabulary} {
		s, err := make()
		if err != nil {
			return nil, fmt.Errorf("making the schema of %s: %w", Names()[i], err)
		}
		s.Schema = "https://json-schema.org/draft/2020-12/schema"
		s.Title = "dossier: " + Names()[i]
		text, err := json.MarshalIndent(s, "", "  ")
		if err != nil {
			return nil, fmt.Errorf("printing the schema of %s: %w", Names()[i], err)
		}
		out = append(out, Schema{Names()[i], append(text, '\n')})
	}
	return out, nil
}

func configuration() (*jsonschema.Schema, error) {
	s, err := jsonschema.ForType(reflect.TypeFor[config.Config](), &jsonschema.ForOptions{TypeSchemas: settings()})
	if err == nil {
		s.Required, s.Properties["policies"].Required = nil, nil // every key has a default
	}
	return s, err
}

func frontMatter() (*jsonschema.Schema, error) {
	s, err := of[FrontMatter](definition[Record]("source"), definition[Saved]("saved"))
	if err == nil {
		s.AdditionalProperties = nil // unknown keys are parameters
	}
	return s, err
}

func register() (*jsonschema.Schema, error) {
	return of[Register](definition[Record]("source"), definition[Outlet]("outlet"), definition[Saved]("saved"))
}

func vocabulary() (*jsonschema.Schema, error) { return of[tagForms](definition[Tag]("tag")) }

// definition gives a schema that others refer to by name.
func definition[T any](name string) func(to map[string]*jsonschema.Schema) error {
	return func(to map[string]*jsonschema.Schema) (err error) {
		to[name], err = of[T]()
		return err
	}
}

// of makes the schema of a type with the definitions that it refers to.
func of[T any](definitions ...func(map[string]*jsonschema.Schema) error) (*jsonschema.Schema, error) {
	s, err := jsonschema.ForType(reflect.TypeFor[T](), &jsonschema.ForOptions{TypeSchemas: forms()})
	if err != nil || len(definitions) == 0 {
		return s, err
	}
	s.Defs = map[string]*jsonschema.Schema{}
	for _, d := range definitions {
		if err := d(s.Defs); err != nil {
			return nil, err
		}
	}
	return s, nil
}
