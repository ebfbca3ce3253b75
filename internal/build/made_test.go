package build

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing/fstest"
)

// made writes an archive of n briefings, the same bytes for the same n: about
// 1,350 words, 14 notes and 3 tags each, of made words.
func made(n int) fstest.MapFS {
	return newMaker(n).archive(n, func(m *maker, _ int) int { return m.r.IntN(len(m.sources)) })
}

// madeInStep is made with sources of the year before each briefing, as desks cite,
// and not of any year.
func madeInStep(n int) fstest.MapFS {
	return newMaker(n).archive(n, func(m *maker, i int) int { return max(0, i*len(m.sources)/n-m.r.IntN(100)) })
}

// archive writes n briefings; pick chooses a source for the briefing of a number.
func (m *maker) archive(n int, pick func(m *maker, i int) int) fstest.MapFS {
	files := fstest.MapFS{"dossier.toml": {Data: []byte("")}}
	for i := range n {
		year := 2012 + i*14/n
		date := fmt.Sprintf("%d-%02d-%02d", year, 1+i%12, 1+i%28)
		text := m.briefing(date, func() int { return pick(m, i) })
		files[fmt.Sprintf("content/%d/%s-made-%06d.md", year, date, i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

type maker struct {
	r       *rand.Rand
	words   []string
	sources []string
}

func newMaker(n int) *maker {
	m := &maker{r: rand.New(rand.NewPCG(7, uint64(n)))}
	for range 4000 {
		m.words = append(m.words, m.word())
	}
	pool := max(200, 3*n)
	for i := range pool {
		m.sources = append(m.sources, fmt.Sprintf("[%s](https://www.%s%d.example/%d/%s), Outlet %d, %d-12-1%d",
			m.some(6), m.words[i%300], i%300, i, m.words[i%4000], i%300, 2011+i*14/pool, i%9))
	}
	return m
}

func (m *maker) word() string {
	b := make([]byte, 2+m.r.IntN(9))
	for i := range b {
		b[i] = "etaoinshrdlucmfwyp"[m.r.IntN(18)]
	}
	return string(b)
}

func (m *maker) some(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = m.words[int(m.r.ExpFloat64()*400)%len(m.words)]
	}
	return strings.Join(out, " ")
}

func (m *maker) briefing(date string, source func() int) string {
	var b, notes strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %q\ndate: %s\nsummary: %q\ntags: [%s, %s, %s]\ndesk: \"Desk %d\"\ntlp: CLEAR\n---\n",
		m.some(6), date, m.some(22), m.words[m.r.IntN(400)], m.words[m.r.IntN(60)], m.words[m.r.IntN(9)], m.r.IntN(5))
	for note := 1; note <= 14; note++ {
		if note%4 == 1 {
			fmt.Fprintf(&b, "\n## %s\n", m.some(4))
		}
		fmt.Fprintf(&b, "\n%s. %s **%s** %s.[^%d] %s.\n", m.some(18), m.some(14), m.some(2), m.some(14), note, m.some(20))
		fmt.Fprintf(&notes, "[^%d]: %s.\n", note, m.sources[source()])
		m.between(&b, note)
	}
	return b.String() + "\n" + notes.String()
}

// between writes what else briefings have behind some of their paragraphs: links in
// the text, a list, a table.
func (m *maker) between(b *strings.Builder, note int) {
	switch note {
	case 2, 6, 10:
		link, _, _ := strings.Cut(m.sources[m.r.IntN(len(m.sources))], "),")
		fmt.Fprintf(b, "\n%s %s) %s.\n", m.some(8), link, m.some(8))
	case 4:
		b.WriteByte('\n')
		for range 4 {
			fmt.Fprintf(b, "- %s.\n", m.some(9))
		}
	case 8:
		b.WriteString("\n| actor | activity | first seen |\n| --- | --- | --- |\n")
		for range 4 {
			fmt.Fprintf(b, "| %s | %s | 20%d |\n", m.some(2), m.some(4), 12+m.r.IntN(14))
		}
	}
}
