package main

import (
	"math"
	"strings"
	"testing"
	"time"
)

func TestMediansAreTheMiddle(t *testing.T) {
	for _, c := range []struct {
		of   []float64
		want float64
	}{{[]float64{3}, 3}, {[]float64{9, 1, 2}, 2}, {[]float64{4, 1, 100, 2}, 3}} {
		if got := median(c.of); got != c.want {
			t.Errorf("the median of %v is %v, not %v", c.of, got, c.want)
		}
	}
	if !math.IsNaN(median(nil)) {
		t.Error("nothing has a median")
	}
}

// taking makes a sample for each time, of 100 MB and ten files.
func taking(ms ...int) []sample {
	var out []sample
	for _, m := range ms {
		out = append(out, sample{time.Duration(m) * time.Millisecond, 100e6, 10})
	}
	return out
}

func TestRatiosAreThoseOfTheRounds(t *testing.T) {
	// The machine was slow in the second round, for both.
	if got := timesFloor.of(taking(200, 1000, 210), taking(100, 500, 100), nil); got != 2 {
		t.Errorf("%v times the floor, want 2", got)
	}
}

func TestTheTableSaysWhatHolds(t *testing.T) {
	rows := []row{
		{name: "floor", what: "least"},
		{name: "nothing", what: "whole", most: map[int][]limit{10: {{timesFloor, 2}, {timesHugo, 0.5}, {peak, 200}}}},
		{name: "unchanged", what: "same", most: map[int][]limit{10: {{wall, 0.3}}, 20: {{wall, 0.03}}}},
		{name: "added", what: "one more", most: map[int][]limit{10: {{wall, 0.5}, {files, 9}}}},
	}
	samples := map[string][]sample{
		"floor": taking(1000, 1000), "nothing": taking(1900, 1960), "unchanged": taking(100, 140), "added": taking(300, 300), "hugo": taking(5000, 4000),
	}
	const head = "| | time | to the floor | to Hugo | peak memory | written | at most | holds |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n"
	for name, c := range map[string]struct {
		n      int
		hugo   bool
		broken int
		want   string
	}{
		"beside Hugo": {10, true, 1, `| least | 1 s | 1.00 × | 0.23 × | 100 MB | 10 files |  |  |
| whole | 1.93 s | 1.93 × | 0.43 × | 100 MB | 10 files | 2.00 × floor, 0.50 × Hugo, 200 MB | yes |
| same | 0.12 s | 0.12 × | 0.03 × | 100 MB | 10 files | 0.3 s | yes |
| one more | 0.3 s | 0.30 × | 0.07 × | 100 MB | 10 files | 0.5 s, 9 files | no |
`},
		"alone": {10, false, 1, `| least | 1 s | 1.00 × |  | 100 MB | 10 files |  |  |
| whole | 1.93 s | 1.93 × |  | 100 MB | 10 files | 2.00 × floor, 0.50 × Hugo, 200 MB | as far as known |
| same | 0.12 s | 0.12 × |  | 100 MB | 10 files | 0.3 s | yes |
| one more | 0.3 s | 0.30 × |  | 100 MB | 10 files | 0.5 s, 9 files | no |
`},
		"another size": {20, false, 1, `| least | 1 s | 1.00 × |  | 100 MB | 10 files |  |  |
| whole | 1.93 s | 1.93 × |  | 100 MB | 10 files |  |  |
| same | 0.12 s | 0.12 × |  | 100 MB | 10 files | 0.03 s | no |
| one more | 0.3 s | 0.30 × |  | 100 MB | 10 files |  |  |
`},
	} {
		t.Run(name, func(t *testing.T) {
			shown := map[string][]sample{}
			for k, v := range samples {
				if k != "hugo" || c.hugo {
					shown[k] = v
				}
			}
			var out strings.Builder
			if broken := printTable(&out, c.n, rows, shown); broken != c.broken {
				t.Errorf("%d rows are broken, want %d", broken, c.broken)
			}
			if out.String() != head+c.want {
				t.Errorf("got\n%swant\n%s", out.String(), head+c.want)
			}
		})
	}
}
