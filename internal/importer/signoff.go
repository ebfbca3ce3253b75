package importer

import (
	"strings"
	"unicode/utf8"

	"dossier/internal/briefing"
)

// signOff is who prepared, reviewed and approved the report, in this order.
type signOff [3]string

var signKeys = [...]string{"prepared", "reviewed", "approved"}

const longestName = 100 // code points of a name in a sign-off

// signLine reads "Prepared: NAME" or "Prepared by: NAME".
func signLine(s string) (key int, name string, ok bool) {
	word, name, found := strings.Cut(strings.Trim(s, " *"), ":")
	if !found {
		return 0, "", false
	}
	word = strings.ToLower(strings.Trim(word, " *"))
	word = strings.TrimSpace(strings.TrimSuffix(word, " by"))
	name = briefing.FoldSpace(strings.Trim(name, " *"))
	for i, k := range signKeys {
		if word == k {
			return i, name, name != "" && utf8.RuneCountInString(name) <= longestName
		}
	}
	return 0, "", false
}

// isSignOff reports whether a line is part of a sign-off: one of several such
// lines, or one that stands alone between blank lines.
func (r *report) isSignOff(n int) bool {
	if !r.signs(n) {
		return false
	}
	return r.signs(r.before(n)) || r.signs(r.next(n+1)) || r.standsAlone(n)
}

// standsAlone reports whether no text of the report stands right above or below
// a line.
func (r *report) standsAlone(n int) bool { return !r.isBody(n-1) && !r.isBody(n+1) }

func (r *report) signs(n int) bool {
	if n < 0 || n >= len(r.lines) || r.lines[n].use == blank {
		return false
	}
	_, _, ok := signLine(r.lines[n].text)
	return ok
}

// takeSignOff moves a line of the sign-off to the front matter. A second name
// for the same key stays text.
func (r *report) takeSignOff(n int) {
	key, name, _ := signLine(r.lines[n].text)
	if r.signed[key] != "" && r.signed[key] != name {
		r.warn(n, 0, "import-signoff", "%q is signed a second time; the line stays text", signKeys[key])
		return
	}
	r.signed[key] = name
	r.drop(n, n+1, SignOffRead, signKeys[key]+": "+name)
}
