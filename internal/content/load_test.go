package content

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// folder makes a file system of paths and texts.
func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for path, text := range files {
		fsys[path] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// text makes a whole file from lines of front matter.
func text(front ...string) string {
	return "---\ntitle: x\n" + strings.Join(front, "\n") + "\n---\nBody\n"
}

func paths(s *edition) string {
	var out []string
	for _, f := range s.Files {
		out = append(out, strings.TrimPrefix(f.Path, "content/"))
	}
	return strings.Join(out, " ")
}

func TestLoadSortsFilesByWhatTheyAreFor(t *testing.T) {
	ok := text("tlp: CLEAR")
	s := load(t, folder(map[string]string{
		"content/2018/2018-11-12-b.md":              ok,
		"content/2018/2018-11-11-a.md":              ok,
		"content/2018/2018-11-13-c/index.md":        ok,
		"content/2018/2018-11-13-c/map.png":         "png",
		"content/2018/2018-11-13-c/more/figure.svg": "svg",
		"content/2018/loose.png":                    "png",
		"content/pages/about.md":                    ok,
		"content/tags.yaml":                         "- China\n",
		"content/sources/cn.yaml":                   "sources: {}\n",
		"content/sources/books/b.bib":               "",
		"content/sources/c.csl.json":                "[]",
		"content/.hidden.md":                        "not looked at",
		"content/_draft.md":                         "not looked at",
		"content/.obsidian/x.md":                    "not looked at",
		"content/2018/2018-11-12-b.md~":             "not looked at",
		"content/2018/#2018-11-12-b.md#":            "not looked at",
		"content/2018/.2018-11-12-b.md.swp":         "not looked at",
		"public/index.md":                           "not looked at",
	}), clear())
	if len(s.Diags) > 0 {
		t.Error(s.Diags)
	}
	if got := paths(s); got != "2018/2018-11-11-a.md 2018/2018-11-12-b.md 2018/2018-11-13-c/index.md pages/about.md" {
		t.Errorf("got %s", got)
	}
	if got := s.Files[2].Bundle; !reflect.DeepEqual(got, []string{"content/2018/2018-11-13-c/map.png", "content/2018/2018-11-13-c/more/figure.svg"}) {
		t.Errorf("got bundle %v", got)
	}
	if s.Files[3].Kind != briefing.PlainFile || s.Files[0].Kind != briefing.BriefingFile {
		t.Error("briefings and plain pages are mixed up")
	}
	if !reflect.DeepEqual(s.Others, []string{"content/2018/loose.png"}) {
		t.Errorf("got others %v", s.Others)
	}
	var register []string
	for _, r := range s.Register {
		register = append(register, r.path)
	}
	if got := strings.Join(register, " "); got != "content/sources/books/b.bib content/sources/c.csl.json content/sources/cn.yaml" {
		t.Errorf("got register %s", got)
	}
	if len(s.Tags) != 1 || s.Tags[0].Name != "China" {
		t.Errorf("got tags %v", s.Tags)
	}
}

// TestWhatLiesAboveTheEditionLeavesNoTrace loads a folder with and without the
// files above the edition, faulty ones among them: all but the count is equal.
func TestWhatLiesAboveTheEditionLeavesNoTrace(t *testing.T) {
	shown := map[string]string{
		"content/2018/2018-11-12-a.md":     text("tlp: CLEAR", "tags: [x]", "titel: y"),
		"content/2018/2018-11-12-plain.md": "no front matter",
		"content/pages/about.md":           text("tlp: CLEAR"),
		"content/tags.yaml":                "- x\n",
	}
	secret := map[string]string{
		"amber.md":        text("tlp: AMBER", "date: nonsense", "publishDate: x"),
		"red-toml.md":     "+++\ntitle = 'x'\ntlp = 'red'\nslug = '..'\n+++\n",
		"red-json.md":     "{\n\"tlp\": \"TLP:RED\"\n}\n\n",
		"red-twice.md":    text("tlp: RED", "tlp: CLEAR"),
		"green.md":        text("tlp: green"),
		"yaml-fault.md":   text("tlp: RED # really", "summary: a: b"),
		"toml-fault.md":   "+++\ntlp = \"RED\"\nx = = y\n+++\n",
		"json-fault.md":   "{\n  \"title\": \"x\",,\n  \"tlp\": \"RED\"\n}\n\nBody",
		"json-line.md":    "{\"title\": \"x\", \"tlp\": \"RED\"}\nBody",
		"no-end.md":       "---\ntitle: x\ntlp: AMBER+STRICT\n\nBody",
		"no-fence.md":     "title: x\ntlp: RED\n\nBody",
		"bom.md":          "\ufeff" + text("tlp: RED"),
		"latin.md":        text("summary: caf\xe9", "tlp: RED"),
		"latin-body.md":   text("tlp: RED") + "caf\xe9",
		"nul.md":          text("tlp: RED") + "\x00",
		"dots.md":         "---\ntlp: RED\n...\n",
		"semicolons.md":   ";;;\n{\"tlp\": \"RED\"}\n;;;\n",
		"named.md":        "---yaml\ntlp: RED\n---\n",
		"indented.md":     "---\ntlp: RED\nsummary: |\n  ---\n---\n",
		"draft.md":        text("tlp: RED", "draft: true"),
		"2018-11-12-A.MD": text("tlp: RED"),
		"bundle/index.md": text("tlp: RED"),
		"key-in-body.md":  text("tlp: RED") + "\ntitle: x\n",
		"crlf.md":         "---\r\ntlp: RED\r\n",
		"mac.md":          "---\rtitle: Secret\rtlp: RED\r---\rBody\r",
		"utf-16.md":       utf16le("---\r\ntitle: x\r\n\r\ntlp: RED\r\n---\r\n"),
		"flow.md":         "---\n{title: x, tlp: RED, tags: [x}\n---\n",
		"tag.md":          text("tlp: !!str RED"),
		"anchor.md":       text("tlp: &a RED", "x: *a"),
		"question.md":     "---\n? tlp\n: RED\n---\n",
		"list.md":         text("tlp: [RED]", "summary: a: b"),
		"block.md":        text("tlp: >-", "  RED", "summary: a: b"),
		"blank-line.md":   " ---\ntitle: x\n\ntlp: RED\n---\n",
		"../sources/a.md": text("tlp: RED"),
		"dashes.md":       "—\ntitle: x\n\ntlp: RED\n—\n",
	}
	all := map[string]string{"content/2018/bundle/map.png": "png"}
	for path, text := range shown {
		all[path] = text
	}
	for path, text := range secret {
		all[filepath.ToSlash(filepath.Join("content/2018", path))] = text
	}
	without, with := load(t, folder(shown), clear()), load(t, folder(all), clear())
	if with.Withheld != (Withheld{Above: len(secret)}) {
		t.Errorf("got %+v of %d files above the edition", with.Withheld, len(secret))
	}
	with.Withheld, with.Hidden = Withheld{}, nil
	if !reflect.DeepEqual(with, without) {
		t.Errorf("with the files\n%+v\n%v\nwithout\n%+v\n%v", with, with.Diags, without, without.Diags)
	}
	for path := range secret {
		o := clear()
		o.Edition = briefing.Red
		if f, w, diags := parsed("content/2018/"+path, []byte(secret[path]), o); w.Above > 0 || f == nil && len(diags) == 0 && w.Drafts == 0 {
			t.Errorf("%s is not of the edition TLP:RED either", path)
		}
	}
}

// utf16le is what a Windows editor saves as "Unicode".
func utf16le(s string) string {
	out := "\xff\xfe"
	for _, c := range []byte(s) {
		out += string([]byte{c, 0})
	}
	return out
}

func TestALabelThatIsNotUnderstoodIsAllThatIsReported(t *testing.T) {
	for _, front := range []string{"tlp: AMBRE", "tlp:", "tlp: [RED]", "tpl: amber-ish", "tpl: RED", "TLP: AMBER", "classification: TLP:RED"} {
		f, w, diags := parsed(name, []byte(text(front, "slug: ../secret", "titel: secret", "draft: maybe")), clear())
		if f != nil || w.Total() > 0 || len(diags) != 1 {
			t.Errorf("%s: got %v", front, diags)
		}
	}
}

func TestTheDefaultMarkingCuts(t *testing.T) {
	o := clear()
	o.Default = briefing.Amber
	if f, w, diags := parsed(name, []byte(text("date: 2018")), o); f != nil || w.Above != 1 || len(diags) > 0 {
		t.Error(w, diags)
	}
	if f, w, diags := parsed(name, []byte(text("date: 2018", "tlp: CLEAR")), o); f == nil || w.Total() > 0 || len(diags) > 0 {
		t.Error(w, diags)
	}
	if f, w, _ := parsed(name, []byte("---\nno: [end"), o); f != nil || w.Above != 1 {
		t.Error("a file that cannot be read is not taken for one of the default marking")
	}
	o.Default = briefing.Clear
	if f, _, diags := parsed(name, []byte(text("date: 2018")), o); f == nil || f.Front.Marking != briefing.Clear || len(diags) > 0 {
		t.Error(diags)
	}
}

func TestEachEditionHasWhatIsAtOrBelowIt(t *testing.T) {
	files := map[string]string{}
	for _, m := range briefing.Markings() {
		files["content/2018-11-12-"+m.Slug()+".md"] = text("tlp: " + m.String())
	}
	for i, edition := range briefing.Markings() {
		o := clear()
		o.Edition = edition
		s := load(t, folder(files), o)
		if len(s.Files) != i+1 || s.Withheld.Above != len(files)-i-1 {
			t.Errorf("%v: %s, %+v", edition, paths(s), s.Withheld)
		}
	}
}

func TestWhatIsNotDueIsHeldBack(t *testing.T) {
	kyiv := time.FixedZone("", 3*3600)
	cases := []struct {
		name, front string
		want        Withheld
		open        Withheld // with drafts and scheduled
	}{
		{"draft", "draft: true", Withheld{Drafts: 1}, Withheld{}},
		{"draft with faults", "draft: true\nslug: A\ntitel: x", Withheld{Drafts: 1}, Withheld{}},
		{"no draft", "draft: false", Withheld{}, Withheld{}},
		{"tomorrow", "date: 2020-06-16", Withheld{Scheduled: 1}, Withheld{}},
		{"today", "date: 2020-06-15", Withheld{}, Withheld{}},
		{"today, begun only here", "date: 2020-06-15T14:59", Withheld{}, Withheld{}},
		{"today, later here", "date: 2020-06-15T15:01", Withheld{Scheduled: 1}, Withheld{}},
		{"today, later elsewhere", "date: 2020-06-15T12:01Z", Withheld{Scheduled: 1}, Withheld{}},
		{"next year", "date: 2021", Withheld{Scheduled: 1}, Withheld{}},
		{"embargo", "embargo: 2020-06-15T14:01+02:00", Withheld{Embargoed: 1}, Withheld{}},
		{"embargo over", "embargo: 2020-06-15T14:00+02:00", Withheld{}, Withheld{}},
		{"embargo and draft", "embargo: 2021-01-01T00:00Z\ndraft: true", Withheld{Drafts: 1}, Withheld{}},
		{"expired", "expires: 2020-06-15", Withheld{Expired: 1}, Withheld{Expired: 1}},
		{"expired draft", "expires: 2020-06-15\ndraft: true", Withheld{Expired: 1}, Withheld{Expired: 1}},
		{"expires now", "expires: 2020-06-15T12:00Z", Withheld{Expired: 1}, Withheld{Expired: 1}},
		{"expires later", "expires: 2020-06-16", Withheld{}, Withheld{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			o := clear()
			o.Zone = kyiv
			f, w, diags := parsed(name, []byte(text("tlp: CLEAR", c.front)), o)
			if w != c.want || (f == nil) != (w.Total() > 0) || len(diags) > 0 {
				t.Errorf("got %v, %+v, %v", f, w, diags)
			}
			o.Drafts, o.Scheduled = true, true
			if _, w, _ := parsed(name, []byte(text("tlp: CLEAR", c.front)), o); w != c.open {
				t.Errorf("with drafts and scheduled: got %+v", w)
			}
		})
	}
}

func TestLoadNeedsTimeAndFolder(t *testing.T) {
	if _, err := loaded(fstest.MapFS{}, Options{}); err == nil {
		t.Error("loaded without the time")
	}
	if _, err := loaded(fstest.MapFS{}, clear()); err == nil || !strings.Contains(err.Error(), "reading content") {
		t.Errorf("got %v", err)
	}
	if _, err := loaded(folder(map[string]string{"content": "x"}), clear()); err == nil {
		t.Error("loaded a file for a folder")
	}
}

func TestPathsThatAreOneOnManySystemsAreErrorsThatNameBoth(t *testing.T) {
	ok := text("tlp: CLEAR")
	s := load(t, folder(map[string]string{
		"content/2018-11-12-Cafe\u0301.md": ok, "content/2018-11-12-café.md": ok, "content/2018-11-12-tea.md": ok,
	}), clear())
	if len(s.Diags) != 1 || s.Diags[0].Code != "path-collision" || !strings.Contains(s.Diags[0].Text, "Cafe") || !strings.Contains(s.Diags[0].Path, "café") {
		t.Errorf("got %v", s.Diags)
	}
}

func TestASecondTextInABundleIsAnErrorUnlessTheFolderIsAnyFolder(t *testing.T) {
	files := folder(map[string]string{
		"content/x/index.md": text("tlp: CLEAR", "date: 2018"), "content/x/2018-11-12-y.md": text("tlp: CLEAR"), "content/x/a.png": "",
	})
	s := load(t, files, clear())
	if said(s.Diags) != "0:0 bundle-markdown" || s.Diags[0].Path != "content/x/2018-11-12-y.md" {
		t.Errorf("got %v", s.Diags)
	}
	s = load(t, files, Options{Bare: true, Now: noon})
	if len(s.Diags) > 0 || len(s.Others) != 1 || len(s.Files) != 2 {
		t.Errorf("got %+v", s)
	}
	files["content/x/2018-11-12-y.md"].Data = []byte(text("tlp: RED"))
	if s = load(t, files, Options{Bare: true, Now: noon}); len(s.Others) != 0 || len(s.Files) != 1 || len(s.Files[0].Bundle) != 1 {
		t.Errorf("a text above the edition makes a bundle something else: %+v", s)
	}
	secret := folder(map[string]string{"content/x/index.md": text("tlp: RED"), "content/x/2018-11-12-y.md": text("tlp: CLEAR")})
	if s := load(t, secret, clear()); len(s.Diags) > 0 {
		t.Errorf("the error names a file above the edition: %v", s.Diags)
	}
}

func TestSymbolicLinksThatLeadOutAreReportedAndNotRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("symbolic links need a privilege on Windows")
	}
	outside, site := t.TempDir(), t.TempDir()
	for path, data := range map[string]string{filepath.Join(outside, "secret.md"): text("tlp: CLEAR"), filepath.Join(site, "2018-11-12-in.md"): text("tlp: CLEAR")} {
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(site, "content"), 0o700); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{
		"2018-11-12-out.md": filepath.Join(outside, "secret.md"), "2018-11-12-up.md": "../../" + filepath.Base(outside) + "/secret.md",
		"2018-11-12-gone.md": "nowhere.md", "2018-11-12-in.md": "../2018-11-12-in.md", "folder": outside,
	} {
		if err := os.Symlink(to, filepath.Join(site, "content", from)); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(site)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	s := load(t, root.FS(), clear())
	if got := paths(s); got != "2018-11-12-in.md" {
		t.Errorf("got %s", got)
	}
	var got []string
	for _, d := range s.Diags {
		got = append(got, d.Path+" "+d.Code)
	}
	want := "content/2018-11-12-gone.md symlink-outside|content/2018-11-12-out.md symlink-outside|content/2018-11-12-up.md symlink-outside|content/folder symlink-outside"
	if strings.Join(got, "|") != want {
		t.Errorf("got %v", s.Diags)
	}
}

