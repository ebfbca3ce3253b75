package biblio

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

func said(diags diag.List) string {
	var b strings.Builder
	for _, d := range diags {
		fmt.Fprintf(&b, "%s: %s: %s [%s]\n", d.Pos, d.Severity, d.Text, d.Code)
	}
	return b.String()
}

const shelf = `Text outside entries is commentary, jane@example.org too.

@comment{ @book{hidden, title = {Not read}} }
@preamble{ "\newcommand{\x}{y}" }
@string{ hrw = "Human Rights Watch" }
@string( cup = {Cambridge} # " University" # { Press} )

@Online{hrw-2024,
  author    = {{Human Rights Watch}},
  title     = {World Report {2024}: China},
  organization = hrw,
  date      = {2024-01-11},
  url       = {https://www.hrw.org/world-report/2024/country-chapters/china_and\_tibet},
  urldate   = {2024-02-01},
  language  = {english},
  annotation= {Yearly.},
  archiveurl = {https://web.archive.org/web/20240201000000/https://www.hrw.org/},
  archivedate = {2024-02-01},
}

@article{segal, author = "Segal, Adam and M{\"u}ller, Jr., J{\'o}zef and others", title = "Cyber--sovereignty
   and ` + "``order''" + `", journal = {Foreign Affairs}, year = 2018, month = nov # "~7", doi = {10.1000/xyz_1} }

@book{clausewitz-1832,
  author = {Carl von Clausewitz}, title = {Vom Kriege}, subtitle = {Hinterlassenes Werk}, publisher = cup, year = {1832}}

@misc{zd, title = {\v{C}esk\'y \L\'od\'z {\ss} \o re d\'{\i}a \& 5\%}, howpublished = {\url{https://example.org/~a}}, note = {Seen in print}}
@article{wire, title = {Leaders absent}, entrysubtype = {newspaper}, journaltitle = {The Wire}, date = {2018-11~}, eprint = {1811.00001}, eprinttype = {arXiv}}
`

func TestBibTeXIsRead(t *testing.T) {
	records, diags := ParseBibTeX("content/sources/a.bib", []byte(shelf), briefing.Clear)
	if len(diags) > 0 {
		t.Errorf("reports:\n%s", said(diags))
	}
	at := func(line, col int) diag.Pos { return diag.Pos{Path: "content/sources/a.bib", Line: line, Col: col} }
	want := []briefing.Record{
		{
			Key: "hrw-2024", Type: "webpage", Lang: "en", Note: "Yearly.", Accessed: briefing.Date{Year: 2024, Month: 2, Day: 1}, At: at(8, 1),
			Facts: briefing.Facts{
				URL: "https://www.hrw.org/world-report/2024/country-chapters/china_and_tibet", Title: "World Report 2024: China", Outlet: "Human Rights Watch",
				Authors: []string{"Human Rights Watch"}, Date: briefing.Date{Year: 2024, Month: 1, Day: 11},
				Saved: briefing.Saved{URL: "https://web.archive.org/web/20240201000000/https://www.hrw.org/", Date: briefing.Date{Year: 2024, Month: 2, Day: 1}},
			},
		},
		{Key: "segal", Type: "article-journal", At: at(21, 1), Facts: briefing.Facts{
			URL: "https://doi.org/10.1000/xyz_1", Title: "Cyber–sovereignty and “order”", Outlet: "Foreign Affairs",
			Authors: []string{"Adam Segal", "Józef Müller Jr."}, Date: briefing.Date{Year: 2018, Month: 11, Day: 7},
		}},
		{Key: "clausewitz-1832", Type: "book", At: at(24, 1), Facts: briefing.Facts{
			Title: "Vom Kriege: Hinterlassenes Werk", Outlet: "Cambridge University Press", Authors: []string{"Carl von Clausewitz"}, Date: briefing.Date{Year: 1832},
		}},
		{Key: "zd", Type: "webpage", Note: "Seen in print", At: at(27, 1), Facts: briefing.Facts{URL: "https://example.org/~a", Title: "Český Łódź ß øre día & 5%"}},
		{Key: "wire", Type: "article-newspaper", At: at(28, 1), Facts: briefing.Facts{
			URL: "https://arxiv.org/abs/1811.00001", Title: "Leaders absent", Outlet: "The Wire", Date: briefing.Date{Year: 2018, Month: 11},
		}},
	}
	if len(records) != len(want) {
		t.Fatalf("%d records, want %d", len(records), len(want))
	}
	for i := range want {
		if !reflect.DeepEqual(records[i], want[i]) {
			t.Errorf("record %d:\n got %+v\nwant %+v", i, records[i], want[i])
		}
	}
}

