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
	var strict, rehash bool
	c := &cobra.Command{
		Use:   "build",
		Short: "Make the archive: content/ becomes public/",
		Long: `Make the TLP:CLEAR edition of the archive in public/. Another edition goes to a
folder of its own (public-tlp-amber), drafts and scheduled briefings to public-drafts.

Errors in content stop the build before anything is written. "dossier check" shows
also what was made of the author's words where nothing is wrong with them.

The new files are put in place when all of them are made. Files in the folder that
no build wrote are kept. When all went well one line on standard output says what
the archive holds and what changed:

  public: 9 briefings, 38 sources, 210 files; 12 written, 0 removed`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.build(c.Context(), e, out, strict, output.Options{Root: a.dir, Sources: notForOutput(), Rehash: rehash})
		},
	}
	e.add(c)
	a.jsonFlag(c)
	a.formatFlag(c)
	c.Flags().StringVar(&out, "out", "", "the folder to write to, from the current one (default as said above)")
	c.Flags().BoolVar(&strict, "strict", false, "let warnings stop the build too")
	c.Flags().BoolVar(&rehash, "rehash", false, "read also those files of the last build that look untouched")
	return c
}

// notForOutput lists the folders of a site that a build reads or that hold what
// programs keep there.
func notForOutput() []string { return []string{"content", "templates", "static", ".dossier", ".git"} }

func (a *app) build(ctx context.Context, e editionFlags, out string, strict bool, options output.Options) error {
	s, err := a.site(e, false)
	if err != nil {
		return err
	}
	defer s.close()
	if out == "" {
		out = filepath.Join(a.dir, folderOf(s.Options))
	}
	a.remember(s)
	b := &building{app: a, opened: s, out: out, options: options}
	r, report, same, err := b.unchanged()
	if err == nil && !same {
		r, err = b.edition()
	}
	if err != nil {
		return a.editionFault(err)
	}
	a.tellEdition(s, r, diag.Warning)
	if stops(r.Diags, strict) {
		return &fault{exitContent, errors.New("nothing was written: " + count(r.Diags)), ""}
	}
	if !same {
		if r, report, err = b.write(ctx, r); err != nil {
			return a.writeFault(err)
		}
	}
	return a.tellBuilt(out, kindOf(s.Options), r, report)
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
	if o.Drafts || o.Scheduled {
		return o.Edition.String() + " with drafts"
	}
	return o.Edition.String()
}

// writeFault says of a template's fault where it is.
func (a *app) writeFault(err error) error {
	d, ok := build.TemplateFault(err)
	if !ok {
		return outputFault(err)
	}
	root, openErr := a.open()
	if openErr != nil {
		return openErr
	}
	defer root.Close()
	a.tell(diag.List{d}, root.FS(), nil)
	return told(exitContent)
}

// outputFault says what to do about an output that could not be written, and what
// became of the last one.
func outputFault(err error) error {
	switch {
	case errors.Is(err, output.ErrBusy):
		return refused(err, "wait for the other build to end")
	case errors.Is(err, output.ErrDamaged):
		return refused(err, "remove that folder if nothing in it is yours, or name another with --out")
	case errors.Is(err, output.ErrForeign):
		return refused(err, "move it away if it is yours, or remove it, and build again")
	case errors.Is(err, output.ErrRefused):
		return refused(err, "give this edition a folder of its own with --out")
	case errors.Is(err, output.ErrUnfinished):
		return &fault{exitPartly, err, "each file is whole, the old one or the new one: mend the cause and build again, which finishes it"}
	case errors.Is(err, output.ErrFull):
		return &fault{exitFailed, err, "the last output is as it was: make room and build again"}
	case errors.Is(err, context.Canceled):
		return err
	}
	return &fault{exitFailed, fmt.Errorf("writing the archive: %w", err), "the last output is as it was"}
}

func (a *app) tellBuilt(out, kind string, r *build.Result, report output.Report) error {
	if a.json {
		return a.printJSON("build", map[string]any{
			"out": filepath.ToSlash(out), "kind": kind, "briefings": r.Count.Briefings, "sources": r.Count.Sources,
			"files": len(report.Written) + report.Same, "bytes": report.Bytes,
			"written": append([]string{}, report.Written...), "removed": append([]string{}, report.Removed...),
			"errors": r.Diags.Count(diag.Error), "warnings": r.Diags.Count(diag.Warning),
			"withheld": r.Withheld,
		})
	}
	to := a.out
	if a.printsDiagnostics() {
		to = a.err
	}
	fmt.Fprintf(to, "%s: %s, %s, %s; %d written, %d removed\n", filepath.ToSlash(out), plural(r.Count.Briefings, "briefing"),
		plural(r.Count.Sources, "source"), plural(len(report.Written)+report.Same, "file"), len(report.Written), len(report.Removed))
	return nil
}
