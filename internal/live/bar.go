package live

import (
	"slices"

	"dossier/internal/briefing"
	"dossier/internal/build"
	"dossier/internal/preview"
	"dossier/internal/site"
)

// mostAlso is how many other briefings are named that cite a source.
const mostAlso = 20

// Bar gives what the author is shown of a briefing.
func (e *edition) Bar(at string) (preview.Bar, bool) {
	p, ok := e.find(at)
	if !ok || p.Kind != site.Briefing && p.Kind != site.Plain {
		return preview.Bar{}, false
	}
	r := e.moment.Shown
	b := r.Archive.Document(p.Key)
	doc, err := r.Site.TextOf(p.Key)
	if err != nil {
		return preview.Bar{}, false
	}
	bar := preview.Bar{File: b.Path, Minutes: site.Minutes(doc)}
	for _, m := range e.Diagnostics() {
		if m.Path == b.Path {
			bar.Messages = append(bar.Messages, m)
		}
	}
	for n := range b.Notes {
		bar.Notes = append(bar.Notes, noteOf(r, p.Key, n, doc, bar.Messages))
	}
	return bar, true
}

// noteOf gives note n of document i.
func noteOf(r *build.Result, i, n int, doc *briefing.Document, said []preview.Message) preview.Note {
	b := r.Archive.Document(i)
	printed := b.Notes[n]
	note := &doc.Notes[printed.First]
	out := preview.Note{Number: n + 1, Label: note.Label, Anchor: briefing.NoteID(note.Label), Text: note.Text, Line: note.Line}
	for c := printed.Citations.From; c < printed.Citations.To; c++ {
		out.Sources = append(out.Sources, sourceOf(r, i, int(r.Archive.SourcesOf(i)[c])))
	}
	lines := linesOf(doc, note)
	for _, m := range said {
		if slices.Contains(lines, [2]int{m.Line, m.Col}) || m.Line == note.Line && m.Line > 0 {
			out.Messages = append(out.Messages, m)
		}
	}
	return out
}

// linesOf gives the places at which something may be said of a note.
func linesOf(doc *briefing.Document, note *briefing.Note) (out [][2]int) {
	for _, m := range note.Marks {
		out = append(out, [2]int{doc.Marks[m].Line, doc.Marks[m].Col})
	}
	for _, item := range doc.Items[note.Items.From:note.Items.To] {
		out = append(out, [2]int{item.Line, item.Col})
	}
	return out
}

// sourceOf gives source k as document i cites it.
func sourceOf(r *build.Result, i, k int) preview.Source {
	src := &r.Archive.Sources[k]
	out := preview.Source{Title: src.Facts.Title, URL: src.Facts.URL}
	out.Place, _ = r.Site.AddressOfSource(k)
	if src.Record != nil {
		out.Status = string(src.Record.Status)
	}
	last := i
	for _, c := range slices.Backward(src.Citations) {
		if other := int(c.Briefing); other != i && other != last && len(out.Also) < mostAlso {
			path, _ := r.Site.AddressOf(other)
			out.Also = append(out.Also, preview.Link{Path: path, Title: r.Archive.Document(other).Front.Title})
			last = other
		}
	}
	return out
}
