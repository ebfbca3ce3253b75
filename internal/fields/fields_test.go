package fields

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// dump prints a tree without places, one line a value.
func dump(fields []briefing.Field) string {
	var b strings.Builder
	for _, f := range fields {
		fmt.Fprintf(&b, "%s=%s;", f.Key, dumpValue(f.Value))
	}
	return b.String()
}

func dumpValue(v briefing.Value) string {
	switch v.Kind {
	case briefing.NoValue:
		return "-"
	case briefing.MapValue:
		return "{" + dump(v.Fields) + "}"
	case briefing.ListValue:
		var items []string
		for _, item := range v.List {
			items = append(items, dumpValue(item))
		}
		return "[" + strings.Join(items, " ") + "]"
	}
	return fmt.Sprintf("%c:%s", "?wbn"[v.Kind], v.Text)
}

func TestTheThreeFormatsReadTheSameTree(t *testing.T) {
	const want = "title=w:A: b;date=w:2018-11-12;n=n:7;draft=b:true;tags=[w:x n:2];s={k={url=w:u;};};list=[{a=w:1 b;} {a=w:2 b;}];e=[];"
	texts := map[string]struct {
		read Format
		text string
	}{
		"yaml":       {YAML, "title: \"A: b\"\ndate: 2018-11-12\nn: 7\ndraft: true\ntags:\n- x\n- 2\ns:\n  k: {url: u}\nlist:\n  - a: 1 b\n  - a: 2 b\ne: []\n"},
		"yaml, crlf": {YAML, "title: \"A: b\"\r\ndate: 2018-11-12\r\nn: 7\r\ndraft: true\r\ntags: [x, 2]\r\ns:\r\n  k:\r\n    url: u\r\nlist:\r\n- a: 1 b\r\n- a: 2 b\r\ne: []\r\n"},
		"toml":       {TOML, "title = 'A: b'\ndate = 2018-11-12\nn = 7\ndraft = true\ntags = ['x', 2]\ns.k.url = \"u\"\nlist = [{a='1 b'}, {a='2 b'}]\ne = []"},
		"json":       {JSON, `{"title": "A: b", "date": "2018-11-12", "n": 7, "draft": true, "tags": ["x", 2], "s": {"k": {"url": "u"}}, "list": [{"a":"1 b"},{"a":"2 b"}], "e": []}`},
	}
	for name, c := range texts {
		fields, diags := c.read("p", []byte(c.text), 1)
		if got := dump(fields); got != want || len(diags) > 0 {
			t.Errorf("%s:\ngot  %s\nwant %s\n%v", name, got, want, diags)
		}
	}
}

func TestTablesOfTOMLNest(t *testing.T) {
	fields, diags := TOML("p", []byte("a = 1\n[s]\nx = 2\n[s.t]\ny = 3\n[[l]]\nz = 4\n[[l]]\nz = 5\n[l.m]\nw = 6\n"), 1)
	const want = "a=n:1;s={x=n:2;t={y=n:3;};};l=[{z=n:4;} {z=n:5;m={w=n:6;};}];"
	if got := dump(fields); got != want || len(diags) > 0 {
		t.Errorf("got %s, want %s, %v", got, want, diags)
	}
}

func TestLiteralsAreNotChanged(t *testing.T) {
	fields, _ := YAML("p", []byte("a: 007\nb: 2018-11-12T09:30:00+0100\nc: yes\nd: 1e3\ne: ~\nf:\ng: 0x1F\nh: TRUE\ni: |\n  x\n  ---\n  y\nj: off\n1: k\n"), 1)
	const want = "a=n:007;b=w:2018-11-12T09:30:00+0100;c=w:yes;d=w:1e3;e=-;f=-;g=n:0x1F;h=b:TRUE;i=w:x\n---\ny\n;j=w:off;1=w:k;"
	if got := dump(fields); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	fields, _ = TOML("p", []byte("a = 2018-11-12 09:30:00+01:00\nb = 1_000\nc = 09:30:00\n"), 1)
	if got := dump(fields); got != "a=w:2018-11-12 09:30:00+01:00;b=n:1_000;c=w:09:30:00;" {
		t.Errorf("got %s", got)
	}
}

