package content

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"time"

	"dossier/internal/cores"
	"dossier/internal/diag"
)

// Scan is what lies in a content folder, looked at and not read yet.
type Scan struct {
	fsys    fs.FS
	o       Options
	w       walked
	results []Loaded            // by index of w.markdown
	why     map[string]Withheld // of texts that are not of the edition, by path
	hidden  []string            // what symbolic links must not show
}

// Seen is a file that was looked at. Info is that of what a symbolic link leads to, nil
// for what cannot be looked at. Whether a link is of the edition is known for sure only
// when all is read.
type Seen struct {
	Path string
	Info fs.FileInfo
	Link bool
}

// Look walks the content folder of a site. The file system is rooted at the site's
// root and decides how far symbolic links lead (os.Root.FS refuses those that leave
// it). The error is one of a content folder that cannot be read.
func Look(fsys fs.FS, o Options) (*Scan, error) {
	if o.Now.IsZero() {
		return nil, errors.New("loading content needs the time, to know what is scheduled")
	}
	o = o.settled()
	w, err := walk(fsys, o)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", o.Folder, cause(err))
	}
	return &Scan{fsys: fsys, o: o, w: w, results: make([]Loaded, len(w.markdown)), why: map[string]Withheld{}}, nil
}

// Files lists every file that the edition could be made of.
func (s *Scan) Files() []Seen { return s.w.seen }

// Texts gives the number of files of Markdown.
func (s *Scan) Texts() int { return len(s.w.markdown) }

// Register lists the files of the source register, by path, but for symbolic links to
// what is not of the edition.
func (s *Scan) Register() ([]Seen, diag.List) {
	hidden := s.hidden
	if hidden == nil && len(s.w.links) > 0 && !s.o.Bare {
		hidden = s.hiddenByIndexes()
	}
	var shown Site
	var out []Seen
	for _, file := range shown.shown(s.fsys, s.w, s.w.register, hidden) {
		out = append(out, s.w.at(file))
	}
	return out, shown.Diags
}

// hiddenByIndexes finds out which bundles are not of the edition before anything else
// is read.
func (s *Scan) hiddenByIndexes() []string {
	withheld := map[string]Withheld{}
	for _, index := range s.w.indexes {
		if r := s.Read(Seen{Path: index}); r.Withheld.Total() > 0 {
			withheld[index] = r.Withheld
		}
	}
	hidden := s.w.hidden(withheld)
	for _, file := range s.w.markdown {
		if _, held := withheld[s.w.bundle(path.Dir(file))]; held {
			hidden = append(hidden, file)
		}
	}
	return hidden
}

// ReadRaw reads a file that another stage parses; nil when it cannot be read.
func (s *Scan) ReadRaw(file string) ([]byte, diag.List) {
	data, diags := s.ReadText(file)
	if len(diags) == 0 {
		diags = checkEncoding(file, data)
	}
	if len(diags) > 0 {
		return nil, diags
	}
	return data, nil
}

// Load reads the texts with a Reader and cuts the edition. What is in a bundle that is
// not of the edition, or behind a symbolic link to one, is never given to it: the texts
// of bundles come first, then links, then what else lies in bundles.
func (s *Scan) Load(read Reader) *Site {
	site := &Site{Diags: s.w.diags}
	for turn := range 3 {
		s.readTurn(read, turn)
	}
	s.take(site)
	site.readStray(s, site.shown(s.fsys, s.w, s.w.stray, s.hidden))
	site.readTags(s.fsys, site.shown(s.fsys, s.w, s.w.tags, s.hidden), s.o)
	site.shareOut(s.fsys, s.w, s.hidden, s.o)
	site.collide()
	site.Diags = site.Diags.Sort()
	return site
}

// turnOf says in which turn a text is read.
func (s *Scan) turnOf(file string) int {
	index := s.w.bundle(path.Dir(file))
	switch {
	case s.o.Bare && !s.w.links[file], !s.w.links[file] && (index == "" || index == file):
		return 0
	case index == file:
		return 1
	}
	return 2
}

// readTurn reads the texts of a turn, as many at a time as there are processors, and
// then finds out what is hidden.
func (s *Scan) readTurn(read Reader, turn int) {
	var mine []int
	for i, file := range s.w.markdown {
		if s.turnOf(file) == turn && !s.heldBack(i) {
			mine = append(mine, i)
		}
	}
	cores.Each(len(mine), func(k int) {
		s.results[mine[k]] = read(s.w.at(s.w.markdown[mine[k]]))
	})
	if turn == 0 && s.o.Bare {
		s.w.dissolve(s.results)
	}
	for _, i := range mine {
		if r := &s.results[i]; r.Withheld.Total() > 0 {
			s.why[s.w.markdown[i]] = r.Withheld
		}
	}
	s.hidden = append(s.w.hidden(s.why), s.heldTexts()...)
}

// heldBack decides on a text that need not be read to know that it is not of the
// edition: a second text in a bundle that is not, for the same reason, and a symbolic
// link to what is hidden.
func (s *Scan) heldBack(i int) bool {
	file := s.w.markdown[i]
	index := s.w.bundle(path.Dir(file))
	if why, held := s.why[index]; held && index != file && !s.o.Bare {
		s.results[i] = Loaded{Withheld: why}
		return true
	}
	if s.w.links[file] && leadsTo(s.fsys, file, s.hidden) {
		s.results[i] = Loaded{Diags: diag.List{*outside(file)}}
		return true
	}
	return false
}

// heldTexts lists the second texts in bundles that are not of the edition.
func (s *Scan) heldTexts() (texts []string) {
	if s.o.Bare {
		return nil
	}
	for _, file := range s.w.markdown {
		index := s.w.bundle(path.Dir(file))
		if _, held := s.why[index]; held && index != file {
			texts = append(texts, file)
		}
	}
	return texts
}

// take keeps what was read and is of the edition.
func (s *Scan) take(site *Site) {
	for i, r := range s.results {
		if s.w.links[s.w.markdown[i]] && r.Withheld.Total() == 0 && leadsTo(s.fsys, s.w.markdown[i], s.hidden) {
			r = Loaded{Diags: diag.List{*outside(s.w.markdown[i])}}
		}
		if r.File != nil {
			site.Files = append(site.Files, r.File)
		}
		site.Withheld.add(r.Withheld)
		site.Diags = append(site.Diags, r.Diags...)
		site.Until = sooner(site.Until, r.Until)
	}
}

// sooner gives the earlier of two moments, of which zero is never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// at gives what was seen of a path.
func (w *walked) at(file string) Seen { return Seen{file, w.infos[file], w.links[file]} }
