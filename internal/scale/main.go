// Command scale measures what builds of an archive cost: from nothing, when nothing
// changed, and after each kind of edit. It prints a table in Markdown, beside the
// least that any build can cost (the floor) and beside Hugo, where that is
// installed:
//
//	go run ./internal/scale -n 10000 -rounds 5
//
// It makes an archive, builds the command, and runs floor, Hugo and dossier in turn
// as processes of their own, so that what slows the machine down slows all of them.
// Times are medians of the rounds and ratios medians of the ratios within a round;
// memory is the highest peak of all rounds. Folders are best in memory: the noise of
// a disk is larger than what is measured.
//
//	go run ./internal/scale -serve -n 10000
//
// measures previews instead, as a browser sees them.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
)

// seed is that of the archive: figures compare only where it is the same.
const seed = 7

var (
	errUsage = errors.New("usage")
	errBound = errors.New("a bound does not hold")
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
	case errors.Is(err, errUsage):
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(2)
	default:
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

// run measures and prints. A scale that is started by a scale is the floor, or makes
// the archive: what is in memory where a process is started counts as that of the
// process, so the one that measures has to be small.
func run(ctx context.Context, args []string, out, progress io.Writer) error {
	if len(args) == 3 && args[0] == "floor" {
		return floor(args[1], args[2])
	}
	if len(args) == 3 && args[0] == "make" {
		n, err := strconv.Atoi(args[1])
		if err != nil {
			return err
		}
		return makeSite(n, args[2])
	}
	o, err := parse(args, progress)
	if err != nil {
		return err
	}
	return measure(ctx, o, out, progress)
}

func measure(ctx context.Context, o options, out, progress io.Writer) (err error) {
	b := &bench{options: o, progress: progress, samples: map[string][]sample{}}
	defer func() { err = errors.Join(err, b.close()) }()
	if err := b.prepare(ctx); err != nil {
		return err
	}
	if o.serve {
		return b.preview(ctx, out)
	}
	for round := range o.rounds {
		if err := b.round(ctx, round); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%d briefings, medians of %s; %s\n\n", o.n, plural(o.rounds, "round"), b.machine(ctx))
	broken := printTable(out, o.n, o.rows, b.samples)
	if o.check && broken > 0 {
		return fmt.Errorf("%w in %s", errBound, plural(broken, "row"))
	}
	return nil
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
