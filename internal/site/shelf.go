package site

import (
	"cmp"
	"slices"

	"dossier/internal/archive"
)

// A shelf that would be heavier than this keeps its sources' cited by on leaves,
// so that a reader who follows one note does not fetch a megabyte.
const heaviestShelf = 160 << 10

// newestCited is how many citations a source shows at its place; the rest stands
// on a leaf a year.
const newestCited = 50

// What a source and a citation weigh on a page besides their texts, in bytes;
// measured on the default theme, and part of no address.
const (
	sourceWeight = 700
	citedWeight  = 260
)

// shelf is one page of sources.
type shelf struct {
	name     string
	from, to int  // of the archive's sources, which are sorted by id and so by shelf
	heavy    bool // cited by stands on leaves
}

// shelve puts every source on its shelf and plans shelves and leaves.
func (s *Site) shelve() {
	all := s.arch.Sources
	for from := 0; from < len(all); {
		to := from
		weight := 0
		for to < len(all) && all[to].Shelf == all[from].Shelf {
			weight += s.weigh(&all[to])
			to++
		}
		sh := shelf{all[from].Shelf, from, to, weight > heaviestShelf}
		s.add(Page{Path: sh.path(), Kind: Shelf, Key: len(s.shelves)})
		s.shelves = append(s.shelves, sh)
		s.planLeaves(sh)
		from = to
	}
}

func (sh shelf) path() string { return "/sources/" + sh.name + "/" }

// place gives the address of a source for ever.
func place(src *archive.Source) string { return "/sources/" + src.Shelf + "/#" + src.ID }

func leafPath(src *archive.Source) string { return "/sources/" + src.Shelf + "/" + src.ID + "/" }

// weigh estimates how many bytes a source and its newest citations take.
func (s *Site) weigh(src *archive.Source) int {
	w := sourceWeight
	newest, _ := newestOf(src)
	for _, c := range newest {
		w += citedWeight + len(s.markOf(c).Sentence) + len(s.arch.Document(c.Briefing).Front.Title)
	}
	return w
}

// newestOf parts a source's citations into the newest and the rest.
func newestOf(src *archive.Source) (newest, rest []archive.CitedFrom) {
	cut := max(0, len(src.Citations)-newestCited)
	return src.Citations[cut:], src.Citations[:cut]
}

func (s *Site) planLeaves(sh shelf) {
	for i := sh.from; i < sh.to; i++ {
		src := &s.arch.Sources[i]
		if sh.heavy {
			s.add(Page{Path: leafPath(src), Kind: Leaf, Key: i})
		}
		_, rest := newestOf(src)
		for _, year := range s.yearsOf(rest) {
			s.add(Page{Path: leafPath(src) + number(year, 4) + "/", Kind: Leaf, Key: i, Part: year})
		}
	}
}

// yearsOf lists the years of citations, the newest first.
func (s *Site) yearsOf(cited []archive.CitedFrom) []int {
	var years []int
	for _, c := range cited {
		years = append(years, s.arch.Document(c.Briefing).Front.Date.Year)
	}
	slices.SortFunc(years, func(a, b int) int { return cmp.Compare(b, a) })
	return slices.Compact(years)
}

// shelfOf finds the shelf on which a source stands.
func (s *Site) shelfOf(source int) shelf {
	i, _ := slices.BinarySearchFunc(s.shelves, source, func(sh shelf, source int) int {
		switch {
		case sh.to <= source:
			return -1
		case sh.from > source:
			return 1
		}
		return 0
	})
	return s.shelves[i]
}
