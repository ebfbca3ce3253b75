package preview

import (
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync"
)

// glance is what a page amounts to, in digests: enough to tell an open page whether
// it is still as the files are.
type glance struct {
	text, styles, around, ours string
	number                     uint64
	errors                     int
	moved                      string // its new address, "" for none
	added                      string // the address of the one briefing that came, "" for none
}

// round is the time between two changes. What is seen in it is seen once for all who
// have the same page open.
type round struct {
	over chan struct{} // closed when the next one begins
	mu   sync.Mutex
	seen map[string]*sight
}

// sight is a glance in the making.
type sight struct {
	once sync.Once
	is   glance
	ok   bool
}

func newRound() *round { return &round{over: make(chan struct{}), seen: map[string]*sight{}} }

func (r *round) sight(of wish) *sight {
	key := of.choice.Name + "\x00" + of.path + "\x00" + of.terms.Encode()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.seen[key] == nil {
		r.seen[key] = &sight{}
	}
	return r.seen[key]
}

// glance looks at an open page once a round, few at a time; ok is false when the
// server stops. Whoever asks first goes away, perhaps, so the look does not end with
// that request.
func (s *Server) glance(r *round, w wish) (glance, bool) {
	v := r.sight(w)
	v.once.Do(func() {
		s.looking <- struct{}{}
		defer func() { <-s.looking }()
		v.is, v.ok = s.look(w)
	})
	return v.is, v.ok
}

func (s *Server) look(w wish) (glance, bool) {
	p, err := s.sheet(s.life, w)
	if err != nil {
		return glance{}, false
	}
	g := s.measure(p)
	if e := p.edition; e != nil {
		g.moved = p.to
		if a := e.Added(); len(a) == 1 && isSitePath(a[0]) { // many are a checkout, which nobody wrote just now
			g.added = address(e.Base(), a[0])
		}
	}
	return g, true
}

// measure gives a sheet's digests.
func (s *Server) measure(p sheet) glance {
	if !isHTML(p.Type) {
		return glance{text: digest(p.Body)}
	}
	o := s.ours(p)
	g := glance{text: o.text, styles: o.styles, around: o.around, ours: o.digest(), number: o.Number, errors: o.ErrorCount}
	return g
}

// id is what the page shows, as an event's id and the page itself say it.
func (g glance) id() string {
	return strings.Join([]string{g.text, g.styles, g.around, g.ours, strconv.FormatUint(g.number, 10)}, ".")
}

// shown reads an id back; ok is false when it is none.
func shown(id string) (g glance, ok bool) {
	parts := strings.Split(id, ".")
	if len(parts) != 5 {
		return glance{}, false
	}
	n, err := strconv.ParseUint(parts[4], 10, 64)
	return glance{text: parts[0], styles: parts[1], around: parts[2], ours: parts[3], number: n}, err == nil
}

// stylesOf gives a digest of a page's style sheets: their addresses, and what is in
// those of the site, as not every one has a name that tells its content.
func stylesOf(p sheet, hrefs []string) string {
	var all [][]byte
	for _, h := range hrefs {
		all = append(all, []byte(h), []byte{0})
		u, err := url.Parse(h)
		if err != nil || u.Host != "" || p.edition == nil {
			continue
		}
		if site, ok := below(p.edition.Base(), resolve(p.path, u.Path)); ok {
			if sheet, err := p.edition.Page(site); err == nil {
				all = append(all, sheet.Body)
			}
		}
	}
	return digest(all...)
}

// resolve gives the path that a link on a page leads to.
func resolve(page, link string) string {
	if strings.HasPrefix(link, "/") {
		return path.Clean(link)
	}
	return path.Join(page[:strings.LastIndexByte(page, '/')+1], link)
}
