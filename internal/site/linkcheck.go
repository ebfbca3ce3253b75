package site

import (
	"errors"
	"io/fs"
	"maps"
	"slices"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// checkLinks reports every link and picture of every document that leads to
// nothing of this edition, and labels in the text above the document's own.
func (s *Site) checkLinks() (err error) {
	ids := map[int]map[string]bool{}
	s.ledTo = make([]uint64, len(s.paths))
	for i := range s.paths {
		diags, fault := s.checkDocument(i, ids)
		s.say(i, diags)
		err = errors.Join(err, fault)
	}
	return err
}

// checkDocument does that for document i, and takes the digest of where its links lead;
// ids are those of documents that are linked with a fragment, as far as they are known.
func (s *Site) checkDocument(i int, ids map[int]map[string]bool) (diags diag.List, err error) {
	b := s.arch.Document(i)
	var led digest
	for _, l := range b.Outline.Links {
		err = errors.Join(err, s.checkLink(i, l, ids, &led, &diags))
	}
	s.checkImage(i, &led, &diags)
	s.ledTo[i] = led.sum()
	for _, l := range b.Outline.Labels {
		if l.Marking > b.Front.Marking && !s.unlabelled(b) {
			diags.Add(b.At(l.Line, l.Col), diag.Error, "tlp-above", "the text says %s in a briefing marked %s", l.Marking, b.Front.Marking)
			diags.Hint("raise the briefing's tlp, or take the label out of the text")
		}
	}
	return diags, err
}

func (s *Site) reportBroken(i int, l briefing.Link, to string, diags *diag.List) {
	at := s.arch.Document(i).At(l.Line, l.Col)
	switch {
	case !fs.ValidPath(s.fromFile(i, to)):
		diags.Add(at, diag.Error, "link-outside", "%q leads out of the site's folder", l.Target)
	case l.Picture:
		diags.Add(at, diag.Error, "picture-missing", "there is no picture %q beside this file", l.Target)
	default:
		diags.Add(at, diag.Error, "link-broken", "%q leads to nothing in this edition", l.Target)
		if s.in.Folder == nil {
			diags.Hint("link to a briefing by its file (\"../2018/name.md\"), to other pages from the root (\"/tags/name/\")")
		}
	}
}

// checkImage reports a picture of the front matter that is not there.
func (s *Site) checkImage(i int, led *digest, diags *diag.List) {
	image := s.arch.Document(i).Front.Image
	if image.Value == "" {
		return
	}
	t, ok := s.resolve(i, image.Value)
	led.target(s, t, ok)
	if (!ok || t.document >= 0) && !s.inFolder(i, t.path) {
		diags.Add(image.At, diag.Error, "picture-missing", "there is no picture %q beside this file", image.Value)
	}
}

// inFolder reports whether a link of document i leads to a file or folder of any
// folder of Markdown that is no text of it.
func (s *Site) inFolder(i int, to string) bool {
	if s.in.Folder == nil || isText(to) {
		return false
	}
	name := s.fromFile(i, to)
	if !fs.ValidPath(name) {
		return false
	}
	_, err := fs.Stat(s.in.Folder, name)
	return err == nil
}

// unlabelled reports a text of any folder whose author says nothing of a marking:
// the one it was read with is not theirs.
func (s *Site) unlabelled(b *briefing.Briefing) bool {
	return s.in.Folder != nil && !slices.ContainsFunc(b.Front.Lines, func(k briefing.KeyLine) bool { return k.Key == "tlp" })
}

func (s *Site) checkLink(i int, l briefing.Link, ids map[int]map[string]bool, led *digest, diags *diag.List) (err error) {
	b := s.arch.Document(i)
	t, ok := s.resolve(i, l.Target)
	led.target(s, t, ok)
	at := b.At(l.Line, l.Col)
	switch {
	case !ok && s.inFolder(i, t.path):
	case !ok:
		s.reportBroken(i, l, t.path, diags)
	case t.document >= 0 && t.fragment != "":
		if ids[t.document] == nil {
			if ids[t.document], err = s.anchors(t.document); err != nil {
				return err
			}
		}
		if ids[t.document][t.fragment] {
			return nil
		}
		diags.Add(at, diag.Error, "anchor-broken", "%q: no heading or note there has the id %q", l.Target, t.fragment)
		if near := briefing.Nearest(t.fragment, slices.Sorted(maps.Keys(ids[t.document]))); near != "" {
			diags.Hint("did you mean %q?", "#"+near)
		}
	}
	return nil
}

// anchors gives the ids of a document's headings, notes and markers.
func (s *Site) anchors(i int) (map[string]bool, error) {
	doc, err := s.text(s.arch.Document(i))
	if err != nil {
		return nil, err
	}
	ids := make(map[string]bool, len(doc.Headings)+len(doc.Notes)+len(doc.Marks))
	for _, h := range doc.Headings {
		ids[h.ID] = true
	}
	for _, n := range doc.Notes {
		ids[briefing.NoteID(n.Label)] = true
	}
	for _, m := range doc.Marks {
		ids[m.ID] = true
	}
	return ids, nil
}
