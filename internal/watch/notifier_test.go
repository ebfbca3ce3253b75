package watch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// TestNobodyWaitsForFaultsToBeTaken holds that folders can be added and removed while
// nobody takes events and errors: fsnotify has an error for a folder that was moved and
// is gone, and holds its lock until that is taken.
func TestNobodyWaitsForFaultsToBeTaken(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := openSource()
	must(t, err)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range 400 {
			from, to := filepath.Join(dir, fmt.Sprint(i)), filepath.Join(dir, fmt.Sprint("moved", i))
			_ = os.Mkdir(from, 0o755)
			_ = s.Add(from)
			_ = os.Rename(from, to)
			_ = os.Remove(to)
			_ = s.Remove(from)
		}
	}()
	select {
	case <-done:
		must(t, s.Close())
	case <-time.After(patience):
		t.Fatal("adding and removing folders waits forever")
	}
}

func TestTooManyEventsAreAnOverflow(t *testing.T) {
	t.Parallel()
	var q queue
	for range manyEvents {
		q.put(fsnotify.Event{Name: "x", Op: fsnotify.Write})
	}
	if len(q.events) != manyEvents || q.fault != nil {
		t.Fatalf("%d events wait, fault %v", len(q.events), q.fault)
	}
	if q.put(fsnotify.Event{}); len(q.events) > 0 || !errors.Is(q.fault, fsnotify.ErrEventOverflow) {
		t.Errorf("%d events wait, fault %v", len(q.events), q.fault)
	}
}

func TestTheWorstFaultIsKept(t *testing.T) {
	t.Parallel()
	over, starved, other := fsnotify.ErrEventOverflow, error(syscall.ENOSPC), errors.New("other")
	for _, c := range []struct{ a, b, want error }{
		{nil, other, other}, {other, nil, other}, {other, starved, starved}, {starved, other, starved},
		{starved, over, over}, {over, starved, over}, {over, other, over}, {other, over, over},
	} {
		if got := worse(c.a, c.b); !errors.Is(got, c.want) {
			t.Errorf("of %v and %v, %v is kept", c.a, c.b, got)
		}
	}
}
