// Package site plans which pages an edition has and makes the view of one.
//
// New does what concerns pages together: it gives every briefing its path,
// parts lists into pages that change seldom, puts sources on shelves, and checks
// that no two pages claim a path and that every link within the site leads
// somewhere. View makes what a template needs for one page, at the moment when
// the page is wanted.
//
// Codes, all of errors: alias-invalid, anchor-broken, id-missing, link-broken,
// link-outside, path-collision, path-reserved, picture-missing,
// tlp-above.
package site

import (
	"fmt"
	"io/fs"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"dossier/internal/archive"
	"dossier/internal/asset"
	"dossier/internal/briefing"
	"dossier/internal/config"
	"dossier/internal/diag"
)

// Input is what a site is made of.
type Input struct {
	Config   *config.Config
	Archive  *archive.Archive
	Edition  briefing.Marking
	Words    Words                 // of the site's language
	Assets   *asset.Set            // of theme and site
	Pictures []PictureFile         // of the edition's briefings, by source path
	Linkable func(url string) bool // whether a source's URL may be a link
	Program  string                // "dossier 1.0.0"
	Now      time.Time             // for the words on drafts and scheduled briefings
	Texts    Texts                 // of briefings that were put away; nil where none was
	Folder   fs.FS                 // any folder of Markdown that is only looked at: links may lead to all that is there; else nil
}

// PictureFile is a file of content/ that a briefing shows or offers: where it
// stands in the site's folder, and what is published of it.
type PictureFile struct {
	Source        string       // "content/2024/x/map.png"
	Data          []byte       // nil when it was put away
	PutAway       briefing.Ref // where it lies then
	Sum           briefing.Sum // of what it was made from
	Width, Height int          // 0 when it is no picture
}

// Site is one edition, ready to be seen page by page. It is not changed once
// made, and safe for concurrent use.
type Site struct {
	cfg    *config.Config
	arch   *archive.Archive
	words  *Words
	assets *asset.Set
	shared Shared
	in     Input

	outletNames []string // as they are shown, by index of the archive's outlets

	styleNames []string // the theme's style sheets, site.css first

	buffers sync.Pool // of *bytes.Buffer

	backs []HTML // accessible names of the ways back to the first notes
	dates []HTML // of every document, as read

	base    string   // path of the base URL without its last slash: "", "/sub"
	origin  string   // base URL without path and last slash: "https://example.org"
	paths   []string // of every document
	numbers lookup   // of documents, by file
	ledTo   []uint64 // of every document, a digest of where its links lead
	lists   []list
	shelves []shelf
	leafed  []bool // by source: its cited by stands on a leaf
	aliases []alias

	sitemaps []sitemap
	files    map[string]int // PictureFile by source path, index into in.Pictures
	fileAt   []string       // site path of each picture
	planned  lookup         // of pages, by their folded paths
	pages    []Page

	spoken    []said    // of documents, in their order
	colliding diag.List // of pages
	inbound   *inbound  // nil before With

	tagLists, authorLists, deskLists, seriesLists, yearLists, outletLists []int // indexes into lists, by index of the group
	archiveList                                                           int
	monthLists                                                            map[[2]int]int // by index of the year and month
}

// New plans a site. The diagnostics name paths that two files claim, links that
// lead nowhere, and labels in running text above their briefing's own. The error
// is one of reading a text that was put away.
func New(in Input) (*Site, diag.List, error) {
	s := &Site{cfg: in.Config, arch: in.Archive, words: &in.Words, assets: in.Assets, in: in}
	s.setBase(in.Config.BaseURL)
	s.shared = s.makeShared()
	s.styleNames = styleNames(in.Assets)
	s.nameOutlets()
	s.plan()
	s.prepare()
	err := s.checkLinks()
	return s, s.diags(), err
}

// prepare makes once what pages would make a thousand times.
func (s *Site) prepare() {
	for n := range 100 {
		s.backs = append(s.backs, s.words.Back.With(HTML(strconv.Itoa(n+1))))
	}
	s.dates = make([]HTML, len(s.paths))
	var last briefing.Date // briefings stand by date, and share the text of theirs
	for i := range s.dates {
		date := s.arch.Document(i).Front.Date
		date.Time = ""
		if i > 0 && date == last {
			s.dates[i] = s.dates[i-1]
		} else {
			s.dates[i] = s.words.Date(date)
		}
		last = date
	}
}

// Pages lists every page of the site in the order of planning. The slice is the
// site's own.
func (s *Site) Pages() []Page { return s.pages }

// Shared gives what all pages have in common.
func (s *Site) Shared() Shared { return s.shared }

// Base gives the path of the base URL without its last slash: "" or "/sub".
func (s *Site) Base() string { return s.base }

// ForEverybody reports whether the edition is one for the public.
func (s *Site) ForEverybody() bool { return s.in.Edition <= briefing.Clear }

func (s *Site) setBase(base string) {
	u, err := url.Parse(base)
	if err != nil || base == "" {
		return
	}
	s.base = strings.TrimSuffix(u.EscapedPath(), "/")
	s.origin = strings.TrimSuffix(strings.TrimSuffix(base, "/"), s.base)
}

func (s *Site) makeShared() Shared {
	return Shared{
		Title:        Text(s.cfg.Title),
		Description:  Text(s.cfg.Description),
		Organisation: Text(s.cfg.Organisation),
		Lang:         Text(s.cfg.Language),
		Dir:          s.words.Dir,
		Edition:      label(s.in.Edition),
		Generator:    Text(s.in.Program),
		Words:        *s.words,
	}
}

func label(m briefing.Marking) Label {
	return Label{Text: Text(m.String()), Class: Text(m.Slug())}
}

// above gives the label of what is not for everybody, and none for TLP:CLEAR:
// lists are quieter when only exceptions are marked.
func above(m briefing.Marking) Label {
	if m == briefing.Clear {
		return Label{}
	}
	return label(m)
}

// Data gives the bytes of an Asset or File page, which no template makes.
func (s *Site) Data(p Page) ([]byte, error) {
	switch p.Kind {
	case Asset:
		return s.assets.Files()[p.Key].Data, nil
	case File:
		return s.picture(&s.in.Pictures[p.Key])
	}
	return nil, fs.ErrInvalid
}

func (s *Site) picture(p *PictureFile) ([]byte, error) {
	if p.Data != nil || s.in.Texts == nil {
		return p.Data, nil
	}
	data, err := s.in.Texts.Data(p.PutAway)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", p.Source, err)
	}
	return data, nil
}
