package site

import (
	"encoding/json"

	"github.com/zeebo/xxh3"

	"dossier/internal/archive"
	"dossier/internal/briefing"
	"dossier/internal/cores"
)

// Fingerprints tell of each page whether it would be made of the same as another time.
// They are made of digests of what pages are made of: a briefing in full and as lists
// show it, a source. So no view is made to know that none is needed.
type Fingerprints struct {
	site    *Site
	shared  uint64   // what is on every page
	sources []uint64 // of every source, as it is known to all
	entries []uint64 // of every document, as lists show it
	texts   []uint64 // of every document, as its page, its exports and feeds show it
}

// Fingerprints takes the digests, on all cores. Theme is a digest of the templates.
func (s *Site) Fingerprints(theme briefing.Sum) *Fingerprints {
	f := &Fingerprints{
		site: s, shared: s.sharedDigest(theme), sources: make([]uint64, len(s.arch.Sources)),
		entries: make([]uint64, len(s.paths)), texts: make([]uint64, len(s.paths)),
	}
	const run = 256 // of which one buffer serves all
	runs := func(n int, one func(d *digest, i int)) {
		cores.Each((n+run-1)/run, func(k int) {
			d := make(digest, 0, 4<<10)
			for i := k * run; i < min(n, (k+1)*run); i++ {
				d = d[:0]
				one(&d, i)
			}
		})
	}
	runs(len(f.sources), func(d *digest, i int) {
		d.source(s, &s.arch.Sources[i])
		f.sources[i] = d.sum()
	})
	runs(len(f.entries), func(d *digest, i int) {
		f.entry(d, i)
		f.entries[i] = d.sum()
		*d = (*d)[:0]
		f.text(d, i)
		f.texts[i] = d.sum()
	})
	return f
}

// sharedDigest is of what a page may show wherever it stands: configuration, words, the
// addresses of static files, the navigation.
func (s *Site) sharedDigest(theme briefing.Sum) uint64 {
	var d digest
	for _, of := range []any{s.cfg, s.words} {
		text, err := json.Marshal(of)
		if err != nil {
			panic(err) // texts, numbers and lists of them always encode
		}
		d.text(string(text))
	}
	d.text(string(theme[:]), s.in.Program)
	d.number(int(s.in.Edition))
	for _, name := range s.assets.Names() {
		at, _ := s.assets.Name(name)
		d.text(name, at)
	}
	for i, b := range s.arch.Pages {
		d.text(s.paths[len(s.arch.Briefings)+i], b.Front.Title)
	}
	return d.sum()
}

// entry takes in a document as lists, neighbours and sources show it.
func (f *Fingerprints) entry(d *digest, i int) {
	b := f.site.arch.Document(i)
	d.text(f.site.paths[i], b.Front.Title, string(description(b)), b.Front.Desk, b.Front.Lang)
	d.date(b.Front.Date)
	d.number(int(b.Front.Marking))
}

// text takes in a document as it is printed in full: its file's bytes and all that
// other files have a say in.
func (f *Fingerprints) text(d *digest, i int) {
	s := f.site
	b := s.arch.Document(i)
	d.text(string(b.Sum[:]), b.Path, s.paths[i], string(s.held(b)))
	d.made(s.ledTo[i])
	d.number(len(b.PrintedAs), len(b.Citations), len(b.Again))
	for _, p := range b.PrintedAs {
		d.number(int(p))
	}
	for c, src := range s.arch.SourcesOf(i) {
		cited := &b.Citations[c]
		d.number(int(cited.Note), int(cited.Item), int(cited.Credibility))
		d.text(b.LocatorOf(c))
		d.made(f.sourceAsOf(src, i))
	}
	for _, a := range b.Again {
		d.number(int(a.Item), int(a.Citation))
	}
	if i < len(s.arch.Briefings) {
		f.groups(d, i)
	}
}

// groups takes in the names under which a briefing stands in lists.
func (f *Fingerprints) groups(d *digest, i int) {
	a := f.site.arch
	one := func(of []archive.Group, k int) {
		if k >= 0 {
			d.text(of[k].Name, of[k].Slug)
		}
	}
	for _, k := range a.TagsOf(i) {
		one(a.Tags, int(k))
	}
	d.number(len(a.TagsOf(i)))
	for _, k := range a.AuthorsOf(i) {
		one(a.Authors, int(k))
	}
	d.number(len(a.AuthorsOf(i)), a.DeskOf(i)>>63, a.SeriesOf(i)>>63)
	one(a.Desks, a.DeskOf(i))
	one(a.Series, a.SeriesOf(i))
}

// sourceAsOf is the digest of a source as document i knows it.
func (f *Fingerprints) sourceAsOf(k int32, i int) uint64 {
	then := f.site.arch.SourceAsOf(k, i)
	if then == &f.site.arch.Sources[k] {
		return f.sources[k]
	}
	var d digest
	d.source(f.site, then)
	return d.sum()
}

// Of gives the fingerprint of a page, and 0 for one that is made anew each time:
// there are few of these, and making them costs no more than looking at what they are
// made of. It is safe for concurrent use.
func (f *Fingerprints) Of(p Page) uint64 {
	d := make(digest, 0, 512)
	d.made(f.shared)
	d.number(int(p.Kind), int(p.Part))
	d.text(p.Path)
	switch p.Kind {
	case Briefing, Plain:
		f.document(&d, p.Key)
	case Export:
		d.made(f.texts[p.Key])
	case List:
		f.list(&d, p)
	case Shelf:
		f.shelf(&d, p)
	case Leaf:
		f.leaf(&d, p)
	case SourceYear:
		f.sourceYear(&d, p)
	case Redirect:
		d.made(f.entries[f.site.aliases[p.Key].to])
	case Atom, JSONFeed, TagAtom:
		f.feed(&d, p)
	case File:
		d.text(string(f.site.in.Pictures[p.Key].Sum[:]))
	case Asset:
		d.made(xxh3.Hash(f.site.assets.Files()[p.Key].Data))
	default:
		return 0
	}
	return d.sum()
}

func (f *Fingerprints) document(d *digest, i int) {
	a := f.site.arch
	d.made(f.texts[i])
	if i >= len(a.Briefings) {
		return
	}
	d.flag(i > 0, i+1 < len(a.Briefings))
	for _, k := range []int{i - 1, i + 1} {
		if k >= 0 && k < len(a.Briefings) {
			d.text(f.site.paths[k], a.Briefings[k].Front.Title)
		}
	}
	for _, k := range a.Related(i) {
		d.made(f.entries[k])
	}
}
