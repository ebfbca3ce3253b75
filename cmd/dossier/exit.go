package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// The exit codes of every command.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2 // usage or configuration
	exitContent     = 3 // errors in content
	exitRefused     = 4 // refused by a guard
	exitPartly      = 5 // partly done, resumable
	exitInterrupted = 130
)

// fault is an error with the exit code that it ends in and what to try next.
// A fault without err was told already.
type fault struct {
	code int
	err  error
	hint string
}

func (f *fault) Error() string {
	if f.err == nil {
		return ""
	}
	return f.err.Error()
}

func (f *fault) Unwrap() error { return f.err }

func usage(hint, format string, args ...any) error {
	return &fault{exitUsage, fmt.Errorf(format, args...), hint}
}

func refused(err error, hint string) error { return &fault{exitRefused, err, hint} }

// told ends a command whose diagnostics were printed.
func told(code int) error { return &fault{code: code} }

// report prints the error of a command and gives its exit code. What cobra itself
// says is a fault of usage.
func (a *app) report(ctx context.Context, c *cobra.Command, err error) int {
	if err == nil {
		return exitOK
	}
	if ctx.Err() != nil || errors.Is(err, context.Canceled) {
		fmt.Fprintln(a.err, "dossier: interrupted; nothing was changed that is not whole")
		return exitInterrupted
	}
	var f *fault
	if !errors.As(err, &f) {
		f = &fault{exitUsage, err, helpOn(c)}
		if a.started {
			f = &fault{exitFailed, err, ""}
		}
	}
	if f.err != nil {
		fmt.Fprintf(a.err, "dossier: %v\n", f.err)
	}
	if f.hint != "" {
		fmt.Fprintf(a.err, "hint: %s\n", f.hint)
	}
	return f.code
}

// helpOn says where a command is explained.
func helpOn(c *cobra.Command) string {
	_, name, below := strings.Cut(c.CommandPath(), " ")
	if !below {
		return `"dossier help" lists the commands`
	}
	return fmt.Sprintf("\"dossier help %s\" says how it is used", name)
}

// groupOf makes a command that only has others below it: by itself it shows them.
func groupOf(use, short string, commands ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	c.AddCommand(commands...)
	return c
}
