package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"time"
)

// shownRow is a line of the table of previews: seconds by program, or megabytes.
type shownRow struct {
	what          string
	dossier, hugo []float64
	unit          string
	most          float64 // of dossier at 10,000 briefings
}

// threePlaces prints a number to three places, and a large one whole.
func threePlaces(v float64) string {
	if v >= 1000 {
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.3g", v)
}

func (r *shownRow) print(to io.Writer, n int) {
	bound, verdict := "", ""
	if got := median(r.dossier); n == 10000 && r.most > 0 {
		bound, verdict = fmt.Sprintf("%.3g %s", r.most, r.unit), "yes"
		if got > r.most {
			verdict = "no"
		}
	}
	cell := func(of []float64) string {
		if v := median(of); !math.IsNaN(v) {
			return threePlaces(v) + " " + r.unit
		}
		return ""
	}
	fmt.Fprintf(to, "| %s | %s | %s | %s | %s |\n", r.what, cell(r.dossier), cell(r.hugo), bound, verdict)
}

// preview measures previews from outside: their first page, and what passes from a save
// until a client sees it that asks for the page all the time.
func (b *bench) preview(ctx context.Context, out io.Writer) error {
	var rows []*shownRow
	of := func(what, unit string, most float64) *shownRow {
		r := &shownRow{what: what, unit: unit, most: most}
		rows = append(rows, r)
		return r
	}
	if err := b.previewDossier(ctx, of); err != nil {
		return err
	}
	if b.hugo != "" {
		if err := b.previewHugo(ctx, rows); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%d briefings, medians of %s; %s\n\n", b.n, plural(b.rounds, "save"), b.machine(ctx))
	fmt.Fprintln(out, "| | dossier serve | hugo server | at most | holds |\n| --- | --- | --- | --- | --- |")
	for _, r := range rows {
		r.print(out, b.n)
	}
	return nil
}

func (b *bench) previewDossier(ctx context.Context, of func(what, unit string, most float64) *shownRow) error {
	p, err := b.firstPages(ctx, of)
	if err != nil {
		return err
	}
	for _, s := range allSaves() {
		r := of(s.what, "ms", 60)
		for range b.rounds {
			took, err := b.saved(p, s)
			if err != nil {
				return err
			}
			r.dossier = append(r.dossier, took.Seconds()*1000)
			time.Sleep(50 * time.Millisecond)
		}
		fmt.Fprintf(b.progress, "%s: %.3g ms\n", s.what, median(r.dossier))
	}
	took, err := b.atOnce(p, 400)
	if err != nil {
		return err
	}
	of("400 files at once, all seen", "s", 1).dossier = []float64{took.Seconds()}
	peak, err := p.stop()
	of("peak memory", "MB", 400).dossier = []float64{float64(peak) / 1e6}
	return err
}

// firstPages starts previews, from nothing, after a build and after a preview, of which the
// last goes on.
func (b *bench) firstPages(ctx context.Context, of func(what, unit string, most float64) *shownRow) (*shown, error) {
	starts := []*shownRow{of("first page, from nothing", "s", 4), of("first page, after a build", "s", 0.5), of("first page, after a preview", "s", 0.5)}
	for i, start := range starts {
		p, took, err := b.show(ctx, "dossier")
		if err != nil {
			return nil, err
		}
		if start.dossier = []float64{took.Seconds()}; i == len(starts)-1 {
			return p, nil
		}
		if _, err := p.stop(); err != nil {
			return nil, err
		}
		if i == 0 {
			_, args := b.command("build")
			if err := os.RemoveAll(b.path("site/.dossier")); err != nil {
				return nil, err
			}
			if _, err := b.start(ctx, args); err != nil {
				return nil, err
			}
		}
	}
	return nil, nil
}

// previewHugo measures Hugo's server, as far as it has the same.
func (b *bench) previewHugo(ctx context.Context, rows []*shownRow) error {
	p, took, err := b.show(ctx, "hugo")
	if err != nil {
		return err
	}
	rows[0].hugo = []float64{took.Seconds()}
	for i, s := range allSaves() {
		if s.name == "tag" || s.name == "cited" {
			continue
		}
		for range min(b.rounds, 3) {
			took, err := b.saved(p, s)
			if err != nil {
				return err
			}
			rows[3+i].hugo = append(rows[3+i].hugo, took.Seconds()*1000)
			time.Sleep(time.Second)
		}
	}
	peak, err := p.stop()
	rows[len(rows)-1].hugo = []float64{float64(peak) / 1e6}
	return err
}