// places prints every key and every scalar with its place.
func places(fields []briefing.Field) string {
	var b strings.Builder
	for _, f := range fields {
		fmt.Fprintf(&b, "%s@%d:%d", f.Key, f.Line, f.Col)
		placesOf(&b, f.Value)
	}
	return b.String()
}

func placesOf(b *strings.Builder, v briefing.Value) {
	fmt.Fprintf(b, "(%d:%d)", v.Line, v.Col)
	for _, item := range v.List {
		placesOf(b, item)
	}
	b.WriteString(places(v.Fields))
}

func TestKeysAndValuesKnowTheirPlaces(t *testing.T) {
	cases := []struct {
		name string
		read Format
		text string
		want string
	}{
		{"yaml", YAML, "é: ü\ntags: [\"é\", b]\ns:\n  k: u\n", "é@11:1(11:4)tags@12:1(12:7)(12:8)(12:13)s@13:1(14:3)k@14:3(14:6)"},
		{"toml", TOML, "\"é\" = 'ü'\ntags = ['é', 'b']\n[s]\nk = true\n", "é@11:1(11:7)tags@12:1(12:1)(12:9)(12:14)s@13:2(13:2)k@14:1(14:5)"},
		{"json", JSON, "{\"é\": \"ü\",\n \"tags\": [\"é\", 1],\n \"s\": {\"k\": null}}", "é@11:2(11:7)tags@12:2(12:10)(12:11)(12:16)s@13:2(13:7)k@13:8(13:13)"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			fields, diags := c.read("p", []byte(c.text), 11)
			if got := places(fields); got != c.want || len(diags) > 0 {
				t.Errorf("got  %s\nwant %s\n%v", got, c.want, diags)
			}
		})
	}
}

func TestFaultsAreReportedAtTheirPlace(t *testing.T) {
	cases := []struct {
		name string
		read Format
		text string
		want string // line:col code
	}{
		{"yaml, duplicate", YAML, "a: 1\nb: 2\na: 3\n", "13:1 field-duplicate"},
		{"yaml, nested duplicate", YAML, "s:\n  - a: 1\n    a: 3\n", "13:5 field-duplicate"},
		{"yaml, duplicate within a duplicate", YAML, "a: {b: 1}\na: {b: 1, b: 2}\n", "12:1 field-duplicate, 12:11 field-duplicate"},
		{"yaml, every duplicate", YAML, "a: 1\na: 2\nb: 1\nb: 2\n", "12:1 field-duplicate, 14:1 field-duplicate"},
		{"yaml, colon in value", YAML, "a: b\ntitle: This: x\n", "12:8 yaml-syntax"},
		{"yaml, tab", YAML, "a:\n\tb: c\n", "12:1 yaml-syntax"},
		{"yaml, no space", YAML, "a: b\ntlp:RED\n", "12:1 yaml-syntax"},
		{"yaml, text", YAML, "just text\n", "11:1 yaml-syntax"},
		{"yaml, list", YAML, "- a\n", "11:1 yaml-syntax"},
		{"yaml, two documents", YAML, "a: b\n---\nc: d\n", "13:2 yaml-unsupported"},
		{"yaml, anchor and alias", YAML, "a: &x b\nc: *x\n", "11:4 yaml-unsupported, 12:4 yaml-unsupported"},
		{"yaml, merge", YAML, "a: b\n<<: c\n", "12:1 yaml-unsupported"},
		{"yaml, tag", YAML, "a: !!str b\n", "11:4 yaml-unsupported"},
		{"yaml, complex key", YAML, "? a\n: b\n", "11:1 yaml-unsupported"},
		{"yaml, unclosed", YAML, "a: 'b\nc: d\n", "11:4 yaml-syntax"},
		{"yaml, deep", YAML, "a: " + strings.Repeat("[", 40) + strings.Repeat("]", 40), "11:1 field-depth"},
		{"toml, duplicate", TOML, "a = 1\na = 2\n", "12:1 toml-syntax"},
		{"toml, syntax", TOML, "é = 1\n", "11:1 toml-syntax"},
		{"toml, column in code points", TOML, "a = 'é' b\n", "11:9 toml-syntax"},
		{"json, duplicate", JSON, "{\"a\": 1,\n\"a\": 2}", "12:1 field-duplicate"},
		{"json, comma", JSON, "{\"a\": 1,\n}", "12:1 json-syntax"},
		{"json, cut off", JSON, "{\"a\": 1,\n", "12:1 json-syntax"},
		{"json, more", JSON, "{}\n{}", "12:2 json-syntax"},
		{"json, list", JSON, "[]", "11:3 json-syntax"},
		{"json, deep", JSON, "{\"a\": " + strings.Repeat("[", 40) + strings.Repeat("]", 40) + "}", "11:39 json-syntax"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, diags := c.read("p", []byte(c.text), 11)
			var got []string
			for _, d := range diags {
				got = append(got, fmt.Sprintf("%d:%d %s", d.Line, d.Col, d.Code))
				if d.Path != "p" || d.Severity != diag.Error {
					t.Errorf("got %+v", d)
				}
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("got %v, want %s", diags, c.want)
			}
		})
	}
}

