package schema

import (
	"reflect"

	"github.com/google/jsonschema-go/jsonschema"

	"dossier/internal/briefing"
	"dossier/internal/config"
)

// Patterns of what is written as text.
const (
	datePattern    = `^\d{4}(-\d{2}(-\d{2}([Tt ].+)?)?)?$`
	momentPattern  = `^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}.*([Zz]|[+-]\d{2}:?\d{2})$`
	markingPattern = `^([Tt][Ll][Pp]:)?([Cc][Ll][Ee][Aa][Rr]|[Gg][Rr][Ee][Ee][Nn]|[Aa][Mm][Bb][Ee][Rr](\+[Ss][Tt][Rr][Ii][Cc][Tt])?|[Rr][Ee][Dd])$`
)

// forms says what the values of front matter, register and vocabulary look like.
func forms() map[reflect.Type]*jsonschema.Schema {
	return map[reflect.Type]*jsonschema.Schema{
		reflect.TypeFor[string]():      text(),
		reflect.TypeFor[dateText]():    {Types: []string{"string", "integer"}, Pattern: datePattern},
		reflect.TypeFor[momentText]():  {Type: "string", Pattern: momentPattern},
		reflect.TypeFor[markingText](): {Type: "string", Pattern: markingPattern},
		reflect.TypeFor[letter]():      {Type: "string", Enum: []any{"A", "B", "C", "D", "E", "F"}},
		reflect.TypeFor[statusText]():  {Type: "string", Enum: []any{"live", "dead", "moved", "retracted"}},
		reflect.TypeFor[switchText]():  {Enum: []any{"off", "on", false, true}},
		reflect.TypeFor[texts]():       either(text(), listOf(text())),
		reflect.TypeFor[savedCopy]():   either(text(), ref("saved")),
		reflect.TypeFor[sourceForms](): either(mapOf(either(text(), ref("source"))), listOf(ref("source"))),
		reflect.TypeFor[outletForms](): either(mapOf(either(text(), ref("outlet"))), listOf(ref("outlet"))),
		reflect.TypeFor[tagForms](): either(
			mapOf(either(text(), ref("tag"), &jsonschema.Schema{Type: "null"})), listOf(either(text(), ref("tag")))),
		reflect.TypeFor[freely](): {Type: "object"},
	}
}

// settings says what the values of the configuration look like.
func settings() map[reflect.Type]*jsonschema.Schema {
	word := func() *jsonschema.Schema { return &jsonschema.Schema{Type: "string"} }
	return map[reflect.Type]*jsonschema.Schema{
		reflect.TypeFor[briefing.Marking]():   {Type: "string", Pattern: "^$|" + markingPattern},
		reflect.TypeFor[config.Policy]():      oneOf(config.PolicyValues()),
		reflect.TypeFor[config.LinkStyle]():   oneOf(config.LinkStyles()),
		reflect.TypeFor[[]config.Export]():    listOf(oneOf(config.Exports())),
		reflect.TypeFor[[]config.SignOff]():   listOf(oneOf(config.SignOffs())),
		reflect.TypeFor[[]config.Permalink](): listOf(word()),
		reflect.TypeFor[[]string]():           listOf(word()),
	}
}

// text is text as authors write it: a number is taken as it is written.
func text() *jsonschema.Schema {
	return &jsonschema.Schema{Types: []string{"string", "number"}}
}

func either(of ...*jsonschema.Schema) *jsonschema.Schema { return &jsonschema.Schema{AnyOf: of} }

func listOf(of *jsonschema.Schema) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "array", Items: of}
}

func mapOf(of *jsonschema.Schema) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "object", AdditionalProperties: of}
}

func ref(name string) *jsonschema.Schema { return &jsonschema.Schema{Ref: "#/$defs/" + name} }

func oneOf[T ~string](values []T) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	for _, v := range values {
		s.Enum = append(s.Enum, string(v))
	}
	return s
}
