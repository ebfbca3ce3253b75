package asset

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/internal/diag"
	"dossier/static"
)

func folder(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

func collect(t *testing.T, site fs.FS) *Set {
	t.Helper()
	set, diags := Collect(nil, site)
	if len(diags) > 0 {
		t.Fatalf("diagnostics: %v", diags)
	}
	return set
}

func paths(s *Set) []string {
	var out []string
	for _, f := range s.Files() {
		out = append(out, f.Path)
	}
	return out
}

// content gives the published bytes of a file by its name below static/.
func content(t *testing.T, s *Set, name string) string {
	t.Helper()
	path, ok := s.Name(name)
	if !ok {
		t.Fatalf("no file %q in %q", name, s.Names())
	}
	for _, f := range s.Files() {
		if f.Path == path {
			return string(f.Data)
		}
	}
	t.Fatalf("Name(%q) = %q, which Files does not have", name, path)
	return ""
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])[:8]
}

func TestOnlyFilesBelowAssetsAreHashed(t *testing.T) {
	s := collect(t, folder(
		"robots.txt", "r", "assets/a/logo.svg", "l", "assets/LICENSE", "f", "img/x.png", "p", "assets2/y.css", "",
	))
	want := []string{
		"assets/LICENSE." + hash("f"), "assets/a/logo." + hash("l") + ".svg", "assets2/y.css", "img/x.png", "robots.txt",
	}
	if got := paths(s); !slices.Equal(got, want) {
		t.Errorf("paths\n got %q\nwant %q", got, want)
	}
	if p, ok := s.Name("robots.txt"); p != "robots.txt" || !ok {
		t.Errorf("Name(robots.txt) = %q, %v", p, ok)
	}
	if p, ok := s.Name("assets/none.css"); p != "" || ok {
		t.Errorf("Name of a file that is not there = %q, %v", p, ok)
	}
}

func TestSiteReplacesThemeByName(t *testing.T) {
	theme := folder("assets/site.css", "theme", "assets/favicon.svg", "icon")
	site := folder("assets/site.css", "site", "extra.txt", "x")
	s, diags := Collect(theme, site)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	if got := content(t, s, "assets/site.css"); got != "site" {
		t.Errorf("site.css is %q", got)
	}
	want := []string{"assets/favicon.svg", "assets/site.css", "extra.txt"}
	if !slices.Equal(s.Names(), want) {
		t.Errorf("names %q, want %q", s.Names(), want)
	}
}