const torn = `@book{a, title = {A}, year = {then}, publisher = nobody}
@book{b title = {B}}
@online{c, title = {C}, url = {https://example.org/c
@online{d, url = {https://example.org/d}, title = {\strange{D}}, crossref = {a}}
@book{e, year = 2018}
@online{f, url = "https://example.org/f" title = {F}}
@online{g, url = {https://example.org/g}}
@online{h, url = {https://example.org/h}, tlp = {secret}}
`

func TestEveryFaultOfABibTeXFileIsReported(t *testing.T) {
	records, diags := ParseBibTeX("a.bib", []byte(torn), briefing.Clear)
	const want = `a.bib:1:23: warning: year: "then" is not a date [bib-date]
a.bib:1:50: error: "nobody" is not defined by any @string [bib-string]
a.bib:2:9: error: no comma behind the key "b" [bib-syntax]
a.bib:3:31: error: the text that begins here is not closed [bib-syntax]
a.bib:4:43: warning: title: the TeX command \strange is not known and left out [bib-tex]
a.bib:4:66: warning: crossref of "d" is not followed [bib-crossref]
a.bib:5:1: error: the entry "e" has neither a URL nor a title [bib-empty]
a.bib:6:42: error: no comma behind the field "url" [bib-syntax]
a.bib:8:43: error: "secret" is not a TLP 2.0 label (TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT, TLP:RED) [tlp-invalid]
`
	if got := said(diags); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	var keys []string
	for _, r := range records {
		keys = append(keys, r.Key)
	}
	if got := strings.Join(keys, " "); got != "d g" {
		t.Errorf("read %s, want d g", got)
	}
}

func TestAnEntryAboveTheEditionLeavesNoTrace(t *testing.T) {
	const open = "@online{a, url = {https://example.org/a}}\n"
	const hidden = "@online{b, url = {https://secret.example/b}, tlp = {AMBER}, title = {\\odd x}, year = nobody}\n" +
		"@online{c, url = {https://secret.example/c}, keywords = {china, tlp:red}, date = {then}}\n"
	got, diags := ParseBibTeX("a.bib", []byte(open+hidden), briefing.Clear)
	want, none := ParseBibTeX("a.bib", []byte(open), briefing.Clear)
	if !reflect.DeepEqual(got, want) || said(diags) != said(none) {
		t.Errorf("%+v\n%s", got, said(diags))
	}
	if all, _ := ParseBibTeX("a.bib", []byte(open+"@online{b, url = {https://x.example/b}, tlp = {AMBER}}"), briefing.Amber); len(all) != 2 || all[1].Marking != briefing.Amber {
		t.Errorf("the edition's own: %+v", all)
	}
}

func TestALabelInAnyPlaceKeepsAnEntryBack(t *testing.T) {
	for fields, want := range map[string]string{
		"keywords = {\"TLP:RED\"}":                "",
		"keywords = {china}, keyword = {TLP:RED}": "",
		"tlp = {GREEN}, tlp = {RED}":              "",
		"keywords = {tlp red}":                    "tlp-invalid",
		"keywords = {TLP-RED}":                    "tlp-invalid",
		"keywords = {TLP:secret}":                 "tlp-invalid",
		"tpl = {RED}":                             "key-keeps-back",
		"classification = {secret}":               "key-keeps-back",
	} {
		records, diags := ParseBibTeX("a.bib", []byte("@online{a, url = {https://example.org/a}, "+fields+"}"), briefing.Clear)
		if len(records) != 0 || want == "" && len(diags) > 0 || want != "" && (len(diags) != 1 || diags[0].Code != want) {
			t.Errorf("%s: %+v\n%swant %q", fields, records, said(diags), want)
		}
	}
	for _, fields := range []string{"keywords = {TLP}", "keywords = {TLP 2.0, traffic light}", "file = {x.pdf}, timestamp = {2020}, owner = {x}"} {
		records, diags := ParseBibTeX("a.bib", []byte("@online{a, url = {https://example.org/a}, "+fields+"}"), briefing.Clear)
		if len(records) != 1 || len(diags) > 0 {
			t.Errorf("%s: %+v\n%s", fields, records, said(diags))
		}
	}
}

