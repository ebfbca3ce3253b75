package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dossier/internal/archive"
	"dossier/internal/briefing"
	"dossier/internal/build"
	"dossier/internal/config"
	"dossier/internal/diag"
	"dossier/internal/render"
	"dossier/internal/source"
)

func (a *app) sourcesCommand() *cobra.Command {
	return groupOf("sources", "Look at the sources of the archive", a.sourcesShow(), a.sourcesExport())
}

func (a *app) sourcesShow() *cobra.Command {
	var e editionFlags
	c := &cobra.Command{
		Use:   "show KEY|URL|ID",
		Short: "What is known of a source, and each briefing and sentence that rests on it",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			r, err := a.planned(e)
			if err != nil {
				return err
			}
			i, err := findSource(r, args[0])
			if err != nil {
				return err
			}
			return shownOf(r, a.showSource(r, i))
		},
	}
	e.add(c)
	a.jsonFlag(c)
	return c
}

// findSource finds a source by its key in the register, any spelling of its URL,
// or its id. What the register joins to another leads to that one.
func findSource(r *build.Result, name string) (int, error) {
	id := name
	if folded := r.Register.Identify(name); folded != "" {
		_, id = source.Place(folded)
	}
	var keys []string
	for i, s := range r.Archive.Sources {
		if s.ID == name || s.ID == id {
			return i, nil
		}
		if s.Record != nil {
			keys = append(keys, s.Record.Key)
		}
	}
	for _, j := range r.Archive.Joined {
		if j.ID == name {
			return j.Source, nil
		}
	}
	hint := `"dossier list sources" shows them`
	if near := briefing.Nearest(strings.TrimPrefix(name, "@"), keys); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return 0, usage(hint, "no briefing of this edition cites the source %q", name)
}

// shown is a source and what rests on it.
type shown struct {
	Name   string    `json:"title"`
	URL    string    `json:"url,omitempty"`
	Outlet string    `json:"outlet,omitempty"`
	Date   string    `json:"date,omitempty"`
	Status string    `json:"status,omitempty"`
	Since  string    `json:"status_date,omitempty"`
	Reason string    `json:"reason,omitempty"`
	Moved  string    `json:"moved_to,omitempty"`
	Saved  string    `json:"saved_copy,omitempty"`
	Path   string    `json:"path"`
	Cited  []resting `json:"cited_by"`
}

type resting struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Title    string `json:"title"`
	Date     string `json:"date,omitempty"`
	Sentence string `json:"sentence"`
}

func describe(r *build.Result, i int) shown {
	s := &r.Archive.Sources[i]
	v := shown{Name: s.Facts.Title, URL: s.Facts.URL, Outlet: r.Archive.OutletName(s), Date: s.Facts.Date.String(), Saved: s.Facts.Saved.URL, Cited: []resting{}}
	if s.Record != nil {
		v.Status, v.Since, v.Reason, v.Moved = string(s.Record.Status), s.Record.StatusDate.String(), s.Record.Reason, s.Record.MovedTo
	}
	v.Path, _ = r.Site.AddressOfSource(i)
	for _, c := range s.Citations {
		v.Cited = append(v.Cited, restingOn(r.Archive, c))
	}
	return v
}

func restingOn(a *archive.Archive, c archive.CitedFrom) resting {
	b := a.Document(int(c.Briefing))
	m := b.Doc.Marks[b.Outline.Marks[c.Mark].Mark]
	return resting{b.Path, m.Line, b.Front.Title, b.Front.Date.String(), m.Sentence}
}

func (a *app) showSource(r *build.Result, i int) error {
	v := describe(r, i)
	if a.json {
		return a.printJSON("source", v)
	}
	for _, f := range [][2]string{{"title", v.Name}, {"url", v.URL}, {"outlet", v.Outlet}, {"date", v.Date}, {"status", v.Status}, {"since", v.Since}, {"reason", v.Reason}, {"moved to", v.Moved}, {"saved copy", v.Saved}, {"place", v.Path}} {
		if f[1] != "" {
			fmt.Fprintf(a.out, "%-11s %s\n", f[0]+":", diag.Visible(f[1]))
		}
	}
	fmt.Fprintf(a.out, "\n%s:\n", plural(len(v.Cited), "citation"))
	for _, c := range v.Cited {
		fmt.Fprintf(a.out, "\n%s:%d: %s (%s)\n    %s\n", diag.Visible(c.File), c.Line, diag.Visible(c.Title), c.Date, diag.Visible(c.Sentence))
	}
	return nil
}

func (a *app) sourcesExport() *cobra.Command {
	var e editionFlags
	var format string
	c := &cobra.Command{
		Use:   "export",
		Short: "Print all sources of the edition as CSL-JSON, BibTeX or RIS",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			var as config.Export
			if err := as.UnmarshalText([]byte(format)); err != nil {
				return usage("", "--format: %w", err)
			}
			r, err := a.planned(e)
			if err != nil {
				return err
			}
			return shownOf(r, a.export(r.Site.AllRecords(), as))
		},
	}
	e.add(c)
	c.Flags().StringVar(&format, "format", "csl-json", "csl-json, bibtex or ris")
	complete(c, "format", config.Exports())
	return c
}

func (a *app) export(records []briefing.Record, as config.Export) error {
	var text bytes.Buffer
	render.Export(&text, as, records)
	_, err := text.WriteTo(a.out)
	return err
}
