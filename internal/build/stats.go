package build

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Stage is a part of a build. The parts follow one another, so that the times of all
// are the time of the build.
type Stage string

// The stages, in the order of a build. Those of which Edition and Write know nothing
// are for their caller to enter.
const (
	Start    Stage = "start"    // configuration, the cache opened
	Look     Stage = "look"     // which files there are
	Standing Stage = "standing" // what the last build left in the output
	Recall   Stage = "recall"   // the index of the cache
	Register Stage = "register" // of sources; entries of the index that hold
	Read     Stage = "read"     // texts: read, parsed, resolved
	Collect  Stage = "collect"
	Plan     Stage = "plan" // templates, static files and pictures too; related briefings beside it
	Keep     Stage = "keep" // the index saved
	Tell     Stage = "tell" // diagnostics
	Compare  Stage = "compare"
	Render   Stage = "render" // and staged
	Commit   Stage = "commit"
)

// Stats says what a build did and where its time went. It is filled while the build
// runs, and is ready for use as it comes; the fields Clock and Entered are set before.
type Stats struct {
	Clock   func() time.Time // nil: nothing is timed
	Entered func()           // called when a stage begins, by the goroutine that enters it

	Texts Texts
	Work  Work
	Anew  string // why nothing that was resolved before could be taken over; "" when it could

	mu    sync.Mutex
	stage Stage
	since time.Time
	times []StageTime
	todo  int
	done  atomic.Int64
}

// Texts counts what became of the files of Markdown. Those that were read and are none
// of the others are not of the edition, or could not be understood.
type Texts struct {
	Looked  int          // all files of content/, pictures and the register among them
	Read    atomic.Int64 // their bytes were
	Stamped atomic.Int64 // taken over unread, by their stamps
	Same    atomic.Int64 // taken over by their bytes
	Known   atomic.Int64 // resolved anew, of a text that was parsed before
	Parsed  atomic.Int64 // parsed and resolved anew
}

// Work adds up in nanoseconds what several goroutines do at once: it may be more than
// the time of the stage.
type Work struct{ Parse, Resolve, Render, Stage atomic.Int64 }

// StageTime says how long a stage took, all its turns together.
type StageTime struct {
	Stage Stage
	Took  time.Duration
}

// Enter begins a stage of so many steps, 0 when that is not known, and ends the one
// before it.
func (s *Stats) Enter(stage Stage, todo int) {
	s.mu.Lock()
	s.leave()
	s.stage, s.todo = stage, todo
	s.done.Store(0)
	s.mu.Unlock()
	if s.Entered != nil {
		s.Entered()
	}
}

// End ends the last stage.
func (s *Stats) End() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.leave()
	s.stage = ""
}

// leave adds the time since the last stage began to it.
func (s *Stats) leave() {
	if s.Clock == nil {
		return
	}
	now := s.Clock()
	if s.stage != "" {
		i := slices.IndexFunc(s.times, func(t StageTime) bool { return t.Stage == s.stage })
		if i < 0 {
			i, s.times = len(s.times), append(s.times, StageTime{Stage: s.stage})
		}
		s.times[i].Took += now.Sub(s.since)
	}
	s.since = now
}

// Times gives the stages that were entered and are over, in the order in which they first were.
func (s *Stats) Times() []StageTime {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.times)
}

// Now gives the present stage, and how many of its steps are done. It may be called
// from any goroutine.
func (s *Stats) Now() (stage Stage, done, todo int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stage, int(s.done.Load()), s.todo
}

// step says that a step of the present stage is done.
func (s *Stats) step() { s.done.Add(1) }

// again forgets what was counted of an edition that is made once more. The first reason
// why nothing could be taken over stays.
func (s *Stats) again() {
	s.Texts = Texts{}
	s.Work = Work{}
}

// anew notes why nothing can be taken over.
func (s *Stats) anew(why string) {
	if s.Anew == "" {
		s.Anew = why
	}
}

// lap measures pieces of work that follow one another in one goroutine.
type lap struct {
	clock func() time.Time
	at    time.Time
}

func (s *Stats) lap() lap {
	l := lap{clock: s.Clock}
	if l.clock != nil {
		l.at = l.clock()
	}
	return l
}

// add adds the time since the last piece ended to a sum.
func (l *lap) add(sum *atomic.Int64) {
	if l.clock == nil {
		return
	}
	now := l.clock()
	sum.Add(int64(now.Sub(l.at)))
	l.at = now
}
