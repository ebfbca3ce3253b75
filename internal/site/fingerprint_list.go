package site

import "dossier/internal/archive"

func (f *Fingerprints) list(d *digest, p Page) {
	s, li, part := f.site, &f.site.lists[p.Key], int(p.Part)
	d.text(s.heading(li), li.root, li.older(part))
	if part == 0 {
		f.listRoot(d, li)
	}
	shown := li.shown(part)
	if li.kind != outletList {
		f.listed(d, shown)
		return
	}
	asOf := s.shownAsOf(part, shown)
	for _, m := range shown {
		d.made(f.sourceAsOf(m, asOf))
	}
}

func (f *Fingerprints) listed(d *digest, briefings []int32) {
	for _, m := range briefings {
		d.made(f.entries[m])
	}
}

// listRoot takes in what stands on a list's root alone.
func (f *Fingerprints) listRoot(d *digest, li *list) {
	s := f.site
	for _, c := range li.closed {
		d.text(c.path)
	}
	if li.kind == outletList {
		d.outlet(s, li.key)
		return
	}
	d.number(len(li.members))
	switch li.kind {
	case archiveList:
		for y, year := range s.arch.Years {
			d.text(s.lists[s.yearLists[y]].root)
			d.number(len(year.Members))
		}
	case yearList:
		for _, members := range s.arch.Years[li.key].Months {
			d.number(len(members))
		}
	case tagList:
		d.text(s.arch.Tags[li.key].Description)
	}
}

func (f *Fingerprints) feed(d *digest, p Page) {
	members := f.site.feedMembers(p)
	if p.Kind == TagAtom {
		li := &f.site.lists[f.site.tagLists[p.Key]]
		d.text(li.root, f.site.heading(li))
	}
	for _, m := range members {
		d.made(f.entries[m])
		d.made(f.texts[m])
	}
}

func (f *Fingerprints) shelf(d *digest, p Page) {
	s := f.site
	sh := &s.shelves[p.Key]
	for i := sh.from; i < sh.to; i++ {
		d.flag(s.leafed[i])
		if s.leafed[i] {
			d.made(f.sources[i])
		} else {
			f.shelved(d, i)
		}
	}
	for _, j := range sh.joined {
		d.text(j.ID)
		d.made(f.sources[j.Source])
	}
}

func (f *Fingerprints) leaf(d *digest, p Page) {
	for _, i := range f.site.onLeaf(p) {
		f.shelved(d, i)
	}
}

// shelved takes in a source with what it is cited by.
func (f *Fingerprints) shelved(d *digest, i int) {
	newest, rest := f.site.newestOf(&f.site.arch.Sources[i])
	d.made(f.sources[i])
	f.cited(d, newest)
	d.number(f.site.yearsOf(rest)...)
}

func (f *Fingerprints) sourceYear(d *digest, p Page) {
	_, rest := f.site.newestOf(&f.site.arch.Sources[p.Key])
	cited := f.site.citedIn(int(p.Part), rest)
	d.made(f.sourceAsOf(int32(p.Key), int(cited[len(cited)-1].Briefing)))
	f.cited(d, cited)
}

// cited takes in citations as a source shows them.
func (f *Fingerprints) cited(d *digest, list []archive.CitedFrom) {
	d.number(len(list))
	for _, c := range list {
		mark := f.site.markOf(c)
		d.made(f.entries[c.Briefing])
		d.text(f.site.arch.Document(int(c.Briefing)).LocatorOf(int(c.Citation)))
		d.number(int(mark.Said.Size), int(mark.ID))
		d.made(mark.Said.Sum)
	}
}
