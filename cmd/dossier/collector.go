package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The heap is collected when it has grown by 100 MB, but where that makes more than 155 MB
// of it sooner, down to four tenths of what is alive in it. Collecting sooner would cost
// time for memory that every machine has, later memory for little time. A large heap,
// which takes long to look through, may double up to a gigabyte.
const (
	growsAtMost = 100 << 20
	heapGoal    = 155 << 20
	heapGrowth  = 40 // percent
	largeHeap   = 120 << 20
	largeGoal   = 1000 << 20
)

// paceCollector keeps the collector to that pace: after each collection it sets when the
// next one is due, and how much memory may be held from the system until then. GOGC in
// the environment goes before it.
func paceCollector() {
	const least = 4 << 20 // the live heap that the runtime counts with at least
	pace(least)
	watchCollections(func() { pace(max(least, liveHeap())) })
}

func pace(live uint64) {
	grows := growth(live)
	debug.SetGCPercent(int(grows * 100 / live))
	debug.SetMemoryLimit(int64(live+grows)*26/25 + 16<<20)
}

// growth gives by how much a heap of which so much is alive may grow.
func growth(live uint64) uint64 {
	least := live * heapGrowth / 100
	if live < largeHeap {
		return max(least, min(growsAtMost, heapGoal-min(live, heapGoal)))
	}
	return max(least, min(live, largeGoal-min(live, largeGoal)))
}

// watchCollections calls do after each collection.
func watchCollections(do func()) {
	type token struct{ _ *byte }
	runtime.SetFinalizer(&token{}, func(*token) {
		do()
		watchCollections(do)
	})
}

func liveHeap() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
