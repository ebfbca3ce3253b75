package preview

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"dossier/internal/diag"
)

//go:embed assets/desk.html
var deskText string

var deskPage = template.Must(template.New("desk").Parse(deskText))

// rows is how many briefings the desk shows at a time.
const rows = 200

// desk is the list of briefings as it is shown.
type desk struct {
	Edition      string
	Query        string
	State        string // the one that is asked for, "" for all
	Filters      []filter
	Rows         []row
	From, To     int // of the rows, counted from 1
	Found, Total int
	Newer, Older string // addresses, "" for none
}

// filter is a way to see some of the briefings.
type filter struct {
	Name    string
	Href    string
	Count   int
	Current bool
}

type row struct {
	Briefing
	Href string
	File file
}

// states lists all states in the order of the desk.
func states() []State {
	return []State{Draft, Unreviewed, Embargoed, Scheduled, Faulty, Retracted, Dead}
}

// deskSheet makes the sheet of the desk.
func (s *Server) deskSheet(w wish, e Edition) sheet {
	d := s.desk(w, e)
	var b bytes.Buffer
	if err := deskPage.Execute(&b, d); err != nil {
		return troubled(w, e, http.StatusInternalServerError, err)
	}
	return sheet{Page: Page{Path: deskPath, Type: htmlType, Body: b.Bytes()}, wish: w, status: http.StatusOK, edition: e}
}

func (s *Server) desk(w wish, e Edition) desk {
	all := e.Desk()
	d := desk{Edition: w.choice.Title, Query: w.terms.Get("q"), State: w.terms.Get("state"), Total: len(all)}
	d.Filters = filters(all, d)
	found := find(all, State(d.State), d.Query)
	d.Found = len(found)
	first := firstRow(w.terms.Get("page"), len(found))
	shown := found[first:min(first+rows, len(found))]
	d.From, d.To = min(first+1, len(found)), first+len(shown)
	for _, b := range shown {
		d.Rows = append(d.Rows, row{b, address(e.Base(), b.Path), s.file(diag.Pos{Path: b.File})})
	}
	if first > 0 {
		d.Newer = d.address(d.State, first/rows)
	}
	if d.To < d.Found {
		d.Older = d.address(d.State, first/rows+2)
	}
	return d
}

// firstRow gives the first row of a part, counted from 0, within what there is.
func firstRow(part string, found int) int {
	n, _ := strconv.Atoi(part)
	last := max(found-1, 0) / rows
	return min(max(n-1, 0), last) * rows
}

// filters lists the states that some briefing has, and all.
func filters(all []Briefing, d desk) []filter {
	counts := map[State]int{}
	for _, b := range all {
		for _, s := range b.States {
			counts[s]++
		}
	}
	out := []filter{{"all", d.address("", 1), len(all), d.State == ""}}
	for _, s := range states() {
		if n, current := counts[s], d.State == string(s); n > 0 || current {
			out = append(out, filter{string(s), d.address(string(s), 1), n, current})
		}
	}
	return out
}

// find gives the briefings of a state ("" for any) with all words in title or file.
func find(all []Briefing, state State, query string) []Briefing {
	words := strings.Fields(strings.ToLower(query))
	if state == "" && len(words) == 0 {
		return all
	}
	var out []Briefing
	for _, b := range all {
		if (state == "" || b.has(state)) && hasWords(b, words) {
			out = append(out, b)
		}
	}
	return out
}

// has reports whether a briefing is in a state.
func (b Briefing) has(s State) bool { return slices.Contains(b.States, s) }

func hasWords(b Briefing, words []string) bool {
	text := strings.ToLower(b.Title + "\n" + b.File)
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// address gives the address of a part of what is found for a state.
func (d desk) address(state string, part int) string {
	v := url.Values{}
	for name, value := range map[string]string{"state": state, "q": d.Query} {
		if value != "" {
			v.Set(name, value)
		}
	}
	if part > 1 {
		v.Set("page", strconv.Itoa(part))
	}
	if len(v) == 0 {
		return deskPath
	}
	return deskPath + "?" + v.Encode()
}

// plain makes a page of a heading and a sentence.
func plain(heading, text string) []byte {
	var b bytes.Buffer
	deskPage.ExecuteTemplate(&b, "plain", struct{ Heading, Text string }{heading, text})
	return b.Bytes()
}
