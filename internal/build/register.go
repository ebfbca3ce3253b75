package build

import (
	"path"

	"dossier/internal/biblio"
	"dossier/internal/briefing"
	"dossier/internal/cache"
	"dossier/internal/config"
	"dossier/internal/cores"
	"dossier/internal/diag"
	"dossier/internal/source"
)

// readRegister reads the source register from its files, in whichever form each has.
func (e *parts) readRegister() error {
	o, m := e.o, e.memory
	e.stats.Enter(Register, 0)
	files, diags := m.scan.Register()
	m.register = make([]cache.RegisterFile, len(files))
	cores.Each(len(files), func(i int) { m.register[i] = m.registerFile(files[i], o.Edition) })
	m.key = o.keyOf(m.register)
	var found diag.List
	e.Register, found = m.settledRegister()
	if e.Register == nil {
		e.Register, found = e.newRegister()
	}
	m.found = found
	for i := range m.register {
		diags = append(diags, m.register[i].Diags...)
	}
	e.said.register = append(diags, found...)
	return m.recognise(e.Register, o)
}

// newRegister makes the register of what its files hold.
func (e *parts) newRegister() (*source.Register, diag.List) {
	var records []briefing.Record
	var outlets []briefing.OutletRecord
	for i := range e.memory.register {
		f := &e.memory.register[i]
		records, outlets = append(records, f.Records...), append(outlets, f.Outlets...)
	}
	return source.NewRegister(records, outlets, e.o.Edition, policies(e.o.Config))
}

func parseRegister(file string, data []byte, edition briefing.Marking) ([]briefing.Record, []briefing.OutletRecord, diag.List) {
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
