package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"dossier/internal/briefing"
	"dossier/internal/build"
	"dossier/internal/diag"
	"dossier/internal/output"
)

func (a *app) buildCommand() *cobra.Command {
	var e editionFlags
	var out string
	var strict bool
	c := &cobra.Command{
		Use:   "build",
		Short: "Make the archive: content/ becomes public/",
		Long: `Make the TLP:CLEAR edition of the archive in public/. Another edition goes to a
folder of its own (public-tlp-amber), drafts and scheduled briefings to public-drafts.

Errors in content stop the build before anything is written. "dossier check" shows
also what was made of the author's words where nothing is wrong with them.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.build(c.Context(), e, out, strict) },
	}
	e.add(c)
	a.jsonFlag(c)
	a.formatFlag(c)
	c.Flags().StringVar(&out, "out", "", "the folder to write to")
	c.Flags().BoolVar(&strict, "strict", false, "let warnings stop the build too")
	return c
}

func (a *app) build(ctx context.Context, e editionFlags, out string, strict bool) error {
	r, o, err := a.edition(e, diag.Warning, false)
	if err != nil {
		return err
	}
	if stops(r.Diags, strict) {
		return &fault{exitContent, errors.New("nothing was written: " + count(r.Diags)), ""}
	}
	if out == "" {
		out = filepath.Join(a.dir, folderOf(o))
	}
	w, err := output.Begin(out, kindOf(o), output.Options{Root: a.dir, Sources: []string{"content", "templates", "static"}})
	if err != nil {
		return beginFault(err)
	}
	report, err := build.Write(ctx, r, w)
	if err != nil {
		return a.writeFault(err)
	}
	return a.tellBuilt(out, r, report)
}

// stops reports whether a build may not go on.
func stops(diags diag.List, strict bool) bool {
	return diags.Count(diag.Error) > 0 || strict && diags.Count(diag.Warning) > 0
}

// count says how many errors and warnings there are.
func count(diags diag.List) string {
	return plural(diags.Count(diag.Error), "error") + ", " + plural(diags.Count(diag.Warning), "warning")
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// folderOf gives the folder of an edition beside the site's own files: never the
// one that is published for everybody, unless it is for everybody.
func folderOf(o build.Options) string {
	name := o.Config.Out
	if o.Edition != briefing.Clear {
		name += "-" + o.Edition.Slug()
	}
	if o.Drafts || o.Scheduled {
		name += "-drafts"
	}
	return name
}

// kindOf names what an output folder holds; a folder of another kind is refused.
func kindOf(o build.Options) string {
	kind := o.Edition.String()
	if o.Drafts {
		kind += " with drafts"
	}
	if o.Scheduled {
		kind += " with scheduled"
	}
	return kind
}

func beginFault(err error) error {
	switch {
	case errors.Is(err, output.ErrRefused):
		return refused(err, "give this edition a folder of its own with --out")
	case errors.Is(err, output.ErrBusy):
		return refused(err, "wait for the other build to end")
	}
	return err
}

// writeFault says of a template's fault where it is, and of any other that the
// last output stands.
func (a *app) writeFault(err error) error {
	if d, ok := build.TemplateFault(err); ok {
		root, openErr := a.open()
		if openErr != nil {
			return openErr
		}
		defer root.Close()
		a.tell(diag.List{d}, root.FS(), nil)
		return told(exitContent)
	}
	if errors.Is(err, output.ErrRefused) {
		return refused(err, "move that file away, or give it another name")
	}
	return fmt.Errorf("writing the archive: %w", err)
}

func (a *app) tellBuilt(out string, r *build.Result, report output.Report) error {
	if a.json {
		return a.printJSON("build", map[string]any{
			"out": filepath.ToSlash(out), "briefings": len(r.Archive.Briefings), "sources": len(r.Archive.Sources),
			"files": len(report.Written) + report.Same, "bytes": report.Bytes,
			"written": report.Written, "removed": report.Removed,
			"errors": r.Diags.Count(diag.Error), "warnings": r.Diags.Count(diag.Warning),
			"withheld": r.Withheld,
		})
	}
	to := a.out
	if a.printsDiagnostics() {
		to = a.err
	}
	fmt.Fprintf(to, "%s: %s, %s, %s; %d written, %d removed\n", filepath.ToSlash(out), plural(len(r.Archive.Briefings), "briefing"),
		plural(len(r.Archive.Sources), "source"), plural(len(report.Written)+report.Same, "file"), len(report.Written), len(report.Removed))
	return nil
}
