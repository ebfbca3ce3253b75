package build

import (
	"slices"
	"sync"
	"testing"
	"time"
)

func TestStagesFollowOneAnother(t *testing.T) {
	now, entered := time.Unix(0, 0), 0
	s := &Stats{Clock: func() time.Time { now = now.Add(time.Second); return now }, Entered: func() { entered++ }}
	for _, stage := range []Stage{Look, Read, Look, Plan} {
		s.Enter(stage, 0)
	}
	now = now.Add(time.Minute)
	s.End()
	now = now.Add(time.Hour)
	s.End()
	want := []StageTime{{Look, 2 * time.Second}, {Read, time.Second}, {Plan, 61 * time.Second}}
	if got := s.Times(); !slices.Equal(got, want) || entered != 4 {
		t.Errorf("%v, want %v; entered %d times", got, want, entered)
	}
}

func TestNowSaysWhatIsLeft(t *testing.T) {
	var s Stats
	s.Enter(Read, 1000)
	var workers sync.WaitGroup
	for range 8 {
		workers.Go(func() {
			for range 100 {
				l := s.lap()
				s.step()
				l.add(&s.Work.Parse)
			}
		})
	}
	workers.Wait()
	if stage, done, todo := s.Now(); stage != Read || done != 800 || todo != 1000 {
		t.Errorf("%d of %d of %q are done", done, todo, stage)
	}
	s.Enter(Collect, 0)
	if stage, done, todo := s.Now(); stage != Collect || done != 0 || todo != 0 || len(s.Times()) != 0 {
		t.Errorf("%d of %d of %q are done; timed without a clock: %v", done, todo, stage, s.Times())
	}
}

// A build that is made once more, as its cache turned out to be damaged, counts only
// what it came to, and keeps the reason.
func TestAnEditionMadeOnceMoreIsCountedOnce(t *testing.T) {
	o := optionsFor(20)
	o.Stats = &Stats{Clock: time.Now}
	for range 2 {
		if _, err := Edition(o); err != nil {
			t.Fatal(err)
		}
	}
	texts := &o.Stats.Texts
	if n := texts.Parsed.Load(); n != 20 || texts.Read.Load() != 20 || texts.Looked < 20 || texts.Stamped.Load()+texts.Same.Load()+texts.Known.Load() != 0 {
		t.Errorf("%d parsed, %d read, %d looked at", n, texts.Read.Load(), texts.Looked)
	}
	if o.Stats.Anew != "there is no cache" || o.Stats.Work.Parse.Load() <= 0 || o.Stats.Work.Resolve.Load() <= 0 {
		t.Errorf("anew since %q, parsing took %d", o.Stats.Anew, o.Stats.Work.Parse.Load())
	}
}
