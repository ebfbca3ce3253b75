// Package watch follows folders and says which paths to look at again. It knows
// nothing of what is in them and compares no contents: whether a file is another one
// than before is for who reads it to say.
//
// Folders are watched by the system's events (fsnotify), and only folders: an editor
// that saves by renaming leaves a watch on a file with the file that is gone. Every
// event means "look again", a changed mode or time too. A folder that appears is
// watched first and looked through afterwards, so that nothing made in between is
// missed; one that is moved, removed or replaced is let go with all below it and, if
// there is one again, followed afresh. Names that editors use while they save are not
// reported.
//
// Where events do not come, a tree is polled: where the system has no watches left, on
// file systems that others change too (network, containers), or where it is asked for.
// Polling looks at size, times and inode.
//
// Folders behind symbolic links are followed where they are roots, and nowhere else.
// Of a link to a file, the file is followed.
package watch

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Options say what is followed, and how. Only Roots must be given.
type Options struct {
	// Roots are folders, followed with all below them, and single files. Any of them
	// may be missing, and come later. Paths are reported below a root as it is
	// spelled here.
	Roots []string
	// Ignore reports whether a path below a root is left alone, and, if it is a
	// folder, all that is in it. It is called by several goroutines at once.
	Ignore func(path string, dir bool) bool
	// Poll, above 0, is how often all is polled. No events are asked for then.
	Poll time.Duration
	// Settle is how long nothing must have happened before a batch is given, 15 ms
	// unless said otherwise; Most how long one waits if things go on happening, 250 ms.
	Settle, Most time.Duration
	// Notice is told what a person should know. It must not wait for the Watch.
	Notice func(Notice)
}

// Notice is something that a person should know of how folders are followed.
type Notice struct {
	Path string // what it is about, as reported; "" for all
	Text string // one line, the path quoted
	Hint string // what may be done about it, "" for nothing
}

const (
	defaultSettle = 15 * time.Millisecond
	defaultMost   = 250 * time.Millisecond
)

// Watch follows what its Options name, from New on until Run ends. All its fields
// belong to the goroutine of Run.
type Watch struct {
	options Options
	system  system
	batches chan Batch
	pending pending
	offered *Batch // waits to be taken
	quiet   bool   // what is found is no news

	roots   []*root
	scope   scope
	source  source // nil where all is polled
	folders map[string]*folder
	byID    map[folderID]string // of those that are watched
	links   links
	poller  poller

	check    *time.Timer // until the roots are looked at
	pause    time.Duration
	starved  bool // that no watches are left was said
	polling  sync.WaitGroup
	ticking  *time.Timer // until the next polling
	sighting chan sighting
}

// New begins to follow the roots: all that happens from its return on comes in a batch.
// Run must be called, if only with a context that is done, to give back what New took.
func New(o Options) (*Watch, error) { return begin(o, actual()) }

func begin(o Options, s system) (*Watch, error) {
	switch {
	case len(o.Roots) == 0:
		return nil, errors.New("nothing to watch")
	case o.Poll < 0 || o.Settle < 0 || o.Most < 0:
		return nil, fmt.Errorf("a time below zero: poll %s, settle %s, most %s", o.Poll, o.Settle, o.Most)
	}
	w := &Watch{
		options: o.withDefaults(), system: s, batches: make(chan Batch), poller: newPoller(), sighting: make(chan sighting, 1),
	}
	for _, name := range o.Roots {
		r, err := newRoot(name)
		if err != nil {
			return nil, err
		}
		w.roots = append(w.roots, r)
	}
	w.pause, w.quiet = w.interval(), true
	w.open()
	w.quiet = false
	return w, nil
}

func (o Options) withDefaults() Options {
	if o.Settle == 0 {
		o.Settle = defaultSettle
	}
	if o.Most == 0 {
		o.Most = defaultMost
	}
	if o.Ignore == nil {
		o.Ignore = func(string, bool) bool { return false }
	}
	if o.Notice == nil {
		o.Notice = func(Notice) {}
	}
	return o
}

// Batches gives what to look at again, until Run ends. While nobody takes one, what
// happens is gathered for the next.
func (w *Watch) Batches() <-chan Batch { return w.batches }

// Run follows what happens until the context is done, and returns nil then. It leaves
// nothing running behind it.
func (w *Watch) Run(ctx context.Context) error {
	defer w.end()
	w.check, w.ticking = time.NewTimer(w.pause), time.NewTimer(w.interval())
	settled := time.NewTimer(0)
	for ctx.Err() == nil {
		w.offer(time.Now())
		if wait, ok := w.pending.wait(time.Now(), w.options); ok && w.offered == nil {
			settled.Reset(wait)
		}
		w.next(ctx, settled.C)
	}
	return nil
}

// next waits for one thing to happen, and does what it asks for.
func (w *Watch) next(ctx context.Context, settled <-chan time.Time) {
	out, batch := w.outlet()
	events, faults := w.incoming()
	select {
	case <-ctx.Done():
	case out <- batch:
		w.offered = nil
	case e := <-events:
		w.happened(e)
	case err := <-faults:
		w.faulty(err)
	case <-settled:
	case <-w.check.C:
		w.checkAll()
	case <-w.ticking.C:
		w.poll(ctx)
	case s := <-w.sighting:
		w.polled(s)
	}
}

// incoming gives the channels of events and their faults, nil where all is polled.
func (w *Watch) incoming() (<-chan fsnotify.Event, <-chan error) {
	if w.source == nil {
		return nil, nil
	}
	return w.source.Events(), w.source.Errors()
}

func (w *Watch) end() {
	w.close()
	w.polling.Wait()
	w.check.Stop()
	w.ticking.Stop()
	close(w.batches)
}
