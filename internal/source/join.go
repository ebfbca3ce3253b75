package source

import (
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// joiner finds what each identity is the same as.
type joiner struct {
	*Register
	diags *diag.List
	next  map[string]string // by identity, the identity that a record says it is the same as
	urls  map[string]string // by identity without a record, the URL as it was given
	ends  map[string]end    // by identity, what was found of its chain
	near  suggestions
}

// end is where a chain of same_as ends, or that it ends nowhere.
type end struct {
	at string
	ok bool
}

// join follows the same_as of all records, so that each identity leads straight
// to the one that stands for it.
func (r *Register) join(diags *diag.List) {
	j := joiner{r, diags, map[string]string{}, map[string]string{}, map[string]end{}, suggestions{candidates: r.keys}}
	for n := range r.records {
		if r.records[n].SameAs != "" {
			j.wish(&r.records[n])
		}
	}
	for n := range r.records {
		if own := identity(&r.records[n]); j.next[own] != "" && r.byFolded[own] == n {
			j.settle(&r.records[n], own)
		}
	}
	for from, to := range r.same { // other URLs of records that are the same as another
		if last, ok := j.follow(to); ok {
			r.same[from] = last
		}
	}
}

// wish notes what a record says it is the same as.
func (j *joiner) wish(rec *briefing.Record) {
	own := identity(rec)
	target := j.target(rec)
	switch {
	case own == "" || target == "":
	case target == own:
		j.diags.Add(rec.At, diag.Error, "source-same-as", "same_as of %s names the source itself", name(rec))
	default:
		j.next[own] = target
	}
}

// target gives the identity that a record's same_as names, by key or by URL, or
// "" for what names none.
func (j *joiner) target(rec *briefing.Record) string {
	key := strings.TrimPrefix(rec.SameAs, "@")
	if other := j.ByKey(key); other != nil {
		return identity(other)
	}
	if !strings.ContainsAny(key, "./:") {
		j.diags.Add(rec.At, diag.Error, "source-key-unknown", "same_as: %q is not a key of the register", key)
		if near := j.near.to(key); near != "" {
			j.diags.Hint("did you mean @%s?", near)
		}
		return ""
	}
	c, err := CleanTarget(rec.SameAs)
	if err != nil {
		addRefusal(j.diags, rec.At, "same_as: ", err)
		return ""
	}
	folded := Fold(c.URL)
	if n, ok := j.byFolded[folded]; ok {
		return identity(&j.records[n])
	}
	if j.urls[folded] == "" {
		j.urls[folded] = c.URL
	}
	return folded
}

func (j *joiner) settle(rec *briefing.Record, own string) {
	last, ok := j.follow(own)
	if !ok {
		j.diags.Add(rec.At, diag.Error, "source-same-as", "same_as of %s leads in a circle", name(rec))
		return
	}
	j.same[own] = last
	j.lend(rec, last)
}

// follow gives the end of a chain. It is false for a circle. What it finds holds
// for every step of the way, so that no step is taken twice.
func (j *joiner) follow(from string) (string, bool) {
	last := end{from, true}
	var way []string
	for j.next[last.at] != "" {
		if known, ok := j.ends[last.at]; ok {
			last = known
			break
		}
		j.ends[last.at] = end{} // a circle, if the way leads here again
		way = append(way, last.at)
		last.at = j.next[last.at]
	}
	for _, step := range way {
		j.ends[step] = last
	}
	return last.at, last.ok
}

// lend gives an identity without a record of its own what a copy's record says
// of the document: not where the copy appeared or what became of it.
func (j *joiner) lend(rec *briefing.Record, to string) {
	if _, has := j.byFolded[to]; has || j.joined[to] != nil {
		return
	}
	lent := &briefing.Record{
		Facts:   briefing.Facts{URL: j.urls[to], Title: rec.Title, Authors: rec.Authors, Date: rec.Date},
		Type:    rec.Type,
		Lang:    rec.Lang,
		Marking: rec.Marking,
		At:      rec.At,
	}
	j.joined[to], j.lent = lent, append(j.lent, lent)
}

// suggestions finds what a misspelt name was meant for. It is asked a number of
// times only: each look costs all candidates, and who gets a hundred hints needs
// no more.
type suggestions struct {
	candidates []string
	asked      int
}

const suggestionLimit = 100

func (s *suggestions) to(word string) string {
	if s.asked++; s.asked > suggestionLimit {
		return ""
	}
	return briefing.Nearest(word, s.candidates)
}
