package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// A heap is left to grow to this many bytes before it is collected at all, and by this
// much of what is alive in it, in percent, from then on. Collecting sooner would cost
// time for memory that every machine has, later memory for little time.
const (
	heapAtLeast = 145 << 20
	heapGrowth  = 40
)

// paceCollector keeps the collector to that pace: after each collection it sets when the
// next one is due. GOGC in the environment goes before it.
func paceCollector() {
	debug.SetGCPercent(heapAtLeast / (4 << 20) * 100) // of the least heap that the runtime counts with
	debug.SetMemoryLimit(limitFor(heapAtLeast))
	watchCollections(func() {
		live := liveHeap()
		percent := percentFor(live)
		debug.SetMemoryLimit(limitFor(live + live*uint64(percent)/100))
		debug.SetGCPercent(percent)
	})
}

// watchCollections calls do after each collection.
func watchCollections(do func()) {
	type token struct{ _ *byte }
	runtime.SetFinalizer(&token{}, func(*token) {
		do()
		watchCollections(do)
	})
}

// percentFor gives by how much a heap may grow of which so many bytes are alive.
func percentFor(live uint64) int {
	return int(max(heapGrowth, (heapAtLeast-int64(live))*100/max(1, int64(live))))
}

func limitFor(goal uint64) int64 { return int64(goal+goal/8) + 16<<20 }

func liveHeap() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