func TestAFolderThatCannotBeReadIsReported(t *testing.T) {
	fsys := unreadableFS{folder(map[string]string{"content/2018-11-12-a.md": text("tlp: CLEAR"), "content/2018-11-12-b.md": text("tlp: CLEAR")}), "content/2018-11-12-a.md"}
	s := load(t, fsys, clear())
	if paths(s) != "2018-11-12-b.md" || said(s.Diags) != "0:0 file-unreadable" || s.Diags[0].Path != "content/2018-11-12-a.md" {
		t.Errorf("got %s, %v", paths(s), s.Diags)
	}
}

// unreadableFS refuses to open one file.
type unreadableFS struct {
	fstest.MapFS
	path string
}

func (u unreadableFS) ReadFile(name string) ([]byte, error) {
	if name == u.path {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.MapFS.ReadFile(name)
}

func (u unreadableFS) Open(name string) (fs.File, error) { return u.MapFS.Open(name) }

func TestTheVocabularyIsReadStrictly(t *testing.T) {
	cases := []struct{ name, text, want, said string }{
		{"list", "- China\n- name: Wu Zhen\n  aliases: [Wuzhen, WZ]\n  description: A town\n", "China[] Wu Zhen[Wuzhen WZ]", ""},
		{"map", "China:\nWu Zhen: A town\nX: {aliases: Y, tlp: CLEAR}\n", "China[] Wu Zhen[] X[Y]", ""},
		{"empty", "", "", ""},
		{"near-miss", "- name: a\n  alias: b\n", "a[]", "2:3 field-unknown"},
		{"nameless", "- aliases: b\n", "", "1:3 field-value"},
		{"twice", "- A b\n- a-B\n", "A b[] a-B[]", "2:3 tag-duplicate"},
		{"alias twice", "- name: a\n  aliases: c\n- name: b\n  aliases: C\n", "a[c] b[C]", "3:3 tag-duplicate"},
		{"own alias", "- name: a\n  aliases: A\n", "a[A]", ""},
		{"text", "words", "", "1:1 field-type"},
		{"above", "- name: secret\n  tlp: RED\n  titel: x\n- name: Secret\n", "Secret[]", ""},
		{"near-miss of a label", "a: {description: x, TLP: RED}\nb:\n", "b[]", "1:21 key-keeps-back"},
		{"label of the whole", "tlp: RED\na: {description: x}\n", "", "1:1 key-keeps-back"},
		{"label in a text", "- name: a\n  description: \"x\n  tlp: RED\"\n", "", "3:1 key-keeps-back"},
		{"the label as a tag", "tlp: {description: The protocol}\n", "tlp[]", ""},
		{"above, twice", "secret: {tlp: RED}\nsecret: {tlp: RED, tlp: RED}\nshown:\n", "shown[]", ""},
		{"above and not", "shown: {tlp: RED}\nshown: A word\n", "shown[]", ""},
		{"twice in a map", "a: A word\na: Another\n", "a[] a[]", "2:1 tag-duplicate"},
		{"key twice", "- name: a\n  description: b\n  description: c\n", "a[]", "3:3 field-duplicate"},
		{"bad label", "- name: secret\n  tlp: x\n  titel: x\n", "", "2:8 tlp-invalid"},
		{"fault", "- a: b: c\n", "", "1:6 yaml-syntax"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			entries, diags := ParseTags("content/tags.yaml", []byte(c.text), briefing.Clear)
			var got []string
			for _, e := range entries {
				got = append(got, fmt.Sprintf("%s%v", e.Name, e.Aliases))
				if e.At.Line == 0 || e.At.Path == "" {
					t.Errorf("%s has no place", e.Name)
				}
			}
			if strings.Join(got, " ") != c.want || said(diags) != c.said {
				t.Errorf("got %q, %v", got, diags)
			}
		})
	}
}

