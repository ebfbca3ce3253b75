package archive

import (
	"cmp"
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// Group is the briefings that share a tag, an author, a desk or a series.
type Group struct {
	Name        string // as it is shown
	Slug        string // last part of its path
	Description string
	Members     []int // the oldest first
}

// mention is one use of a name by a briefing.
type mention struct {
	Briefing int
	Name     string
	At       diag.Pos
}

// naming knows how the names of one kind are folded and what the vocabulary
// says of them.
type naming struct {
	kind      string                       // for messages: "tag"
	canonical map[string]briefing.TagEntry // by folded name and alias
}

func (a *Archive) group(vocabulary []briefing.TagEntry, diags *diag.List) {
	n := len(a.Briefings)
	var tags, authors, desks, series []mention
	for i, b := range a.Briefings {
		for _, t := range b.Front.Tags {
			tags = append(tags, mention{i, t.Value, t.At})
		}
		for _, name := range b.Front.Authors {
			authors = append(authors, mention{i, name, b.KeyAt("authors")})
		}
		desks = appendNamed(desks, i, b.Front.Desk, b.KeyAt, "desk")
		series = appendNamed(series, i, b.Front.Series, b.KeyAt, "series")
	}
	a.Tags, a.tagsOf = collect(naming{"tag", canonicalTags(vocabulary, diags)}, tags, n, diags)
	a.Authors, a.authors = collect(naming{kind: "author"}, authors, n, diags)
	var deskOf, serieOf [][]int
	a.Desks, deskOf = collect(naming{kind: "desk"}, desks, n, diags)
	a.Series, serieOf = collect(naming{kind: "series"}, series, n, diags)
	a.deskOf, a.serieOf = only(deskOf), only(serieOf)
}

func appendNamed(to []mention, i int, name string, at func(string) diag.Pos, key string) []mention {
	if name == "" {
		return to
	}
	return append(to, mention{i, name, at(key)})
}

// only takes the one group of each briefing, -1 where there is none.
func only(of [][]int) []int {
	out := make([]int, len(of))
	for i, g := range of {
		out[i] = -1
		if len(g) > 0 {
			out[i] = g[0]
		}
	}
	return out
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

// collect gathers mentions into groups, sorted by folded name, and says which
// groups each of the n briefings is in. Mentions come in the order of briefings,
// so the earliest spelling names a group that the vocabulary does not name.
func collect(names naming, mentions []mention, n int, diags *diag.List) ([]Group, [][]int) {
	byFold := map[string]*gathered{}
	folded := make([]string, len(mentions))
	folds := map[string]string{} // spelling to folded name: folding costs more than a look-up
	for i, m := range mentions {
		fold, ok := folds[m.Name]
		if !ok {
			fold = names.fold(m.Name)
			folds[m.Name] = fold
		}
		folded[i] = fold
		if byFold[fold] == nil {
			byFold[fold] = names.first(fold, m, diags)
		}
		byFold[fold].add(m)
	}
	keys := make([]string, 0, len(byFold))
	for k := range byFold {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	groups := make([]Group, len(keys))
	for i, k := range keys {
		g := byFold[k]
		g.index = i
		groups[i] = g.Group
		g.report(names.kind, diags)
	}
	of := make([][]int, n)
	for i, m := range mentions {
		if g := byFold[folded[i]].index; !slices.Contains(of[m.Briefing], g) {
			of[m.Briefing] = append(of[m.Briefing], g)
		}
	}
	return groups, of
}

func (n naming) fold(name string) string {
	fold := briefing.FoldTag(name)
	if e, ok := n.canonical[fold]; ok {
		return briefing.FoldTag(e.Name)
	}
	return fold
}

func (n naming) first(fold string, m mention, diags *diag.List) *gathered {
	g := &gathered{Group: Group{Name: briefing.FoldSpace(m.Name)}}
	if e, ok := n.canonical[fold]; ok {
		g.Name, g.Description = e.Name, e.Description
	}
	slug, err := briefing.Slug(g.Name)
	if err != nil {
		diags.Add(m.At, diag.Error, n.kind+"-empty", "%s %q: %v", n.kind, m.Name, err)
	}
	g.Slug = slug
	return g
}

// gathered is a group in the making, with the spellings met so far.
type gathered struct {
	Group
	index     int
	spellings []mention // one of each
}

func (g *gathered) add(m mention) {
	if k := len(g.Members); k == 0 || g.Members[k-1] != m.Briefing {
		g.Members = append(g.Members, m.Briefing)
	}
	for _, s := range g.spellings {
		if s.Name == m.Name {
			return
		}
	}
	g.spellings = append(g.spellings, m)
}

// report says once which spellings were taken for one name.
func (g *gathered) report(kind string, diags *diag.List) {
	if len(g.spellings) < 2 {
		return
	}
	slices.SortStableFunc(g.spellings, func(x, y mention) int { return cmp.Compare(x.Name, y.Name) })
	quoted := make([]string, len(g.spellings))
	at := g.spellings[0].At
	for i, s := range g.spellings {
		quoted[i] = `"` + s.Name + `"`
		if s.Name != g.Name {
			at = s.At
		}
	}
	diags.Add(at, diag.Info, kind+"-merged", "%s are one %s, shown as %q", strings.Join(quoted, ", "), kind, g.Name)
}
