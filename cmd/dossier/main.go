// Command dossier turns Markdown briefings into a browsable archive in which
// every footnote leads to its source.
//
// Results go to standard output, all else to standard error. The exit codes are
// those of exit.go.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// version is set when a release is built (-ldflags "-X main.version=1.2.3").
var version = "0.1.0"

func main() {
	ctx := context.Background()
	if os.Getenv("GOGC") == "" {
		ctx = context.WithValue(ctx, collectorKey{}, paceCollector(buildPace))
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends what does not heed the first
	code := run(ctx, os.Args[1:], world{os.Stdin, os.Stdout, os.Stderr, os.Environ(), time.Now})
	stop()
	os.Exit(code)
}

// world is what a command may know of the outside: its streams, the environment
// and the clock. Nothing below cmd asks for them itself.
type world struct {
	in      io.Reader
	out     io.Writer
	err     io.Writer
	environ []string
	now     func() time.Time
}

// run executes one command line and gives the exit code.
func run(ctx context.Context, args []string, w world) int {
	a := &app{world: w}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(w.in)
	root.SetOut(w.out)
	root.SetErr(w.err)
	c, err := root.ExecuteContextC(ctx)
	return a.report(ctx, c, err)
}
