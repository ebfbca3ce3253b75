package site

import "slices"

// keep takes over the next n pages as they were.
func (r *replan) keep(n int) {
	moved := len(r.now.pages) - r.next
	r.now.pages = append(r.now.pages, r.was.pages[r.next:r.next+n]...)
	r.to = slices.Grow(r.to, n)[:r.next+n]
	for k := r.next; k < r.next+n; k++ {
		r.to[k] = int32(k + moved)
	}
	r.next += n
}

// keepAs takes over the next n pages with their keys changed.
func (r *replan) keepAs(n int, key func(Page) int) {
	from := len(r.now.pages)
	r.keep(n)
	for i := range r.now.pages[from:] {
		p := &r.now.pages[from+i]
		p.Key = key(*p)
	}
}

// drop leaves out the next n pages.
func (r *replan) drop(n int) {
	for range n {
		r.to = append(r.to, -1)
	}
	r.next += n
}

// again plans anew what the next n pages were planned for. A page whose path is that of
// one of them, in the same order, is that page.
func (r *replan) again(n int, plan func()) {
	from := len(r.now.pages)
	plan()
	last := r.next + n
	for i := from; i < len(r.now.pages); i++ {
		path := r.now.pages[i].Path
		k := slices.IndexFunc(r.was.pages[r.next:last], func(p Page) bool { return p.Path == path })
		if k < 0 {
			r.came = append(r.came, i)
			continue
		}
		r.drop(k)
		r.to = append(r.to, int32(i))
		r.next++
	}
	r.drop(last - r.next)
}

// index keeps, plans or drops the page that lists lists, which is there when any is.
func (r *replan) index(kind Kind, path string, was, now int) {
	r.again(min(1, was), func() { r.now.addIndex(kind, path, now) })
}

// pagesOf counts the next pages that are of some kinds and of a key below one.
func (r *replan) pagesOf(below int, kinds ...Kind) int {
	n := slices.IndexFunc(r.was.pages[r.next:], func(p Page) bool { return !slices.Contains(kinds, p.Kind) || p.Key >= below })
	if n < 0 {
		return len(r.was.pages) - r.next
	}
	return n
}

// documents keeps the pages of documents, but for those of briefings that have sources to
// export now and had none, or the other way round.
func (r *replan) documents() {
	a, b := r.was.arch, r.now.arch
	for _, i := range r.changed {
		if (len(a.SourcesOf(i)) == 0) == (len(b.SourcesOf(i)) == 0) || i >= len(b.Briefings) || len(r.now.cfg.Exports) == 0 {
			continue
		}
		r.keep(r.pagesOf(i, Briefing, Export))
		r.again(r.pagesOf(i+1, Briefing, Export), func() { r.addBriefing(i) })
	}
	r.keep(r.pagesOf(len(r.now.paths), Briefing, Export, Plain))
}

// addBriefing plans a briefing and the files beside it. Its path is shared with the site
// before, and stays the very same.
func (r *replan) addBriefing(i int) {
	r.now.add(Page{Path: r.now.paths[i], Kind: Briefing, Key: i})
	if len(r.now.arch.SourcesOf(i)) == 0 {
		return
	}
	for k, format := range r.now.cfg.Exports {
		r.now.add(Page{Path: r.now.paths[i] + formOf(format).file, Kind: Export, Key: i, Part: int32(k)})
	}
}

// feeds plans those of tags where tags come or go.
func (r *replan) feeds() {
	r.keep(2)
	was := 0
	for t, old := range r.tagWas {
		if old < 0 {
			r.again(0, func() { r.now.addTagFeed(t) })
			continue
		}
		r.drop(old - was)
		r.keepAs(1, func(Page) int { return t })
		was = old + 1
	}
	r.drop(len(r.was.tagLists) - was)
}

// sitemaps parts the pages anew, if any has another index now.
func (r *replan) sitemaps() {
	if r.samePages() {
		r.keep(1 + len(r.was.sitemaps))
		r.now.sitemaps = r.was.sitemaps
		return
	}
	r.again(1+len(r.was.sitemaps), r.now.planSitemaps)
}

// samePages reports whether up to here none came and none was dropped.
func (r *replan) samePages() bool { return len(r.came) == 0 && len(r.now.pages) == r.next }
