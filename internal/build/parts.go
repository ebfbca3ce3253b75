package build

import (
	"context"
	"errors"
	"time"

	"dossier/internal/archive"
	"dossier/internal/briefing"
	"dossier/internal/cache"
	"dossier/internal/content"
	"dossier/internal/diag"
	"dossier/internal/markdown"
	"dossier/internal/site"
)

// parts are an edition with all that it is made of, one field after the other: whoever
// wants the next one need make anew only what comes after what changed.
type parts struct {
	*Result
	o      Options
	memory *memory
	loaded *content.Site
	theme  theme
	shown  []site.PictureFile
	said   said
	opened int  // of the Follower, when it was made
	faulty bool // there is none: the configuration is at fault
}

// said is what there is to say of an edition, by what it is said of. What is said of a
// text is with the text.
type said struct{ register, folder, archive, templates, static, pictures, site diag.List }

// readTexts reads the folder and makes briefings of what is of the edition.
func (e *parts) readTexts(ctx context.Context) ([]*briefing.Briefing, error) {
	m := e.memory
	v := e.resolver(ctx)
	e.stats.Enter(Read, m.scan.Texts())
	e.loaded = m.scan.Load(v.read)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	e.Withheld, e.until = e.loaded.Withheld, e.loaded.Until
	e.said.folder = e.loaded.Diags
	m.tags = sumOf(e.loaded.Tags)
	texts := v.briefings(e.loaded.Files, &e.said.folder)
	m.singleOut()
	return texts, nil
}

func (e *parts) resolver(ctx context.Context) *resolver {
	return &resolver{
		memory: e.memory, register: e.Register, bare: e.o.Bare, ctx: ctx,
		parser: markdown.New(markdown.Options{TrustHTML: e.o.Config.TrustHTML}),
	}
}

func (e *parts) collect(texts []*briefing.Briefing) {
	e.stats.Enter(Collect, 0)
	e.Archive, e.said.archive = archive.New(archive.Input{
		Briefings: texts, Outlets: e.Register.Outlets(), Vocabulary: e.loaded.Tags, Linkable: e.Register.Linkable,
	})
}

// relate finds the related briefings, where that is kept for the next build; else they
// are found page by page.
func (e *parts) relate() {
	if e.memory.keeps {
		e.Archive.Relate(e.memory.known(e.Archive))
	}
}

// plan plans the site of what was read before, from the one that was planned before where
// there is one.
func (e *parts) plan() error {
	o, last := e.o, e.Site
	e.said.site = nil
	e.Site, e.Renderer = nil, nil
	if !e.theme.whole() {
		return nil
	}
	plan := site.New
	if last != nil {
		plan = last.With
	}
	s, diags, err := plan(e.input())
	if o.Config.BaseURL == "" && !o.Bare {
		diags.Add(diag.Pos{Path: "dossier.toml"}, diag.Info, "base-url-missing", "feeds, sitemap and canonical links have no whole addresses without base_url")
		diags.Hint("say where the site will stand: base_url = \"https://example.org/\", or --base-url for one build")
	}
	e.Site, e.said.site = s, diags
	e.renderWith(e.theme.templates)
	return err
}

// input gives all that the site is planned from.
func (e *parts) input() site.Input {
	o := e.o
	return site.Input{
		Config: o.Config, Archive: e.Archive, Edition: o.Edition, Words: e.theme.words,
		Assets: e.theme.assets, Pictures: e.shown, Linkable: e.Register.Linkable,
		Program: o.Program, Now: o.Now, Folder: lookedAt(e.loaded, o), Texts: textsOf(o),
	}
}

// end says what the edition came to.
func (e *parts) end() {
	e.Edition, e.Now, e.Zone = e.o.Edition, e.o.Now, e.o.Config.Zone
	e.Count = Count{len(e.Archive.Briefings), len(e.Archive.Sources)}
	s := &e.said
	var all diag.List
	for _, some := range []diag.List{s.register, s.folder, e.memory.saidOfTexts(), s.archive, s.templates, s.static, s.pictures, s.site} {
		all = append(all, some...)
	}
	e.Diags = all.Without(e.o.Config.Silence).Sort()
}

// remember keeps what was learnt for the next build.
func (e *parts) remember() error {
	m := e.memory
	e.inputs = m.inputs
	if m.cache == nil {
		return nil
	}
	e.stats.Enter(Keep, 0)
	if m.fault == nil {
		m.fault = m.keep(e.Result, e.o)
	}
	if errors.Is(m.fault, cache.ErrDamaged) {
		return m.fault
	}
	e.Unkept = m.fault
	return nil
}

// Until gives the moment at which the same files would come to another edition, zero for
// never.
func (r *Result) Until() time.Time { return r.until }
