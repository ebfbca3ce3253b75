package content

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

var noon = time.Date(2020, 6, 15, 12, 0, 0, 0, time.UTC)

// clear is the default edition of a site without a default marking.
func clear() Options { return Options{Edition: briefing.Clear, Now: noon} }

const name = "content/2018/2018-11-12-wuzhen.md"

// said prints diagnostics as "line:col code" in one line.
func said(diags diag.List) string {
	var out []string
	for _, d := range diags {
		mark := ""
		if d.Severity != diag.Error {
			mark = "?"
		}
		out = append(out, fmt.Sprintf("%d:%d %s%s", d.Line, d.Col, d.Code, mark))
	}
	return strings.Join(out, ", ")
}

func TestFrontMatterIsReadAlikeInAllThreeForms(t *testing.T) {
	texts := map[string]string{
		"yaml":               "---\ntitle: A  title\ntlp: tlp:clear\ntags: [x, y]\n---\nBody\n",
		"yaml, crlf":         "---\r\ntitle: A title\r\ntlp: CLEAR\r\ntags:\r\n- x\r\n- y\r\n---\r\nBody\n",
		"yaml, space behind": "--- \t\ntitle: A title\ntlp: CLEAR\ntags: [x, y]\n---  \nBody\n",
		"yaml, blank lines":  "\n \n---\ntitle: A title\ntlp: CLEAR\ntags: [x, y]\n---\nBody\n",
		"toml":               "+++\ntitle = 'A title'\ntlp = 'CLEAR'\ntags = ['x', 'y']\n+++\nBody\n",
		"json":               "{\n\"title\": \"A title\", \"tlp\": \"CLEAR\",\n\"tags\": [\"x\", \"y\"]\n}\n\nBody\n",
		"json, nested":       "{\n\"params\": {\n\"x\": \"}\"\n},\n\"title\": \"A title\", \"tlp\": \"CLEAR\", \"tags\": [\"x\", \"y\"]\n}\n\nBody\n",
	}
	for form, text := range texts {
		f, w, diags := parsed(name, []byte(text), clear())
		if f == nil || w.Total() > 0 || len(diags) > 0 {
			t.Errorf("%s: %v %v", form, w, diags)
			continue
		}
		if string(f.Body) != "Body\n" || f.Front.Title != "A title" || f.Front.Marking != briefing.Clear || len(f.Front.Tags) != 2 {
			t.Errorf("%s: got %+v with body %q", form, f.Front, f.Body)
		}
		if line := 1 + strings.Count(text[:strings.Index(text, "Body")], "\n"); f.BodyLine != line {
			t.Errorf("%s: the body begins at line %d, got %d", form, line, f.BodyLine)
		}
	}
}

