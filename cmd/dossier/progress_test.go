package main

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"dossier/internal/build"
)

// goneAway ends what a terminal was sent when no line of progress is left on it.
const goneAway = "\x1b[2K\r"

// screen is a terminal that may be looked at while it is drawn on.
type screen struct {
	mu  sync.Mutex
	got bytes.Buffer
}

func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.got.Write(b)
}

// taken gives what was sent since the last time.
func (s *screen) taken() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.got.Reset()
	return s.got.String()
}

// drawn makes the progress of a build in its rendering, which has taken so long.
func drawn(took time.Duration) (*progress, *screen) {
	var s screen
	from := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	p := &progress{to: &s, stats: &build.Stats{}, now: func() time.Time { return from.Add(took) }, from: from}
	p.stats.Enter(build.Render, 40)
	return p, &s
}

func TestProgressIsShownOfWorkOverASecond(t *testing.T) {
	for took, want := range map[time.Duration]bool{0: false, patience - 1: false, patience: true, time.Hour: true} {
		p, s := drawn(took)
		p.draw()
		if got := s.taken(); strings.Contains(got, "(0/40)") != want || got != "" && !want {
			t.Errorf("after %v: %q", took, got)
		}
	}
}

func TestProgressGivesWayToWhatIsPrinted(t *testing.T) {
	p, s := drawn(time.Minute)
	p.draw()
	s.taken()
	p.Write([]byte("dossier: the first "))
	if got := s.taken(); got != goneAway+"dossier: the first " {
		t.Errorf("printed %q", got)
	}
	p.draw()
	p.Write([]byte("half\n"))
	if got := s.taken(); got != "half\n" {
		t.Errorf("the other half of a line came as %q", got)
	}
	p.draw()
	if got := s.taken(); !strings.Contains(got, "render") {
		t.Errorf("after the line %q", got)
	}
	p.end()
	p.end()
	p.draw()
	p.Write([]byte("done\n"))
	if got := s.taken(); got != goneAway+"done\n" {
		t.Errorf("in the end %q", got)
	}
}

// A stage that is over when it is first drawn, and one of which nobody knows how long
// it is, go away like all others.
func TestEveryStageGoesAway(t *testing.T) {
	for _, todo := range []int{0, 1, 1000} {
		p, s := drawn(time.Minute)
		p.stats.Enter(build.Read, todo)
		p.draw()
		p.draw()
		p.stats.Enter(build.Collect, 0)
		p.draw()
		before, after, found := strings.Cut(s.taken(), goneAway)
		if !found || !strings.Contains(before, "read") || strings.Contains(after, "read") || !strings.Contains(after, "collect") {
			t.Errorf("of %d: %q, then %q", todo, before, after)
		}
	}
}

func TestAnInterruptLeavesACleanLine(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	p, s := drawn(time.Minute)
	defer p.follow(ctx)()
	p.stats.Enter(build.Commit, 0)
	interrupt()
	for over := false; !over; time.Sleep(time.Millisecond) {
		p.mu.Lock()
		over = p.over
		p.mu.Unlock()
	}
	p.stats.Enter(build.Read, 10)
	if got := s.taken(); !strings.Contains(got, "commit") || strings.Contains(got, "read") || !strings.HasSuffix(got, goneAway) {
		t.Errorf("left %q", got)
	}
}