func TestALoadIsTheSameEveryTime(t *testing.T) {
	files := map[string]string{}
	for i := range 300 {
		files[fmt.Sprintf("content/%d/2018-11-12-b%d.md", i%7, i)] = text("tlp: CLEAR", "tags: [a, A]", fmt.Sprintf("k%d: x", i))
	}
	first := load(t, folder(files), clear())
	for range 5 {
		if again := load(t, folder(files), clear()); !reflect.DeepEqual(first, again) {
			t.Fatal("two loads of the same files differ")
		}
	}
	if len(first.Files) != 300 || first.Diags.Count(diag.Warning) != 300 {
		t.Errorf("got %d files and %d diagnostics", len(first.Files), len(first.Diags))
	}
}

func TestFrontMatterAndBodyAreTheWholeFile(t *testing.T) {
	data := []byte(strings.ReplaceAll(text("tlp: CLEAR"), "\n", "\r\n"))
	f, _, _ := parsed(name, data, clear())
	if f == nil || !bytes.HasSuffix(data, f.Body) || string(f.Body) != "Body\r\n" {
		t.Errorf("got %+v", f)
	}
}

func BenchmarkLoad(b *testing.B) {
	files := map[string]string{}
	for i := range 1000 {
		files[fmt.Sprintf("content/%d/2018-11-12-b%d.md", i%7, i)] = text("tlp: CLEAR", "id: b-aaaaaaaaaa", "summary: One line that is not too short.",
			"tags: [china, internet, governance]", "authors: [Asia desk]", "desk: Asia desk", "series: Sourcing in practice") + strings.Repeat("Words. ", 500)
	}
	fsys := folder(files)
	b.ReportAllocs()
	for b.Loop() {
		s, err := loaded(fsys, clear())
		if err != nil || len(s.Diags) > 0 {
			b.Fatal(err, s.Diags)
		}
	}
}
