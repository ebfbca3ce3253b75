package made

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// draft is a briefing that is being written.
type draft struct {
	*writer
	strings.Builder
	i     int
	notes int // so far
}

// Briefing gives the text of a briefing, counted from 0. Those beyond the number of
// the archive are later ones, which Files leaves out.
func (a *Archive) Briefing(i int) []byte {
	d := &draft{writer: a.writer(2 + i), i: i}
	d.front()
	for section := range 4 {
		fmt.Fprintf(d, "\n## %s\n", d.phrase(4))
		for range 3 {
			d.paragraph(5)
		}
		switch section {
		case 0:
			d.link()
		case 1:
			d.list()
		case 2:
			d.table()
		}
	}
	for d.notes < notes {
		d.paragraph(1)
	}
	d.WriteByte('\n')
	for note := range notes {
		fmt.Fprintf(d, "[^%d]: %s.\n", note+1, d.cited(note))
	}
	return []byte(d.String())
}

func (d *draft) front() {
	var own []string
	for range 3 + d.IntN(4) {
		if t := d.Tag(d.few(tags)); !slices.Contains(own, t) {
			own = append(own, t)
		}
	}
	fmt.Fprintf(d, "---\ntitle: %q\ndate: %s\nsummary: %q\ntags: [%s]\nauthors: [Analyst %d, Analyst %d]\ndesk: Desk %d\ntlp: CLEAR\n",
		d.phrase(6), day(d.i, d.n).Format(time.DateOnly), d.phrase(22)+".", strings.Join(own, ", "), d.few(20), 20+d.few(20), d.IntN(5))
	if d.i%8 == 0 {
		fmt.Fprintf(d, "series: Series %d\n", d.IntN(10))
	}
	d.WriteString("---\n")
}

// paragraph writes sentences. Some cite, until there are notes enough; one that is
// alone always does.
func (d *draft) paragraph(sentences int) {
	d.WriteByte('\n')
	for i := range sentences {
		if i > 0 {
			d.WriteByte(' ')
		}
		d.WriteString(d.phrase(9 + d.IntN(17)))
		switch r := d.IntN(100); {
		case r < 8:
			fmt.Fprintf(d, " **%s**", d.some(2))
		case r < 14:
			title, _, _ := strings.Cut(d.any(), "),")
			fmt.Fprintf(d, " %s)", title)
		}
		d.WriteByte('.')
		if d.notes < notes && (sentences == 1 || d.IntN(100) < 26) {
			d.notes++
			fmt.Fprintf(d, "[^%d]", d.notes)
		}
	}
	d.WriteByte('\n')
}

// link leads to an earlier briefing, from one in three.
func (d *draft) link() {
	if d.i%3 != 1 {
		return
	}
	to := strings.TrimPrefix(Path(d.IntN(min(d.i, d.n)), d.n), "content/")
	fmt.Fprintf(d, "\n%s [%s](../%s).\n", d.phrase(6), d.some(3), to)
}

func (d *draft) list() {
	d.WriteByte('\n')
	for range 4 {
		fmt.Fprintf(d, "- %s.\n", d.phrase(9))
	}
}

func (d *draft) table() {
	d.WriteString("\n| actor | activity | first seen |\n| --- | --- | --- |\n")
	for range 4 {
		fmt.Fprintf(d, "| %s | %s | 20%d |\n", d.some(2), d.some(4), 12+d.IntN(14))
	}
}

// cited gives what a note says: a source with all that is known of it, its address
// alone, or a key of the register.
func (d *draft) cited(note int) string {
	switch note {
	case 4, 9:
		_, rest, _ := strings.Cut(d.recent(), "](")
		address, _, _ := strings.Cut(rest, ")")
		return address
	case 6:
		return fmt.Sprintf("@record-%d, p. %d", d.i%d.records(), 1+d.IntN(90))
	case 2, 11:
		return d.any()
	case 7:
		return fmt.Sprintf("%s, p. %d", d.recent(), 1+d.IntN(90))
	}
	return d.recent()
}

// any gives a source of the year before the briefing, recent one of the last months.
func (d *draft) any() string {
	return d.sources[d.before()-1-d.IntN(min(d.before(), max(early, 3*d.n/years)))]
}

func (d *draft) recent() string { return d.sources[d.before()-1-d.IntN(early)] }

// before is how many sources there were when the briefing was written.
func (d *draft) before() int { return min(early+3*d.i, len(d.sources)) }
