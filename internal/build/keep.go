package build

import (
	"slices"
	"time"

	"dossier/internal/archive"
	"dossier/internal/briefing"
	"dossier/internal/cache"
)

// known gives what the last build knew of the related ones of each briefing, nil when
// that is of no use.
func (m *memory) known(a *archive.Archive) []archive.Known {
	if !m.same || m.past.tagsKey != m.tags {
		return nil
	}
	number := make(map[*briefing.Briefing]int32, len(a.Briefings))
	for i, b := range a.Briefings {
		number[b] = int32(i)
	}
	out := make([]archive.Known, len(a.Briefings))
	for i, b := range a.Briefings {
		k := m.files[b.Path]
		if !k.stays {
			continue
		}
		out[i].Same = true
		for n, was := range k.was.Related {
			out[i].Related[n] = archive.None
			if was >= 0 {
				out[i].Related[n] = m.numberOf(int(was), number)
			}
		}
	}
	return out
}

// numberOf gives the number that an entry of the index has today.
func (m *memory) numberOf(entry int, number map[*briefing.Briefing]int32) int32 {
	if entry >= len(m.entries) {
		return archive.Gone
	}
	if n, ok := number[m.entries[entry].Briefing]; ok {
		return n
	}
	return archive.Gone
}

// keep saves what this build learnt, for the next one. Entries stand in the order of
// the archive, so that what is related is known by its number. What left the edition,
// since its marking was raised, say, is to leave the cache of the edition too, and all
// earlier versions of it: which those were is not known, so all that is dead goes.
func (m *memory) keep(r *Result, o Options) error {
	next := cache.NextIndex{
		Key: m.key, TextKey: o.textKey(), TagsKey: m.tags, Register: m.register, Pictures: m.pictures,
		Record: r.Register.Number,
	}
	for i := range next.Register {
		next.Register[i].Stamp = m.trusted(next.Register[i].Stamp)
	}
	for i := range next.Pictures {
		next.Pictures[i].Stamp = m.trusted(next.Pictures[i].Stamp)
	}
	a, stayed, known := r.Archive, 0, m.same && m.past.tagsKey == m.tags && m.picturesSame()
	n := len(a.Briefings) + len(a.Pages)
	next.Entries = make([]cache.Entry, 0, n)
	for i := range n {
		b := a.Document(i)
		k := m.files[b.Path]
		e := cache.Entry{Stamp: m.trusted(k.stamp), Briefing: b, Until: k.until, Diags: k.diags, Related: archive.NoRelations}
		if i < len(a.Briefings) {
			e.Related = a.Relations(i)
		}
		next.Entries = append(next.Entries, e)
		if k.was != nil {
			stayed++
		}
		known = known && k.stays && k.was.Stamp == e.Stamp
	}
	if known && stayed == len(m.entries) && registersSame(next.Register, m.past.register) { // there is nothing to keep
		return m.cache.SaveState(nil)
	}
	next.Bare = stayed < len(m.entries) || m.picturesLeft()
	return m.cache.Save(next)
}

// picturesSame reports whether the pictures are those of the past, by their stamps.
func (m *memory) picturesSame() bool {
	for i := range m.pictures {
		p := &m.pictures[i]
		if was, known := m.lastPictures[p.Path]; !known || was.Stamp != p.Stamp || was.Sum != p.Sum {
			return false
		}
	}
	return len(m.pictures) == len(m.lastPictures)
}

// registersSame reports the same of the files of the register.
func registersSame(a, b []cache.RegisterFile) bool {
	return slices.EqualFunc(a, b, func(f, g cache.RegisterFile) bool { return f.Path == g.Path && f.Stamp == g.Stamp && f.Sum == g.Sum })
}

// picturesLeft reports whether the last build knew a picture that the edition no longer has.
func (m *memory) picturesLeft() bool {
	stayed := 0
	for i := range m.pictures {
		if _, known := m.lastPictures[m.pictures[i].Path]; known {
			stayed++
		}
	}
	return stayed < len(m.lastPictures)
}

// trusted gives a stamp, or none when it is so young that the file might have changed
// since without it.
func (m *memory) trusted(s cache.Stamp) cache.Stamp {
	if newest := time.Unix(0, max(s.Modified, s.Changed)); newest.After(m.began.Add(-settled)) {
		return cache.Stamp{}
	}
	return s
}
