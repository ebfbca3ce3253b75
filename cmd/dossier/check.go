package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dossier/internal/archive"
	"dossier/internal/briefing"
	"dossier/internal/build"
	"dossier/internal/diag"
)

func (a *app) checkCommand() *cobra.Command {
	var e editionFlags
	var strict bool
	c := &cobra.Command{
		Use:   "check [DIR]",
		Short: "Report all that a build would, and how well the archive is sourced",
		Long: `Report all that a build would, every link and anchor among it, without writing
anything. Works on any folder of Markdown, without configuration.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			a.within(args)
			return a.check(e, strict)
		},
	}
	e.add(c)
	a.jsonFlag(c)
	a.formatFlag(c)
	c.Flags().BoolVar(&strict, "strict", false, "let warnings fail the check too")
	return c
}

func (a *app) check(e editionFlags, strict bool) error {
	r, err := a.edition(e, diag.Info, true)
	if err != nil {
		return err
	}
	s := summarise(r)
	switch {
	case a.json:
		err = a.printJSON("check", s)
	case !a.printsDiagnostics():
		s.print(a.out)
	}
	if err == nil && stops(r.Diags, strict) {
		return told(exitContent)
	}
	return err
}

// summary is what check ends with.
type summary struct {
	Errors      int               `json:"errors"`
	Warnings    int               `json:"warnings"`
	Briefings   int               `json:"briefings"`
	Pages       int               `json:"pages"`
	Notes       int               `json:"notes"`
	Broken      map[string]int    `json:"broken_notes"` // by code
	Citations   int               `json:"citations"`
	Sources     int               `json:"sources"`
	Folded      int               `json:"spellings_folded"`
	Largest     outletShare       `json:"largest_outlet"`
	Single      []string          `json:"resting_on_one_source"` // files
	Withheld    any               `json:"withheld"`
	Diagnostics []diag.Diagnostic `json:"diagnostics"`
}

type outletShare struct {
	Name      string `json:"name"`
	Citations int    `json:"citations"`
}

func summarise(r *build.Result) summary {
	s := summary{
		Errors: r.Diags.Count(diag.Error), Warnings: r.Diags.Count(diag.Warning),
		Briefings: len(r.Archive.Briefings), Pages: len(r.Archive.Pages), Sources: len(r.Archive.Sources),
		Broken: map[string]int{}, Single: []string{}, Withheld: r.Withheld, Diagnostics: append([]diag.Diagnostic{}, r.Diags...),
	}
	for _, d := range r.Diags {
		if d.Severity != diag.Info && (strings.HasPrefix(d.Code, "note-") || strings.HasPrefix(d.Code, "source-")) {
			s.Broken[d.Code]++
		}
	}
	for i, b := range slices.Concat(r.Archive.Briefings, r.Archive.Pages) {
		s.Notes += len(b.Notes)
		if b.Kind == briefing.BriefingFile && restsOnOne(r.Archive.SourcesOf(i)) {
			s.Single = append(s.Single, b.Path)
		}
	}
	for _, src := range r.Archive.Sources {
		s.Citations += len(src.Citations)
		s.Folded += max(0, int(src.Spellings)-1)
	}
	s.Largest = largest(r.Archive)
	return s
}

// restsOnOne reports whether several citations all lead to one source, or the
// only one there is.
func restsOnOne(sources []int32) bool {
	return len(sources) > 0 && len(slices.Compact(slices.Sorted(slices.Values(sources)))) == 1
}

// largest gives the outlet that is cited most.
func largest(a *archive.Archive) outletShare {
	var best outletShare
	for _, o := range a.Outlets {
		n := 0
		for _, k := range o.Sources {
			n += len(a.Sources[k].Citations)
		}
		if n > best.Citations {
			best = outletShare{o.Name, n}
		}
	}
	return best
}

func (s summary) print(w io.Writer) {
	fmt.Fprintf(w, "%s, %s, %s, %s, %s\n", plural(s.Briefings, "briefing"), plural(s.Pages, "page"), plural(s.Notes, "note"), plural(s.Errors, "error"), plural(s.Warnings, "warning"))
	if len(s.Broken) == 0 {
		fmt.Fprintln(w, "no note and no source at fault")
	} else {
		fmt.Fprintln(w, "notes and sources at fault:")
	}
	for _, c := range s.codes() {
		fmt.Fprintf(w, "  %4d %s\n", s.Broken[c], c)
	}
	fmt.Fprintf(w, "%s of %s; %s folded\n", plural(s.Citations, "citation"), plural(s.Sources, "source"), plural(s.Folded, "further spelling"))
	if s.Largest.Citations > 0 {
		fmt.Fprintf(w, "largest outlet: %s, %d of %s (%d %%)\n", diag.Visible(s.Largest.Name), s.Largest.Citations, plural(s.Citations, "citation"), 100*s.Largest.Citations/s.Citations)
	}
	fmt.Fprintf(w, "briefings resting on one source: %d\n", len(s.Single))
	for _, f := range s.Single {
		fmt.Fprintf(w, "  %s\n", diag.Visible(f))
	}
}

// codes lists the faults of notes and sources, the most frequent first.
func (s summary) codes() []string {
	return slices.SortedFunc(maps.Keys(s.Broken), func(x, y string) int {
		return cmp.Or(cmp.Compare(s.Broken[y], s.Broken[x]), cmp.Compare(x, y))
	})
}