func TestWhatOnlyResemblesFrontMatterIsAnError(t *testing.T) {
	const fm = "title: x\ntlp: CLEAR\n"
	cases := []struct{ name, text, want string }{
		{"byte order mark", "\ufeff---\n" + fm + "---\nBody", "1:1 encoding"},
		{"no end", "---\n" + fm + "Body", "1:1 front-matter-fence"},
		{"only an opening", "---", "1:1 front-matter-fence"},
		{"dots", "---\n" + fm + "...\nBody", "4:1 front-matter-fence"},
		{"dots, then hyphens", "---\n" + fm + "...\nBody\n\n---\n", "4:1 front-matter-fence"},
		{"indented end in a block", "---\n" + fm + "summary: |\n  a\n  ---\n  b\n---\nBody", "6:1 front-matter-fence"},
		{"indented opening", " ---\n" + fm + "---\nBody", "1:1 front-matter-fence"},
		{"no-break space behind the end", "---\n" + fm + "---\u00a0\nBody\n---\n", "4:1 front-matter-fence"},
		{"named fence", "---yaml\n" + fm + "---\nBody", "1:1 front-matter-fence"},
		{"semicolons", ";;;\n{\"title\": \"x\"}\n;;;\nBody", "1:1 front-matter-fence"},
		{"dashes made by an editor", "—-\n" + fm + "—-\nBody", "1:1 front-matter-fence"},
		{"text behind the fence", "--- title: x\n---\nBody", "1:1 front-matter-fence"},
		{"one-line JSON", "{\"title\": \"x\", \"draft\": true}\n\nBody", "1:1 front-matter-fence"},
		{"JSON without empty line", "{\n\"title\": \"x\", \"tlp\": \"CLEAR\"\n}\nBody", "3:1 front-matter-fence"},
		{"JSON, last brace not alone", "{\n\"title\": \"x\", \"tlp\": \"CLEAR\" }\n\nBody", "2:1 front-matter-fence"},
		{"JSON, empty line behind an inner brace", "{\n\"params\": {\n}\n\n, \"title\": \"x\", \"tlp\": \"CLEAR\"\n}\n\nBody", "3:1 front-matter-fence"},
		{"JSON without end", "{\n\"title\": \"x\",\n\nBody", "1:1 front-matter-fence"},
		{"no fences", fm + "\nBody", "1:1 front-matter-fence"},
		{"no fences, capitals", "Title: x\n\nBody", "1:1 front-matter-fence"},
		{"key in the body", "---\n" + fm + "---\n\ndraft: true\n", "6:1 front-matter-fence"},
		{"second front matter", "---\n" + fm + "---\n---\ndraft: true\n---\nBody", "6:1 front-matter-fence"},
		{"second front matter, further down", "---\n" + fm + "---\n\n+++\n\ndraft = true\n+++\nBody", "8:1 front-matter-fence"},
		{"key in the body, TOML", "---\n" + fm + "---\ndraft = true\n", "5:1 front-matter-fence"},
		{"wrong closing fence", "---\n" + fm + "+++\nBody", "1:1 front-matter-fence"},
		{"none", "Body", "1:1 front-matter-missing"},
		{"rule", "-----\n\nBody", "1:1 front-matter-missing"},
		{"template", "{{ x }}\n\nBody", "1:1 front-matter-missing"},
		{"empty", "", "1:1 file-empty"},
		{"blank", " \n\n", "1:1 file-empty"},
		{"carriage returns only", "---\rtitle: x\r---\rBody", "1:1 front-matter-fence"},
		{"too long", "---\n" + fm + "summary: " + strings.Repeat("x ", maxFront/2) + "\n---\nBody", "1:1 front-matter-size"},
		{"prose swallowed", "---\n" + fm + "\nSome words: and more\n---\nBody", "5:1 key-invalid"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f, w, diags := parsed(name, []byte(c.text), clear())
			if f != nil && c.want[4:] != "front-matter-fence" || w.Total() > 0 || said(diags) != c.want {
				t.Errorf("got %v %v %v, want %s", f, w, diags, c.want)
			}
			for _, d := range diags {
				if d.Path != name || d.Hint == "" {
					t.Errorf("no hint or path: %+v", d)
				}
			}
		})
	}
}

func TestABodyMayBeginWithWhatIsNoKey(t *testing.T) {
	for _, body := range []string{
		"https://x.example/\n", "Summary: prose with a capital\n", "TLP:CLEAR is the label\n", "note: this is prose\n",
		"---\n\nA rule\n", "# title: x\n", "[title]: https://x.example/\n", "a = b\n", "...\n", "",
	} {
		f, _, diags := parsed(name, []byte("---\ntitle: x\ntlp: CLEAR\n---\n"+body), clear())
		if f == nil || len(diags) > 0 || string(f.Body) != body {
			t.Errorf("%q: %v", body, diags)
		}
	}
}

