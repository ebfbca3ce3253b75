package source

import (
	"strings"
	"testing"

	"dossier/internal/briefing"
)

const faultyRegister = `sources:
  a: https://example.org/a
  b: {url: "http://www.example.org/a/", title: Again}
  A: {url: https://example.org/c}
  "not a key": https://example.org/d
  e: {}
  f: {url: javascript:x, tittle: T}
  g: {url: https://example.org/g, same_as: h}
  h: {url: https://example.org/h, same_as: g}
  i: {url: https://example.org/i, same_as: i}
  j: {url: https://example.org/j, same_as: gg}
  k: {url: https://example.org/k, status: retracted}
  l: {url: https://example.org/l, aliases: [https://example.org/g]}
  m: {url: https://user:secret@example.org/m}
outlets:
  scmp.com: {name: SCMP, reliability: G}
  www.scmp.com: SCMP
  news.bbc.co.uk: {name: BBC}
  "no domain": {nam: X}
sauces: {}
`

func TestEveryFaultOfARegisterIsReported(t *testing.T) {
	_, diags := registered(faultyRegister, briefing.Clear, Policies{})
	const want = `a.yaml:3:3: error: "http://www.example.org/a/" is described again (first: a.yaml:2:3) [source-duplicate] | make one record of the two; other URLs of a document go under its aliases
a.yaml:4:3: error: the key "A" is given again (first: a.yaml:2:3) [source-key-duplicate]
a.yaml:5:3: error: "not a key" cannot be cited as a key [source-key-invalid] | use letters, digits and hyphens, as in "hrw-2024"
a.yaml:6:3: error: @e has neither a url nor a title [source-empty]
a.yaml:7:3: error: url: "javascript:x" is not an http(s) URL [source-url-invalid]
a.yaml:7:26: error: "tittle" is not a key of a source [field-unknown] | did you mean "title"?
a.yaml:8:3: error: same_as of @g leads in a circle [source-same-as]
a.yaml:9:3: error: same_as of @h leads in a circle [source-same-as]
a.yaml:10:3: error: same_as of @i names the source itself [source-same-as]
a.yaml:11:3: error: same_as: "gg" is not a key of the register [source-key-unknown]
a.yaml:12:3: warning: @k is retracted without a reason [source-status] | add reason: who withdrew it and why
a.yaml:13:3: error: "https://example.org/g" is described again (first: a.yaml:8:3) [source-duplicate] | make one record of the two; other URLs of a document go under its aliases
a.yaml:14:3: error: url: the URL holds a user name or password before its host [source-credentials] | take out what stands before the @; and if it is a real password, change it
a.yaml:16:3: error: "G" is not a reliability [outlet-reliability] | write A (completely reliable) to E (unreliable), or F (cannot be judged)
a.yaml:17:3: error: the outlet "scmp.com" is described again (first: a.yaml:16:3) [outlet-duplicate]
a.yaml:18:3: error: "news.bbc.co.uk" is part of the outlet "bbc.co.uk" [outlet-domain] | write bbc.co.uk; parts of an outlet are not graded apart
a.yaml:19:3: error: "no domain" is not a domain [outlet-domain]
a.yaml:19:17: error: "nam" is not a key of an outlet [field-unknown] | did you mean "name"?
a.yaml:20:1: error: "sauces" is not a key of the source register [field-unknown] | did you mean "sources"?
`
	if got := strings.ReplaceAll(said(diags), "content/sources/", ""); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

const markedRegister = `sources:
  open: {url: https://example.org/open, same_as: hidden}
  twice: https://example.org/other
  hidden: {url: https://secret.example/x, tlp: amber, titel: Hidden, titel: Again}
  twice:
    tlp: TLP:RED
    url: https://example.org/other
    nonsense: 1
  stray: {url: https://example.org/open, tlp: GREEN}
outlets:
  example.org: Example
  secret.example: {name: Secret, tlp: AMBER, reliability: Z}
`

func TestARecordAboveTheEditionLeavesNoTrace(t *testing.T) {
	const without = "sources:\n  open: {url: https://example.org/open, same_as: hidden}\n  twice: https://example.org/other\noutlets:\n  example.org: Example\n"
	r, diags := registered(markedRegister, briefing.Clear, Policies{})
	clean, want := registered(without, briefing.Clear, Policies{})
	if said(diags) != said(want) {
		t.Errorf("got\n%s\nwant\n%s", said(diags), said(want))
	}
	if len(r.records) != len(clean.records) || len(r.Outlets()) != len(clean.Outlets()) {
		t.Errorf("%+v %+v", r.records, r.Outlets())
	}
	if r.ByKey("hidden") != nil || r.ByURL("https://secret.example/x") != nil || r.Outlet("secret.example") != nil {
		t.Error("a record above the edition is known")
	}
	if r, _ := registered(markedRegister, briefing.Amber, Policies{}); r.ByKey("hidden") == nil || r.Canonical("https://example.org/open") != "https://secret.example/x" {
		t.Error("the edition's own record is not known")
	}
}

func TestWhatMayHaveBeenALabelKeepsTheRecordBack(t *testing.T) {
	for in, code := range map[string]string{
		"sources:\n  a: {url: https://example.org/a, tlp: secret}\n":                       "tlp-invalid",
		"sources:\n  a: {url: https://example.org/a, tlp: [RED]}\n":                        "tlp-invalid",
		"sources:\n  a: {url: https://example.org/a, TLP: RED}\n":                          "key-keeps-back",
		"sources:\n  a: {url: https://example.org/a, classification: x}\n":                 "key-keeps-back",
		"sources:\n  a: {url: https://example.org/a, draft: true}\n":                       "key-keeps-back",
		"sources:\n  a:\n    url: https://example.org/a\n    title: \"A\n    tlp: RED\"\n": "key-keeps-back",
		"tlp: RED\nsources:\n  a: https://example.org/a\n":                                 "key-keeps-back",
		"outlets:\n  example.org: {name: A, Tlp: RED}\n":                                   "key-keeps-back",
	} {
		r, diags := registered(in, briefing.Clear, Policies{})
		if len(r.records) != 0 || len(r.Outlets()) != 0 || len(diags) != 1 || diags[0].Code != code {
			t.Errorf("%s%+v %+v\n%swant %s", in, r.records, r.Outlets(), said(diags), code)
		}
	}
	hidden := "sources:\n  a: {url: https://example.org/a, note: \"x\n    tlp: RED\", tlp: RED}\n"
	if r, diags := registered(hidden, briefing.Clear, Policies{}); len(r.records) != 0 || len(diags) != 0 {
		t.Errorf("a record above the edition is spoken of: %s", said(diags))
	}
}

func TestLinkable(t *testing.T) {
	r := register(t, "sources:\n  off: {url: https://bad.example/x, link: off}\n", briefing.Clear, Policies{NeverLink: []string{"*.evil.example", ".Worse.example"}})
	for url, want := range map[string]bool{
		"https://example.org/":        true,
		"http://bad.example/x/":       false,
		"https://bad.example/y":       true,
		"https://abc.onion/":          false,
		"https://a.evil.example/":     false,
		"https://evil.example:8080/":  false,
		"https://notevil.example/":    true,
		"https://a.worse.example/":    false,
		"javascript:alert(1)":         false,
		"https://u:p@example.org/":    false,
		"key:book":                    false,
		"hxxps://example[.]org/":      false,
		"https://www.bad.example/x#a": false,
	} {
		if r.Linkable(url) != want {
			t.Errorf("Linkable(%q) = %v", url, !want)
		}
	}
}

func TestAliasesAndNewPlacesAreTheSameSource(t *testing.T) {
	r := register(t, `sources:
  a: {url: https://example.org/a, aliases: [https://m.example.org/a], status: moved, moved_to: https://new.example/a}
`, briefing.Clear, Policies{})
	for _, url := range []string{"https://example.org/a", "https://m.example.org/a", "https://new.example/a"} {
		if got := r.Canonical(Fold(url)); got != "https://example.org/a" {
			t.Errorf("%s is %s", url, got)
		}
		if rec := r.ByURL(Fold(url)); rec == nil || rec.Key != "a" {
			t.Errorf("%s has the record %+v", url, rec)
		}
	}
}
