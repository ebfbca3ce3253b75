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
		Short: "every key with its value; secrets are masked",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return a.configShow(origin) },
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
		Use:               "schema [NAME]",
		Short:             "Print the JSON Schema of a file that authors write, or list them",
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
