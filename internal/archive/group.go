package archive

import (
	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// Group is the briefings that share a tag, an author, a desk or a series.
type Group struct {
	Name        string // as it is shown
	Slug        string // last part of its path
	Description string
	Members     []int32 // the oldest first
}

// kind is a kind of names that briefings share.
type kind int

const (
	tagNames kind = iota
	authorNames
	deskNames
	seriesNames
	kinds = iota
)

// naming says how briefings give names of one kind, and where.
type naming struct {
	kind  string                                           // for messages: "tag"
	names func(to []string, b *briefing.Briefing) []string // appends those of a briefing
	at    func(b *briefing.Briefing, name string) diag.Pos // where a briefing gives a name
}

var namings = [kinds]naming{
	tagNames:    {"tag", appendTags, tagAt},
	authorNames: {"author", func(to []string, b *briefing.Briefing) []string { return append(to, b.Front.Authors...) }, keyAt("authors")},
	deskNames:   {"desk", func(to []string, b *briefing.Briefing) []string { return appendName(to, b.Front.Desk) }, keyAt("desk")},
	seriesNames: {"series", func(to []string, b *briefing.Briefing) []string { return appendName(to, b.Front.Series) }, keyAt("series")},
}

func appendTags(to []string, b *briefing.Briefing) []string {
	for _, t := range b.Front.Tags {
		to = append(to, t.Value)
	}
	return to
}

func appendName(to []string, name string) []string {
	if name == "" {
		return to
	}
	return append(to, name)
}

func tagAt(b *briefing.Briefing, name string) diag.Pos {
	for _, t := range b.Front.Tags {
		if t.Value == name {
			return t.At
		}
	}
	return b.KeyAt("tags")
}

func keyAt(key string) func(*briefing.Briefing, string) diag.Pos {
	return func(b *briefing.Briefing, _ string) diag.Pos { return b.KeyAt(key) }
}

// groups gives the place of the groups of a kind.
func (a *Archive) groups(k kind) *[]Group {
	return [kinds]*[]Group{&a.Tags, &a.Authors, &a.Desks, &a.Series}[k]
}

func (a *Archive) group() {
	for k := range kind(kinds) {
		*a.groups(k), a.names[k] = a.gatherer(k, len(a.Briefings)).gather(a.Briefings)
	}
}

func canonicalTags(vocabulary []briefing.TagEntry, diags *diag.List) map[string]briefing.TagEntry {
	known := map[string]briefing.TagEntry{}
	for _, e := range vocabulary {
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			fold := briefing.FoldTag(name)
			other, ok := known[fold]
			if ok && other.At.Path == e.At.Path && other.At != e.At {
				continue // said where the file was read
			}
			if ok && other.Name != e.Name {
				diags.Add(e.At, diag.Error, "tag-ambiguous", "%q names both the tag %q and the tag %q", name, other.Name, e.Name)
				continue
			}
			known[fold] = e
		}
	}
	return known
}
