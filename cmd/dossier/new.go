package main

import (
	"fmt"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"dossier/internal/briefing"
)

func (a *app) newCommand() *cobra.Command {
	var date, tlp, out string
	c := &cobra.Command{
		Use:   "new TITLE",
		Short: "Start a briefing: a file with an id, a date and a marking",
		Long: `Start a briefing: a file below content/ with a permanent id, a date, a marking and
the line "draft: true", which holds it back until it is taken out. No file is
overwritten; the path of the new one is printed.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.newBriefing(args[0], date, tlp, out)
		},
	}
	c.Flags().StringVar(&date, "date", "", "the day it is dated to (default today)")
	c.Flags().StringVar(&tlp, "tlp", "", "its marking (default the site's)")
	c.Flags().StringVar(&out, "out", "", "the file to write (default content/YEAR/DATE-SLUG.md)")
	return c
}

func (a *app) newBriefing(title, date, tlp, out string) error {
	root, err := a.open()
	if err != nil {
		return err
	}
	defer root.Close()
	cfg, _, err := a.configuration(root, false)
	if err != nil {
		return err
	}
	marking, err := markingOf(tlp, cfg.Marking)
	if err != nil {
		return err
	}
	day, err := a.day(date, cfg.Zone)
	if err != nil {
		return err
	}
	slug, err := briefing.Slug(title)
	if err != nil {
		return usage("", "title %q: %w", title, err)
	}
	if out == "" {
		out = filepath.Join(a.dir, filepath.FromSlash(briefingPath(day, slug)))
	}
	if err := create(out, []byte(newFile(title, day, marking))); err != nil {
		return err
	}
	fmt.Fprintln(a.out, out)
	fmt.Fprintln(a.err, "it is a draft until the line \"draft: true\" is taken out")
	return nil
}

// briefingPath is where a briefing of a day stands in a site.
func briefingPath(day briefing.Date, slug string) string {
	day.Time = "" // a colon cannot stand in a name everywhere
	return path.Join("content", fmt.Sprintf("%04d", day.Year), day.String()+"-"+slug+".md")
}

// markingOf reads a marking from a flag, else takes the site's; with neither
// there is no safe guess.
func markingOf(tlp string, standard briefing.Marking) (briefing.Marking, error) {
	if tlp == "" && standard == briefing.Unmarked {
		return standard, usage("--tlp CLEAR, or marking in dossier.toml", "the site has no default marking")
	}
	if tlp == "" {
		return standard, nil
	}
	m, _, err := briefing.ParseMarking(tlp)
	if err != nil {
		return m, usage("", "--tlp: %w", err)
	}
	return m, nil
}

func newFile(title string, day briefing.Date, m briefing.Marking) string {
	return fmt.Sprintf(`---
id: %s
title: %s
date: %s
summary: ""
tags: []
tlp: %s
draft: true
---

What happened, and what it means.[^1]

[^1]: [Title of the source](https://www.example.org/path), Outlet, %s.
`, newID(), yamlString(title), day, m, day)
}
