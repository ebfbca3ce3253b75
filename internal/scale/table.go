package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// figure is something that is measured: how it is printed, what it is a multiple of,
// and how it is made of the samples of a row, with those of the floor and of Hugo
// beside them. It is NaN where it is not known.
type figure struct {
	form, than string
	of         func(row, floor, hugo []sample) float64
}

var (
	wall       = figure{"%.3g s", "", func(r, _, _ []sample) float64 { return median(each(r, seconds)) }}
	timesFloor = figure{"%.2f ×", " floor", func(r, floor, _ []sample) float64 { return median(ratios(r, floor)) }}
	timesHugo  = figure{"%.2f ×", " Hugo", func(r, _, hugo []sample) float64 { return median(ratios(r, hugo)) }}
	files      = figure{"%.0f files", "", func(r, _, _ []sample) float64 {
		return median(each(r, func(s sample) float64 { return float64(s.files) }))
	}}
	peak = figure{"%.0f MB", "", func(r, _, _ []sample) float64 {
		most := slices.Max(each(r, func(s sample) float64 { return float64(s.peak) / 1e6 }))
		if most == 0 {
			return math.NaN()
		}
		return most
	}}
)

// figures are the columns.
var figures = []figure{wall, timesFloor, timesHugo, peak, files}

func seconds(s sample) float64 { return s.took.Seconds() }

func each(of []sample, value func(sample) float64) []float64 {
	out := make([]float64, len(of))
	for i, s := range of {
		out[i] = value(s)
	}
	return out
}

// ratios compares the times of each round, of which a round may have none to
// compare with.
func ratios(of, with []sample) []float64 {
	var out []float64
	for i := range min(len(of), len(with)) {
		out = append(out, seconds(of[i])/seconds(with[i]))
	}
	return out
}

// median gives the middle one, NaN of none.
func median(of []float64) float64 {
	if len(of) == 0 {
		return math.NaN()
	}
	of = slices.Sorted(slices.Values(of))
	return (of[(len(of)-1)/2] + of[len(of)/2]) / 2
}

// printTable prints a line for each row, and gives the number of those in which a
// bound for an archive of n briefings does not hold.
func printTable(to io.Writer, n int, rows []row, samples map[string][]sample) (broken int) {
	fmt.Fprintln(to, "| | time | to the floor | to Hugo | peak memory | written | at most | holds |\n| --- | --- | --- | --- | --- | --- | --- | --- |")
	for _, r := range rows {
		cells := []string{r.what}
		shown := func(f figure) float64 { return f.of(samples[r.name], samples["floor"], samples["hugo"]) }
		for _, f := range figures {
			cells = append(cells, f.print(shown(f)))
		}
		bounds, verdict := judge(r.most[n], shown)
		if verdict == "no" {
			broken++
		}
		fmt.Fprintf(to, "| %s |\n", strings.Join(append(cells, bounds, verdict), " | "))
	}
	return broken
}

func (f figure) print(value float64) string {
	if math.IsNaN(value) {
		return ""
	}
	return fmt.Sprintf(f.form, value)
}

// judge says which limits there are and whether they hold: "no" when one does not,
// "as far as known" when one has nothing to be held against.
func judge(limits []limit, shown func(figure) float64) (bounds, verdict string) {
	var said []string
	for _, l := range limits {
		said = append(said, l.of.print(l.most)+l.of.than)
		switch got := shown(l.of); {
		case got > l.most:
			verdict = "no"
		case math.IsNaN(got) && verdict != "no":
			verdict = "as far as known"
		case verdict == "":
			verdict = "yes"
		}
	}
	return strings.Join(said, ", "), verdict
}
