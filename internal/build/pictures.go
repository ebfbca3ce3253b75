package build

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/cache"
	"dossier/internal/content"
	"dossier/internal/cores"
	"dossier/internal/diag"
	"dossier/internal/picture"
	"dossier/internal/site"
)

// readPictures reads and cleans the files that the edition's briefings show or link
// to. What lies in a bundle and is used by nothing is not published, and a
// picture that cannot be cleaned neither.
func (e *parts) readPictures() {
	m := e.memory
	names := e.used(e.loaded)
	if e.o.Bare { // nothing is published, so all else may be linked too
		names = slices.DeleteFunc(names, func(n string) bool { return !picture.Is(n) })
	}
	found := make([]site.PictureFile, len(names))
	m.pictures = make([]cache.Picture, len(names))
	cores.Each(len(names), func(i int) { m.pictures[i], found[i] = m.picture(e.o.Root, names[i]) })
	e.said.pictures = nil
	for i := range m.pictures {
		e.said.pictures = append(e.said.pictures, m.pictures[i].Diags...)
	}
	e.shown = slices.DeleteFunc(found, func(p site.PictureFile) bool { return p.Source == "" })
}

// picture gives a picture as it is kept and as it is published; the latter is empty for
// one that is not.
func (m *memory) picture(root fs.FS, name string) (cache.Picture, site.PictureFile) {
	var at diag.Pos
	at.Path = name
	p := cache.Picture{Path: name, Stamp: m.files[name].stamp}
	if !picture.Is(name) {
		p.Diags.Add(at, diag.Error, "file-unclean", "of the files beside texts only pictures are published, and this is none by its name")
		p.Diags.Hint("put it into static/, where files are published as they are, and link it from the root, as in /%s", path.Base(name))
		return p, site.PictureFile{}
	}
	was, known := m.lastPictures[name]
	if known && m.untouched(was.Stamp, p.Stamp) {
		return was, published(&was, nil)
	}
	data, err := readBounded(root, name)
	if err != nil {
		p.Diags.Add(at, diag.Error, "picture-unreadable", "the picture cannot be read: %v", err)
		return p, site.PictureFile{}
	}
	if p.Sum = briefing.SumOf(data); known && was.Sum == p.Sum {
		was.Stamp = p.Stamp
		return was, published(&was, nil)
	}
	clean, err := picture.Clean(name, data)
	if err != nil {
		p.Diags.Add(at, diag.Error, "picture-unclean", "%v", err)
		p.Diags.Hint("pictures are published without what their makers left in them; save it again as PNG or JPEG")
		return p, site.PictureFile{}
	}
	p.Width, p.Height = clean.Width, clean.Height
	return p, published(&p, m.putData(&p.Data, clean.Data))
}

// published gives a picture as a page wants it, its data put away or not.
func published(p *cache.Picture, data []byte) site.PictureFile {
	if len(p.Diags) > 0 {
		return site.PictureFile{}
	}
	return site.PictureFile{Source: p.Path, Data: data, PutAway: p.Data, Sum: p.Sum, Width: p.Width, Height: p.Height}
}

// putData puts data away and says where; it gives back what could not be.
func (m *memory) putData(ref *briefing.Ref, data []byte) []byte {
	if m.cache == nil {
		return data
	}
	var err error
	if *ref, err = m.cache.PutData(data); err != nil {
		m.fail(err)
		return data
	}
	return nil
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
