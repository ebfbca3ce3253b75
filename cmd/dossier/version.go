package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
)

func (a *app) versionCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if a.json {
				return a.printJSON("version", map[string]string{"dossier": version, "go": runtime.Version()})
			}
			fmt.Fprintf(a.out, "dossier %s\n", version)
			return nil
		},
	}
	a.jsonFlag(c)
	return c
}
