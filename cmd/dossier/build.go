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

// buildFlags are those of build.
type buildFlags struct {
	editionFlags
	out                   string
	strict, rehash, stats bool
}

func (a *app) buildCommand() *cobra.Command {
	var f buildFlags
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

  public: 9 briefings, 38 sources, 210 files; 12 written, 0 removed

What takes over a second shows on a terminal how far it is; --stats says at the end
where the time went, what was taken over, rendered and written, and why.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.build(c.Context(), f)
		},
	}
	f.add(c)
	a.jsonFlag(c)
	a.formatFlag(c)
	c.Flags().StringVar(&f.out, "out", "", "the folder to write to, from the current one (default as said above)")
	c.Flags().BoolVar(&f.strict, "strict", false, "let warnings stop the build too")
	c.Flags().BoolVar(&f.rehash, "rehash", false, "read also the files, of content and of the last build, that look untouched")
	c.Flags().BoolVar(&f.stats, "stats", false, "say where the time went, what was made anew and written, and why")
	return c
}

// notForOutput lists the folders of a site that a build reads or that hold what
// programs keep there.
func notForOutput() []string { return []string{"content", "templates", "static", ".dossier", ".git"} }

func (a *app) build(ctx context.Context, f buildFlags) error {
	stats := &build.Stats{}
	if f.stats {
		stats.Clock = a.now
	}
	stats.Enter(build.Start, 0)
	end := a.watch(ctx, stats)
	defer end()
	s, err := a.site(f.editionFlags, false)
	if err != nil {
		return err
	}
	defer s.close()
	s.Stats, s.Rehash = stats, f.rehash
	a.remember(s)
	b := &building{app: a, opened: s, out: f.out, options: output.Options{Root: a.dir, Sources: notForOutput(), Rehash: f.rehash}}
	if b.out == "" {
		b.out = filepath.Join(a.dir, folderOf(s.Options))
	}
	o, err := b.run(ctx, f.strict)
	if err != nil {
		return err
	}
	stats.End()
	end()
	return b.tellBuilt(o, f.stats)
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
	return withDrafts(o, name, "-drafts")
}

// kindOf names what an output folder holds; a folder of another kind is refused.
func kindOf(o build.Options) string { return withDrafts(o, o.Edition.String(), " with drafts") }

// withDrafts adds to the name of an edition that it has what others hold back.
func withDrafts(o build.Options, name, suffix string) string {
	if o.Drafts || o.Scheduled {
		return name + suffix
	}
	return name
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

// tellBuilt says in a line what the archive holds and what changed, and in a table how
// that came, if it is wanted.
func (b *building) tellBuilt(o outcome, withStats bool) error {
	out, files := filepath.ToSlash(b.out), len(o.Written)+o.Same
	if b.json {
		said := map[string]any{
			"out": out, "kind": kindOf(b.Options), "briefings": o.Count.Briefings, "sources": o.Count.Sources,
			"files": files, "bytes": o.Bytes,
			"written": append([]string{}, o.Written...), "removed": append([]string{}, o.Removed...),
			"errors": o.said.Count(diag.Error), "warnings": o.said.Count(diag.Warning),
			"withheld": o.Withheld,
		}
		if withStats {
			said["stats"] = b.statsOf(o)
		}
		return b.printJSON("build", said)
	}
	to := b.app.out
	if b.printsDiagnostics() {
		to = b.err
	}
	fmt.Fprintf(to, "%s: %s, %s, %s; %d written, %d removed\n", out, plural(o.Count.Briefings, "briefing"),
		plural(o.Count.Sources, "source"), plural(files, "file"), len(o.Written), len(o.Removed))
	if withStats {
		b.statsOf(o).print(b.err)
	}
	return nil
}
