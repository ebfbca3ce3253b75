package build

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"dossier/internal/biblio"
	"dossier/internal/briefing"
	"dossier/internal/config"
	"dossier/internal/content"
	"dossier/internal/cores"
	"dossier/internal/diag"
	"dossier/internal/picture"
	"dossier/internal/site"
	"dossier/internal/source"
)

// register reads the source register from its files, in whichever form each has.
func (r *Result) register(files []content.Raw, o Options) *source.Register {
	var records []briefing.Record
	var outlets []briefing.OutletRecord
	for _, f := range files {
		found, places, diags := readRegister(f, o.Edition)
		records, outlets = append(records, found...), append(outlets, places...)
		r.Diags = append(r.Diags, diags...)
	}
	register, diags := source.NewRegister(records, outlets, o.Edition, policies(o.Config))
	r.Diags = append(r.Diags, diags...)
	r.Register = register
	return register
}

func readRegister(f content.Raw, edition briefing.Marking) ([]briefing.Record, []briefing.OutletRecord, diag.List) {
	switch path.Ext(f.Path) {
	case ".bib":
		records, diags := biblio.ParseBibTeX(f.Path, f.Data, edition)
		return records, nil, diags
	case ".json":
		records, diags := biblio.ParseCSL(f.Path, f.Data, edition)
		return records, nil, diags
	}
	return source.ParseRegister(f.Path, f.Data, edition)
}

func policies(c *config.Config) source.Policies {
	return source.Policies{
		RequireSource: source.Policy(c.Policies.RequireSource),
		Untitled:      source.Policy(c.Policies.Untitled),
		Undated:       source.Policy(c.Policies.Undated),
		LandingPage:   source.Policy(c.Policies.LandingPage),
		NeverLink:     c.NeverLink,
	}
}

// pictures reads and cleans the files that the edition's briefings show or link
// to. What lies in a bundle and is used by nothing is not published, and a
// picture that cannot be cleaned neither.
func (r *Result) pictures(loaded *content.Site, o Options) []site.PictureFile {
	names := r.used(loaded)
	if o.Bare { // nothing is published, so all else may be linked too
		names = slices.DeleteFunc(names, func(n string) bool { return !picture.Is(n) })
	}
	found := make([]site.PictureFile, len(names))
	diags := make([]diag.List, len(names))
	cores.Each(len(names), func(i int) { found[i] = readPicture(o.Root, names[i], &diags[i]) })
	r.Diags = append(r.Diags, slices.Concat(diags...)...)
	return slices.DeleteFunc(found, func(p site.PictureFile) bool { return p.Data == nil })
}

func readPicture(root fs.FS, name string, diags *diag.List) site.PictureFile {
	at := diag.Pos{Path: name}
	if !picture.Is(name) {
		diags.Add(at, diag.Error, "file-unclean", "of the files beside texts only pictures are published, and this is none by its name")
		diags.Hint("put it into static/, where files are published as they are, and link it from the root, as in /%s", path.Base(name))
		return site.PictureFile{}
	}
	data, err := readBounded(root, name)
	if err != nil {
		diags.Add(at, diag.Error, "picture-unreadable", "the picture cannot be read: %v", err)
		return site.PictureFile{}
	}
	p, err := picture.Clean(name, data)
	if err != nil {
		diags.Add(at, diag.Error, "picture-unclean", "%v", err)
		diags.Hint("pictures are published without what their makers left in them; save it again as PNG or JPEG")
		return site.PictureFile{}
	}
	return site.PictureFile{Source: name, Data: p.Data, Sum: briefing.SumOf(p.Data), Width: p.Width, Height: p.Height}
}

// readBounded reads a picture, unless it is larger than any should be.
func readBounded(root fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(root, name)
	if err != nil {
		return nil, err
	}
	if info.Size() > picture.MaxBytes {
		return nil, fmt.Errorf("%d MB are more than the %d MB that a picture may have", info.Size()>>20, picture.MaxBytes>>20)
	}
	return fs.ReadFile(root, name)
}

// used lists those of the files beside briefings that a link, a picture or the
// front matter names.
func (r *Result) used(loaded *content.Site) []string {
	there := map[string]bool{}
	for _, o := range loaded.Others {
		there[o] = true
	}
	for _, f := range loaded.Files {
		for _, o := range f.Bundle {
			there[o] = true
		}
	}
	var out []string
	for _, b := range slices.Concat(r.Archive.Briefings, r.Archive.Pages) {
		for _, l := range b.Outline.Links {
			if name := beside(b, l.Target); there[name] {
				out = append(out, name)
			}
		}
		if name := beside(b, b.Front.Image.Value); there[name] {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// beside gives the path of what a link names relative to its file.
func beside(b *briefing.Briefing, link string) string {
	link, _, _ = strings.Cut(link, "#")
	if p, err := url.PathUnescape(link); err == nil {
		link = p
	}
	return path.Join(path.Dir(b.Path), link)
}
