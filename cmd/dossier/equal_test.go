package main

import (
	"flag"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// More sequences of edits than the gate has time for, or one of them again:
//
//	go test ./cmd/dossier -run EqualsAClean -sequences 500 -timeout 1h
//	go test ./cmd/dossier -run EqualsAClean -sequences 1 -seed 17
var (
	sequences = flag.Int("sequences", aDeck, "how many sequences of edits are tried on lived-in sites")
	firstSeed = flag.Uint64("seed", 0, "of the first sequence of edits")
)

// aDeck is how many sequences it takes to make each edit, and as many sites as are
// lived in at once: while one rests the others are edited.
const aDeck = 20

// rest is what passes between two rounds of a site. Files of which the times are younger
// than two seconds are not believed to be as they were.
const rest = 2100 * time.Millisecond

// Whatever happened to a site, its outputs and its surroundings: a build of it into
// the output it lives with writes and says what one of a clean copy into an empty
// folder does, byte for byte, and a build that fails leaves that output as it was.
func TestABuildEqualsACleanOne(t *testing.T) {
	t.Parallel()
	last := *firstSeed + uint64(*sequences)
	if testing.Short() {
		last = min(last, *firstSeed+3)
	}
	var all tally
	for from := *firstSeed; from < last; from += aDeck {
		liveIn(t, from, min(last, from+aDeck), &all)
	}
	dealt := (*firstSeed + aDeck - 1) / aDeck * aDeck // the first seed that begins a deck
	all.report(t, dealt+aDeck <= last)
}

// liveIn plays the sequences of some seeds, each on a site of its own, round by round.
func liveIn(t *testing.T, from, to uint64, all *tally) {
	t.Helper()
	sites := map[uint64]*lived{}
	for round := 0; ; round++ {
		start, more := time.Now(), false
		for seed := from; seed < to; seed++ {
			if sites[seed] == nil {
				sites[seed] = newLived(t, seed, 16)
			}
			rounds := sequence(seed)
			if round >= len(rounds) {
				continue
			}
			more = true
			if fault := sites[seed].play(rounds[round]); fault != "" {
				sites[seed].explain(fault, seed, rounds[:round+1])
			}
		}
		if !more {
			break
		}
		if !testing.Short() {
			time.Sleep(rest - time.Since(start))
		}
	}
	for _, l := range sites {
		all.add(l)
	}
}

// explain ends the test with what went wrong, after the fewest edits that it takes if it
// goes wrong without the rests too.
func (l *lived) explain(fault string, seed uint64, rounds []round) {
	l.t.Helper()
	again := func(some []round) string {
		l = newLived(l.t, seed, 16)
		return l.playAll(some)
	}
	first := l
	if again(rounds) == "" {
		l, fault = first, fault+"\n(with rests alone)"
	} else {
		fault = again(shrink(rounds, func(some []round) bool { return again(some) != "" }))
	}
	l.t.Fatalf("seed %d: %s\nafter\n  %s", seed, fault, strings.Join(l.log, "\n  "))
}

// sequence deals the edits to rounds of one or two. Between them are rounds without any,
// after which all that is kept of the site is believed.
func sequence(seed uint64) []round {
	deal := rand.New(rand.NewPCG(seed/aDeck, 4))
	deck := slices.Concat(slices.Sorted(maps.Keys(allEdits())), slices.Sorted(maps.Keys(localEdits())))
	deal.Shuffle(len(deck), func(i, j int) { deck[i], deck[j] = deck[j], deck[i] })
	hand := slices.Collect(slices.Chunk(deck, (len(deck)+aDeck-1)/aDeck))[seed%aDeck]
	r := rand.New(rand.NewPCG(seed, 4))
	rounds := []round{{seed: r.Uint64()}}
	for len(hand) > 0 {
		if r.IntN(3) == 0 {
			rounds = append(rounds, round{seed: r.Uint64()})
		}
		take := min(1+r.IntN(2), len(hand))
		rounds = append(rounds, round{r.Uint64(), hand[:take]})
		hand = hand[take:]
	}
	return rounds
}

// playAll plays rounds until a build differs from a clean one, and says in what.
func (l *lived) playAll(rounds []round) string {
	for _, r := range rounds {
		if fault := l.play(r); fault != "" {
			return fault
		}
	}
	return ""
}

// shrink leaves out what is not needed for a fault: whole rounds, then single edits.
func shrink(rounds []round, fails func([]round) bool) []round {
	for i := len(rounds) - 1; i >= 0; i-- {
		if without := slices.Delete(slices.Clone(rounds), i, i+1); fails(without) {
			rounds = without
		}
	}
	for i, r := range rounds {
		for k := len(r.edits) - 1; k >= 0; k-- {
			without := slices.Clone(rounds)
			without[i].edits = slices.Delete(slices.Clone(without[i].edits), k, k+1)
			if fails(without) {
				rounds = without
			}
		}
	}
	return rounds
}

// tally counts what the sequences came to.
type tally struct {
	builds, failed, changed int
	did                     []string // edits that did something
}

func (a *tally) add(l *lived) {
	a.builds += l.builds
	a.failed += l.failures
	a.changed += l.changes
	for _, line := range l.log {
		if name, what, _ := strings.Cut(line, ": "); !strings.HasSuffix(what, idle) {
			a.did = append(a.did, name)
		}
	}
}

// report says how much was shown, and complains when that is little.
func (a *tally) report(t *testing.T, everything bool) {
	t.Helper()
	t.Logf("%d builds, of which %d changed their output and %d failed as they should", a.builds, a.changed, a.failed)
	if a.changed*3 < a.builds || a.failed*20 < a.builds {
		t.Error("the test shows little")
	}
	for name := range allEdits() {
		if everything && !slices.Contains(a.did, name) {
			t.Errorf("the edit %q never did anything", name)
		}
	}
}
