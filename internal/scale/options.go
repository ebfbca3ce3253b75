package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// hugoLimit is the size above which Hugo is run only when it is asked for: 30,000
// briefings take it 5 GB.
const hugoLimit = 30000

// options are what the flags say.
type options struct {
	n, rounds   int
	rest        time.Duration
	dir         string
	rows        []row
	hugo        string // the program, "" for none
	check, keep bool
	serve       bool // measure previews
}

// parse reads the flags. Faults of usage are told by the flags themselves.
func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	var rows string
	f := flag.NewFlagSet("scale", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.IntVar(&o.n, "n", 10000, "briefings of the archive, 10 or more")
	f.IntVar(&o.rounds, "rounds", 5, "how often each row is measured")
	f.DurationVar(&o.rest, "rest", 2100*time.Millisecond, "how long the site lies still before each run: dossier believes no file that is younger than 2 s")
	f.StringVar(&o.dir, "dir", memory(), "the folder in which a temporary one is made for all that is written")
	f.StringVar(&rows, "rows", "", "comma-separated rows to measure besides floor and nothing (default all): "+strings.Join(names(allRows()), ","))
	f.StringVar(&o.hugo, "hugo", "", "the Hugo to measure beside, \"none\" for none (default what HUGO or PATH names)")
	f.BoolVar(&o.serve, "serve", false, "measure what a preview costs instead: its first page, and saves until they are seen")
	f.BoolVar(&o.check, "check", false, "exit 1 when a bound does not hold")
	f.BoolVar(&o.keep, "keep", false, "keep all that was written, and say where")
	err := f.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return o, err
	case err != nil:
		return o, fmt.Errorf("%w: see -help", errUsage)
	case f.NArg() > 0, o.n < 10, o.rounds < 1:
		return o, fmt.Errorf("%w: at least 10 briefings and 1 round, and nothing but flags", errUsage)
	}
	if o.hugo, err = findHugo(o.hugo, o.n, stderr); err != nil {
		return o, err
	}
	o.rows, err = selectRows(rows, o.hugo != "")
	return o, err
}

// memory gives a folder in memory where there is one.
func memory() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return os.TempDir()
}

func findHugo(asked string, n int, stderr io.Writer) (string, error) {
	name := asked
	if name == "" {
		name = os.Getenv("HUGO")
	}
	if name == "" {
		name = "hugo"
	}
	path, err := exec.LookPath(name)
	switch {
	case asked == "none":
		return "", nil
	case asked != "" && err != nil:
		return "", fmt.Errorf("%w: -hugo: %w", errUsage, err)
	case err != nil:
		fmt.Fprintln(stderr, "Hugo is not installed: its column stays empty")
		return "", nil
	case asked == "" && n > hugoLimit:
		fmt.Fprintf(stderr, "Hugo is left out above %d briefings, unless -hugo names it\n", hugoLimit)
		return "", nil
	}
	return path, nil
}

// selectRows gives the rows asked for, all when none is. All others refer to the
// floor and to the build from nothing.
func selectRows(asked string, hugo bool) ([]row, error) {
	all := allRows()
	wanted := names(all)
	if asked != "" {
		wanted = strings.Split(asked, ",")
	}
	for _, name := range wanted {
		if !slices.Contains(names(all), name) {
			return nil, fmt.Errorf("%w: -rows: there is no row %q", errUsage, name)
		}
	}
	return slices.DeleteFunc(all, func(r row) bool {
		needed := r.name == "floor" || r.name == "nothing"
		return r.name == "hugo" && !hugo || !needed && !slices.Contains(wanted, r.name)
	}), nil
}

func names(rows []row) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = r.name
	}
	return out
}