// bombs are small texts that would take long, or fill the memory, were they read.
func bombs() map[string]string {
	laughs := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'z'; c++ {
		laughs += fmt.Sprintf("%c: &%c [*%c,*%c,*%c,*%c]\n", c, c, c-1, c-1, c-1, c-1)
	}
	return map[string]string{
		"billion laughs": laughs,
		"flow":           "a: " + strings.Repeat("[", 60000),
		"flow map":       strings.Repeat("{a: ", 15000),
		"dashes":         strings.Repeat("- ", 30000) + "x",
		"empty dashes":   "a:\n" + strings.Repeat("- ", 30000),
		"keys":           strings.Repeat("? ", 30000) + "x",
		"empty keys":     strings.Repeat("? ", 30000),
	}
}

func TestABombIsRefused(t *testing.T) {
	for name, text := range bombs() {
		_, diags := YAML("p", []byte(text), 1)
		if len(diags) == 0 || diags[0].Code != "field-depth" && diags[0].Code != "yaml-unsupported" {
			t.Errorf("%s: %v", name, diags)
		}
	}
}

func BenchmarkBomb(b *testing.B) {
	for name, text := range bombs() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				YAML("p", []byte(text), 1)
			}
		})
	}
}

func TestALongRuleOfDashesIsNotNesting(t *testing.T) {
	if _, diags := YAML("p", []byte("# "+strings.Repeat("-", 70)+"\na: |\n  "+strings.Repeat("-", 70)+"\n"), 1); len(diags) > 0 {
		t.Error(diags)
	}
}

// FuzzFormats holds for every format: no panic, every place lies in the text,
// and no key is handed on twice without an error.
func FuzzFormats(f *testing.F) {
	for _, s := range []string{
		"title: x\ntags: [a, b]\nl:\n  - a: 1\n", "a = 1\n[b]\nc = 'd'\n[[e]]\nf = [1, 2]\n", `{"a": {"b": [1, true, null]}}`,
		"a: &x b\nb: *x\n<<: *x\n", "a: |\n  x\nb: >-\n  y\n", "? a\n: b\n", "a: \"\\u0000\"\n", "%YAML 1.2\n---\na: b\n...\n", "\ta: b", "a:\r\n  b: c\r\n", "- - - a", "{a: [b, {c: d}]}",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if !utf8.Valid(text) {
			return
		}
		lines := strings.Count(string(text), "\n") + 1
		for name, read := range map[string]Format{"yaml": YAML, "toml": TOML, "json": JSON} {
			fields, diags := read("p", text, 5)
			inside(t, name, fields, lines)
			for _, d := range diags {
				if d.Line < 5 || d.Line > 5+lines || d.Col < 1 {
					t.Errorf("%s: %v lies outside", name, d)
				}
			}
			if diags.Count(diag.Error) == 0 && len(duplicates("p", fields)) > 0 {
				t.Errorf("%s: a key stands twice in %s", name, dump(fields))
			}
		}
	})
}

func inside(t *testing.T, name string, fields []briefing.Field, lines int) {
	for _, f := range fields {
		if f.Line < 5 || f.Line > 5+lines || f.Col < 1 {
			t.Errorf("%s: key %q at %d:%d lies outside", name, f.Key, f.Line, f.Col)
		}
		inside(t, name, f.Value.Fields, lines)
	}
}
