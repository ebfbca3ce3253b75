package preview

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestTheDeskListsBriefingsByTheirStates(t *testing.T) {
	s := start(t, sample(), Options{Root: "/desk", Editor: "edit://open?file={path}&line={line}"})
	all := s.get(t, "/__desk")
	if all.status != http.StatusOK || !isHTML(all.header.Get("Content-Type")) {
		t.Fatalf("the desk gave %d %v", all.status, all.header)
	}
	for _, want := range []string{
		`<a href="/ports/closures/">Port &lt;closures&gt;</a>`, "1 to 3 of 3", `<a href="edit://open?file=/desk/content/ports.md&amp;line=1">content/ports.md</a>`,
		`<a href="/__desk?state=dead&#43;source">dead source <span class="number">1</span></a>`, `<a href="/__desk" aria-current="page">all <span class="number">3</span></a>`,
		`<span data-state="embargoed">embargoed</span>`, `<span class="warning">1 warning</span>`,
	} {
		if !strings.Contains(all.body, want) {
			t.Errorf("the desk lacks %q:\n%s", want, all.body)
		}
	}
	for query, want := range map[string]string{
		"state=draft": "Port &lt;closures&gt;", "state=embargoed": "Secret", "state=dead+source&q=PORT": "Port &lt;closures&gt;", "q=plain.md": "Plain", "q=%20secret%20": "Secret",
		"state=scheduled": "", "state=%3Cscript%3E": "", "q=port+secret": "", "state=draft&q=%22%3E%3Cb%3E": "",
	} {
		got := s.get(t, "/__desk?"+query).body
		rows := strings.Count(got, `<td role="cell" class="title">`)
		if want == "" && (rows != 0 || !strings.Contains(got, "No briefing of 3.")) || want != "" && (rows != 1 || !strings.Contains(got, ">"+want+"</a>")) {
			t.Errorf("%s gave %d rows:\n%s", query, rows, got)
		}
		if strings.Contains(got, "<b>") && strings.Contains(query, "%3Cb%3E") && strings.Contains(got, `"><b>`) {
			t.Errorf("%s is not escaped:\n%s", query, got)
		}
	}
}

func TestTheDeskIsReadInParts(t *testing.T) {
	var all []Briefing
	for i := range 1001 {
		b := Briefing{Path: fmt.Sprintf("/b%d/", i)}
		if i%2 == 0 {
			b.States = []State{Draft}
		}
		all = append(all, b)
	}
	s := New(sample(), Options{})
	e := &fakeEdition{desk: all}
	for query, want := range map[string][5]any{
		"": {1, 200, 1001, "", "/__desk?page=2"}, "page=2": {201, 400, 1001, "/__desk", "/__desk?page=3"}, "page=6": {1001, 1001, 1001, "/__desk?page=5", ""},
		"page=7": {1001, 1001, 1001, "/__desk?page=5", ""}, "page=-1": {1, 200, 1001, "", "/__desk?page=2"}, "page=x": {1, 200, 1001, "", "/__desk?page=2"},
		"state=draft&page=3": {401, 501, 501, "/__desk?page=2&state=draft", ""}, "q=nothing&page=9": {0, 0, 0, "", ""},
	} {
		terms, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		d := s.desk(wish{terms: terms}, e)
		if got := [5]any{d.From, d.To, d.Found, d.Newer, d.Older}; got != want {
			t.Errorf("%q shows %v, not %v", query, got, want)
		}
		seen := map[string]bool{}
		for _, r := range d.Rows {
			seen[r.Path] = true
		}
		if len(seen) != len(d.Rows) || d.Found > 0 && len(seen) != d.To-d.From+1 {
			t.Errorf("%q has %d rows, %d of them different", query, len(d.Rows), len(seen))
		}
	}
}
