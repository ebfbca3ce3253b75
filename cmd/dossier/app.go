package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dossier/internal/briefing"
	"dossier/internal/build"
	"dossier/internal/config"
	"dossier/internal/diag"
	"dossier/internal/folders"
	"dossier/static"
	"dossier/templates"
)

// app is one run of the command: the outside world and the flags that all
// commands share.
type app struct {
	world
	dir     string // -C
	env     string // --env
	json    bool   // --json
	format  string // --format of diagnostics
	started bool   // a command began: its errors are not faults of usage
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "dossier",
		Short: "Publish sourced briefings",
		Long: `dossier turns Markdown briefings into a browsable archive in which every footnote
leads to its source. "dossier init" makes a site with a handbook to begin with.

Exit codes: 0 ok, 1 failed, 2 usage or configuration, 3 content errors, 4 refused by
a guard, 5 partly done (do it again to finish), 130 interrupted.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(*cobra.Command, []string) error {
			a.started = true
			return a.checkFormat()
		},
	}
	root.PersistentFlags().StringVarP(&a.dir, "site", "C", ".", "the site's folder")
	root.PersistentFlags().StringVar(&a.env, "env", a.variable("DOSSIER_ENV"), "read dossier.ENV.toml as well; DOSSIER_ENV says the same")
	root.AddCommand(a.initCommand(), a.newCommand(), a.buildCommand(), a.serveCommand(), a.checkCommand(), a.listCommand(),
		a.importCommand(), a.sourcesCommand(), a.configCommand(), a.schemaCommand(), a.versionCommand())
	return root
}

func (a *app) variable(name string) string {
	for _, e := range a.environ {
		if v, ok := strings.CutPrefix(e, name+"="); ok {
			return v
		}
	}
	return ""
}

func (a *app) jsonFlag(c *cobra.Command) {
	c.Flags().BoolVar(&a.json, "json", false, "print the result as JSON")
}

func (a *app) formatFlag(c *cobra.Command) {
	c.Flags().StringVar(&a.format, "format", "text", "of diagnostics: text, json, sarif or github")
	complete(c, "format", diag.Formats())
}

// complete offers the values of a flag to shells.
func complete[T ~string](c *cobra.Command, flag string, values []T) {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = string(v)
	}
	if err := c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // the command has no such flag
	}
}

// editionFlags are those of the commands that make an edition.
type editionFlags struct {
	edition   string
	drafts    bool
	scheduled bool
	baseURL   string
	now       string
}

func (e *editionFlags) add(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&e.edition, "edition", "", "the highest marking that the readers may see (default TLP:CLEAR)")
	f.BoolVar(&e.drafts, "drafts", false, "drafts too")
	f.BoolVar(&e.scheduled, "scheduled", false, "embargoed and future-dated briefings too")
	f.StringVar(&e.baseURL, "base-url", "", "where the site will stand, instead of base_url")
	f.StringVar(&e.now, "now", "", "the moment to build for, as in 2026-11-24T09:00:00Z")
	complete(c, "edition", labels())
}

// labels lists the TLP labels as one types them.
func labels() []string {
	var out []string
	for _, m := range briefing.Markings() {
		out = append(out, strings.TrimPrefix(m.String(), "TLP:"))
	}
	return out
}

// open opens the site's folder so that no path, symlinks included, leads out of it.
func (a *app) open() (*os.Root, error) {
	root, err := os.OpenRoot(a.dir)
	if err != nil {
		return nil, usage("-C names the site's folder", "opening the site: %w", err)
	}
	return root, nil
}

// within makes a command's DIR the site's folder, as seen from that of -C.
func (a *app) within(args []string) {
	switch {
	case len(args) == 0:
	case filepath.IsAbs(args[0]):
		a.dir = args[0]
	default:
		a.dir = filepath.Join(a.dir, args[0])
	}
}

// configuration reads dossier.toml and tells what there is to say of it. Without
// one, a site is refused unless the command works on any folder.
func (a *app) configuration(root *os.Root, anyFolder bool) (cfg *config.Config, bare bool, err error) {
	cfg, bare, diags, err := a.readConfiguration(root, anyFolder)
	if err == nil {
		a.tell(diags, root.FS(), nil)
	}
	return cfg, bare, err
}

// readConfiguration is configuration for commands that have more to tell: what is
// no error comes back for them to tell with the rest.
func (a *app) readConfiguration(root *os.Root, anyFolder bool) (cfg *config.Config, bare bool, diags diag.List, err error) {
	cfg, diags, err = config.Load(root.FS(), a.env, a.environ)
	bare = errors.Is(err, config.ErrNoConfig)
	switch {
	case bare && !anyFolder:
		return nil, false, nil, usage(`"dossier init" makes a site here, -C names another folder`, "there is no dossier.toml in %q", a.dir)
	case err != nil && !bare:
		return nil, false, nil, usage("", "%w", err)
	case diags.Count(diag.Error) > 0:
		a.tell(diags, root.FS(), nil)
		return nil, false, nil, told(exitUsage)
	}
	return cfg, bare, diags, nil
}

// options makes the options of an edition from configuration and flags.
func (a *app) options(root *os.Root, cfg *config.Config, bare bool, e editionFlags) (build.Options, error) {
	o := build.Options{
		Root: root.FS(), Bare: bare, Config: cfg,
		Templates: templates.FS, Static: static.FS,
		Edition: cfg.Edition, Drafts: e.drafts, Scheduled: e.scheduled,
		Program: "dossier " + version,
	}
	if bare {
		o.Folder = "."
	}
	var err error
	if o.Now, err = a.moment(e.now); err != nil {
		return o, err
	}
	if e.edition != "" {
		if o.Edition, _, err = briefing.ParseMarking(e.edition); err != nil {
			return o, usage("", "--edition: %w", err)
		}
	}
	if e.baseURL != "" {
		if err := cfg.SetBaseURL(e.baseURL); err != nil {
			return o, usage("", "--base-url: %w", err)
		}
	}
	return o, nil
}

// moment gives the time to build for: --now, else the clock's.
func (a *app) moment(now string) (time.Time, error) {
	if now == "" {
		return a.now(), nil
	}
	t, err := time.Parse(time.RFC3339, now)
	if err != nil {
		return t, usage("write it as in 2026-11-24T09:00:00Z (RFC 3339)", "--now: %q is not a moment", now)
	}
	return t, nil
}

// opened is a site of which an edition is to be made.
type opened struct {
	build.Options
	root *os.Root
	tree *folders.Tree // of the root
	said diag.List     // of its configuration
}

func (s *opened) close() error {
	err := errors.Join(s.tree.Close(), s.root.Close())
	if s.Cache != nil {
		err = errors.Join(err, s.Cache.Close())
	}
	return err
}

// site opens the site and reads its configuration.
func (a *app) site(e editionFlags, anyFolder bool) (*opened, error) {
	root, err := a.open()
	if err != nil {
		return nil, err
	}
	s := &opened{root: root, tree: folders.New(root)}
	cfg, bare, said, err := a.readConfiguration(root, anyFolder)
	if err == nil {
		s.said = said
		s.Options, err = a.options(root, cfg, bare, e)
		s.Root = s.tree.FS()
	}
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// edition reads a site and makes the edition asked for. Of its diagnostics those
// are told that are at least as grave as show.
func (a *app) edition(e editionFlags, show diag.Severity, anyFolder bool) (*build.Result, error) {
	s, err := a.site(e, anyFolder)
	if err != nil {
		return nil, err
	}
	defer s.close()
	r, err := build.Edition(s.Options)
	if err != nil {
		return nil, a.editionFault(err)
	}
	r.Diags = a.tellEdition(s, r, show)
	return r, nil
}

// editionFault says why no edition could be made.
func (a *app) editionFault(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return usage(`"dossier new TITLE" starts a briefing there`, "there is no folder \"content\" in %q", a.dir)
	}
	return fmt.Errorf("reading the site: %w", err)
}

// tellEdition tells what there is to say of an edition and of the configuration, and
// how much is not in it. It gives all diagnostics; those of the edition alone stay as
// they are, since the next build may tell them again.
func (a *app) tellEdition(s *opened, r *build.Result, show diag.Severity) diag.List {
	all := slices.Concat(s.said, r.Diags).Sort()
	a.tell(all.AtLeast(show), s.root.FS(), func(path string) bool { return r.Quotable(s.Options, path) })
	a.tellWithheld(r, s.Options)
	return all
}
