package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"dossier/internal/schema"
)

func (a *app) configCommand() *cobra.Command {
	var origin bool
	show := &cobra.Command{
		Use:   "show",
		Short: "Every key with its value; secrets are masked",
		Long: `Every key of the configuration with its value; secrets are masked. Later layers win:
the defaults, dossier.toml, dossier.ENV.toml where an environment is named, then
environment variables. These are DOSSIER_ and the key in capitals, with "__" for the
dot, as in DOSSIER_PAGE_SIZE and DOSSIER_POLICIES__UNTITLED; lists are separated by
commas. What stands above dossier.toml may lower the edition and never raise it.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.configShow(origin) },
	}
	show.Flags().BoolVar(&origin, "origin", false, "say where each value came from")
	a.jsonFlag(show)
	return groupOf("config", "Look at the site's configuration", show)
}

func (a *app) configShow(origin bool) error {
	root, err := a.open()
	if err != nil {
		return err
	}
	defer root.Close()
	cfg, _, err := a.configuration(root, false)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON("config", cfg.Origins())
	}
	return cfg.WriteTOML(a.out, origin)
}

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema [NAME]",
		Short: "Print the JSON Schema of a file that authors write, or list them",
		Long: `Print the JSON Schema (draft 2020-12) of front-matter, register, tags or config, for
editors that complete and check as one types. Without a name, list them.`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: cobra.FixedCompletions(schema.Names(), cobra.ShellCompDirectiveNoFileComp),
		RunE:              func(_ *cobra.Command, args []string) error { return a.printSchema(args) },
	}
}

func (a *app) printSchema(args []string) error {
	all, err := schema.All()
	if err != nil {
		return err
	}
	for _, s := range all {
		if len(args) == 0 {
			fmt.Fprintln(a.out, s.Name)
		} else if s.Name == args[0] {
			_, err := a.out.Write(s.JSON)
			return err
		}
	}
	if len(args) == 0 {
		return nil
	}
	return usage(`"dossier schema" lists them`, "there is no schema %q", args[0])
}
