package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

//go:embed all:hugo
var hugoFiles embed.FS

// hugoSite makes the site of which Hugo makes the same archive: layouts for the
// same kinds of pages, but for sources, outlets and exports, which it does not know.
func hugoSite(dir, site string) error {
	files, err := fs.Sub(hugoFiles, "hugo")
	if err != nil {
		return err
	}
	if err := os.CopyFS(dir, files); err != nil {
		return err
	}
	config, err := fs.ReadFile(files, "hugo.toml")
	if err != nil {
		return err
	}
	mount := fmt.Sprintf("\n[[module.mounts]]\nsource = %q\ntarget = \"content/briefings\"\n", filepath.ToSlash(filepath.Join(site, "content")))
	return os.WriteFile(filepath.Join(dir, "hugo.toml"), append(config, mount...), 0o666)
}
