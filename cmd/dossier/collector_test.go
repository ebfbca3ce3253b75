package main

import "testing"

func TestAHeapGrowsByWhatItsSizeIsWorth(t *testing.T) {
	const mb = 1 << 20
	for live, want := range map[uint64]uint64{
		4 * mb:    100 * mb, // no more than that at once
		75 * mb:   80 * mb,  // up to 155
		150 * mb:  150 * mb, // doubles
		600 * mb:  350 * mb, // up to 950
		2000 * mb: 800 * mb, // four tenths
	} {
		if got := buildPace.growth(live); got != want {
			t.Errorf("with %d MB alive the heap grows by %d MB, want %d", live/mb, got/mb, want/mb)
		}
	}
}
