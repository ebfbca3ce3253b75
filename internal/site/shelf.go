package site

import (
	"cmp"
	"iter"
	"slices"

	"dossier/internal/archive"
	"dossier/internal/cores"
)

// A shelf that would be heavier than this keeps the cited by of its most cited
// sources on leaves, so that a reader who follows one note does not fetch a
// megabyte. It does so for as few of them as bring it down to that weight: were
// all to move at once, the one briefing too many would change a hundred files.
//
// A shelf has 32 leaves at most, one for each character that may be the next of an id:
// a page for each source would be three for each briefing of a large archive.
const heaviestShelf = 160 << 10

// newestCited is how many citations a source shows at its place; the rest stands
// on a leaf a year.
const newestCited = 50

// What a source and a citation weigh on a page besides their texts and addresses,
// in bytes; measured on the default theme, and part of no address.
const (
	sourceWeight = 480
	citedWeight  = 110
)

// shelf is one page of sources.
type shelf struct {
	name     string
	from, to int              // of the archive's sources, which are sorted by id and so by shelf
	joined   []archive.Joined // other places of sources that may stand elsewhere
}

// shelve puts every source on its shelf and plans shelves and leaves.
func (s *Site) shelve() {
	s.leafed = make([]bool, len(s.arch.Sources))
	all := slices.Collect(s.onShelves(nil))
	cores.Each(len(all), func(k int) { s.lighten(all[k]) })
	for _, sh := range all {
		s.addShelf(sh)
	}
}

// onShelves gives each shelf with what stands on it, in order. Those of the last site tell
// how many sources a shelf may have: few of them gain or lose one with a save.
func (s *Site) onShelves(last []shelf) iter.Seq[shelf] {
	return func(yield func(shelf) bool) {
		all, joined := s.arch.Sources, s.arch.Joined
		for from := 0; from < len(all) || len(joined) > 0; {
			sh := shelf{name: firstShelf(all[from:], joined), from: from}
			for len(last) > 0 && last[0].name < sh.name {
				last = last[1:]
			}
			sh.to = endOfShelf(all, sh, last)
			n := 0
			for n < len(joined) && joined[n].Shelf == sh.name {
				n++
			}
			sh.joined, joined = joined[:n], joined[n:]
			if !yield(sh) {
				return
			}
			from = sh.to
		}
	}
}

// endOfShelf finds where a shelf ends that has a beginning. The first of the last ones is
// the same shelf, or there was none.
func endOfShelf(all []archive.Source, sh shelf, last []shelf) int {
	end := sh.from
	if len(last) > 0 && last[0].name == sh.name {
		if was := sh.from + last[0].to - last[0].from; was > end && was <= len(all) && all[was-1].Shelf() == sh.name {
			end = was
		}
	}
	for end < len(all) && all[end].Shelf() == sh.name {
		end++
	}
	return end
}

// addShelf plans a shelf and its leaves.
func (s *Site) addShelf(sh shelf) {
	s.add(Page{Path: sh.path(), Kind: Shelf, Key: len(s.shelves)})
	s.shelves = append(s.shelves, sh)
	s.planLeaves(sh)
}

// lighten chooses the sources of a shelf whose cited by stands on leaves: those
// with the heaviest, until the shelf is light enough.
func (s *Site) lighten(sh shelf) {
	cited, total := make([]int, sh.to-sh.from), 0
	for i := range cited {
		src := &s.arch.Sources[sh.from+i]
		cited[i] = s.weigh(src)
		total += cited[i] + sourceWeight + 2*len(src.Facts.URL) + len(src.Facts.Title)
	}
	if total <= heaviestShelf {
		return
	}
	order := make([]int, len(cited))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(cited[y], cited[x]) })
	for _, i := range order {
		if total <= heaviestShelf {
			return
		}
		s.leafed[sh.from+i] = true
		total -= cited[i]
	}
}

// firstShelf gives the shelf of whichever comes first.
func firstShelf(all []archive.Source, joined []archive.Joined) string {
	if len(joined) == 0 || len(all) > 0 && all[0].Shelf() < joined[0].Shelf {
		return all[0].Shelf()
	}
	return joined[0].Shelf
}

func (sh shelf) path() string { return "/sources/" + sh.name + "/" }

// place gives the address of a source for ever.
func place(src *archive.Source) string { return "/sources/" + src.Shelf() + "/#" + src.ID }

// leafOf gives the character by which a source's leaf is known: the one that follows the
// shelf in its id.
func leafOf(src *archive.Source) byte { return src.ID[3] }

// leafPath gives the address of a leaf of a shelf.
func leafPath(shelf string, leaf byte) string {
	return "/sources/" + shelf + "/" + string(rune(leaf)) + "/"
}

// yearPath gives the address of what a source was cited by in a year.
func yearPath(src *archive.Source, year int) string {
	return "/sources/" + src.Shelf() + "/" + src.ID + "/" + number(year, 4) + "/"
}

// weigh estimates how many bytes the newest citations of a source take.
func (s *Site) weigh(src *archive.Source) int {
	w := 0
	newest, _ := s.newestOf(src)
	for _, c := range newest {
		w += citedWeight + int(s.markOf(c).Said.Size) + len(s.arch.Document(int(c.Briefing)).Front.Title) + len(s.paths[c.Briefing])
	}
	return w
}

// newestOf parts a source's citations into the newest and the rest. Plain pages
// have no year to stand under, and are always among the newest.
func (s *Site) newestOf(src *archive.Source) (newest, rest []archive.CitedFrom) {
	dated, _ := slices.BinarySearchFunc(src.Citations, len(s.arch.Briefings), func(c archive.CitedFrom, n int) int { return cmp.Compare(int(c.Briefing), n) })
	cut := max(0, dated-newestCited)
	return src.Citations[cut:], src.Citations[:cut]
}

// planLeaves plans the leaves of a shelf, and the pages of single years.
func (s *Site) planLeaves(sh shelf) {
	var last byte
	for i := sh.from; i < sh.to; i++ {
		src := &s.arch.Sources[i]
		if leaf := leafOf(src); s.leafed[i] && leaf != last {
			s.add(Page{Path: leafPath(sh.name, leaf), Kind: Leaf, Key: len(s.shelves) - 1, Part: int32(leaf)})
			last = leaf
		}
		_, rest := s.newestOf(src)
		for _, year := range s.yearsOf(rest) {
			s.add(Page{Path: yearPath(src, year), Kind: SourceYear, Key: i, Part: int32(year)})
		}
	}
}

// onLeaf lists the sources on a leaf of a shelf.
func (s *Site) onLeaf(p Page) (on []int) {
	sh := &s.shelves[p.Key]
	for i := sh.from; i < sh.to; i++ {
		if s.leafed[i] && leafOf(&s.arch.Sources[i]) == byte(p.Part) {
			on = append(on, i)
		}
	}
	return on
}

// yearsOf lists the years of citations by briefings, the newest first.
func (s *Site) yearsOf(cited []archive.CitedFrom) []int {
	var years []int
	for _, c := range cited {
		years = append(years, s.yearOf(c.Briefing))
	}
	slices.SortFunc(years, func(a, b int) int { return cmp.Compare(b, a) })
	return slices.Compact(years)
}
