package importer

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// made is a report of which it is known what each marker cites.
type made struct {
	text  string
	cites []string // the URL of each marker, in reading order
	clear bool     // its labels fit in one way only
}

// maker makes reports at random.
type maker struct {
	*rand.Rand
	marker string // "[%d]" or "([%d])"
	label  string // of an endnote
	again  bool   // endnotes are cited again
	unused bool   // some endnotes are cited by nobody
}

// Every marker of a made report gets the endnote it was made with, or the report
// is refused; and a report whose labels fit in one way only is not refused.
func TestMarkersGetTheirEndnotesOrTheReportIsRefused(t *testing.T) {
	refused := 0
	const reports = 3000
	for seed := range uint64(reports) {
		m := newMaker(seed)
		report := m.report()
		o := Options{Title: "Made", Date: "2020-02-03", Default: briefing.Clear, NewID: func() string { return "b-0" }}
		r, diags, err := Import([]byte(report.text), o)
		if err != nil {
			refused++
			if report.clear {
				t.Fatalf("seed %d: %v %v\n%s", seed, err, diags, report.text)
			}
			checkRefused(t, seed, report, diags, err, o)
			continue
		}
		checkCites(t, seed, report, r)
		checkImport(t, []byte(report.text), r, diags)
	}
	if refused < reports/20 || refused > reports/2 {
		t.Errorf("%d of %d reports are refused: the test shows little", refused, reports)
	}
}

func checkCites(t *testing.T, seed uint64, report made, r *Result) {
	t.Helper()
	if len(r.Table) != len(report.cites) {
		t.Fatalf("seed %d: %d markers, made with %d\n%s", seed, len(r.Table), len(report.cites), report.text)
	}
	for i, row := range r.Table {
		if row.URL != report.cites[i] || row.Label == "" {
			t.Fatalf("seed %d: marker %d:%d cites %q, made with %q\n%s", seed, row.Line, row.Col, row.URL, report.cites[i], report.text)
		}
	}
}

// checkRefused holds that a refused report shows its readings, and that an order
// chooses the reading that is said to be chosen by it.
func checkRefused(t *testing.T, seed uint64, report made, diags diag.List, err error, o Options) {
	t.Helper()
	var refusal *Refusal
	if !errors.As(err, &refusal) || diags[0].Code != "endnotes-ambiguous" {
		t.Fatalf("seed %d: %v %v\n%s", seed, err, diags, report.text)
	}
	for _, o.Order = range []Order{Same, Reverse} {
		i := slices.IndexFunc(refusal.Pairings, func(p Pairing) bool { return p.Order == o.Order })
		r, _, err := Import([]byte(report.text), o)
		switch {
		case i < 0 && err == nil && !slices.ContainsFunc(refusal.Pairings, func(p Pairing) bool { return slices.Equal(p.Table, r.Table) }):
			t.Fatalf("seed %d: no reading shows what --endnote-order %s does\n%s", seed, o.Order, report.text)
		case i >= 0 && (err != nil || !slices.Equal(r.Table, refusal.Pairings[i].Table)):
			t.Fatalf("seed %d: the reading for --endnote-order %s is not what it does: %v\n%s", seed, o.Order, err, report.text)
		}
	}
}

func newMaker(seed uint64) *maker {
	r := rand.New(rand.NewPCG(seed, 7))
	m := &maker{Rand: r, marker: pick(r, "[%d]", " [%d]", "([%d])", "\u00a0[%d]"), label: pick(r, "[%d] ", "[%d]", " [%d]\u00a0")}
	m.again, m.unused = r.IntN(3) == 0, r.IntN(4) == 0
	return m
}

func pick[T any](r *rand.Rand, all ...T) T { return all[r.IntN(len(all))] }

// report makes sections with a series each, and their lists in some order.
func (m *maker) report() made {
	sizes := make([]int, 1+m.IntN(4))
	seen := make(map[int]bool)
	var out made
	for i := range sizes {
		sizes[i] = 2 + m.IntN(9)
		seen[sizes[i]] = true
	}
	out.clear = len(seen) == len(sizes) && !m.again && !m.unused
	var b strings.Builder
	for i, size := range sizes {
		out.cites = append(out.cites, m.section(&b, i, size)...)
	}
	if m.IntN(3) == 0 {
		b.WriteString("References\n\n")
	}
	for _, i := range m.Perm(len(sizes)) {
		m.list(&b, i, sizes[i])
	}
	out.text = b.String()
	return out
}

// section writes sentences that cite the endnotes of a series as they come, some
// of them again.
func (m *maker) section(b *strings.Builder, series, size int) (cites []string) {
	cite := func(n int) {
		fmt.Fprintf(b, "Sentence %s of part %s"+m.marker+".%s", word(len(cites)), word(series), n, pick(m.Rand, " ", "\u00a0 ", "\n", "\n\n"))
		cites = append(cites, address(series, n))
	}
	for n := 1; n <= size; n++ {
		if m.unused && n > 1 && m.IntN(5) == 0 {
			continue
		}
		cite(n)
		if m.again && m.IntN(4) == 0 {
			cite(1 + m.IntN(n))
		}
	}
	b.WriteString("The part ends.\n\n\n")
	return cites
}

func (m *maker) list(b *strings.Builder, series, size int) {
	title := pick(m.Rand, "", "", "Some paper, ", "An office.\nA longer title\n")
	gap := pick(m.Rand, "\n", "\n\n")
	stop := pick(m.Rand, "", ".", ",")
	for n := 1; n <= size; n++ {
		fmt.Fprintf(b, m.label+"%s%s%s%s", n, title, strings.TrimPrefix(address(series, n), pick(m.Rand, "", "https://")), stop, gap)
	}
	b.WriteString("\n\n")
}

func address(series, n int) string {
	return fmt.Sprintf("https://www.example.org/%s/%s", word(series), word(n))
}

// word names a number with letters, so that no digit is taken for a marker.
func word(n int) string { return strings.Repeat(string(rune('a'+n%26)), 1+n/26) }
