package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// bench is one run: its programs, and a folder that holds the archive (site), what
// is made of it (out-*) and the programs.
type bench struct {
	options
	progress      io.Writer
	root          string
	self, dossier string // programs
	turn          int    // edits so far
	samples       map[string][]sample
}

// sample is what one run of a program took.
type sample struct {
	took  time.Duration
	peak  int64 // of memory, in bytes; 0 where it is not known
	files int   // written
}

func (b *bench) path(name string) string { return filepath.Join(b.root, name) }

// prepare builds the command and makes the archive, and Hugo's site around it.
func (b *bench) prepare(ctx context.Context) (err error) {
	if b.self, err = os.Executable(); err != nil {
		return err
	}
	if b.root, err = os.MkdirTemp(b.dir, "scale-"); err != nil {
		return err
	}
	if b.root, err = filepath.Abs(b.root); err != nil {
		return err
	}
	fmt.Fprintf(b.progress, "making %d briefings in %s\n", b.n, b.root)
	b.dossier = b.path("dossier.exe")
	for _, c := range []*exec.Cmd{
		exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", b.dossier, "dossier/cmd/dossier"),
		exec.CommandContext(ctx, b.self, "make", strconv.Itoa(b.n), b.path("site")),
	} {
		if said, err := c.CombinedOutput(); err != nil {
			return fmt.Errorf("%v: %w\n%s", c, err, said)
		}
	}
	return hugoSite(b.path("hugo"), b.path("site"))
}

func (b *bench) close() error {
	if b.keep {
		fmt.Fprintln(b.progress, "kept:", b.root)
		return nil
	}
	return os.RemoveAll(b.root)
}

// round measures each row once.
func (b *bench) round(ctx context.Context, round int) error {
	for _, r := range b.rows {
		s, err := b.measure(ctx, r)
		if err != nil {
			return fmt.Errorf("%s: %w", r.what, err)
		}
		b.samples[r.name] = append(b.samples[r.name], s)
		fmt.Fprintf(b.progress, "round %d of %d: %s: %.3g s, %s written\n", round+1, b.rounds, r.what, s.took.Seconds(), plural(s.files, "file"))
	}
	return nil
}

func (b *bench) measure(ctx context.Context, r row) (sample, error) {
	out, args := b.command(r.name)
	var since time.Time
	time.Sleep(max(b.rest, 20*time.Millisecond)) // at least: times of files may lag behind the clock's by its tick
	if r.fresh {
		err := errors.Join(os.RemoveAll(out), os.RemoveAll(b.path("site/.dossier")))
		if err != nil {
			return sample{}, err
		}
	} else {
		since = time.Now()
	}
	if r.edit != nil {
		if err := r.edit(b.path("site"), b.n, b.turn); err != nil {
			return sample{}, err
		}
		b.turn++
	}
	s, err := b.start(ctx, args)
	if err != nil {
		return s, err
	}
	s.files, err = written(out, since)
	if err == nil && r.fresh && s.files < b.n {
		err = fmt.Errorf("%v wrote %s for %d briefings", args, plural(s.files, "file"), b.n)
	}
	return s, err
}

// command gives the command line of a row, and the folder that it writes to.
func (b *bench) command(name string) (out string, args []string) {
	switch name {
	case "floor":
		out = b.path("out-floor")
		return out, []string{b.self, "floor", b.path("site/content"), out}
	case "hugo":
		out = b.path("out-hugo")
		return out, []string{b.hugo, "--quiet", "--source", b.path("hugo"), "--destination", out}
	}
	out = b.path("out-dossier")
	return out, []string{b.dossier, "build", "--site", b.path("site"), "--out", out}
}

// start runs a program to its end. What it says goes to a file: reading it would
// take of its processors.
func (b *bench) start(ctx context.Context, args []string) (sample, error) {
	said, err := os.Create(b.path("said"))
	if err != nil {
		return sample{}, err
	}
	defer said.Close()
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Stdout, cmd.Stderr = said, said
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+b.path("cache"))
	begun := time.Now()
	err = cmd.Run()
	took := time.Since(begun)
	if err != nil {
		text, _ := os.ReadFile(said.Name())
		return sample{}, fmt.Errorf("%v: %w\n%s", cmd, err, text[max(0, len(text)-2000):])
	}
	return sample{took: took, peak: peakMemory(cmd.ProcessState)}, nil
}

// written counts the files of an output that were written since a moment, without
// those that dossier keeps for itself.
func written(dir string, since time.Time) (n int, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		info, err := d.Info()
		if err == nil && !info.ModTime().Before(since) {
			n++
		}
		return err
	})
	return n, err
}
