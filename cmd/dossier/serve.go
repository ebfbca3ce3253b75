package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dossier/internal/briefing"
	"dossier/internal/live"
	"dossier/internal/preview"
)

// serveFlags are those of serve.
type serveFlags struct {
	editionFlags
	addr, editor        string
	noDrafts, noPending bool
	poll                time.Duration
	browser             bool
}

func (a *app) serveCommand() *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use:   "serve",
		Short: "Show the archive while it is written",
		Long: `Show the archive in the browser as its readers will see it, drafts and scheduled
briefings too, and follow every save: open pages change by themselves. Nothing is
written but the cache.

It starts with the highest edition that there is, or with that of --edition, above
which nothing is shown; the strip at the foot of each page switches to those below.
What is wrong with the files is told here and in the browser, where the last good
edition stays until it is mended.

Only this machine is let in, unless --addr names another address. An interrupt ends
it, with exit code 0.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.serve(c.Context(), f)
		},
	}
	flags := c.Flags()
	flags.StringVar(&f.addr, "addr", "127.0.0.1:8080", "where to listen; the next free port where that one is taken, any for port 0")
	flags.StringVar(&f.edition, "edition", "", "the highest edition to be shown (default the highest that there is)")
	flags.BoolVar(&f.noDrafts, "no-drafts", false, "without drafts")
	flags.BoolVar(&f.noPending, "no-scheduled", false, "without embargoed and future-dated briefings")
	flags.StringVar(&f.baseURL, "base-url", "", "where the site will stand, instead of base_url")
	flags.StringVar(&f.now, "now", "", "the moment to show it at, as in 2026-11-24T09:00:00Z")
	flags.DurationVar(&f.poll, "poll", 0, "look for changes this often, as in 2s, instead of being told of them")
	flags.BoolVar(&f.browser, "open", false, "open the browser")
	flags.StringVar(&f.editor, "editor", "", "address that opens a file, as in vscode://file/{path}:{line}:{col}")
	complete(c, "edition", labels())
	return c
}

// serving is a site that is shown.
type serving struct {
	*app
	flags   serveFlags
	program briefing.Sum
	top     briefing.Marking // the highest that is to be shown; Unmarked for what there is
	site    *live.Site
	server  *preview.Server
	notices notices
	told    briefing.Marking // of the edition of which was told that it is shown
	began   chan struct{}    // closed once the first edition is made
	end     func()           // of the progress
}

func (a *app) serve(ctx context.Context, f serveFlags) error {
	collectorOf(ctx).keep(previewPace)
	v := &serving{app: a, flags: f, began: make(chan struct{})}
	v.flags.drafts, v.flags.scheduled = !f.noDrafts, !f.noPending
	if err := v.check(); err != nil {
		return err
	}
	w, err := v.watcher()
	if err != nil {
		return err
	}
	v.begin(ctx)
	url, err := v.listen(ctx)
	if err != nil {
		return err
	}
	err = v.run(ctx, url, w)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		err = nil
	}
	return errors.Join(err, v.close())
}

// check refuses what is wrong with the flags, and a site that is none.
func (v *serving) check() error {
	if v.flags.poll < 0 {
		return usage("", "--poll: %s is no time to wait", v.flags.poll)
	}
	if err := checkAddress(v.flags.addr); err != nil {
		return usage("write a host and a port, as in 127.0.0.1:8080", "--addr: %w", err)
	}
	s, err := v.app.site(v.flags.editionFlags, false)
	if err != nil {
		return err
	}
	if v.flags.edition != "" {
		v.top = s.Edition
	}
	return s.close()
}

// checkAddress holds that an address has a port that is a number.
func checkAddress(addr string) error {
	_, port, err := net.SplitHostPort(addr)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	return err
}

// begin makes what shows the site.
func (v *serving) begin(ctx context.Context) {
	v.program = program()
	first := v.opener(ctx)
	v.site = live.New(live.Options{
		Open: first.open, Cache: v.cacheOf, First: v.known(), Top: v.top, Tell: v.tellMoment,
	})
	root, _ := filepath.Abs(v.dir)
	v.server = preview.New(v.site, preview.Options{
		Addr: v.flags.addr, Root: root, Editor: v.flags.editor, Notices: v.notices.all, Log: log.New(v.err, "dossier: ", 0),
	})
	v.notices.add(v.shown())
}

// shown says what is shown besides what is published.
func (v *serving) shown() string {
	switch {
	case v.flags.drafts && v.flags.scheduled:
		return "drafts and scheduled briefings are shown"
	case v.flags.drafts:
		return "drafts are shown"
	case v.flags.scheduled:
		return "scheduled briefings are shown"
	}
	return ""
}

func (v *serving) listen(ctx context.Context) (string, error) {
	url, err := v.server.Listen(ctx)
	if err != nil {
		return "", &fault{exitFailed, fmt.Errorf("listening: %w", err), "name another address with --addr, as in --addr 127.0.0.1:0 for any free port"}
	}
	if wanted := v.flags.addr; !strings.HasSuffix(wanted, ":0") && !strings.HasSuffix(url, wanted[strings.LastIndexByte(wanted, ':'):]+"/") {
		fmt.Fprintf(v.err, "dossier: %s is taken\n", wanted)
	}
	fmt.Fprintln(v.out, url)
	return url, nil
}

// close keeps what was learnt, and may take a moment for it.
func (v *serving) close() error {
	v.end()
	if err := v.site.Close(context.Background()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("keeping the cache: %w", err)
	}
	return nil
}
