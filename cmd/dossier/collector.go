package main

import (
	"context"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
)

// pace says when the heap is collected: when it has grown by so much, but where that makes
// more than the goal of it sooner, down to four tenths of what is alive in it. Collecting
// sooner would cost time for memory that every machine has, later memory for little time.
// A large heap, which takes long to look through, may double up to 950 MB.
type pace struct{ growsAtMost, goal uint64 }

// A build ends soon and is held to little memory. A preview stays, and a save should not
// wait for a collection.
var (
	buildPace   = pace{growsAtMost: 100 << 20, goal: 150 << 20}
	previewPace = pace{growsAtMost: 200 << 20, goal: 270 << 20}
)

const (
	heapGrowth = 40 // percent
	largeHeap  = 120 << 20
	largeGoal  = 950 << 20
	perText    = 12 << 10 // what a large build comes to in the end, garbage too, for each text
)

// of gives the pace for so many texts: memory that will be wanted once all are known may
// be used from the start, or a heap that grows is collected again and again on its way.
func (p pace) of(texts int) pace {
	need := min(uint64(texts)*perText, largeGoal)
	return pace{growsAtMost: max(p.growsAtMost, need), goal: max(p.goal, need)}
}

// collector keeps the garbage collector to a pace: after each collection it sets when the
// next one is due, and how much memory may be held from the system until then.
type collector struct{ pace atomic.Pointer[pace] }

// paceCollector begins to pace the collector.
func paceCollector(p pace) *collector {
	c := &collector{}
	c.keep(p)
	watchCollections(c.set)
	return c
}

// keep changes the pace; of no collector, which GOGC in the environment paces, it does nothing.
func (c *collector) keep(p pace) {
	if c != nil {
		c.pace.Store(&p)
		c.set()
	}
}

func (c *collector) set() {
	const least = 4 << 20 // the live heap that the runtime counts with at least
	live := max(least, liveHeap())
	grows := c.pace.Load().growth(live)
	debug.SetGCPercent(int(grows * 100 / live))
	debug.SetMemoryLimit(int64(live+grows)*26/25 + 16<<20)
}

// growth gives by how much a heap of which so much is alive may grow.
func (p pace) growth(live uint64) uint64 {
	grows := max(live*heapGrowth/100, min(p.growsAtMost, p.goal-min(live, p.goal)))
	if live < largeHeap {
		return grows
	}
	return max(grows, min(live, largeGoal-min(live, largeGoal)))
}

// collectorKey is by which a context has the collector of the process.
type collectorKey struct{}

func collectorOf(ctx context.Context) *collector {
	c, _ := ctx.Value(collectorKey{}).(*collector)
	return c
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
