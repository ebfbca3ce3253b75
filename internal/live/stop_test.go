package live

import (
	"context"
	"sync/atomic"
	"testing"
)

// fading is a context that is done once it was asked so often.
type fading struct {
	context.Context
	left atomic.Int32
}

func (c *fading) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// A preview may end at any moment of a look, also when that has found all.
func TestALookThatNobodyWaitsForSaysSo(t *testing.T) {
	f := newFolder(t, "content/a.md", text("A", "CLEAR", "Words."))
	s := f.begun(Options{})
	found := 0
	for n := range 50 {
		ctx := &fading{Context: t.Context()}
		ctx.left.Store(int32(n))
		e, err := s.look(ctx, s.top(), "")
		if (e == nil) == (err == nil) {
			t.Fatalf("when nobody waits any more after %d questions: %v, %v", n, e, err)
		}
		if e != nil {
			found++
		}
	}
	if found == 0 || found == 50 {
		t.Errorf("%d of 50 looks found something: the test shows little", found)
	}
}
