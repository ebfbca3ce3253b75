package content

import (
	"io/fs"
	"testing"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// edition is an edition with all that is read of a content folder, the source register
// among it.
type edition struct {
	*Site
	Register []raw
}

// raw is a file of the register.
type raw struct {
	path string
	data []byte
}

// loaded reads a content folder as a build does that knows nothing of it.
func loaded(fsys fs.FS, o Options) (*edition, error) {
	scan, err := Look(fsys, o)
	if err != nil {
		return nil, err
	}
	s := &edition{Site: scan.Load(scan.Read)}
	register, diags := scan.Register()
	s.Diags = append(s.Diags, diags...)
	for _, file := range register {
		data, diags := scan.ReadRaw(file.Path)
		s.Diags = append(s.Diags, diags...)
		if data != nil {
			s.Register = append(s.Register, raw{file.Path, data})
		}
	}
	s.Diags = s.Diags.Sort()
	return s, nil
}

func load(t *testing.T, fsys fs.FS, o Options) *edition {
	t.Helper()
	s, err := loaded(fsys, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// parsed reads one file that lies nowhere.
func parsed(file string, data []byte, o Options) (*briefing.File, Withheld, diag.List) {
	f, w, diags, _ := parse(file, data, o.settled())
	return f, w, diags
}
