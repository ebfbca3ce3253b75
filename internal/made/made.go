// Package made writes archives to measure and test on: the same bytes for the same
// size and seed, and as costly as the archive of a desk.
//
// A briefing has about 1,100 words of made words under four headings, with links,
// a list and a table, and 14 notes. Most notes cite a source of the months before
// by title, outlet and date, some one of the year before; two give an address alone and one
// a key of the register. There are three sources to a briefing, so that each is
// cited between four and five times, at outlets of which few have much. Every
// briefing has a desk, authors and three to six of 400 tags; some belong to a
// series, and some link to an earlier briefing.
package made

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"time"
)

const (
	years    = 14 // from 2012 on
	outlets  = 300
	tags     = 400
	notes    = 14
	early    = 300 // sources that are older than all briefings
	register = 40  // briefings to a record of the source register
)

// Archive is an archive of a number of briefings. It may be read any number of
// times.
type Archive struct {
	n       int
	seed    uint64
	words   []string
	sources []string // as notes give them: title, address, outlet and date
}

// New makes what the briefings of an archive have in common.
func New(n int, seed uint64) *Archive {
	a := &Archive{n: n, seed: seed}
	w := &writer{a, rand.New(rand.NewPCG(seed, 0))}
	for range 4000 {
		a.words = append(a.words, w.word())
	}
	w = a.writer(0)
	for i := range early + 3*n {
		a.sources = append(a.sources, w.source(i, day(max(0, i-early), 3*n).AddDate(0, 0, -20)))
	}
	return a
}

// Files gives every file of the site by its path from the site's folder:
// configuration, source register and briefings, oldest first.
func (a *Archive) Files() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		ok := yield("dossier.toml", []byte(configuration)) && yield("content/sources/register.yaml", a.writer(1).register())
		for i := 0; ok && i < a.n; i++ {
			ok = yield(Path(i, a.n), a.Briefing(i))
		}
	}
}

const configuration = `title = "Made archive"
base_url = "https://made.example/"
marking = "TLP:CLEAR"
exports = ["csl-json", "bibtex", "ris"]
`

// Path gives the path of briefing i of n from the site's folder.
func Path(i, n int) string {
	d := day(i, n)
	return fmt.Sprintf("content/%d/%s-made-%06d.md", d.Year(), d.Format(time.DateOnly), i)
}

// Source gives a source as a note cites it, with its title, outlet and date. They
// are in the order of their dates, and of those of the briefings that cite them.
func (a *Archive) Source(i int) string { return a.sources[i%len(a.sources)] }

// Tag gives a tag; the lower its number, the more briefings have it. Archives of any
// size have the same.
func (a *Archive) Tag(i int) string {
	i %= tags
	return a.words[i] + "-" + a.words[tags+i]
}

// day spreads n days over the years.
func day(i, n int) time.Time {
	return time.Date(2012, 1, 2, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i*(years*365)/max(1, n))
}

// records is how many records the source register has.
func (a *Archive) records() int { return 1 + a.n/register }

// writer draws from a stream of its own, so that no part depends on another.
func (a *Archive) writer(stream int) *writer {
	return &writer{a, rand.New(rand.NewPCG(a.seed, uint64(a.n)<<32|uint64(stream)))}
}

// writer draws what is written, in order.
type writer struct {
	*Archive
	*rand.Rand
}

func (w *writer) word() string {
	b := make([]byte, 2+w.IntN(4)+w.IntN(6))
	for i := range b {
		b[i] = "etaoinshrdlucmfwypvb"[w.IntN(8+w.IntN(13))]
	}
	return string(b)
}

// some gives a number of words, of which few are frequent.
func (w *writer) some(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.words[w.few(len(w.words))])
	}
	return b.String()
}

// phrase is some words with a capital, as sentences and titles begin.
func (w *writer) phrase(n int) string {
	text := w.some(n)
	return strings.ToUpper(text[:1]) + text[1:]
}

// few draws a number below n, the lower the more often.
func (w *writer) few(n int) int { return int(w.ExpFloat64()*float64(n)/9) % n }

func (w *writer) source(i int, date time.Time) string {
	outlet := w.few(outlets)
	return fmt.Sprintf("[%s](%s), Outlet %d, %s", w.phrase(7), w.address(outlet, date, i), outlet, date.Format(time.DateOnly))
}

func (w *writer) address(outlet int, date time.Time, i int) string {
	return fmt.Sprintf("https://www.%s%d.example/%s/%s-%d", w.words[outlet], outlet, date.Format("2006/01"), strings.ReplaceAll(w.some(4), " ", "-"), i)
}

func (w *writer) register() []byte {
	var b strings.Builder
	b.WriteString("sources:\n")
	for i := range w.records() {
		outlet, date := w.few(outlets), day(0, 1).AddDate(-1, i%12, 0)
		fmt.Fprintf(&b, "  record-%d:\n    url: %s\n    title: %q\n    outlet: Outlet %d\n    type: report\n",
			i, w.address(outlet, date, i), w.phrase(7), outlet)
	}
	return []byte(b.String())
}