func TestValuesAreReadOrReportedAtTheirPlace(t *testing.T) {
	cases := []struct{ name, line, want string }{
		{"date", "date: 2018-11-12T09:30+0100", ""},
		{"year", "date: 2018", ""},
		{"number as title", "series: 2018", ""},
		{"bad date", "date: 12/11/2018", "4:7 date-invalid"},
		{"day that is none", "date: 2018-02-30", "4:7 date-invalid"},
		{"list as date", "date: [2018]", "4:7 field-type"},
		{"draft as text", "draft: \"yes\"", "4:8 field-type"},
		{"draft as word", "draft: yes", "4:8 field-type"},
		{"draft without value", "draft:", "4:1 field-type"},
		{"draft twice", "draft: false\ndraft: true", "5:1 field-duplicate"},
		{"embargo without zone", "embargo: 2018-11-12T09:30", "4:10 embargo-invalid"},
		{"embargo without time", "embargo: 2018-11-12", "4:10 embargo-invalid"},
		{"embargo without value", "embargo:", "4:1 embargo-invalid"},
		{"embargo", "embargo: 2018-11-12 09:30Z", ""},
		{"expires without day", "expires: 2030", "4:10 expires-invalid"},
		{"expires", "expires: 2030-01-01", ""},
		{"tags as text", "tags: one", ""},
		{"tag with comma", "tags: one, two", "4:7 tag-comma?"},
		{"same tag", "tags: [A b, a-B]", "4:13 tag-repeated?"},
		{"tag map", "tags: {a: b}", "4:7 field-type"},
		{"tag in tag", "tags: [[a], b]", "4:8 field-type"},
		{"authors", "authors: [a, b]", ""},
		{"author and authors", "authors: a\nauthor: b", "5:1 field-duplicate"},
		{"slug", "slug: some-words", ""},
		{"slug climbing out", "slug: ../x", "4:7 slug-invalid"},
		{"slug of dots", "slug: ..", "4:7 slug-invalid"},
		{"slug with slash", "slug: a/b", "4:7 slug-invalid"},
		{"slug with capitals", "slug: Words", "4:7 slug-invalid"},
		{"slug, empty", "slug: \"\"", "4:7 slug-invalid"},
		{"slug, long", "slug: " + strings.Repeat("a", 81), "4:7 slug-invalid"},
		{"slug, Arabic", "slug: موجز", ""},
		{"id", "id: b-0a1b2c3d4e", ""},
		{"id with space", "id: a b", "4:5 id-invalid"},
		{"aliases", "aliases: [/old/, /a/b.html]", ""},
		{"alias out", "aliases: /../x/", "4:10 alias-invalid"},
		{"alias relative", "aliases: [/old/, old/]", "4:18 alias-invalid"},
		{"alias elsewhere", "aliases: https://x.example/a", "4:10 alias-invalid"},
		{"alias, two slashes", "aliases: //x.example/a", "4:10 alias-invalid"},
		{"alias, query", "aliases: /a?b", "4:10 alias-invalid"},
		{"lang", "lang: pt-BR", ""},
		{"lang, unknown", "lang: klingonese", "4:7 lang-invalid"},
		{"image", "image: map.png", ""},
		{"image up one", "image: ../map.png", ""},
		{"image, absolute", "image: /pictures/map.png", ""},
		{"image out", "image: ../../../map.png", "4:8 image-invalid"},
		{"image out, absolute", "image: /../map.png", "4:8 image-invalid"},
		{"image elsewhere", "image: https://x.example/a.png", "4:8 image-invalid"},
		{"import", "imported: unreviewed", "4:1 import-unreviewed?"},
		{"import, other", "imported: yes", "4:11 imported-invalid"},
		{"params", "params: {a: 1}", ""},
		{"params as text", "params: x", "4:9 field-type"},
		{"unknown key", "colour: red", ""},
		{"near-miss", "tag: x", "4:1 key-near-miss?"},
		{"near-miss of tlp", "tpl: CLEAR", "4:1 key-keeps-back"},
		{"capitals of tlp", "TLP: CLEAR", "4:1 key-keeps-back"},
		{"near-miss of draft", "drafts: true", "4:1 key-keeps-back"},
		{"near-miss of embargo", "embargoed: x", "4:1 key-keeps-back"},
		{"near-miss of expires", "expiry: x", "4:1 key-keeps-back"},
		{"draft below another key", "extra:\n  draft: true", "5:3 key-keeps-back"},
		{"tlp below params", "params:\n  a: {tlp: RED}", "5:7 key-keeps-back"},
		{"draft swallowed by a quotation mark", "summary: \"x\n  draft: true\n  y\"", "5:1 key-keeps-back"},
		{"tlp in a block of text", "summary: |\n  x\n  tlp: RED", "6:1 key-keeps-back"},
		{"tlp of a source", "sources:\n  k:\n    url: https://x.example/\n    tlp: CLEAR", ""},
		{"tlp of a source in a list", "sources:\n- key: k\n  url: https://x.example/\n  tlp: CLEAR", ""},
		{"updated before date", "date: 2018-11-12T10:00\nupdated: 2018-11-11", "5:1 updated-before-date?"},
		{"updated on the day", "date: 2018-11-12T10:00Z\nupdated: 2018-11-12", ""},
		{"source by URL", "sources: {k: https://x.example/1}", ""},
		{"source record", "sources:\n  k: {url: https://x.example/1, titel: x}", "5:33 field-unknown"},
		{"source above the edition", "sources:\n  k: {url: https://x.example/1, titel: x, tlp: RED}", ""},
		{"source list", "sources: [{key: k, url: https://x.example/1}]", ""},
		{"source without key", "sources: [https://x.example/1]", "4:11 source-key-missing"},
		{"source twice", "sources: [{key: k, url: u}, {key: k, url: v}]", "4:29 source-key-duplicate"},
		{"sources as text", "sources: x", "4:10 field-type"},
		{"two faults", "draft: maybe\nslug: A", "4:8 field-type, 5:7 slug-invalid"},
		{"yaml fault", "title: A: b", "4:8 yaml-syntax"},
		{"alias of YAML", "a: &x b\nc: *x", "4:4 yaml-unsupported, 5:4 yaml-unsupported"},
		{"control character", `series: "a\u0007b"`, "4:9 field-value"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := "---\ntitle: x\ntlp: CLEAR\n" + c.line + "\n---\nBody\n"
			f, w, diags := parsed(name, []byte(text), clear())
			if said(diags) != c.want || w.Total() > 0 {
				t.Errorf("got %v %v, want %q", w, diags, c.want)
			}
			if f == nil && diags.Count(diag.Error) == 0 {
				t.Error("no file and no error")
			}
		})
	}
}

