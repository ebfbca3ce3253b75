package site

import (
	"dossier/internal/archive"
	"dossier/internal/briefing"
	"dossier/internal/config"
)

// form is how a briefing's sources are offered in a format: the file beside the
// briefing, its name for readers, and the media type that IANA or the format's
// makers registered.
type form struct {
	file             string
	title, mediaType HTML
}

func formOf(f config.Export) form {
	switch f {
	case config.BibTeX:
		return form{"sources.bib", "BibTeX", "application/x-bibtex"}
	case config.RIS:
		return form{"sources.ris", "RIS", "application/x-research-info-systems"}
	}
	return form{"sources.csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json"}
}

// ExportFormat gives the format of an Export page.
func (s *Site) ExportFormat(p Page) config.Export { return s.cfg.Exports[p.Part] }

func (s *Site) downloads(p Page, l linker) []Link {
	out := make([]Link, len(s.cfg.Exports))
	for k, f := range s.cfg.Exports {
		form := formOf(f)
		out[k] = Link{URL: l.to(s.paths[p.Key] + form.file), Text: form.title}
	}
	return out
}

// SourceRecords appends the sources of a briefing as records, for its exports.
func (s *Site) SourceRecords(to []briefing.Record, i int) []briefing.Record {
	for _, k := range s.arch.DistinctSources(i) {
		to = append(to, s.record(s.arch.SourceAsOf(k, i)))
	}
	return to
}

// AllRecords gives every source of the edition as a record.
func (s *Site) AllRecords() []briefing.Record {
	out := make([]briefing.Record, len(s.arch.Sources))
	for k := range out {
		out[k] = s.record(&s.arch.Sources[k])
	}
	return out
}

// record is what the archive knows of a source, under the register's key or its id.
func (s *Site) record(src *archive.Source) briefing.Record {
	r := briefing.Record{}
	if src.Record != nil {
		r = *src.Record
	}
	r.Facts = *src.Facts
	r.Outlet = s.arch.OutletName(src)
	if r.Key == "" {
		r.Key = src.ID
	}
	return r
}
