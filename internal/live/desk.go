package live

import (
	"path"
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/build"
	"dossier/internal/diag"
	"dossier/internal/preview"
)

// counts are the errors and warnings of a file.
type counts struct{ errors, warnings int }

// Desk lists all briefings, the newest first, and before them the files that cannot be
// understood.
func (e *edition) Desk() []preview.Briefing {
	said := map[string]counts{}
	for _, d := range e.moment.Told {
		c := said[d.Path]
		if d.Severity == diag.Error {
			c.errors++
		} else {
			c.warnings++
		}
		said[d.Path] = c
	}
	var rows []preview.Briefing
	known := map[string]bool{}
	if r := e.moment.Shown; r != nil {
		for i := range r.Archive.Briefings {
			b := r.Archive.Briefings[len(r.Archive.Briefings)-1-i]
			known[b.Path] = true
			rows = append(rows, rowOf(r, len(r.Archive.Briefings)-1-i, said[b.Path]))
		}
		for i, b := range r.Archive.Pages {
			known[b.Path] = true
			rows = append(rows, rowOf(r, len(r.Archive.Briefings)+i, said[b.Path]))
		}
	}
	return append(unread(said, known), rows...)
}

// unread gives rows of the files with errors of which there is no briefing.
func unread(said map[string]counts, known map[string]bool) (rows []preview.Briefing) {
	for file, c := range said {
		if c.errors > 0 && !known[file] && strings.EqualFold(path.Ext(file), ".md") {
			rows = append(rows, preview.Briefing{Title: path.Base(file), File: file, States: []preview.State{preview.Faulty}, Errors: c.errors, Warnings: c.warnings})
		}
	}
	slices.SortFunc(rows, func(a, b preview.Briefing) int { return strings.Compare(a.File, b.File) })
	return rows
}

func rowOf(r *build.Result, i int, c counts) preview.Briefing {
	b := r.Archive.Document(i)
	at, _ := r.Site.AddressOf(i)
	return preview.Briefing{
		Path: at, Title: b.Front.Title, File: b.Path, Date: b.Front.Date.String(), Marking: b.Front.Marking.String(),
		States: statesOf(r, i, c), Errors: c.errors, Warnings: c.warnings,
	}
}

// statesOf lists what keeps a briefing from being finished.
func statesOf(r *build.Result, i int, c counts) (out []preview.State) {
	b := r.Archive.Document(i)
	add := func(is bool, s preview.State) {
		if is {
			out = append(out, s)
		}
	}
	later := func(d briefing.Date) bool { return !d.IsZero() && d.Moment(r.Zone).After(r.Now) }
	add(b.Front.Draft, preview.Draft)
	add(b.Front.Imported, preview.Unreviewed)
	add(later(b.Front.Embargo), preview.Embargoed)
	add(later(b.Front.Date), preview.Scheduled)
	add(c.errors+c.warnings > 0, preview.Faulty)
	add(citesStatus(r, i, briefing.Retracted), preview.Retracted)
	add(citesStatus(r, i, briefing.Dead), preview.Dead)
	return out
}

// citesStatus reports whether document i cites a source of a status.
func citesStatus(r *build.Result, i int, s briefing.Status) bool {
	return slices.ContainsFunc(r.Archive.SourcesOf(i), func(k int32) bool {
		rec := r.Archive.Sources[k].Record
		return rec != nil && rec.Status == s
	})
}
