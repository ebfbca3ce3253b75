package main

import "testing"

func TestAHeapGrowsByWhatItsSizeIsWorth(t *testing.T) {
	const mb = 1 << 20
	for _, c := range []struct {
		texts      int
		live, want uint64 // in MB
	}{
		{1000, 4, 100},    // no more than that at once
		{1000, 75, 75},    // up to 150
		{1000, 150, 150},  // doubles
		{1000, 600, 350},  // up to 950
		{1000, 2000, 800}, // four tenths
		{10_240, 10, 120}, // what all texts need
		{20_480, 10, 230}, // up to that
		{20_480, 200, 200},
		{200_000, 10, 940},
		{200_000, 600, 350},
	} {
		if got := buildPace.of(c.texts).growth(c.live * mb); got != c.want*mb {
			t.Errorf("of %d texts with %d MB alive the heap grows by %d MB, want %d", c.texts, c.live, got/mb, c.want)
		}
	}
}
