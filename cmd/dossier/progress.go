package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"dossier/internal/build"
)

const (
	patience = time.Second            // what takes less shows no progress
	tick     = 100 * time.Millisecond // at which it is drawn
)

// progress draws on a terminal which stage a build is in and what of it is done. It
// asks the build for that, so that the build has no more to do than to count. As a
// writer it stands for the terminal: its line goes away before anything is printed.
type progress struct {
	to    io.Writer
	stats *build.Stats
	now   func() time.Time
	from  time.Time

	mu     sync.Mutex
	bar    *progressbar.ProgressBar // nil before the first
	stage  build.Stage              // that it is of
	shown  bool                     // its line is on the terminal
	inLine bool                     // what was printed last did not end its line
	over   bool
}

// watch draws the progress of a build, where somebody is there to see it, until the
// function that it gives is called or the build is interrupted.
func (a *app) watch(ctx context.Context, stats *build.Stats) (end func()) {
	if !a.showsProgress() {
		return func() {}
	}
	p := &progress{to: a.err, stats: stats, now: a.now, from: a.now()}
	a.err = p
	return p.follow(ctx)
}

// follow draws until the function that it gives is called or the context ends.
func (p *progress) follow(ctx context.Context) (end func()) {
	p.stats.Entered = p.draw
	ctx, stop := context.WithCancel(ctx)
	go func() {
		ticker := time.NewTicker(tick)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				p.end() // at once, as a second interrupt would leave the line there
				return
			case <-ticker.C:
				p.draw()
			}
		}
	}()
	return func() { stop(); p.end() }
}

// showsProgress reports whether a person looks on. Where the result is for a program,
// or all that is said goes to a log, nobody does.
func (a *app) showsProgress() bool {
	return a.terminal() && !a.json && !a.printsDiagnostics() && a.variable("CI") == ""
}

// draw shows the present stage, once the build has taken a while.
func (p *progress) draw() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over || p.inLine || p.now().Sub(p.from) < patience {
		return
	}
	stage, done, todo := p.stats.Now()
	if stage == "" {
		return
	}
	if p.bar == nil || stage != p.stage {
		p.clear()
		p.bar, p.stage = barOf(p.to, stage, todo), stage
		p.bar.RenderBlank() // or what is full at once would not go away
	} else if todo == 0 {
		p.bar.RenderBlank() // the next sign of life
	}
	p.shown = true
	if todo > 0 {
		p.bar.Set(done)
	}
}

// barOf makes the bar of a stage, or a sign of life where nobody knows what is left.
func barOf(to io.Writer, stage build.Stage, todo int) *progressbar.ProgressBar {
	options := []progressbar.Option{
		progressbar.OptionSetWriter(to), progressbar.OptionSetDescription(fmt.Sprintf("%-8s", stage)),
		progressbar.OptionSetTheme(progressbar.ThemeASCII), progressbar.OptionSetPredictTime(false),
		progressbar.OptionSetElapsedTime(false), progressbar.OptionUseANSICodes(true),
	}
	if todo == 0 {
		return progressbar.NewOptions(-1, append(options, progressbar.OptionSetSpinnerChangeInterval(0))...)
	}
	return progressbar.NewOptions(todo, append(options, progressbar.OptionShowCount())...)
}

// Write prints to the terminal, on a line of its own.
func (p *progress) Write(text []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	if n := len(text); n > 0 {
		p.inLine = text[n-1] != '\n'
	}
	return p.to.Write(text)
}

// end takes the line away for good.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	p.over = true
}

func (p *progress) clear() {
	if p.shown {
		p.bar.Clear()
		p.shown = false
	}
}
