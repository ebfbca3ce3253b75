package config

import (
	"errors"
	"fmt"
	"io/fs"
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
	l.config.from = map[string]string{}
	missing, err := l.file(fsys, FileName)
	if err != nil {
		return nil, nil, err
	}
	if !missing {
		l.freeze()
	}
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
	l.read(name, data)
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

// setting is a value that a layer gives a key.
type setting struct {
	name  string // what messages call it: the key, or the variable
	value briefing.Value
	at    diag.Pos
	from  string // "dossier.toml:3" or the variable
}

// set stores a value if it is fit, and keeps the former one if it is not.
func (l *loader) set(k key, s setting) {
	next := *l.config
	err := assign(k.in(&next), s.value)
	if err == nil {
		err = next.settle(k.name)
	}
	if err == nil && l.limit != nil {
		err = next.limited(l.limit, k.name)
	}
	if err != nil {
		l.refuse(s, err)
		return
	}
	if k.isMarking() && legacyMarking(s.value.Text) {
		l.diags.Add(s.at, diag.Warning, "tlp-white", "%s: %q is now called %q", s.name, s.value.Text, briefing.Clear)
	}
	l.config.from[k.name] = s.from
	*l.config = next
}

// refuse reports a value, or the entry of a list that is at fault.
func (l *loader) refuse(s setting, err error) {
	code, at := "config-value", s.at
	var typ *typeError
	var entry *entryError
	if errors.As(err, &typ) {
		code = "config-type"
	}
	if errors.Is(err, errRaised) {
		code = "config-raised"
	}
	if errors.As(err, &entry) && at.Line > 0 && entry.value.Line > 0 {
		at.Line, at.Col = entry.value.Line, entry.value.Col
	}
	l.diags.Add(at, diag.Error, code, "%s: %s", s.name, err)
}
