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
	canonical  map[string]briefing.TagEntry // by folded name and alias; of tags alone
	wanted     map[string]bool              // the folded names that are gathered; nil for all
	bySpelling map[string]int32             // folding costs more than a look-up; -1 for what is not wanted
	byFold     map[string]int32
	groups     []gathered // in the order in which they were met
	of         lists      // of each briefing its groups
}

// gathered is a group in the making, with the spellings met so far.
type gathered struct {
	Group
	fold      string
	spellings []spelling
	said      diag.List
}

// named is what is known of the names of a kind besides their groups.
type named struct {
	of    lists    // of each briefing: its groups, in the author's order
	folds []string // of each group the folded name, by which they are sorted
	said  []said   // by group
}

// spelling is a form of a name and the first place where it was met.
type spelling struct {
	name string
	at   diag.Pos
}

// gatherer gives one for the names of a kind in a number of briefings.
func (a *Archive) gatherer(k kind, briefings int) *gatherer {
	g := &gatherer{naming: namings[k], bySpelling: map[string]int32{}, byFold: map[string]int32{}, of: newLists(briefings, 0)}
	if k == tagNames {
		g.canonical = a.canonical
	}
	return g
}

// gather makes groups of the names of briefings, sorted by folded name, and says which
// groups each briefing is in.
func (g *gatherer) gather(from []*briefing.Briefing) ([]Group, named) {
	var given []string
	for _, b := range from {
		given = g.names(given[:0], b)
		for _, name := range given {
			g.add(b, name)
		}
		g.of.end()
	}
	return g.sorted()
}

// add puts a briefing into the group of a name.
func (g *gatherer) add(b *briefing.Briefing, name string) {
	k, ok := g.bySpelling[name]
	if !ok {
		k = g.spelt(name, b)
		g.bySpelling[name] = k
	}
	if k >= 0 && !slices.Contains(g.of.begun(), k) {
		g.of.add(k)
	}
}

// spelt gives the group of a name that was not met before in this spelling.
func (g *gatherer) spelt(name string, b *briefing.Briefing) int32 {
	fold := g.fold(name)
	if g.wanted != nil && !g.wanted[fold] {
		return -1
	}
	at := g.at(b, name)
	k, ok := g.byFold[fold]
	if !ok {
		k = int32(len(g.groups))
		g.byFold[fold] = k
		g.groups = append(g.groups, g.first(fold, name, at))
	}
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

func (g *gatherer) first(fold, name string, at diag.Pos) gathered {
	made := gathered{Group: Group{Name: briefing.FoldSpace(name)}, fold: fold}
	if e, ok := g.canonical[fold]; ok {
		made.Name, made.Description = e.Name, e.Description
	}
	slug, err := briefing.Slug(made.Name)
	if err != nil {
		made.said.Add(at, diag.Error, g.kind+"-empty", "%s %q: %v", g.kind, name, err)
	}
	made.Slug = slug
	return made
}

// sorted puts the groups in the order of their folded names, renumbers those of the
// briefings, and gives the groups their members.
func (g *gatherer) sorted() ([]Group, named) {
	order := make([]int32, len(g.groups))
	for k := range order {
		order[k] = int32(k)
	}
	slices.SortFunc(order, func(x, y int32) int { return cmp.Compare(g.groups[x].fold, g.groups[y].fold) })
	out, now := make([]Group, len(order)), make([]int32, len(order))
	names := named{folds: make([]string, len(order))}
	for to, from := range order {
		of := &g.groups[from]
		out[to], names.folds[to], now[from] = of.Group, of.fold, int32(to)
		of.report(g.kind)
		names.said = saidOf(names.said, int32(to), of.said)
	}
	g.of.rename(now)
	members := g.of.inverse(len(out))
	for k := range out {
		out[k].Members = members.of(k)
	}
	names.of = g.of
	return out, names
}

// report says once which spellings were taken for one name.
func (g *gathered) report(kind string) {
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
	g.said.Add(at, diag.Info, kind+"-merged", "%s are one %s, shown as %q", strings.Join(quoted, ", "), kind, g.Name)
}