func TestKeysOfOtherToolsThatKeepTextBackAreErrorsThatNameOurs(t *testing.T) {
	for key, ours := range map[string]string{
		"publishDate": "embargo", "publish_at": "embargo", "expiryDate": "expires", "published": "draft", "visibility": "tlp",
		"classification": "tlp", "unlisted": "draft", "private": "tlp", "status": "draft", "pubDate": "embargo", "unpublish-date": "expires",
	} {
		_, w, diags := parsed(name, []byte("---\ntitle: x\ntlp: CLEAR\n"+key+": x\n---\nBody\n"), clear())
		if w.Total() > 0 || said(diags) != "4:1 key-keeps-back" || !strings.Contains(diags[0].Text, fmt.Sprintf("%q", ours)) {
			t.Errorf("%s: got %v, want an error that names %q", key, diags, ours)
		}
		_, _, diags = parsed("x.md", []byte("---\n"+key+": x\n---\nBody\n"), Options{Bare: true, Now: noon})
		if diags.Count(diag.Error) > 0 || len(diags) != 1 {
			t.Errorf("%s in any folder of Markdown: got %v", key, diags)
		}
	}
}

func TestDateSlugAndTitleAreTakenFromWhereTheyStand(t *testing.T) {
	cases := []struct{ path, front, date, slug, said string }{
		{"content/2018/2018-11-12-wuzhen.md", "", "2018-11-12", "wuzhen", ""},
		{"content/2018-11-12_Wu Zhen.md", "", "2018-11-12", "wu-zhen", ""},
		{"content/2018-11-review.md", "", "2018-11", "review", ""},
		{"content/2018-11-12.md", "", "2018-11-12", "2018-11-12", ""},
		{"content/2018-review.md", "", "", "2018-review", "1:1 date-missing"},
		{"content/2018-11-12wuzhen.md", "", "", "2018-11-12wuzhen", "1:1 date-missing"},
		{"content/2018/2018-11-12-wuzhen/index.md", "", "2018-11-12", "wuzhen", ""},
		{"content/2018-13-12-x.md", "", "", "x", "1:1 date-invalid"},
		{"content/2018-13-12-x.md", "date: 2018\n", "2018", "x", ""},
		{"content/2018-11-12-x.md", "date: 2019-01-01\nslug: y\n", "2019-01-01", "y", ""},
		{"content/2018-11-12-x.md", "date: nonsense\n", "", "x", "4:7 date-invalid"},
		{"content/wuzhen.md", "", "", "wuzhen", "1:1 date-missing"},
		{"content/2018-11-12-!!.md", "", "2018-11-12", "content-2018-11-12-md", "1:1 slug-invalid"},
		{"content/pages/about.md", "", "", "about", ""},
		{"content/pages/about/index.md", "", "", "about", ""},
		{"content/pages/index.md", "", "", "index", ""},
		{"content/2018-11-12-A\u0308pfel.markdown", "", "2018-11-12", "äpfel", ""},
	}
	for _, c := range cases {
		f, _, diags := parsed(c.path, []byte("---\ntitle: x\ntlp: CLEAR\n"+c.front+"---\nBody\n"), clear())
		if f == nil || f.Front.Date.String() != c.date || f.Front.Slug != c.slug || said(diags) != c.said {
			t.Errorf("%s: got %+v, %v", c.path, f, diags)
		}
	}
}

