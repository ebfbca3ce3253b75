package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"dossier/internal/build"
	"dossier/internal/diag"
	"dossier/internal/site"
)

func (a *app) listCommand() *cobra.Command {
	c := groupOf("list", "List briefings, tags, sources or outlets with their addresses", a.viewCommand())
	kinds := []struct {
		use, short string
		rows       func(*build.Result) []row
	}{
		{"briefings", "The briefings of the edition, the newest first, with how often each cites", briefingRows},
		{"tags", "The tags and how many briefings have each", tagRows},
		{"sources", "The sources and how often each is cited", sourceRows},
		{"outlets", "The outlets and how many of their sources are cited", outletRows},
	}
	for _, k := range kinds {
		c.AddCommand(a.listOf(k.use, k.short, k.rows))
	}
	return c
}

// row is a line of a list: where a thing comes from, where it stands, how often.
type row struct {
	Name   string `json:"name"`
	Date   string `json:"date,omitempty"`
	File   string `json:"file,omitempty"`
	Path   string `json:"path"`
	URL    string `json:"url,omitempty"`        // where Path will stand, when the site has a base URL
	Source string `json:"source_url,omitempty"` // where the source itself is
	Key    string `json:"key,omitempty"`        // of a source in the register
	Count  int    `json:"count"`
}

func (a *app) listOf(use, short string, rows func(*build.Result) []row) *cobra.Command {
	var e editionFlags
	c := &cobra.Command{Use: use, Short: short, Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error {
		r, err := a.planned(e)
		if err != nil {
			return err
		}
		if a.json {
			err = a.printJSON(use, rows(r))
		} else {
			err = printRows(a.out, rows(r))
		}
		return shownOf(r, err)
	}}
	e.add(c)
	a.jsonFlag(c)
	return c
}

// printRows prints rows in columns, without those that are empty in all of them.
func printRows(to io.Writer, rows []row) error {
	cells := make([][]string, len(rows))
	var used [7]bool
	for i, l := range rows {
		cells[i] = []string{strconv.Itoa(l.Count), l.Date, l.Name, l.Path, l.URL, l.Source, l.File}
		for k, text := range cells[i] {
			used[k] = used[k] || text != ""
		}
	}
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	for _, line := range cells {
		shown := make([]string, 0, len(line))
		for k, text := range line {
			if used[k] {
				shown = append(shown, diag.Visible(text))
			}
		}
		fmt.Fprintln(w, strings.TrimRight(strings.Join(shown, "\t"), "\t"))
	}
	return w.Flush()
}

// planned makes an edition whose pages are known, whatever else is wrong with it.
func (a *app) planned(e editionFlags) (*build.Result, error) {
	r, err := a.edition(e, diag.Error, false)
	if err != nil {
		return nil, err
	}
	if r.Site == nil {
		return nil, &fault{exitContent, fmt.Errorf("the site could not be planned: %s", plural(r.Diags.Count(diag.Error), "error")), ""}
	}
	return r, nil
}

// shownOf ends a command that has shown what there is of an edition: files at fault
// may be missing from it.
func shownOf(r *build.Result, err error) error {
	if err == nil && r.Diags.Count(diag.Error) > 0 {
		return told(exitContent)
	}
	return err
}

func briefingRows(r *build.Result) []row {
	rows := []row{}
	for i := len(r.Archive.Briefings) - 1; i >= 0; i-- {
		b := r.Archive.Briefings[i]
		path, url := r.Site.AddressOf(i)
		rows = append(rows, row{Name: b.Front.Title, Date: b.Front.Date.String(), File: b.Path, Path: path, URL: url, Count: len(b.Citations)})
	}
	return rows
}

func tagRows(r *build.Result) []row {
	rows := []row{}
	for i, t := range r.Archive.Tags {
		path, url := r.Site.AddressOfTag(i)
		rows = append(rows, row{Name: t.Name, Path: path, URL: url, Count: len(t.Members)})
	}
	return rows
}

func sourceRows(r *build.Result) []row {
	rows := []row{}
	for i, s := range r.Archive.Sources {
		path, url := r.Site.AddressOfSource(i)
		l := row{Name: s.Facts.Title, Date: s.Facts.Date.String(), Path: path, URL: url, Source: s.Facts.URL, Count: len(s.Citations)}
		if s.Record != nil {
			l.Key = s.Record.Key
		}
		if l.Name == "" {
			l.Name = cmp.Or(r.Archive.OutletName(&r.Archive.Sources[i]), l.Key)
		}
		rows = append(rows, l)
	}
	return rows
}

func outletRows(r *build.Result) []row {
	rows := []row{}
	for i, o := range r.Archive.Outlets {
		path, url := r.Site.AddressOfOutlet(i)
		rows = append(rows, row{Name: o.Name, Path: path, URL: url, Count: len(o.Sources)})
	}
	return rows
}

func (a *app) viewCommand() *cobra.Command {
	var e editionFlags
	c := &cobra.Command{
		Use:   "view PATH",
		Short: "What the template of a page gets, as JSON",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			r, err := a.planned(e)
			if err != nil {
				return err
			}
			return a.view(r, args[0])
		},
	}
	e.add(c)
	c.Flags().Bool("json", true, "print the view as JSON, which is the only form there is")
	return c
}

// find takes a path as one sees or copies it: with or without its slashes, and
// also percent-encoded.
func find(s *site.Site, path string) (site.Page, bool) {
	plain, err := url.PathUnescape(path)
	if err != nil {
		plain = path
	}
	for _, candidate := range []string{path, plain, plain + "/"} {
		if p, ok := s.Find(candidate); ok {
			return p, true
		}
	}
	return site.Page{}, false
}

func (a *app) view(r *build.Result, path string) error {
	p, ok := find(r.Site, path)
	if !ok {
		return usage(`"dossier list briefings" shows the paths`, "the edition has no page %q", path)
	}
	view, err := r.Site.View(p)
	if err != nil {
		return err
	}
	if view == nil {
		return usage("", "no template makes the %s %q", p.Kind, path)
	}
	enc := json.NewEncoder(a.out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(struct {
		SchemaVersion int `json:"schema_version"`
		Kind          string
		Site          site.Shared
		Page          any
	}{1, p.Kind.String(), r.Site.Shared(), view})
}
