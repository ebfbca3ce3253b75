package briefing

import (
	"hash/maphash"
	"slices"
	"sync"

	"dossier/internal/slab"
)

// Room keeps what stays of briefings whose texts were put away: most of an archive's
// memory. What they were made in, pieces of files and lists that grew, can go then. It
// may be used from several goroutines.
type Room struct {
	mu        sync.Mutex
	text      slab.Text
	briefings slab.Of[Briefing]
	notes     slab.Of[Printed]
	numbers   slab.Of[int32]
	citations slab.Of[Citation]
	locators  slab.Of[Locator]
	again     slab.Of[Again]
	marks     slab.Of[Citing]
	links     slab.Of[Link]
	labels    slab.Of[Label]
	texts     slab.Of[Text]
	words     slab.Of[string]
	params    slab.Of[Param]
	lines     slab.Of[KeyLine]
	layouts   map[uint64][]KeyLine // that were kept, by their hash
	seed      maphash.Seed
}

// Keep gives a copy of a briefing. They share what others share anyway, as paths, keys,
// mentions and records, and the text where it was not put away.
func (r *Room) Keep(b *Briefing) *Briefing {
	r.mu.Lock()
	defer r.mu.Unlock()
	kept := r.briefings.One(*b)
	r.front(&kept.Front)
	r.outline(&kept.Outline)
	kept.Notes = r.notes.Keep(b.Notes)
	kept.PrintedAs = r.numbers.Keep(b.PrintedAs)
	kept.Citations = r.citations.Keep(b.Citations)
	kept.Locators = r.locators.Keep(b.Locators)
	for i := range kept.Locators {
		r.keep(&kept.Locators[i].Text)
	}
	kept.Again = r.again.Keep(b.Again)
	return kept
}

func (r *Room) keep(texts ...*string) {
	for _, t := range texts {
		*t = r.text.Keep(*t)
	}
}

func (r *Room) outline(o *Outline) {
	r.keep(&o.Lead)
	o.Links = r.links.Keep(o.Links)
	for i := range o.Links {
		r.keep(&o.Links[i].Target)
	}
	o.Labels = r.labels.Keep(o.Labels)
	o.Marks = r.marks.Keep(o.Marks)
}

func (r *Room) front(f *Front) {
	r.keep(&f.ID, &f.Title, &f.Summary, &f.Desk, &f.Prepared, &f.Reviewed, &f.Approved, &f.Slug, &f.Series, &f.Lang, &f.Image.Value)
	f.Tags, f.Aliases = r.listOf(f.Tags), r.listOf(f.Aliases)
	f.Authors = r.words.Keep(f.Authors)
	for i := range f.Authors {
		r.keep(&f.Authors[i])
	}
	f.Params = r.params.Keep(f.Params)
	for i := range f.Params {
		r.keep(&f.Params[i].Key, &f.Params[i].Value)
	}
	f.Lines = r.layout(f.Lines)
}

// layout keeps the lines of a front matter, once for all files that have the same keys on
// the same lines, as most files of a desk have.
func (r *Room) layout(lines []KeyLine) []KeyLine {
	if len(lines) == 0 {
		return lines
	}
	if r.layouts == nil {
		r.layouts, r.seed = map[uint64][]KeyLine{}, maphash.MakeSeed()
	}
	var h maphash.Hash
	h.SetSeed(r.seed)
	for _, l := range lines {
		maphash.WriteComparable(&h, l)
	}
	known := r.layouts[h.Sum64()]
	if slices.Equal(known, lines) {
		return known
	}
	kept := r.lines.Keep(lines)
	r.layouts[h.Sum64()] = kept
	return kept
}

func (r *Room) listOf(texts []Text) []Text {
	texts = r.texts.Keep(texts)
	for i := range texts {
		r.keep(&texts[i].Value)
	}
	return texts
}
