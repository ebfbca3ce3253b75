// Package build puts the stages in order. Edition reads as the drawing in the
// README: load, parse and resolve, collect, plan; Write renders and writes.
//
// Codes. Errors: file-unclean, picture-unclean, picture-unreadable, unreadable. For the
// curious: base-url-missing.
package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"dossier/internal/archive"
	"dossier/internal/briefing"
	"dossier/internal/cache"
	"dossier/internal/config"
	"dossier/internal/content"
	"dossier/internal/diag"
	"dossier/internal/output"
	"dossier/internal/render"
	"dossier/internal/site"
	"dossier/internal/source"
)

// Options says what to make an edition of, and for whom.
type Options struct {
	Root      fs.FS  // the site's folder
	Folder    string // of content within it; "" for "content"
	Bare      bool   // any folder of Markdown: front matter may be missing
	Config    *config.Config
	Templates fs.FS // the theme's
	Static    fs.FS // the theme's
	Edition   briefing.Marking
	Drafts    bool // drafts too
	Scheduled bool // embargoed and future-dated briefings too
	Now       time.Time
	Program   string       // "dossier 1.0.0"
	Build     briefing.Sum // of the program itself: another one trusts nothing that this one kept
	Cache     *cache.Cache // of this kind of edition; nil: nothing is kept, texts stay in memory
	Rehash    bool         // read also what is the same by its stamp
	Stats     *Stats       // to be filled; nil: nobody wants to know
}

// Result is one edition, planned and ready to be rendered, and all that there is
// to say of it. Site is nil when errors stood in the way of planning.
type Result struct {
	Site     *site.Site
	Archive  *archive.Archive
	Register *source.Register
	Renderer *render.Renderer
	stats    *Stats
	made     briefing.Sum // of program and templates
	inputs   briefing.Sum // of all that the edition is made from; zero where that is not known for sure
	until    time.Time    // when the same would come to another edition; zero for never
	Withheld content.Withheld
	Diags    diag.List // sorted
	Count    Count
	Edition  briefing.Marking
	Now      time.Time      // for which it was made
	Zone     *time.Location // of dates without one
	Unkept   error          // why the cache could not be kept; nil when it was
	Output   output.Sum     // from Unchanged: of the manifest of the last output
}

// Edition makes one edition from the site's folder, up to its planned pages.
// Faults of content are diagnostics, all of them; an error means that the folder, or
// the cache (cache.ErrDamaged), could not be read.
func Edition(o Options) (*Result, error) {
	l, err := LookAt(o)
	if err != nil {
		return nil, err
	}
	return l.Edition(context.Background())
}

// Edition is Edition of a site that was looked at. It ends early, with the error of the
// context, when that is done.
func (l *Looked) Edition(ctx context.Context) (*Result, error) {
	e, err := l.kept(ctx)
	if err != nil {
		return nil, err
	}
	return e.Result, nil
}

// kept makes the edition of what the cache knows, and keeps what was learnt.
func (l *Looked) kept(ctx context.Context) (*parts, error) {
	m, err := l.recall()
	if err != nil {
		return nil, err
	}
	e, err := l.edition(ctx, m)
	if err != nil {
		return nil, err
	}
	return e, e.remember()
}

// edition makes the edition, of what is known from an earlier one and of what is there now.
func (l *Looked) edition(ctx context.Context, m *memory) (*parts, error) {
	e := &parts{Result: &Result{stats: l.o.Stats}, o: l.o, memory: m}
	if err := e.readRegister(); err != nil {
		return nil, err
	}
	texts, err := e.readTexts(ctx)
	if err != nil {
		return nil, err
	}
	e.collect(texts)
	var related sync.WaitGroup // which planning does not ask for
	related.Go(e.relate)
	e.readTheme()
	e.readPictures()
	err = e.plan()
	related.Wait()
	if err := errors.Join(err, ctx.Err()); err != nil {
		return nil, err
	}
	e.end()
	return e, nil
}

func loadOptions(o Options) content.Options {
	return content.Options{
		Folder: o.Folder, Bare: o.Bare,
		Edition: o.Edition, Default: o.Config.Marking,
		Drafts: o.Drafts, Scheduled: o.Scheduled,
		Now: o.Now, Zone: o.Config.Zone,
	}
}

// Fingerprints gives the fingerprints of the edition's pages.
func (r *Result) Fingerprints() *site.Fingerprints { return r.Site.Fingerprints(r.made) }

// textsOf gives where texts are put away, nil where they are not.
func textsOf(o Options) site.Texts {
	if o.Cache == nil {
		return nil
	}
	return o.Cache
}

// sub gives a folder of the site, nil when there is none.
func sub(root fs.FS, name string) fs.FS {
	if info, err := fs.Stat(root, name); err != nil || !info.IsDir() {
		return nil
	}
	f, err := fs.Sub(root, name)
	if err != nil {
		return nil
	}
	return partFS{f, root, name}
}

// Write renders the pages of an edition into an output folder: those that the last
// build did not make of the same. Nothing of the folder is touched before all pages
// have rendered.
func Write(ctx context.Context, r *Result, w *output.Writer) (output.Report, error) {
	r.stats.Enter(Compare, 0)
	pages, prints := r.Site.Pages(), r.Fingerprints()
	r.stats.Enter(Render, len(pages))
	var group errgroup.Group
	var next atomic.Int64
	turns := r.Site.InTurn()
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			var buf bytes.Buffer
			for i := int(next.Add(1)) - 1; i < len(turns); i = int(next.Add(1)) - 1 {
				p := pages[turns[i]]
				if err := r.write(ctx, p, prints.Of(p), &buf, w); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		w.Abort()
		return output.Report{}, err
	}
	r.stats.Enter(Commit, 0)
	return w.Commit()
}

func (r *Result) write(ctx context.Context, p site.Page, print uint64, buf *bytes.Buffer, w *output.Writer) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	defer r.stats.step()
	class, path := classOf(p.Kind), p.Output()
	if w.Keep(class, path, output.Fingerprint(print)) {
		return nil
	}
	buf.Reset()
	l := r.stats.lap()
	if err := r.Renderer.Render(p, buf); err != nil {
		return fmt.Errorf("rendering %s: %w", p.Path, err)
	}
	l.add(&r.stats.Work.Render)
	err := w.Put(class, path, buf.Bytes(), output.Fingerprint(print))
	l.add(&r.stats.Work.Stage)
	return err
}

// classOf says in which order files are put in place: what pages refer to comes
// before them, lists and feeds after them.
func classOf(k site.Kind) output.Class {
	switch k {
	case site.Asset, site.File:
		return output.Asset
	case site.Briefing, site.Plain, site.Shelf, site.Leaf, site.SourceYear, site.Export:
		return output.Page
	case site.Atom, site.JSONFeed, site.TagAtom, site.Sitemap, site.SitemapPart:
		return output.Feed
	}
	return output.List
}

// TemplateFault gives the diagnostic of an error of Write that a template caused.
func TemplateFault(err error) (diag.Diagnostic, bool) { return render.AsDiagnostic(err) }
