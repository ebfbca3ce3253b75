package biblio

import (
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// labels collects what an entry says of its marking.
type labels struct {
	narrowest briefing.Marking
	ok        bool // all of it was understood
}

func (l *labels) add(label string, at diag.Pos, diags *diag.List) {
	m, _, err := briefing.ParseMarking(label)
	if err != nil {
		diags.Add(at, diag.Error, "tlp-invalid", "%s", err)
		l.ok = false
	}
	l.narrowest = max(l.narrowest, m)
}

// among adds the entries of a list of keywords that are meant as labels.
func (l *labels) among(keywords string, at diag.Pos, diags *diag.List) {
	for _, k := range strings.FieldsFunc(keywords, func(c rune) bool { return strings.ContainsRune(",;{}\"", c) }) {
		if k = strings.TrimSpace(k); meansLabel(k) {
			l.add(k, at, diags)
		}
	}
}

// meansLabel reports whether a keyword is a label or was meant as one: "TLP:RED",
// "tlp red", and not "TLP" alone, which may be what a text is about.
func meansLabel(keyword string) bool {
	if len(keyword) < 5 || !strings.EqualFold(keyword[:3], "tlp") {
		return false
	}
	_, _, err := briefing.ParseMarking(strings.Trim(keyword[3:], " :=-_/"))
	return err == nil || keyword[3] == ':'
}

// foreign reports a field that only resembles tlp, or by which another program
// says who may read the entry.
func (l *labels) foreign(name string, at diag.Pos, diags *diag.List) {
	if name == "tlp" || briefing.KeepsBack(name) != "tlp" {
		return
	}
	diags.Add(at, diag.Error, "key-keeps-back", "%q keeps nothing back here; the field is \"tlp\"", name)
	diags.Hint("give the entry a tlp, or the keyword TLP:AMBER or another label")
	l.ok = false
}
