package cache

import (
	"fmt"
	"slices"

	"dossier/internal/briefing"
)

// gathering copies into the own segment what is alive of others, and holds what became
// of the places.
type gathering struct {
	cache *Cache
	live  map[uint32]int64 // bytes by segment
	from  map[uint32]bool  // segments that are given up
	moved map[briefing.Ref]briefing.Ref
}

// gather decides which segments stay, copies what is alive of the others, and gives
// those that the next index names, all of them on the disk.
func (c *Cache) gather(next *NextIndex) ([]segmentEntry, error) {
	g := &gathering{cache: c, live: map[uint32]int64{}, from: map[uint32]bool{}, moved: map[briefing.Ref]briefing.Ref{}}
	if err := g.each(next, g.count); err != nil {
		return nil, err
	}
	g.choose(next.Bare)
	if len(g.from) > 0 {
		if err := g.each(next, g.move); err != nil {
			return nil, err
		}
	}
	if err := c.seal(); err != nil {
		return nil, err
	}
	return g.kept(), nil
}

// each calls do with every place of a text or picture.
func (g *gathering) each(next *NextIndex, do func(*briefing.Ref, recordKind) error) error {
	for i := range next.Entries {
		if err := do(&next.Entries[i].Briefing.Text, textRecord); err != nil {
			return err
		}
	}
	for i := range next.Pictures {
		if err := do(&next.Pictures[i].Data, dataRecord); err != nil {
			return err
		}
	}
	return nil
}

func (g *gathering) count(ref *briefing.Ref, _ recordKind) error {
	if *ref == (briefing.Ref{}) {
		return nil
	}
	if _, err := g.cache.segment(*ref); err != nil {
		return err
	}
	g.live[ref.Segment] += int64(ref.Size)
	return nil
}

// choose finds the segments to give up, the newest first: those that are more dead than
// alive, those that hold no more than what is gathered by then, and, where all is to be
// laid bare, those that hold anything dead.
func (g *gathering) choose(bare bool) {
	var gathered int64
	if own := g.cache.own; own != nil {
		gathered = g.live[own.number]
	}
	for _, s := range g.cache.sealed() {
		live := g.live[s.number]
		if live > gathered && s.size() <= 2*live && (!bare || s.size() == live) {
			continue
		}
		gathered += live
		if live > 0 {
			g.from[s.number] = true
		}
	}
}

// sealed lists the segments of other builds, the newest first.
func (c *Cache) sealed() []*segment {
	var out []*segment
	for _, s := range c.segments {
		if s != c.own {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(s, t *segment) int { return int(int64(t.number) - int64(s.number)) })
	return out
}

// move copies a record that lies in a segment which is given up.
func (g *gathering) move(ref *briefing.Ref, kind recordKind) error {
	if !g.from[ref.Segment] {
		return nil
	}
	to, done := g.moved[*ref]
	if !done {
		r := g.cache.coder()
		defer g.cache.release(r)
		body, err := g.cache.record(kind, *ref, r.buffer)
		if err != nil {
			return err
		}
		if to, err = g.cache.put(kind, body); err != nil {
			return err
		}
		g.moved[*ref] = to
		g.live[to.Segment] += int64(to.Size)
	}
	*ref = to
	return nil
}

// seal ends the own segment, if there is one: nothing is written to it any more.
func (c *Cache) seal() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.own == nil {
		return nil
	}
	if c.fault != nil { // what was copied may be in a file that has no name
		return c.fault
	}
	if err := c.own.seal(); err != nil {
		return fmt.Errorf("%q: %w", c.own.name(), err)
	}
	c.own = nil
	return nil
}

// kept lists the segments that anything alive lies in.
func (g *gathering) kept() []segmentEntry {
	var out []segmentEntry
	for _, s := range g.cache.sealed() {
		if g.live[s.number] > 0 && !g.from[s.number] {
			out = append(out, s.entry())
		}
	}
	return out
}