func TestMissingKeysAreAllReported(t *testing.T) {
	_, _, diags := parsed("content/x.md", []byte("---\nsummary: x\n---\nBody\n"), clear())
	if said(diags) != "1:1 date-missing, 1:1 title-missing, 1:1 tlp-missing" {
		t.Errorf("got %v", diags)
	}
}

func TestBytesThatAreNoTextAreReportedWithTheRestOfTheFaults(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"Latin-1 in the body", "---\ntitle: x\ntlp: CLEAR\nslug: A\n---\ncaf\xe9\n", "4:7 slug-invalid, 6:4 encoding"},
		{"Latin-1 in the front matter", "---\ntitle: caf\xe9\ntlp: CLEAR\n---\nBody", "2:11 encoding"},
		{"NUL", "---\ntitle: x\ntlp: CLEAR\n---\nBo\x00dy", "5:3 encoding"},
		{"UTF-16", "\xff\xfe-\x00-\x00-\x00", "1:1 encoding"},
		{"mark and draft", "\ufeff---\ntitle: x\ntlp: CLEAR\ndraft: maybe\n---\nBody", "1:1 encoding, 4:8 field-type"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f, _, diags := parsed(name, []byte(c.text), clear())
			if f != nil || said(diags) != c.want {
				t.Errorf("got %v, want %s", diags, c.want)
			}
		})
	}
}

func TestAFolderOfAnyMarkdownNeedsNothing(t *testing.T) {
	o := Options{Bare: true, Now: noon}
	f, w, diags := parsed("docs/Some Guide.md", []byte("\n# The guide #\n\nText\n"), o)
	if f == nil || w.Total() > 0 || len(diags) > 0 {
		t.Fatal(w, diags)
	}
	if f.Front.Title != "The guide" || f.Front.Slug != "docs-some-guide" || f.Front.Marking != briefing.Clear || f.BodyLine != 1 {
		t.Errorf("got %+v", f)
	}
	f, _, _ = parsed("docs/guide.md", []byte("Text\n"), o)
	if f == nil || f.Front.Title != "guide" {
		t.Errorf("got %+v", f)
	}
	if f, _, _ := parsed("x.md", []byte("---\ntitle: [x\n---\n"), o); f != nil {
		t.Error("faulty front matter passed")
	}
	if f, w, _ := parsed("x.md", []byte("---\ntlp: RED\n---\n"), o); f != nil || w.Above != 1 {
		t.Error("the cut does not hold in a folder of any Markdown")
	}
}

func TestATableOfTOMLDoesNotSwallowWhatKeepsBack(t *testing.T) {
	for _, front := range []string{"[params]\na = 1\ndraft = true", "summary = \"\"\"x\ndraft = true\n\"\"\"", "[extra]\ntlp = 'RED'"} {
		f, w, diags := parsed(name, []byte("+++\ntitle = 'x'\ntlp = 'CLEAR'\n"+front+"\n+++\n"), clear())
		if f != nil || w.Total() > 0 || len(diags) != 1 || diags[0].Code != "key-keeps-back" {
			t.Errorf("%s: got %v %v", front, w, diags)
		}
	}
}

func TestParametersArePrintedAsText(t *testing.T) {
	f, _, diags := parsed(name, []byte("---\ntitle: x\ntlp: CLEAR\ncolour: red\nmap: {zoom: 3, at: [1, 2]}\nparams:\n  toc: true\n---\n"), clear())
	want := []briefing.Param{{Key: "colour", Value: "red"}, {Key: "map.zoom", Value: "3"}, {Key: "map.at", Value: "1, 2"}, {Key: "toc", Value: "true"}}
	if len(diags) > 0 || !slices.Equal(f.Front.Params, want) {
		t.Errorf("got %v, %v", f.Front.Params, diags)
	}
}
