package main

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"text/template"

	"github.com/spf13/cobra"

	"dossier/internal/briefing"
)

//go:embed all:skeleton
var skeleton embed.FS

func (a *app) initCommand() *cobra.Command {
	var title string
	c := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Make a new site in an empty folder",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			a.within(args)
			return a.initSite(title)
		},
	}
	c.Flags().StringVar(&title, "title", "Briefings", "the archive's title")
	return c
}

// initSite writes the skeleton. Nothing is overwritten: a file that is there
// already refuses the whole.
func (a *app) initSite(title string) error {
	files, err := a.skeletonFiles(title)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if _, err := os.Lstat(filepath.Join(a.dir, name)); err == nil {
			return refused(fmt.Errorf("%s is there already", filepath.Join(a.dir, name)), "init starts a site in a folder that has none")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := create(filepath.Join(a.dir, name), files[name]); err != nil {
			return err
		}
	}
	fmt.Fprintf(a.out, "a site in %s: HANDBOOK.md shows a desk's week, \"dossier build\" makes the archive\n", a.dir)
	fmt.Fprintln(a.err, "briefings without a tlp of their own are TLP:CLEAR here, for everybody to read: dossier.toml says so under marking")
	return nil
}

// skeletonFiles fills in the skeleton; a name that starts with "dot." is that of
// a dot file.
func (a *app) skeletonFiles(title string) (map[string][]byte, error) {
	today := a.now().UTC().Format("2006-01-02")
	values := map[string]string{"Quoted": yamlString(title), "Today": today, "Year": today[:4], "ID": newID()}
	files := map[string][]byte{}
	err := fs.WalkDir(skeleton, "skeleton", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(skeleton, name)
		if err != nil {
			return err
		}
		t, err := template.New(name).Parse(string(text))
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := t.Execute(&b, values); err != nil {
			return err
		}
		target := strings.NewReplacer("skeleton/", "", "dot.", ".", "YEAR", values["Year"], "TODAY", today).Replace(name)
		files[filepath.FromSlash(target)] = b.Bytes()
		return nil
	})
	return files, err
}

// create writes a new file, with its folders, and never over one that is there.
func create(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("making the folder of %s: %w", name, err)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return refused(fmt.Errorf("%s is there already", name), "name another file with --out")
	}
	if err != nil {
		return fmt.Errorf("creating %s: %w", name, err)
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(name) // half a file is none
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}

func (a *app) newCommand() *cobra.Command {
	var date, tlp, out string
	c := &cobra.Command{
		Use:   "new TITLE",
		Short: "Start a briefing: a file with an id, a date and a marking",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.newBriefing(args[0], date, tlp, out)
		},
	}
	c.Flags().StringVar(&date, "date", "", "the day it is dated to (default today)")
	c.Flags().StringVar(&tlp, "tlp", "", "its marking (default the site's)")
	c.Flags().StringVar(&out, "out", "", "the file to write")
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
