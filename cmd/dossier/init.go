package main

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"

	"github.com/spf13/cobra"
)

//go:embed all:skeleton
var skeleton embed.FS

func (a *app) initCommand() *cobra.Command {
	var title string
	c := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Make a new site in an empty folder",
		Long: `Make a new site: dossier.toml, a first briefing, a register, a vocabulary, a page, a
.gitignore, and HANDBOOK.md, which shows a desk's week in ten commands. No file is
overwritten: where one of them is there already nothing is written.`,
		Args: cobra.MaximumNArgs(1),
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
