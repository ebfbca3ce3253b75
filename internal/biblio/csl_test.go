package biblio

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"dossier/internal/briefing"
)

const items = `[
  {
    "id": "hrw-2024", "type": "report", "title": "World Report",
    "author": [{"literal": "Human Rights Watch"}, {"family": "Berg", "given": "Anna", "non-dropping-particle": "van der", "suffix": "Jr."}],
    "issued": {"date-parts": [[2024, 1, "11"], [2024, 2]]}, "accessed": {"raw": "2024-02-01"},
    "publisher": "HRW", "URL": "https://hrw.example/2024", "language": "en-GB", "ISBN": "1-2", "custom": {"zotero": {"x": [1]}}
  },
  {"id": 7, "type": "article-journal", "title": "On notes", "DOI": "10.1000/x", "container-title": "Journal", "editor": [{"family": "Doe"}]}
]`

func TestCSLIsRead(t *testing.T) {
	records, diags := ParseCSL("a.json", []byte(items), briefing.Clear)
	if len(diags) > 0 || len(records) != 2 {
		t.Fatalf("%d records\n%s", len(records), said(diags))
	}
	if at := records[0].At; at.Line != 2 || at.Col != 3 {
		t.Errorf("first item at %v", at)
	}
	if at := records[1].At; at.Line != 8 || at.Col != 3 {
		t.Errorf("second item at %v", at)
	}
	a, b := records[0], records[1]
	if !reflect.DeepEqual(a.Authors, []string{"Human Rights Watch", "Anna van der Berg Jr."}) || a.Date.String() != "2024-01-11" ||
		a.Accessed.String() != "2024-02-01" || a.Outlet != "HRW" || a.Lang != "en-GB" || a.Type != "report" {
		t.Errorf("%+v", a)
	}
	if b.Key != "7" || b.URL != "https://doi.org/10.1000/x" || b.Outlet != "Journal" || b.Authors[0] != "Doe" {
		t.Errorf("%+v", b)
	}
}

func TestFaultsOfCSLAreReported(t *testing.T) {
	for in, want := range map[string]string{
		``:                              "json-syntax",
		`{}`:                            "csl-syntax",
		`[], "x": []`:                   "csl-syntax",
		`[1]`:                           "csl-syntax",
		`[{"id": "a"}]`:                 "csl-empty",
		`[{"id": "a", "title": ["x"]}]`: "field-type",
		`[{"id": "a", "URL": "https://a.example", "issued": {"date-parts": [[2018, 13]]}}]`: "csl-date",
		`[{"id": "a", "URL": "https://a.example", "custom": {"tlp": "secret"}}]`:            "tlp-invalid",
		`[{"id": "a", "title": "t", "custom": {"marking": "RED"}}]`:                         "key-keeps-back",
		`[{"id": "a", "title": "t", "tlp": ["RED"]}]`:                                       "tlp-invalid",
		`[{"id": "a", "id": "b", "title": "t"}]`:                                            "field-duplicate",
	} {
		_, diags := ParseCSL("a.json", []byte(in), briefing.Clear)
		if !strings.Contains(said(diags), "["+want+"]") {
			t.Errorf("%s: no %s in\n%s", in, want, said(diags))
		}
		for _, d := range diags {
			if d.Line < 1 || d.Col < 1 {
				t.Errorf("%s: a report without place: %+v", in, d)
			}
		}
	}
}

func TestAnItemAboveTheEditionLeavesNoTrace(t *testing.T) {
	const in = `[{"id": "a", "URL": "https://a.example"},
{"id": "b", "title": 1, "custom": {"tlp": "AMBER"}, "issued": {"raw": "then"}, "id": "c"},
{"id": "c", "title": ["x"], "keyword": "china; TLP:RED"},
{"id": "d", "title": "x", "TLP": "AMBER"},
{"id": "e", "title": "x", "keyword": ["china", "TLP:AMBER"]}]`
	records, diags := ParseCSL("a.json", []byte(in), briefing.Clear)
	if len(records) != 1 || len(diags) > 0 {
		t.Errorf("%+v\n%s", records, said(diags))
	}
}

func TestARISReferenceIsWhole(t *testing.T) {
	var b bytes.Buffer
	WriteRIS(&b, sample)
	for _, line := range strings.Split(strings.TrimSuffix(b.String(), "\r\n"), "\r\n") {
		if line != "" && (len(line) < 6 || line[2:6] != "  - ") {
			t.Errorf("%q is no line of RIS", line)
		}
	}
	if n := strings.Count(b.String(), "TY  - "); n != len(sample) || strings.Count(b.String(), "ER  - ") != n {
		t.Errorf("%d references", n)
	}
}
