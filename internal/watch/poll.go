package watch

import (
	"context"
	"sync"
	"time"
)

// poller holds the trees that are polled. Trees come and go by Run; what was seen of
// one belongs to whoever polls.
type poller struct {
	mu    sync.Mutex
	trees map[string]*tree
}

func newPoller() poller { return poller{trees: map[string]*tree{}} }

// add begins to poll a folder, and gives what is in it.
func (p *poller) add(dir string, s scope) []spot {
	t := &tree{dir: dir, seen: map[string]*sight{}}
	found := t.poll(context.Background(), s)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.trees[dir] = t
	return found
}

func (p *poller) remove(dir string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.trees, dir)
}

func (p *poller) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.trees)
}

func (p *poller) all() []*tree {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := make([]*tree, 0, len(p.trees))
	for _, t := range p.trees {
		out = append(out, t)
	}
	return out
}

// interval is how often is polled.
func (w *Watch) interval() time.Duration {
	if w.options.Poll > 0 {
		return w.options.Poll
	}
	return w.system.often
}

// poll looks at all polled trees beside Run, for a slow file system must not keep
// events waiting. What it saw comes back through sighting.
func (w *Watch) poll(ctx context.Context) {
	trees, scope := w.poller.all(), w.scope
	if len(trees) == 0 {
		w.ticking.Reset(w.interval())
		return
	}
	w.polling.Go(func() {
		var found []spot
		began := time.Now()
		for _, t := range trees {
			found = append(found, t.poll(ctx, scope)...)
		}
		w.sighting <- sighting{found, time.Since(began)}
	})
}

// sighting is what polling saw, and how long it took.
type sighting struct {
	found []spot
	took  time.Duration
}

// spot is a file or folder that is, or was, at a real path.
type spot struct {
	path string
	dir  bool
}

// polled reports what polling saw, and has it go on. Where nobody said how often, it
// takes a tenth of a processor at most.
func (w *Watch) polled(s sighting) {
	w.sighted(s.found)
	pause := w.interval()
	if w.options.Poll == 0 {
		pause = max(pause, 9*s.took)
	}
	w.ticking.Reset(pause)
}

// sighted reports what polling found.
func (w *Watch) sighted(found []spot) {
	for _, s := range found {
		w.report(w.scope.names(s.path, s.dir)...)
	}
}
