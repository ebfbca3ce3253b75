package build

import (
	"slices"

	"dossier/internal/archive"
	"dossier/internal/briefing"
	"dossier/internal/cache"
	"dossier/internal/diag"
	"dossier/internal/source"
)

// past is what an earlier edition of the same kind left behind: in the cache, or in
// memory where the site is followed.
type past struct {
	key, textKey, tagsKey briefing.Sum
	register              []cache.RegisterFile
	pictures              []cache.Picture
	entries               func(record func(int) *briefing.Record) ([]cache.Entry, error)

	settled *source.Register // what the register came to, to be used once more; nil in the cache
	found   diag.List        // in it
}

// pastOf gives the past that the cache knows.
func pastOf(x *cache.Index) *past {
	return &past{key: x.Key, textKey: x.TextKey, tagsKey: x.TagsKey, register: x.Register, pictures: x.Pictures, entries: x.Entries}
}

// past makes a past of the edition, for the next one. Briefings of it are copies, as the
// next one shares out anew what is in bundles, while this one is still looked at. Of what
// changed the stamps are not believed.
func (e *parts) past(changed map[string]bool) *past {
	m := e.memory
	p := &past{
		key: m.key, textKey: e.o.textKey(), tagsKey: m.tags,
		register: slices.Clone(m.register), pictures: slices.Clone(m.pictures), settled: e.Register, found: m.found,
	}
	believed := func(path string, s cache.Stamp) cache.Stamp {
		if changed[path] {
			return cache.Stamp{}
		}
		return m.trusted(s)
	}
	for i := range p.register {
		p.register[i].Stamp = believed(p.register[i].Path, p.register[i].Stamp)
	}
	for i := range p.pictures {
		p.pictures[i].Stamp = believed(p.pictures[i].Path, p.pictures[i].Stamp)
	}
	entries := e.entries(believed)
	p.entries = func(func(int) *briefing.Record) ([]cache.Entry, error) { return entries, nil }
	return p
}

func (e *parts) entries(believed func(path string, s cache.Stamp) cache.Stamp) []cache.Entry {
	n := len(e.Archive.Briefings) + len(e.Archive.Pages)
	copies, entries := make([]briefing.Briefing, n), make([]cache.Entry, n)
	for i := range entries {
		copies[i] = *e.Archive.Document(i)
		k := e.memory.files[copies[i].Path]
		entries[i] = cache.Entry{Stamp: believed(copies[i].Path, k.stamp), Briefing: &copies[i], Until: k.until, Diags: k.diags, Related: archive.NoRelations}
	}
	return entries
}

// settledRegister gives the register of the past if one of today would be the same; nil
// where it would not, or is not known.
func (m *memory) settledRegister() (*source.Register, diag.List) {
	if m.past == nil || m.past.key != m.key {
		return nil, nil
	}
	return m.past.settled, m.past.found
}
