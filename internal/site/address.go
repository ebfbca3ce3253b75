package site

// AddressOf gives the path of document i and its absolute URL; the URL is ""
// when the site was not told where it will stand. The other functions of this
// kind do the same for a tag, a source and an outlet.
func (s *Site) AddressOf(i int) (path, url string) { return s.address(s.paths[i]) }

// AddressOfTag gives path and URL of a tag's list.
func (s *Site) AddressOfTag(i int) (path, url string) {
	return s.address(s.lists[s.tagLists[i]].root)
}

// AddressOfSource gives path and URL of a source's place.
func (s *Site) AddressOfSource(i int) (path, url string) {
	return s.address(place(&s.arch.Sources[i]))
}

// AddressOfOutlet gives path and URL of an outlet's list.
func (s *Site) AddressOfOutlet(i int) (path, url string) {
	return s.address(s.lists[s.outletLists[i]].root)
}

func (s *Site) address(path string) (string, string) {
	if s.origin == "" {
		return path, ""
	}
	return path, s.absolute().plain(path)
}

// Find gives the page of a path.
func (s *Site) Find(path string) (Page, bool) {
	i, ok := s.planned.find(foldedPath(path))
	if !ok {
		return Page{}, false
	}
	return s.pages[i], true
}
