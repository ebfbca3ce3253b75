package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dossier/internal/briefing"
	"dossier/internal/diag"
	"dossier/internal/importer"
)

// importFlags are those of the import command.
type importFlags struct {
	out, title, date, tlp, order string
	tags                         []string
}

func (a *app) importCommand() *cobra.Command {
	var f importFlags
	c := &cobra.Command{
		Use:   "import FILE|-",
		Short: "Make a briefing of a pasted plain-text report",
		Long: `Make a briefing of a pasted plain-text report: runs of [n] markers are matched with
endnote lists by their labels, the sign-off goes into the front matter, site
chrome and contact lines are left out. Each decision is reported, with a table of
marker, place and URL to review.

What cannot be paired for certain is refused. No file is overwritten. The new one is
a warning of every build until its line "imported: unreviewed" is taken out.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.importReport(args[0], f) },
	}
	c.Flags().StringVar(&f.out, "out", "", "the file to write, - for standard output (default content/YEAR/DATE-SLUG.md)")
	c.Flags().StringVar(&f.title, "title", "", "the briefing's title (default what stands above the text)")
	c.Flags().StringVar(&f.date, "date", "", "the day it is dated to (default what stands above the text)")
	c.Flags().StringArrayVar(&f.tags, "tag", nil, "a tag; may be given again")
	c.Flags().StringVar(&f.tlp, "tlp", "", "its marking (default the highest label in the text, else the site's)")
	c.Flags().StringVar(&f.order, "endnote-order", "", "same or reverse, where lists and runs of markers could be paired either way")
	return c
}

func (a *app) importReport(name string, f importFlags) error {
	o, err := a.importOptions(name, f)
	if err != nil {
		return err
	}
	text, err := a.readInput(name)
	if err != nil {
		return err
	}
	result, diags, err := importer.Import(text, o)
	diags.Write(a.err, diag.FormatText, a.colour(), func(string) []byte { return text })
	if err != nil {
		return importFault(err)
	}
	return a.writeImport(result, f.out)
}

// writeImport writes the briefing and, for its author, what to review and to do
// next.
func (a *app) writeImport(result *importer.Result, out string) error {
	switch out {
	case "-":
		if _, err := a.out.Write(result.Markdown); err != nil {
			return err
		}
		return review(a.err, result, "the briefing")
	case "":
		out = filepath.Join(a.dir, filepath.FromSlash(briefingPath(result.Date, result.Slug)))
	}
	if err := create(out, result.Markdown); err != nil {
		return err
	}
	return review(a.out, result, out)
}

func review(w io.Writer, result *importer.Result, name string) error {
	if err := importer.WriteReview(w, result); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%s: hold the table above against the report, then take the line \"imported: unreviewed\" out of the file\n", name)
	return err
}

func (a *app) readInput(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(a.in)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, usage("name a text file, or - for standard input", "reading the report: %w", err)
	}
	return text, nil
}

func (a *app) importOptions(name string, f importFlags) (importer.Options, error) {
	o := importer.Options{Name: name, Title: f.title, Date: f.date, Tags: f.tags, Order: importer.Order(f.order), NewID: newID}
	if err := f.check(); err != nil {
		return o, err
	}
	root, err := a.open()
	if err != nil {
		return o, err
	}
	defer root.Close()
	cfg, bare, err := a.configuration(root, f.out != "")
	if err != nil {
		return o, err
	}
	if !bare {
		o.Default = cfg.Marking
	}
	if f.tlp != "" {
		o.Marking, err = markingOf(f.tlp, o.Default)
	}
	return o, err
}

// check reports flags that cannot be meant.
func (f *importFlags) check() error {
	if f.date != "" {
		if _, err := briefing.ParseDate(f.date); err != nil {
			return usage("write it as in 2018-11-12", "--date: %w", err)
		}
	}
	if slices.ContainsFunc(f.tags, func(t string) bool { return strings.TrimSpace(t) == "" }) {
		return usage("", "--tag: a tag is empty")
	}
	switch importer.Order(f.order) {
	case "", importer.Same, importer.Reverse:
		return nil
	}
	return usage("", "--endnote-order: %q is not same or reverse", f.order)
}

// importFault gives an import that was refused the exit code of content at
// fault, and its own hint.
func importFault(err error) error {
	var refusal *importer.Refusal
	if errors.As(err, &refusal) {
		return &fault{exitContent, err, refusal.Hint}
	}
	return err
}
