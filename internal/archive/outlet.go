package archive

import (
	"cmp"
	"slices"

	"dossier/internal/briefing"
	"dossier/internal/cores"
)

// Outlet is where sources appeared.
type Outlet struct {
	Domain  string // its identity and the last part of its path
	Name    string // as the register says, else the domain
	Record  *briefing.OutletRecord
	Sources []int32 // indexes into Sources, by first citation, the earliest first
}

// collectOutlets groups the sources by outlet, whose domains are given, in the order of
// first citation.
func (a *Archive) collectOutlets(domains []string) {
	numbers, of := map[string]int32{}, newLists(len(a.Sources), len(a.Sources))
	var names []string
	for i := range a.Sources {
		s := &a.Sources[i]
		s.Outlet = -1
		if s.Facts.URL != "" {
			n, known := numbers[domains[i]]
			if !known {
				n = int32(len(names))
				numbers[domains[i]], names = n, append(names, domains[i])
			}
			of.add(n)
		}
		of.end()
	}
	records, members := a.outletRecords(), of.inverse(len(names))
	a.Outlets = make([]Outlet, len(names))
	cores.Each(len(names), func(n int) {
		slices.SortFunc(members.of(n), a.byFirstCitation)
		a.Outlets[n] = outletOf(names[n], members.of(n), records)
	})
	a.sortOutlets()
}

// outletRecords gives what the register says of outlets, by domain.
func (a *Archive) outletRecords() map[string]*briefing.OutletRecord {
	known := map[string]*briefing.OutletRecord{}
	for i := range a.outlets {
		known[a.outlets[i].Domain] = &a.outlets[i]
	}
	return known
}

func outletOf(domain string, members []int32, records map[string]*briefing.OutletRecord) Outlet {
	o := Outlet{Domain: domain, Name: domain, Sources: members, Record: records[domain]}
	if o.Record != nil && o.Record.Name != "" {
		o.Name = o.Record.Name
	}
	return o
}

// sortOutlets puts the outlets in the order of their domains and tells each source
// which is its own.
func (a *Archive) sortOutlets() {
	slices.SortFunc(a.Outlets, func(x, y Outlet) int { return cmp.Compare(x.Domain, y.Domain) })
	for i, o := range a.Outlets {
		for _, s := range o.Sources {
			a.Sources[s].Outlet = int32(i)
		}
	}
}

// byFirstCitation puts what plain pages alone cite first: it has no date, and
// would else stand behind every source to come.
func (a *Archive) byFirstCitation(x, y int32) int {
	p, q := a.Sources[x].Citations[0], a.Sources[y].Citations[0]
	n := int32(len(a.Briefings))
	if p, q := p.Briefing >= n, q.Briefing >= n; p != q {
		if p {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(p.Briefing, q.Briefing), cmp.Compare(p.Citation, q.Citation), cmp.Compare(x, y))
}

// OutletName gives the name under which a source's outlet is shown: the
// register's word on the outlet, what a note or record calls it, its domain.
func (a *Archive) OutletName(s *Source) string {
	if s.Outlet < 0 {
		return s.Facts.Outlet
	}
	o := &a.Outlets[s.Outlet]
	if o.Record != nil && o.Record.Name != "" {
		return o.Name
	}
	return cmp.Or(s.Facts.Outlet, o.Name)
}