func TestTeXBecomesText(t *testing.T) {
	for in, want := range map[string]string{
		`plain`:                              "plain",
		`Caf\'e {\'E}cole \'{e}t\'e`:         "Café École été",
		`{\"O}sterreich \"{u}ber`:            "Österreich über",
		`\c{c}a Fran\c cois`:                 "ça François",
		`\AA ngstr\"om {\AE}on \aa`:          "Ångström Æon å",
		`\.{I}stanbul \u{g} \H{o} \k{a}`:     "İstanbul ğ ő ą",
		`na{\"\i}ve \'\i`:                    "naïve í",
		`\textit{It} is {\bf bold} \emph{x}`: "It is bold x",
		"`quoted' ``twice''":                 "`quoted' “twice”",
		`pages 3--5 --- all`:                 "pages 3–5 — all",
		`a~b\ c\,d`:                          "a b c d",
		`\$5 \& 10\% \#1 \_x \{y\}`:          "$5 & 10% #1 _x {y}",
		`C:\textbackslash{}dir`:              `C:\dir`,
		`\`:                                  "",
		`{{{`:                                "",
	} {
		if got, _ := plainTeX(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestNamesAreReadable(t *testing.T) {
	for in, want := range map[string]string{
		"Doe, Jane":                   "Jane Doe",
		"Jane Doe and John Q. Public": "Jane Doe|John Q. Public",
		"Doe, Jr., Jane":              "Jane Doe Jr.",
		"{Human Rights Watch} and {Barnes and Noble}": "Human Rights Watch|Barnes and Noble",
		"Jane\n and\tothers":                          "Jane",
		"van der Berg, Anna":                          "Anna van der Berg",
		`{Fund \{and\} Co}`:                           "Fund {and} Co",
	} {
		names, _ := authorsOf(in)
		if got := strings.Join(names, "|"); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestEachOfManyUnclosedEntriesIsReported(t *testing.T) {
	for _, open := range []string{"url = {u}, title = {T {\\'e}}", "url = {u", "url = \"u", "url = {u}"} {
		var b bytes.Buffer
		for i := range 20000 {
			fmt.Fprintf(&b, "@online{k%d, %s\n", i, open) // none is closed
		}
		if _, diags := ParseBibTeX("a.bib", b.Bytes(), briefing.Clear); len(diags) != 20000 {
			t.Errorf("%s: %d reports, want one for each entry", open, len(diags))
		}
	}
}

func TestMacrosThatGrowWithoutBoundAreRefused(t *testing.T) {
	var b strings.Builder
	b.WriteString("@string{a0 = {0123456789}}\n")
	for i := range 60 {
		fmt.Fprintf(&b, "@string{a%d = a%d # a%d}\n", i+1, i, i)
	}
	_, diags := ParseBibTeX("a.bib", []byte(b.String()), briefing.Clear)
	if !strings.Contains(said(diags), "longer than") {
		t.Errorf("reports:\n%s", said(diags))
	}
}

func TestLatin1IsReportedWhereItStands(t *testing.T) {
	records, diags := ParseBibTeX("a.bib", []byte("@book{a, title = {ok}}\n@book{b, title = {M\xfcller}}"), briefing.Clear)
	if len(records) != 2 || said(diags) != "a.bib:2:20: error: the byte 0xFC is no UTF-8 [bib-encoding]\n" {
		t.Errorf("%d records\n%s", len(records), said(diags))
	}
}
