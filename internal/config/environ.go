package config

import (
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// variables lays the environment variables over the configuration. A variable
// that is nearly one of ours is an error: it may have been meant to lower the
// edition. Others that begin with DOSSIER_ are somebody else's.
func (l *loader) variables(environ []string) {
	known := keys()
	vars := slices.Sorted(slices.Values(environ)) // so that messages keep their order
	for _, v := range vars {
		name, text, _ := strings.Cut(v, "=")
		if !strings.HasPrefix(name, "DOSSIER_") {
			continue
		}
		i := slices.IndexFunc(known, func(k key) bool { return k.variable() == name })
		if i < 0 {
			l.strangeVariable(name, known)
			continue
		}
		l.set(known[i], setting{name: name, value: fromText(known[i].in(l.config), text), from: name})
	}
}

func (l *loader) strangeVariable(name string, known []key) {
	var names []string
	for _, k := range known {
		names = append(names, k.variable())
	}
	near := briefing.Nearest(name, names)
	if near == "" || name == "DOSSIER_ENV" { // which the command reads itself
		return
	}
	l.diags.Add(diag.Pos{}, diag.Error, "config-environment", "the environment variable %q is not known", name)
	l.diags.Hint("did you mean %q?", near)
}
