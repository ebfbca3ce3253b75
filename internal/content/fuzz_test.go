package content

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/adrg/frontmatter"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// FuzzParse holds what must hold of every file:
//
//   - it gives a file of the edition, or one count, or an error
//   - what is above the edition or held back is not spoken of
//   - head and body are the whole file, the body's line is right, and the front
//     matter library finds the same body
//   - every place lies in the file, and every file has slug, title and label
//   - line ends CRLF change nothing but the body's bytes
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"---\ntitle: x\ntlp: CLEAR\n---\nBody\n", "+++\ntitle = 'x'\ntlp = 'CLEAR'\n+++\nBody", "{\n\"title\": \"x\", \"tlp\": \"CLEAR\"\n}\n\nBody",
		"---\ntlp: RED\n---\n", "---\ntitle: x\ntlp: CLEAR\ndraft: true\nembargo: 2030-01-01T00:00Z\nexpires: 2019-01-01\n---\n",
		"\ufeff---\n---\n", "---\nsummary: |\n  ---\n  x\n...\n", ";;;\n", " ---\n", "{\"tlp\": \"RED\"}", "title: x\n\nBody", "---\n---\ndraft: true",
		"---\nsources: {k: https://x.example/, l: {url: u, tlp: AMBER}}\ntags: [a, A]\nparams: {draft: 1}\n---\n", "---\r\ntitle: x\r\n---\r\n",
		"---\ntitle: x\ntlp: AMBRE\nslug: ../x\nimage: ../../../y\naliases: //x\n---\n", "# Heading\n\nText\n", "caf\xe9\x00",
	} {
		f.Add([]byte(s), uint8(briefing.Clear), false)
		f.Add([]byte(s), uint8(briefing.Amber), true)
	}
	f.Fuzz(func(t *testing.T, data []byte, edition uint8, bare bool) {
		o := Options{Edition: briefing.Marking(edition%5 + 1), Now: noon, Bare: bare}
		file, w, diags := parsed(name, data, o)
		switch {
		case file != nil && w.Total() > 0, w.Total() > 1:
			t.Fatalf("both a file and a count: %+v", w)
		case w.Total() > 0 && len(diags) > 0:
			t.Fatalf("held back, and yet: %v", diags)
		case file == nil && w.Total() == 0 && diags.Count(diag.Error) == 0:
			t.Fatal("dropped without a word")
		}
		lines := bytes.Count(data, []byte("\n")) + 1
		for _, d := range diags {
			if d.Line < 1 || d.Line > lines || d.Col < 1 || d.Path != name {
				t.Errorf("%+v lies outside of %d lines", d, lines)
			}
		}
		if file != nil {
			whole(t, file, data, o)
		}
		if !bytes.ContainsRune(data, '\r') && diags.Count(diag.Error) == 0 {
			crlf(t, file, w, data, o)
		}
	})
}

func whole(t *testing.T, f *briefing.File, data []byte, o Options) {
	if !bytes.HasSuffix(data, f.Body) || f.BodyLine != 1+bytes.Count(data[:len(data)-len(f.Body)], []byte("\n")) {
		t.Errorf("body %q at line %d", f.Body, f.BodyLine)
	}
	if f.Front.Marking == briefing.Unmarked && o.Bare || f.Front.Marking > o.Edition || strings.Contains(f.Front.Slug, "/") {
		t.Errorf("got %+v", f.Front)
	}
	ignore := func([]byte, any) error { return nil }
	rest, err := frontmatter.Parse(bytes.NewReader(data), nil,
		frontmatter.NewFormat("---", "---", ignore), frontmatter.NewFormat("+++", "+++", ignore),
		&frontmatter.Format{Start: "{", End: "}", Unmarshal: ignore, UnmarshalDelims: true, RequiresNewLine: true})
	if err != nil || !bytes.Equal(rest, f.Body) {
		t.Errorf("the library finds the body %q, %v", rest, err)
	}
}

func crlf(t *testing.T, f *briefing.File, w Withheld, data []byte, o Options) {
	g, v, diags := parsed(name, bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")), o)
	if v != w || (f == nil) != (g == nil) || diags.Count(diag.Error) > 0 {
		t.Fatalf("with CRLF: %v, %+v, %v", g, v, diags)
	}
	if f != nil && (f.BodyLine != g.BodyLine || !reflect.DeepEqual(f.Front, g.Front)) {
		t.Errorf("with CRLF:\n%+v\nwithout\n%+v", g, f)
	}
}

// FuzzParseTags holds for every vocabulary: no entry above the edition, none
// without a name, and every place in the file.
func FuzzParseTags(f *testing.F) {
	for _, s := range []string{"- a\n- name: b\n  aliases: [c]\n  tlp: RED\n", "a: b\nc: {description: d}\n", "x", "- - a", "- name: a\n  tlp: x"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(checkEncoding("p", data)) > 0 {
			return
		}
		entries, diags := ParseTags("p", data, briefing.Clear)
		for _, e := range entries {
			if e.Marking > briefing.Clear || e.Name == "" || e.At.Line < 1 || e.At.Line > bytes.Count(data, []byte("\n"))+1 {
				t.Errorf("got %+v", e)
			}
		}
		for _, d := range diags {
			if d.Line < 1 || d.Col < 1 {
				t.Errorf("%v has no place", d)
			}
		}
	})
}
