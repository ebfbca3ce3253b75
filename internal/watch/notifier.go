package watch

import (
	"errors"

	"github.com/fsnotify/fsnotify"
)

// notifier is fsnotify as a source. Its events and errors are taken at once, by a
// goroutine that does nothing else: fsnotify gives some of them while it holds what
// Add and Remove wait for, so that who calls these may not be who takes them.
type notifier struct {
	*fsnotify.Watcher
	events chan fsnotify.Event
	errors chan error
	stop   chan struct{}
	ended  chan struct{}
}

// manyEvents is how many events may wait. When there are more they are let go, and the
// source says that its queue ran over.
const manyEvents = 200_000

func openSource() (source, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	n := &notifier{w, make(chan fsnotify.Event), make(chan error), make(chan struct{}), make(chan struct{})}
	go n.take()
	return n, nil
}

func (n *notifier) Events() <-chan fsnotify.Event { return n.events }
func (n *notifier) Errors() <-chan error          { return n.errors }

// Close ends the goroutines of fsnotify and of the notifier.
func (n *notifier) Close() error {
	err := n.Watcher.Close()
	close(n.stop)
	<-n.ended
	return err
}

// take passes on what comes, and keeps what nobody has asked for yet.
func (n *notifier) take() {
	defer close(n.ended)
	var q queue
	for {
		events, event := q.outlet(n.events)
		faults := n.errors
		if q.fault == nil {
			faults = nil
		}
		select {
		case <-n.stop:
			return
		case e := <-n.Watcher.Events:
			q.put(e)
		case err := <-n.Watcher.Errors:
			q.fault = worse(q.fault, err)
		case events <- event:
			q.events = q.events[1:]
		case faults <- q.fault:
			q.fault = nil
		}
	}
}

// queue is what waits: events in their order, and the worst of the faults.
type queue struct {
	events []fsnotify.Event
	fault  error
}

func (q *queue) put(e fsnotify.Event) {
	if q.events = append(q.events, e); len(q.events) > manyEvents {
		q.events, q.fault = nil, fsnotify.ErrEventOverflow
	}
}

// outlet gives where the first event goes, nil when there is none.
func (q *queue) outlet(to chan fsnotify.Event) (chan<- fsnotify.Event, fsnotify.Event) {
	if len(q.events) == 0 {
		return nil, fsnotify.Event{}
	}
	return to, q.events[0]
}

// worse gives the fault of which more is lost.
func worse(a, b error) error {
	if b == nil || a != nil && (errors.Is(a, fsnotify.ErrEventOverflow) || isStarved(a) && !errors.Is(b, fsnotify.ErrEventOverflow)) {
		return a
	}
	return b
}
