package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"golang.org/x/sync/errgroup"
)

// floor does the least that any build of an archive does: it reads each Markdown
// file, makes HTML of it with goldmark as it comes, and writes that, on all cores
// and nothing else.
func floor(from, to string) error {
	markdown := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithParserOptions(parser.WithAutoHeadingID()))
	var group errgroup.Group
	paths := make(chan string, 64)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() (first error) {
			var page bytes.Buffer
			for path := range paths {
				if err := floorPage(markdown, path, to, &page); first == nil {
					first = err
				}
			}
			return first
		})
	}
	err := filepath.WalkDir(from, func(path string, _ fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".md" {
			paths <- path
		}
		return err
	})
	close(paths)
	if err := group.Wait(); err != nil {
		return err
	}
	return err
}

func floorPage(markdown goldmark.Markdown, path, to string, page *bytes.Buffer) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if _, body, ok := bytes.Cut(text, []byte("\n---\n")); ok {
		text = body
	}
	page.Reset()
	page.WriteString("<!DOCTYPE html><html><head><meta charset=utf-8></head><body>")
	if err := markdown.Convert(text, page); err != nil {
		return err
	}
	page.WriteString("</body></html>")
	dir := filepath.Join(to, strings.TrimSuffix(filepath.Base(path), ".md"))
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "index.html"), page.Bytes(), 0o666)
}
