package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"dossier/internal/build"
	"dossier/internal/cache"
	"dossier/internal/diag"
	"dossier/internal/output"
)

// building is one build of a site into a folder.
type building struct {
	*app
	*opened
	out     string
	options output.Options
	found   chan *output.Found // what stands there, looked at beside the site
	begun   *begun
}

// outcome is what a build came to.
type outcome struct {
	*build.Result
	output.Report
	same bool      // as the last one: nothing was made
	said diag.List // all diagnostics
}

// run makes the archive, unless nothing changed since it was made.
func (b *building) run(ctx context.Context, strict bool) (outcome, error) {
	b.find()
	looked, err := build.LookAt(b.Options)
	if err != nil {
		return outcome{}, b.editionFault(err)
	}
	r, report, same := b.unchanged(looked)
	if !same {
		collectorOf(ctx).keep(buildPace.of(looked.Texts()))
		b.begin()
		defer b.giveUp()
		if r, err = b.edition(ctx, looked); err != nil {
			return outcome{}, b.editionFault(err)
		}
	}
	b.Stats.Enter(build.Tell, 0)
	said := b.tellEdition(b.opened, r, diag.Warning)
	if stops(said, strict) {
		return outcome{}, &fault{exitContent, errors.New("nothing was written: " + count(said)), ""}
	}
	if !same {
		if r, report, err = b.write(ctx, r); err != nil {
			return outcome{}, b.writeFault(err)
		}
	}
	return outcome{r, report, same, said}, nil
}

// find begins to look at the output.
func (b *building) find() {
	found, options := make(chan *output.Found, 1), b.options
	b.found = found
	go func() { found <- output.Find(b.out, options) }()
}

// unchanged gives the outcome of the last build if this one would come to the same and
// its output is there, untouched.
func (b *building) unchanged(looked *build.Looked) (*build.Result, output.Report, bool) {
	r, same := looked.Unchanged(b.place())
	if !same {
		return nil, output.Report{}, false
	}
	b.Stats.Enter(build.Standing, 0)
	found := <-b.found
	report, there := found.Untouched(kindOf(b.Options))
	b.found <- found // what stands is known, though it is not what it should be
	return r, report, there && report.Manifest == r.Output
}

// begun is an output that is being opened, while the edition is made.
type begun struct {
	ready chan struct{}
	w     *output.Writer
	err   error
}

// begin opens the output and looks at what the last build left there.
func (b *building) begin() {
	begun := &begun{ready: make(chan struct{})}
	b.begun = begun
	kind, options := kindOf(b.Options), b.options // now: forget may change the options meanwhile
	found := b.found
	b.found = nil // it is good for one build
	go func() {
		defer close(begun.ready)
		if found != nil {
			options.Found = <-found
		}
		if begun.w, begun.err = output.Begin(b.out, kind, options); begun.err == nil {
			begun.w.Look()
		}
	}()
}

// giveUp lets go of the output, unless the build is in place.
func (b *building) giveUp() {
	if <-b.begun.ready; b.begun.err == nil {
		b.begun.w.Abort()
	}
}

// place names the folder in the same way whatever folder the command runs in.
func (b *building) place() string {
	if abs, err := filepath.Abs(b.out); err == nil {
		return abs
	}
	return b.out
}

// edition makes the edition, a second time where the cache turns out to be damaged.
func (b *building) edition(ctx context.Context, looked *build.Looked) (*build.Result, error) {
	r, err := looked.Edition(ctx)
	if errors.Is(err, cache.ErrDamaged) {
		return b.again(ctx, err)
	}
	return b.kept(r, err)
}

// again makes the edition once more, without what a damaged cache held.
func (b *building) again(ctx context.Context, why error) (*build.Result, error) {
	b.forget(why)
	looked, err := build.LookAt(b.Options)
	if err != nil {
		return nil, err
	}
	return b.kept(looked.Edition(ctx))
}

// kept says of an edition that was made why the cache could not be kept.
func (b *building) kept(r *build.Result, err error) (*build.Result, error) {
	if err == nil && r.Unkept != nil {
		fmt.Fprintf(b.err, "dossier: %v\n", r.Unkept)
	}
	return r, err
}

// errChanged says that an edition which was made again is not the one that was told of:
// it may have errors now.
var errChanged = errors.New("the site changed meanwhile: build again")

// write renders the edition and puts it in place. Where the cache turns out to be
// damaged the edition is made again, and put in place if all that was told holds of it.
func (b *building) write(ctx context.Context, told *build.Result) (*build.Result, output.Report, error) {
	report, err := b.writeOnce(ctx, told)
	if !errors.Is(err, cache.ErrDamaged) {
		return told, report, err
	}
	b.begin()
	r, err := b.again(ctx, err)
	if err != nil {
		return nil, report, err
	}
	if r.Withheld != told.Withheld || !slices.Equal(r.Diags.AtLeast(diag.Warning), told.Diags.AtLeast(diag.Warning)) {
		return nil, report, errChanged
	}
	report, err = b.writeOnce(ctx, r)
	return r, report, err
}

func (b *building) writeOnce(ctx context.Context, r *build.Result) (output.Report, error) {
	b.Stats.Enter(build.Standing, 0)
	if <-b.begun.ready; b.begun.err != nil {
		return output.Report{}, b.begun.err
	}
	report, err := build.Write(ctx, r, b.begun.w)
	if err != nil {
		return report, err
	}
	if err := r.End(b.Options, b.place(), report.Manifest); err != nil {
		fmt.Fprintf(b.err, "dossier: %v\n", err)
	}
	return report, nil
}
