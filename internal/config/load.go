package config

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// ErrNoConfig says that the site's root holds no dossier.toml. The configuration
// that comes with it is usable: the defaults and the environment variables.
var ErrNoConfig = errors.New("no " + FileName + " here")

// Load reads the configuration of the site at the root of fsys. env names the
// environment whose dossier.ENV.toml is laid over it, "" for none; environ holds
// variables as os.Environ gives them. All faults come in one list; a
// configuration with an error in the list is not fit for a build. The error is
// ErrNoConfig or one of reading a file.
func Load(fsys fs.FS, env string, environ []string) (*Config, diag.List, error) {
	l := loader{config: Default()}
	l.config.from = map[string]origin{}
	missing, err := l.file(fsys, FileName)
	if err != nil {
		return nil, nil, err
	}
	l.freeze()
	if env != "" {
		if err := l.environment(fsys, env); err != nil {
			return nil, nil, err
		}
	}
	l.variables(environ)
	if missing {
		err = ErrNoConfig
	}
	return l.config, l.diags.Sort(), err
}

// loader lays one layer over another.
type loader struct {
	config *Config
	diags  diag.List
	limit  *Config // what the site's own file says; nil while it is read

	strange []string // unknown tables that were reported
}

// freeze makes the values read so far the limits of the layers above.
func (l *loader) freeze() {
	limit := *l.config
	l.limit = &limit
}

// file lays a TOML file over the configuration.
func (l *loader) file(fsys fs.FS, name string) (missing bool, err error) {
	data, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("reading the configuration: %w", err)
	}
	entries, fault := readTOML(name, data)
	if fault != nil {
		l.diags = append(l.diags, *fault)
	}
	for _, e := range entries {
		l.entry(e)
	}
	return false, nil
}

func (l *loader) environment(fsys fs.FS, env string) error {
	name := "dossier." + env + ".toml"
	if !fs.ValidPath(name) || strings.ContainsAny(env, `/\`) {
		l.diags.Add(diag.Pos{}, diag.Error, "config-environment", "%q cannot name an environment", env)
		return nil
	}
	missing, err := l.file(fsys, name)
	if missing {
		l.diags.Add(diag.Pos{}, diag.Error, "config-environment", "the environment %q has no %s", env, name)
	}
	return err
}

// entry takes one key of a layer.
func (l *loader) entry(e entry) {
	known := fields()
	i := slices.IndexFunc(known, func(f field) bool { return f.key == e.key })
	if i < 0 {
		l.unknown(e, known)
		return
	}
	if e.table {
		l.strange = append(l.strange, e.key)
	}
	l.set(known[i], e)
}

// set stores a value if it is fit, and keeps the former one if it is not.
func (l *loader) set(f field, e entry) {
	next := *l.config
	err := assign(f.in(&next), e.value)
	if err == nil {
		err = next.settle(f.key)
	}
	if err == nil && l.limit != nil {
		err = next.limited(l.limit, f.key)
	}
	if err != nil {
		l.diags.Add(e.at, diag.Error, codeOf(err), "%s: %s", e.name(), err)
		return
	}
	if f.isMarking() && legacyMarking(e.value) {
		l.diags.Add(e.at, diag.Warning, "tlp-legacy", "%s: %q is now called %q", e.name(), e.value, briefing.Clear)
	}
	l.config.from[f.key] = origin{from: e.from}
	next.from = l.config.from
	*l.config = next
}

// name is what a message calls the key: the variable when it came from one.
func (e entry) name() string {
	if e.at.Path == "" {
		return e.from
	}
	return e.key
}

func codeOf(err error) string {
	var t *typeError
	switch {
	case errors.As(err, &t):
		return "config-type"
	case errors.Is(err, errRaised):
		return "config-raised"
	}
	return "config-value"
}

// unknown reports a key that there is not; what stands in an unknown table is
// reported with the table alone.
func (l *loader) unknown(e entry, known []field) {
	if e.table && slices.ContainsFunc(known, func(f field) bool { return within(f.key, e.key) }) {
		return
	}
	if slices.ContainsFunc(l.strange, func(table string) bool { return within(e.key, table) }) {
		return
	}
	if e.table {
		l.strange = append(l.strange, e.key)
	}
	if slices.ContainsFunc(known, func(f field) bool { return within(f.key, e.key) }) {
		l.diags.Add(e.at, diag.Error, "config-type", "%s: %s", e.key, wanted("a table", e.value))
		return
	}
	l.diags.Add(e.at, diag.Error, "config-unknown-key", "%q is not a key of the configuration", e.key)
	if near := nearest(e.key, known); near != "" {
		l.diags.Hint("did you mean %q?", near)
	}
}

// within reports whether the dotted key lies below the table.
func within(key, table string) bool { return strings.HasPrefix(key, table+".") }

// nearest gives the key or table that was probably meant, also when the author
// left out its table.
func nearest(key string, known []field) string {
	var names []string
	for _, f := range known {
		if _, last, ok := strings.Cut(f.key, "."); ok && last == key {
			return f.key
		}
		names = append(names, f.key)
		if i := strings.LastIndexByte(f.key, '.'); i > 0 {
			names = append(names, f.key[:i])
		}
	}
	return briefing.Nearest(key, names)
}
