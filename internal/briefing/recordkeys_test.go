package briefing

import (
	"reflect"
	"strings"
	"testing"

	"dossier/internal/diag"
)

func word(key, text string) Field {
	return Field{Key: key, Line: 1, Col: 1, Value: Value{Kind: WordValue, Text: text, Line: 1, Col: 3}}
}

func TestARecordReadsEveryKey(t *testing.T) {
	at := diag.Pos{Path: "content/sources/a.yaml", Line: 3, Col: 1}
	authors := Field{Key: "author", Value: Value{Kind: ListValue, List: []Value{{Kind: WordValue, Text: "A"}, {Kind: WordValue, Text: " B "}}}}
	got, diags := RecordFromFields([]Field{
		word("key", "k"), word("url", "https://a.example/1"), word("title", "A  title"), word("publisher", "Outlet"), authors,
		word("published", "2018-11"), word("accessed", "2018-11-12"),
		word("archive", "https://web.archive.org/web/20181113000000/https://a.example/1"), word("type", "report"),
		word("lang", "en"), word("status", "Dead"), word("since", "2020"), word("reason", "gone"),
		word("moved_to", "https://b.example/"), word("link", "off"), word("same_as", "other"),
		word("aliases", "https://c.example/"), word("tlp", "green"), word("descriptor", "a note"),
	}, at)
	want := Record{
		Key: "k", Type: "report", Lang: "en", Accessed: Date{Year: 2018, Month: 11, Day: 12},
		Facts: Facts{URL: "https://a.example/1", Title: "A title", Outlet: "Outlet", Authors: []string{"A", "B"},
			Date:  Date{Year: 2018, Month: 11},
			Saved: Saved{URL: "https://web.archive.org/web/20181113000000/https://a.example/1", Date: Date{Year: 2018, Month: 11, Day: 13}}},
		Status: Dead, StatusDate: Date{Year: 2020}, Reason: "gone", MovedTo: "https://b.example/", Unlinked: true,
		SameAs: "other", Aliases: []string{"https://c.example/"}, Marking: Green, Note: "a note", At: at,
	}
	if !reflect.DeepEqual(got, want) || len(diags) > 0 {
		t.Errorf("got  %+v\nwant %+v\n%v", got, want, diags)
	}
}

func TestEveryDocumentedRecordKeyIsRead(t *testing.T) {
	for _, key := range RecordKeys() {
		_, diags := RecordFromFields([]Field{{Key: key, Value: Value{Kind: MapValue, Line: 1, Col: 1}}}, diag.Pos{})
		if diags.Count(diag.Error) == 0 && key != "" {
			t.Errorf("%q takes a map without complaint: it is not read", key)
		}
	}
}

func TestFaultsOfARecordAreAllReported(t *testing.T) {
	cases := []struct {
		name  string
		field []Field
		code  string
		hint  string
	}{
		{"near-miss", []Field{word("titel", "x")}, "field-unknown", `did you mean "title"?`},
		{"unknown", []Field{word("zzzzzz", "x")}, "field-unknown", "the keys are key, url"},
		{"both spellings", []Field{word("outlet", "x"), word("publisher", "x")}, "field-duplicate", ""},
		{"bad date", []Field{word("date", "12.11.2018")}, "date-invalid", "write 2018"},
		{"bad status", []Field{word("status", "gone")}, "source-status", "write live"},
		{"bad link", []Field{word("link", "maybe")}, "field-value", ""},
		{"bad marking", []Field{word("tlp", "PURPLE")}, "tlp-invalid", ""},
		{"old marking", []Field{word("tlp", "WHITE")}, "tlp-white", ""},
		{"no marking behind the key", []Field{{Key: "tlp"}}, "tlp-invalid", ""},
		{"grade of a source", []Field{word("reliability", "B")}, "field-unknown", "outlet"},
		{"type", []Field{word("type", "article-newspapr")}, "source-type", "article-newspaper"},
		{"control character", []Field{word("title", "a\x1b[2Jb")}, "field-value", ""},
		{"copy without address", []Field{{Key: "archive", Value: Value{Kind: MapValue}}}, "field-value", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, diags := RecordFromFields(c.field, diag.Pos{Path: "p"})
			if len(diags) != 1 || diags[0].Code != c.code || !strings.Contains(diags[0].Hint, c.hint) || diags[0].Path != "p" {
				t.Errorf("got %+v", diags)
			}
		})
	}
}

func TestAnUnreadableMarkingSilencesTheRestOfTheRecord(t *testing.T) {
	_, diags := RecordFromFields([]Field{word("titel", "secret"), word("tlp", "VERY RED")}, diag.Pos{})
	if len(diags) != 1 || diags[0].Code != "tlp-invalid" {
		t.Errorf("got %+v", diags)
	}
}

func TestABooleanIsNeverText(t *testing.T) {
	for text, kind := range map[string]ValueKind{"yes": WordValue, "true": WordValue, "1": NumberValue, "": NoValue} {
		r := FieldReader{}
		if r.Bool(Field{Key: "draft", Value: Value{Kind: kind, Text: text}}); len(r.Diags) != 1 {
			t.Errorf("%q as %s passed for a boolean", text, kind)
		}
	}
	r := FieldReader{}
	if !r.Bool(Field{Key: "draft", Value: Value{Kind: BoolValue, Text: "true"}}) || len(r.Diags) > 0 {
		t.Error("true was not read")
	}
}

func TestAListOfTextsKeepsPlacesAndReportsWhatIsNoText(t *testing.T) {
	r := FieldReader{Path: "p"}
	got := r.Lines(Field{Key: "tags", Value: Value{Kind: ListValue, List: []Value{
		{Kind: WordValue, Text: " a  b ", Line: 2, Col: 3}, {Kind: MapValue, Line: 3, Col: 3}, {Kind: WordValue, Line: 4, Col: 3}}}})
	if len(got) != 1 || got[0] != (Text{"a b", diag.Pos{Path: "p", Line: 2, Col: 3}}) {
		t.Errorf("got %v", got)
	}
	if len(r.Diags) != 2 || r.Diags[0].Line != 3 || r.Diags[1].Line != 4 {
		t.Errorf("got %v", r.Diags)
	}
}
