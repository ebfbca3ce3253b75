package archive

import (
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
	"dossier/internal/source"
)

// disagreement is a fact of a source on which a note does not say what holds.
type disagreement struct {
	What, Says, Holds string
	At                diag.Pos
}

// disagree lists the facts that a note gives otherwise than what holds.
func disagree(holds, given *briefing.Facts, at diag.Pos) []disagreement {
	var out []disagreement
	if holds.Title != "" && given.Title != "" && !source.SameWords(holds.Title, given.Title) {
		out = append(out, disagreement{"title", given.Title, holds.Title, at})
	}
	if !holds.Date.IsZero() && !given.Date.IsZero() && holds.Date != given.Date {
		out = append(out, disagreement{"date", given.Date.String(), holds.Date.String(), at})
	}
	return out
}

// place gives where a citation stands in its file.
func (a *Archive) place(from CitedFrom) diag.Pos {
	c := a.citation(from)
	return a.Document(int(from.Briefing)).At(int(c.Line), int(c.Col))
}

// reportDispute warns once of a source about which notes disagree.
func (a *Archive) reportDispute(s *Source, dispute []disagreement, diags *diag.List) {
	if len(dispute) == 0 {
		return
	}
	said := make([]string, 0, len(dispute))
	for _, d := range dispute {
		said = append(said, d.At.String()+" says "+d.What+" "+quote(d.Says)+" and not "+quote(d.Holds))
	}
	at := a.place(s.Citations[0])
	diags.Add(at, diag.Warning, "source-disputed", "notes disagree about %s: %s", s.Facts.URL, strings.Join(slices.Compact(said), "; "))
	diags.Hint("the earliest briefing's word holds; a record in content/sources/ settles it")
}

func quote(s string) string { return `"` + s + `"` }
