package archive

import (
	"cmp"
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// gatherer makes groups of the briefings that share a name. They come in their order,
// so the earliest spelling names a group that the vocabulary does not name.
type gatherer struct {
	naming
	canonical  map[string]briefing.TagEntry // by folded name and alias
	bySpelling map[string]int32             // folding costs more than a look-up
	byFold     map[string]int32
	groups     []gathered // in the order in which they were met
	of         lists      // of each briefing its groups
}

// gathered is a group in the making, with the spellings met so far.
type gathered struct {
	Group
	fold      string
	spellings []spelling
}

// spelling is a form of a name and the first place where it was met.
type spelling struct {
	name string
	at   diag.Pos
}

// gather makes groups of all names of one kind, sorted by folded name, and says which
// groups each briefing is in.
func (a *Archive) gather(names naming, canonical map[string]briefing.TagEntry, diags *diag.List) ([]Group, lists) {
	g := &gatherer{naming: names, canonical: canonical, bySpelling: map[string]int32{}, byFold: map[string]int32{}, of: newLists(len(a.Briefings), 0)}
	var given []string
	for _, b := range a.Briefings {
		given = names.names(given[:0], b)
		for _, name := range given {
			g.add(b, name, diags)
		}
		g.of.end()
	}
	return g.sorted(diags), g.of
}

// add puts a briefing into the group of a name.
func (g *gatherer) add(b *briefing.Briefing, name string, diags *diag.List) {
	k, ok := g.bySpelling[name]
	if !ok {
		k = g.spelt(name, g.at(b, name), diags)
	}
	if !slices.Contains(g.of.begun(), k) {
		g.of.add(k)
	}
}

// spelt enters a name that was not met before in this spelling.
func (g *gatherer) spelt(name string, at diag.Pos, diags *diag.List) int32 {
	fold := g.fold(name)
	k, ok := g.byFold[fold]
	if !ok {
		k = int32(len(g.groups))
		g.byFold[fold] = k
		g.groups = append(g.groups, g.first(fold, name, at, diags))
	}
	g.bySpelling[name] = k
	g.groups[k].spellings = append(g.groups[k].spellings, spelling{name, at})
	return k
}

func (g *gatherer) fold(name string) string {
	fold := briefing.FoldTag(name)
	if e, ok := g.canonical[fold]; ok {
		return briefing.FoldTag(e.Name)
	}
	return fold
}

func (g *gatherer) first(fold, name string, at diag.Pos, diags *diag.List) gathered {
	made := gathered{Group: Group{Name: briefing.FoldSpace(name)}, fold: fold}
	if e, ok := g.canonical[fold]; ok {
		made.Name, made.Description = e.Name, e.Description
	}
	slug, err := briefing.Slug(made.Name)
	if err != nil {
		diags.Add(at, diag.Error, g.kind+"-empty", "%s %q: %v", g.kind, name, err)
	}
	made.Slug = slug
	return made
}

// sorted puts the groups in the order of their folded names, renumbers those of the
// briefings, and gives the groups their members.
func (g *gatherer) sorted(diags *diag.List) []Group {
	order := make([]int32, len(g.groups))
	for k := range order {
		order[k] = int32(k)
	}
	slices.SortFunc(order, func(x, y int32) int { return cmp.Compare(g.groups[x].fold, g.groups[y].fold) })
	out, now := make([]Group, len(order)), make([]int32, len(order))
	for to, from := range order {
		out[to], now[from] = g.groups[from].Group, int32(to)
		g.groups[from].report(g.kind, diags)
	}
	g.of.rename(now)
	members := g.of.inverse(len(out))
	for k := range out {
		out[k].Members = members.of(k)
	}
	return out
}

// report says once which spellings were taken for one name.
func (g *gathered) report(kind string, diags *diag.List) {
	if len(g.spellings) < 2 {
		return
	}
	slices.SortFunc(g.spellings, func(x, y spelling) int { return cmp.Compare(x.name, y.name) })
	quoted := make([]string, len(g.spellings))
	at := g.spellings[0].at
	for i, s := range g.spellings {
		quoted[i] = quote(s.name)
		if s.name != g.Name {
			at = s.at
		}
	}
	diags.Add(at, diag.Info, kind+"-merged", "%s are one %s, shown as %q", strings.Join(quoted, ", "), kind, g.Name)
}
