package build

import (
	"path"
	"slices"

	"dossier/internal/biblio"
	"dossier/internal/briefing"
	"dossier/internal/cache"
	"dossier/internal/config"
	"dossier/internal/cores"
	"dossier/internal/diag"
	"dossier/internal/source"
)

// register reads the source register from its files, in whichever form each has.
func (r *Result) register(m *memory, o Options) error {
	o.Stats.Enter(Register, 0)
	files, diags := m.scan.Register()
	m.register = make([]cache.RegisterFile, len(files))
	cores.Each(len(files), func(i int) { m.register[i] = m.registerFile(files[i], o.Edition) })
	var records []briefing.Record
	var outlets []briefing.OutletRecord
	for i := range m.register {
		f := &m.register[i]
		records, outlets, diags = append(records, f.Records...), append(outlets, f.Outlets...), append(diags, f.Diags...)
	}
	register, found := source.NewRegister(records, outlets, o.Edition, policies(o.Config))
	r.Register, r.Diags = register, slices.Concat(r.Diags, diags, found)
	return m.recognise(register, o)
}

func readRegister(file string, data []byte, edition briefing.Marking) ([]briefing.Record, []briefing.OutletRecord, diag.List) {
	switch path.Ext(file) {
	case ".bib":
		records, diags := biblio.ParseBibTeX(file, data, edition)
		return records, nil, diags
	case ".json":
		records, diags := biblio.ParseCSL(file, data, edition)
		return records, nil, diags
	}
	return source.ParseRegister(file, data, edition)
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