func TestThemeSheetFollowsThePictureOfTheSite(t *testing.T) {
	theme := folder("assets/site.css", "a{background:url(bg.png)}", "assets/bg.png", "old")
	s, _ := Collect(theme, folder("assets/bg.png", "new"))
	if got, want := content(t, s, "assets/site.css"), `a{background:url("bg.`+hash("new")+`.png")}`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestGoAndHiddenFilesAreLeftOut(t *testing.T) {
	s := collect(t, folder(
		"static.go", "package x", "assets/x.go", "package x", ".DS_Store", "", ".git/config", "",
		"assets/.hidden/a.css", "}", ".well-known/security.txt", "s", ".well-known/.secret", "",
		"a/.well-known/x", "", "go.txt", "t",
	))
	if got, want := paths(s), []string{".well-known/security.txt", "go.txt"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAbsentFoldersAreEmpty(t *testing.T) {
	gone, err := fs.Sub(folder(), "static")
	if err != nil {
		t.Fatal(err)
	}
	for _, site := range []fs.FS{nil, gone, folder()} {
		s, diags := Collect(nil, site)
		if len(s.Files()) != 0 || len(s.Names()) != 0 || len(diags) != 0 {
			t.Errorf("files %v, diagnostics %v", s.Files(), diags)
		}
	}
}

func TestWhatIsNoFileIsAnError(t *testing.T) {
	site := folder("ok.txt", "x")
	site["pipe"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	site["leads-out"] = &fstest.MapFile{Data: []byte("../outside"), Mode: fs.ModeSymlink}
	site["inside"] = &fstest.MapFile{Data: []byte("ok.txt"), Mode: fs.ModeSymlink}
	s, diags := Collect(nil, site)
	if got := codes(diags); !slices.Equal(got, []string{"static/leads-out asset-unreadable", "static/pipe asset-unreadable"}) {
		t.Errorf("got %q", got)
	}
	if got := content(t, s, "inside"); got != "x" {
		t.Errorf("a link inside the folder gave %q", got)
	}
}

func codes(diags diag.List) []string {
	var out []string
	for _, d := range diags {
		out = append(out, d.Pos.String()+" "+d.Code)
	}
	return out
}

func TestReferencesFollowHashes(t *testing.T) {
	png := "bg." + hash("png") + ".png"
	for name, c := range map[string]struct{ in, want string }{
		"unquoted":             {"a{b:url(img/bg.png)}", `a{b:url("img/` + png + `")}`},
		"spaces within":        {"a{b:url(  img/bg.png\n )}", `a{b:url("img/` + png + `")}`},
		"double quotes":        {`a{b:url("img/bg.png")}`, `a{b:url("img/` + png + `")}`},
		"single quotes":        {`a{b:url('img/bg.png')}`, `a{b:url("img/` + png + `")}`},
		"capital letters":      {`a{b:URL(img/bg.png)}`, `a{b:url("img/` + png + `")}`},
		"dot segments":         {`a{b:url(./x/../img/bg.png)}`, `a{b:url("img/` + png + `")}`},
		"from the root":        {`a{b:url(/assets/img/bg.png)}`, `a{b:url("img/` + png + `")}`},
		"escapes":              {`a{b:url(\69mg/b\g.png)}`, `a{b:url("img/` + png + `")}`},
		"percent encoded":      {`a{b:url(img/%62g.png)}`, `a{b:url("img/` + png + `")}`},
		"query and fragment":   {`a{b:url(img/bg.png?v=1#x)}`, `a{b:url("img/` + png + `?v=1#x")}`},
		"at the end":           {`a{b:url(img/bg.png`, `a{b:url("img/` + png + `")`},
		"image-set":            {`a{b:image-set("img/bg.png" type("image/png") 1x)}`, `a{b:image-set("img/` + png + `" type("image/png") 1x)}`},
		"custom property":      {`a{--b:url(img/bg.png)}`, `a{--b:url("img/` + png + `")}`},
		"other folder":         {`a{b:url(../plain.txt)}`, `a{b:url(../plain.txt)}`},
		"other folder, rooted": {`a{b:url(/plain.txt)}`, `a{b:url("../plain.txt")}`},
		"name to be encoded":   {`a{b:url("/a b'\29.txt")}`, `a{b:url("../a%20b%27%29.txt")}`},
		"fragment alone":       {`a{b:url(#f)}`, `a{b:url(#f)}`},
		"comment":              {`/* url(none.png) */`, `/* url(none.png) */`},
		"string":               {`a{content:"url(none.png)"}`, `a{content:"url(none.png)"}`},
		"escaped quote":        {`a{content:"\"url(none.png)"}`, `a{content:"\"url(none.png)"}`},
		"namespace":            {`@namespace svg url(http://www.w3.org/2000/svg);`, `@namespace svg url(http://www.w3.org/2000/svg);`},
	} {
		t.Run(name, func(t *testing.T) {
			s := collect(t, folder("assets/x.css", c.in, "assets/img/bg.png", "png", "plain.txt", "", "a b').txt", ""))
			if got := content(t, s, "assets/x.css"); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestAChangeDeepDownRenamesEverySheetAbove(t *testing.T) {
	site := func(pixel string) *Set {
		return collect(t, folder(
			"assets/site.css", `@import "css/base.css" layer(base);@import url(css/print.css) print;`,
			"assets/css/base.css", `@import 'deep/deepest.css';`,
			"assets/css/print.css", `b{}`,
			"assets/css/deep/deepest.css", `i{src:url(../../bg.png)}`,
			"assets/bg.png", pixel,
		))
	}
	a, b := site("1"), site("2")
	for name, changes := range map[string]bool{
		"assets/site.css": true, "assets/css/base.css": true, "assets/css/deep/deepest.css": true, "assets/css/print.css": false,
	} {
		was, _ := a.Name(name)
		is, _ := b.Name(name)
		if (was != is) != changes {
			t.Errorf("%s: %q became %q", name, was, is)
		}
	}
	deepest, _ := a.Name("assets/css/deep/deepest.css")
	if want := `@import "deep/` + deepest[len("assets/css/deep/"):] + `";`; content(t, a, "assets/css/base.css") != want {
		t.Errorf("base.css is %q, want %q", content(t, a, "assets/css/base.css"), want)
	}
}

func TestFaultsOfAStyleSheet(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"missing":              {"a{}\n  é{b:url(none.png)}", "2:7 asset-missing"},
		"empty":                {"a{b:url()}", "1:5 asset-missing"},
		"climbs out":           {"a{b:url(../../etc/passwd)}", "1:5 asset-missing"},
		"climbs out, rooted":   {"a{b:url(/../assets/none)}", "1:5 asset-missing"},
		"climbs out, encoded":  {"a{b:url(%2e%2e/%2e%2e/x)}", "1:5 asset-missing"},
		"bad encoding":         {"a{b:url(%zz)}", "1:5 asset-missing"},
		"a folder":             {"a{b:url(../assets)}", "1:5 asset-missing"},
		"http":                 {"a{b:url(http://x.example/y.png)}", "1:5 asset-external"},
		"scheme in capitals":   {`a{b:url("HTTPS://x.example/")}`, "1:5 asset-external"},
		"protocol-relative":    {"a{b:url(//x.example/y.png)}", "1:5 asset-external"},
		"backslashes":          {`a{b:url(/\\x.example/y.png)}`, "1:5 asset-external"},
		"line end in a scheme": {`a{b:url("ht\a tp://x.example/y.png")}`, "1:5 asset-external"},
		"escaped scheme":       {`a{b:url(\68ttp://x.example)}`, "1:5 asset-external"},
		"leading space":        {`a{b:url(" //x.example")}`, "1:5 asset-external"},
		"data":                 {"a{b:url(data:image/gif;base64,R0lGOD)}", "1:5 asset-external"},
		"import of a host":     {`@import "https://fonts.example/css";`, "1:9 asset-external"},
		"image-set":            {`a{b:image-set("https://x.example/y" 1x)}`, "1:15 asset-external"},
		"itself":               {`@import "x.css";`, "1:9 asset-cycle"},
		"open comment":         {"a{} /* b", "1:5 asset-css"},
		"comment of two":       {"a{} /*/", "1:5 asset-css"},
		"open string":          {`a{content:"b`, "1:11 asset-css"},
		"string over a line":   {"a{content:\"b\n}", "1:11 asset-css"},
		"space in an address":  {"a{b:url(a b.png)}", "1:5 asset-css"},
		"url in escapes":       {`a{b:\75rl(http://x.example)}`, "1:5 asset-css"},
		"not UTF-8":            {"a{}\n\xff", "2:1 asset-css"},
	} {
		t.Run(name, func(t *testing.T) {
			_, diags := Collect(nil, folder("assets/x.css", c.in))
			got := codes(diags)
			if want := "static/assets/x.css:" + c.want; len(got) != 1 || got[0] != want {
				t.Errorf("got %q, want %q", diags, want)
			}
		})
	}
}

func TestAllFaultsComeInOneRun(t *testing.T) {
	_, diags := Collect(
		folder("assets/t.css", "a{b:url(gone.png)}"),
		folder("assets/x.css", "a{b:url(1.png);c:url(//h)}", "assets/y.css", "/*", "z.css", "a{b:url(2.png)}"),
	)
	want := []string{
		"static/assets/x.css:1:5 asset-missing", "static/assets/x.css:1:18 asset-external",
		"static/assets/y.css:1:1 asset-css", "static/z.css:1:5 asset-missing", "theme:static/assets/t.css:1:5 asset-missing",
	}
	if got := codes(diags); !slices.Equal(got, want) {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

func TestARingOfImportsIsOneError(t *testing.T) {
	_, diags := Collect(nil, folder(
		"assets/a.css", `@import "b.css";`, "assets/b.css", `@import "c.css";`, "assets/c.css", `i{} @import "a.css";`,
	))
	if got := codes(diags); !slices.Equal(got, []string{"static/assets/c.css:1:13 asset-cycle"}) {
		t.Errorf("got %q", diags)
	}
}

func TestMissingFileHintsAtAnotherCase(t *testing.T) {
	_, diags := Collect(nil, folder("assets/x.css", "a{b:url(logo.png)}", "assets/Logo.PNG", ""))
	if len(diags) != 1 || !strings.Contains(diags[0].Hint, "static/assets/Logo.PNG") {
		t.Errorf("got %q", diags)
	}
}

func TestAFileOnDiskIsNotChangedInMemoryOfItsOwner(t *testing.T) {
	site := folder("assets/x.css", "a{b:url(y.png)}", "assets/y.png", "y")
	first := collect(t, site)
	if got := string(site["assets/x.css"].Data); got != "a{b:url(y.png)}" {
		t.Errorf("the file became %q", got)
	}
	if second := collect(t, site); fmt.Sprint(first.Files()) != fmt.Sprint(second.Files()) {
		t.Error("two runs differ")
	}
}

func TestTheEmbeddedThemeHasNoFault(t *testing.T) {
	s, diags := Collect(static.FS, nil)
	if len(diags) > 0 {
		t.Errorf("diagnostics: %v", diags)
	}
	if _, ok := s.Name("assets/site.css"); !ok {
		t.Errorf("no assets/site.css in %q", s.Names())
	}
}
