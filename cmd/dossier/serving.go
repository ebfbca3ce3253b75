package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"dossier/internal/briefing"
	"dossier/internal/build"
	"dossier/internal/cache"
	"dossier/internal/config"
	"dossier/internal/folders"
	"dossier/internal/watch"
)

// opener opens the site of a preview as often as it is asked to.
type opener struct {
	*serving
	stats *build.Stats
}

func (v *serving) opener(ctx context.Context) *opener {
	o := &opener{v, &build.Stats{}}
	v.end = v.app.watch(ctx, o.stats)
	return o
}

// open opens the site's folder and reads its configuration. Errors in that are told with
// those of content.
func (o *opener) open(m briefing.Marking) (build.Opened, error) {
	root, err := os.OpenRoot(o.dir)
	if err != nil {
		return build.Opened{}, fmt.Errorf("opening the site: %w", err)
	}
	site, err := o.opened(root, m)
	if err != nil {
		return site, errors.Join(err, root.Close())
	}
	return site, nil
}

func (o *opener) opened(root *os.Root, m briefing.Marking) (build.Opened, error) {
	cfg, said, err := config.Load(root.FS(), o.env, o.environ)
	if errors.Is(err, config.ErrNoConfig) {
		return build.Opened{}, fmt.Errorf("there is no dossier.toml in %q", o.dir)
	}
	if err != nil {
		return build.Opened{}, err
	}
	flags := o.flags.editionFlags
	flags.edition = m.String()
	options, err := o.options(root, cfg, false, flags)
	if err != nil {
		return build.Opened{}, err
	}
	tree := folders.New(root)
	options.Root, options.Build = tree.FS(), o.program
	select {
	case <-o.began:
	default:
		options.Stats = o.stats
	}
	return build.Opened{Options: options, Clock: o.clock(options), Said: said, Close: func() error { return errors.Join(tree.Close(), root.Close()) }}, nil
}

// run shows the site until the context is done.
func (v *serving) run(ctx context.Context, url string, w *watch.Watch) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return v.server.Serve(ctx) })
	group.Go(func() error { return w.Run(ctx) })
	group.Go(func() error { return v.follow(ctx, w.Batches()) })
	if v.flags.browser {
		group.Go(func() error { return v.show(ctx, url) })
	}
	return group.Wait()
}

// follow makes the first edition, and another one with what changes.
func (v *serving) follow(ctx context.Context, batches <-chan watch.Batch) error {
	err := v.site.Begin(ctx)
	close(v.began)
	v.end()
	if err != nil && ctx.Err() == nil {
		return v.editionFault(err)
	}
	changes := make(chan []string)
	var following sync.WaitGroup
	following.Go(func() { v.site.Follow(ctx, changes, v.server.Changed) })
	defer following.Wait() // or the site would be closed while it is looked at
	defer close(changes)
	for b := range batches {
		select {
		case changes <- v.pathsOf(b):
		case <-ctx.Done():
		}
	}
	return ctx.Err()
}

// clock gives the moment to show the site at: --now for ever, or the clock's.
func (v *serving) clock(o build.Options) func() time.Time {
	if v.flags.now == "" {
		return v.app.now
	}
	return func() time.Time { return o.Now }
}

// cacheOf opens the cache of an edition, nil where there can be none.
func (v *serving) cacheOf(m briefing.Marking) *cache.Cache {
	root, err := os.OpenRoot(v.dir)
	if err != nil {
		v.tellUnkept(err)
		return nil
	}
	defer root.Close()
	return v.openCache(root, m, v.flags.drafts || v.flags.scheduled, v.program)
}

// known gives the highest edition of which an earlier preview left a cache, or else an
// earlier build.
func (v *serving) known() briefing.Marking {
	for _, heldBack := range []bool{v.flags.drafts || v.flags.scheduled, false} {
		for _, m := range slices.Backward(briefing.Markings()) {
			if _, err := os.Stat(filepath.Join(v.app.cacheFolder(m, heldBack), "index")); err == nil {
				return m
			}
		}
	}
	return briefing.Unmarked
}

// show opens the browser, which the preview can do without.
func (v *serving) show(ctx context.Context, url string) error {
	if err := openBrowser(ctx, url); err != nil && ctx.Err() == nil {
		fmt.Fprintf(v.err, "dossier: no browser could be opened: %v\n", err)
	}
	return nil
}

// openBrowser shows the home page.
func openBrowser(ctx context.Context, url string) error {
	program := []string{"xdg-open"}
	switch runtime.GOOS {
	case "darwin":
		program = []string{"open"}
	case "windows":
		program = []string{"rundll32", "url.dll,FileProtocolHandler"}
	}
	return exec.CommandContext(ctx, program[0], append(program[1:], url)...).Run()
}
