package live

import (
	"maps"
	"slices"

	"dossier/internal/briefing"
	"dossier/internal/build"
)

// places are where the documents of an edition stand, and where those went that stood
// elsewhere before.
type places struct {
	now   *build.Result     // nil before the first
	gone  []place           // the last that went, as a file that is moved may go before it comes
	moved map[string]string // path to path; another map after each change
}

// place is a document and where it stands.
type place struct {
	file, path, id string
	sum            briefing.Sum
}

// mostGone is how many that went are remembered.
const mostGone = 1000

// follow takes in where documents stand now, and gives the paths of those that are new.
func (p *places) follow(r *build.Result) (added []string) {
	was := p.now
	p.now = r
	if was == nil || r.Site.StandsAs(was.Site) {
		return nil
	}
	return p.compare(placesOf(was), placesOf(r))
}

func placesOf(r *build.Result) []place {
	n := len(r.Archive.Briefings) + len(r.Archive.Pages)
	out := make([]place, n)
	for i := range out {
		b := r.Archive.Document(i)
		out[i] = place{b.Path, r.Site.PathOf(i), b.Front.ID, b.Sum}
	}
	return out
}

// compare finds what moved since before, and what is new.
func (p *places) compare(before, now []place) (added []string) {
	p.moved = maps.Clone(p.moved)
	if p.moved == nil {
		p.moved = map[string]string{}
	}
	was := map[string]place{}
	for _, b := range before {
		was[b.file] = b
	}
	var fresh []place
	for _, n := range now {
		b, stayed := was[n.file]
		delete(was, n.file)
		switch {
		case !stayed:
			fresh = append(fresh, n)
		case b.path != n.path:
			p.lead(b.path, n.path)
		}
	}
	for _, b := range before {
		if _, gone := was[b.file]; gone {
			p.gone = append(p.gone, b)
		}
	}
	for _, n := range fresh {
		if b, ok := p.whereFrom(n); ok {
			p.lead(b.path, n.path)
		} else {
			added = append(added, n.path)
		}
	}
	p.gone = p.gone[max(0, len(p.gone)-mostGone):]
	return added
}

// whereFrom finds the document that a new file was before it was renamed: the one of the
// same id, or of the same bytes.
func (p *places) whereFrom(n place) (was place, ok bool) {
	i := slices.IndexFunc(p.gone, func(b place) bool { return b.id != "" && b.id == n.id || b.sum == n.sum })
	if i < 0 {
		return place{}, false
	}
	was = p.gone[i]
	p.gone = slices.Delete(p.gone, i, i+1)
	return was, true
}

// lead has a path, and all that led there, lead to another.
func (p *places) lead(from, to string) {
	if from == to {
		return
	}
	for f, t := range p.moved {
		if t == from {
			p.moved[f] = to
		}
	}
	p.moved[from] = to
	delete(p.moved, to)
}
