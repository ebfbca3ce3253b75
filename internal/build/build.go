// Package build puts the stages in order. Edition reads as the drawing in the
// README: load, parse and resolve, collect, plan; Write renders and writes.
//
// Codes. Errors: file-unclean, picture-unclean, picture-unreadable, unreadable. For the
// curious: base-url-missing.
package build

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"dossier/internal/archive"
	"dossier/internal/asset"
	"dossier/internal/briefing"
	"dossier/internal/config"
	"dossier/internal/content"
	"dossier/internal/cores"
	"dossier/internal/diag"
	"dossier/internal/markdown"
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
	Program   string // "dossier 1.0.0"
}

// Result is one edition, planned and ready to be rendered, and all that there is
// to say of it. Site is nil when errors stood in the way of planning.
type Result struct {
	Site     *site.Site
	Archive  *archive.Archive
	Register *source.Register
	Renderer *render.Renderer
	theme    briefing.Sum // of the templates
	Withheld content.Withheld
	Diags    diag.List // sorted
}

// Edition makes one edition from the site's folder, up to its planned pages.
// Faults of content are diagnostics, all of them; an error means that the folder
// could not be read.
func Edition(o Options) (*Result, error) {
	loaded, err := content.Load(o.Root, loadOptions(o))
	if err != nil {
		return nil, err
	}
	r := &Result{Withheld: loaded.Withheld, Diags: loaded.Diags}
	register := r.register(loaded.Register, o)
	briefings := r.resolve(loaded.Files, register, o)
	r.Archive = r.collect(briefings, register, loaded.Tags)
	if err := r.plan(loaded, o); err != nil {
		return nil, err
	}
	r.Diags = r.Diags.Without(o.Config.Silence).Sort()
	return r, nil
}

func loadOptions(o Options) content.Options {
	return content.Options{
		Folder: o.Folder, Bare: o.Bare,
		Edition: o.Edition, Default: o.Config.Marking,
		Drafts: o.Drafts, Scheduled: o.Scheduled,
		Now: o.Now, Zone: o.Config.Zone,
	}
}

// resolve parses every file and resolves its notes, each file on its own: on all
// cores, with an outcome that does not depend on which was first.
func (r *Result) resolve(files []*briefing.File, register *source.Register, o Options) []*briefing.Briefing {
	parser := markdown.New(markdown.Options{TrustHTML: o.Config.TrustHTML})
	out := make([]*briefing.Briefing, len(files))
	diags := make([]diag.List, len(files))
	cores.Each(len(files), func(i int) {
		doc := parser.Parse(files[i].Body, files[i].BodyLine)
		diags[i] = slices.Clone(doc.Diags)
		if o.Bare { // there the first heading is the title
			diags[i] = diags[i].Without([]string{"heading-level-1"})
		}
		for k := range diags[i] {
			diags[i][k].Path = files[i].Path
		}
		files[i].Body = nil // the document holds all that is needed of it
		var found diag.List
		out[i], found = register.Resolve(files[i], doc)
		diags[i] = append(diags[i], found...)
	})
	r.Diags = append(r.Diags, slices.Concat(diags...)...)
	return out
}

func (r *Result) collect(briefings []*briefing.Briefing, register *source.Register, tags []briefing.TagEntry) *archive.Archive {
	a, diags := archive.New(archive.Input{Briefings: briefings, Outlets: register.Outlets(), Vocabulary: tags, Linkable: register.Linkable})
	r.Diags = append(r.Diags, diags...)
	return a
}

// plan reads what pages are made of besides briefings (templates, words, static
// files, pictures), and plans the site.
func (r *Result) plan(loaded *content.Site, o Options) error {
	templates, diags, err := render.ParseTemplates(o.Templates, sub(o.Root, "templates"))
	r.note(diags, err, "templates")
	words, diags, err := render.ParseWords(o.Templates, sub(o.Root, "templates"), o.Config.Language)
	r.note(diags, err, "templates")
	assets, diags := asset.Collect(o.Static, sub(o.Root, "static"))
	r.note(diags, nil, "static")
	if r.Diags.Count(diag.Error) > 0 && (templates == nil || assets == nil || words.Dir == "") {
		return nil
	}
	s, diags, err := site.New(site.Input{
		Config: o.Config, Archive: r.Archive, Edition: o.Edition, Words: words,
		Assets: assets, Pictures: r.pictures(loaded, o), Linkable: r.Register.Linkable,
		Program: o.Program, Now: o.Now, Folder: lookedAt(loaded, o),
	})
	r.note(diags, nil, "")
	if o.Config.BaseURL == "" && !o.Bare {
		r.Diags.Add(diag.Pos{Path: "dossier.toml"}, diag.Info, "base-url-missing", "feeds, sitemap and canonical links have no whole addresses without base_url")
		r.Diags.Hint("say where the site will stand: base_url = \"https://example.org/\", or --base-url for one build")
	}
	r.Site = s
	r.Renderer, r.theme = render.New(s, templates), templates.Sum
	return err
}

// Fingerprints gives the fingerprints of the edition's pages.
func (r *Result) Fingerprints() *site.Fingerprints { return r.Site.Fingerprints(r.theme) }

// note keeps diagnostics, and makes one of an error that concerns a folder.
func (r *Result) note(diags diag.List, err error, folder string) {
	r.Diags = append(r.Diags, diags...)
	if err != nil {
		r.Diags.Add(diag.Pos{Path: folder}, diag.Error, "unreadable", "%v", err)
	}
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
	return f
}

// Write renders every page of an edition into an output folder. Nothing of the
// folder is touched before all pages have rendered.
func Write(ctx context.Context, r *Result, w *output.Writer) (output.Report, error) {
	pages := r.Site.Pages()
	var group errgroup.Group
	next := make(chan site.Page, 64)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			var buf bytes.Buffer
			var first error
			for p := range next { // drained also after a fault, so that the sender is never stuck
				if first == nil {
					first = renderOne(ctx, r, p, &buf, w)
				}
			}
			return first
		})
	}
	for _, p := range pages {
		next <- p
	}
	close(next)
	if err := group.Wait(); err != nil {
		w.Abort()
		return output.Report{}, err
	}
	return w.Commit()
}

func renderOne(ctx context.Context, r *Result, p site.Page, buf *bytes.Buffer, w *output.Writer) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	buf.Reset()
	if err := r.Renderer.Render(p, buf); err != nil {
		return fmt.Errorf("rendering %s: %w", p.Path, err)
	}
	return w.Put(classOf(p.Kind), p.Output(), buf.Bytes())
}

// classOf says in which order files are put in place: what pages refer to comes
// before them, lists and feeds after them.
func classOf(k site.Kind) output.Class {
	switch k {
	case site.Asset, site.File:
		return output.Asset
	case site.Briefing, site.Plain, site.Shelf, site.Leaf, site.Export:
		return output.Page
	case site.Atom, site.JSONFeed, site.TagAtom, site.Sitemap, site.SitemapPart:
		return output.Feed
	}
	return output.List
}

// TemplateFault gives the diagnostic of an error of Write that a template caused.
func TemplateFault(err error) (diag.Diagnostic, bool) { return render.AsDiagnostic(err) }
