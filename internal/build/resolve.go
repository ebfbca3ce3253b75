package build

import (
	"context"
	"slices"

	"dossier/internal/briefing"
	"dossier/internal/content"
	"dossier/internal/diag"
	"dossier/internal/markdown"
	"dossier/internal/source"
)

// resolver makes briefings of files, each on its own, so that it does not matter which
// comes first. A text is parsed, resolved and put away before the next is read: no
// more of them are in memory than there are processors.
type resolver struct {
	*memory
	register *source.Register
	parser   *markdown.Parser
	bare     bool
	room     briefing.Room   // for what they come to
	ctx      context.Context // of the whole build: what is left is not read once it is done
}

// read is the content.Reader of a build. It resolves what it reads, but for symbolic
// links, which may turn out not to be of the edition. What there is to say of a text is
// kept with what is known of it, but for that of links.
func (v *resolver) read(file content.Seen) content.Loaded {
	l := v.readOne(file)
	if !file.Link {
		v.files[file.Path].diags, l.Diags = l.Diags, nil
	}
	return l
}

func (v *resolver) readOne(file content.Seen) content.Loaded {
	defer v.stats.step()
	if v.ctx.Err() != nil {
		return content.Loaded{}
	}
	k := v.files[file.Path]
	if l, ok := v.stays(k, nil); ok {
		return l
	}
	data, diags := v.scan.ReadText(file.Path)
	if len(diags) > 0 {
		return content.Loaded{Diags: diags}
	}
	v.stats.Texts.Read.Add(1)
	if l, ok := v.stays(k, data); ok {
		return l
	}
	l := v.scan.Parse(file.Path, data)
	k.until, k.diags = l.Until, l.Diags
	if l.File != nil && !file.Link {
		v.resolve(k, l.File)
		l.File, l.Diags = &k.now.File, k.diags
	}
	return l
}

// resolve parses a text and resolves its notes.
func (v *resolver) resolve(k *known, f *briefing.File) (said diag.List) {
	l := v.stats.lap()
	doc, ref, places := v.textOf(f)
	known := doc != nil
	if known {
		v.stats.Texts.Known.Add(1)
	} else {
		v.stats.Texts.Parsed.Add(1)
		doc = v.parser.Parse(f.Body, f.BodyLine)
	}
	l.add(&v.stats.Work.Parse)
	f.Body = nil // the document holds all that is needed of it
	b, found := v.register.Resolve(f, doc)
	said = append(v.saidOf(doc, f), found...)
	if known {
		b.PutAway(ref, places)
	} else {
		v.putAway(b)
	}
	k.now, k.diags = v.room.Keep(b), slices.Concat(k.diags, said)
	l.add(&v.stats.Work.Resolve)
	return said
}

// saidOf gives what there is to say of a text, with the file's name.
func (v *resolver) saidOf(doc *briefing.Document, f *briefing.File) diag.List {
	said := slices.Clone(doc.Diags)
	if v.bare { // there the first heading is the title
		said = said.Without([]string{"heading-level-1"})
	}
	for k := range said {
		said[k].Path = f.Path
	}
	return said
}

// briefings gives what became of the files of the edition, when all are read.
func (v *resolver) briefings(files []*briefing.File, diags *diag.List) []*briefing.Briefing {
	out := make([]*briefing.Briefing, len(files))
	for i, f := range files {
		k := v.files[f.Path]
		if k.now == nil {
			*diags = append(*diags, v.resolve(k, f)...)
		}
		out[i] = k.now
	}
	v.register.Settle()
	return out
}
