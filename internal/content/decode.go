package content

import (
	"bufio"
	"bytes"
	"sync"

	"github.com/adrg/frontmatter"

	"dossier/internal/briefing"
	"dossier/internal/diag"
)

// readers are those that the library would make for each file.
var readers = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

// decode reads the front matter of a block whose fences are right, through the
// front matter library with formats of our own. The library must find the very
// block that scan found; that it does not is an error, never a fallback.
func decode(path string, b block) (fields []briefing.Field, diags diag.List) {
	agreed := false
	unmarshal := func(text []byte, _ any) error {
		if agreed = bytes.Equal(text, b.text); agreed {
			fields, diags = b.read(path, b.text, b.line)
		}
		return nil
	}
	r := readers.Get().(*bufio.Reader)
	defer readers.Put(r)
	r.Reset(bytes.NewReader(b.head))
	rest, err := frontmatter.MustParse(r, nil,
		frontmatter.NewFormat("---", "---", unmarshal),
		frontmatter.NewFormat("+++", "+++", unmarshal),
		&frontmatter.Format{Start: "{", End: "}", Unmarshal: unmarshal, UnmarshalDelims: true, RequiresNewLine: true})
	if err != nil || !agreed || len(rest) > 0 {
		diags.Add(diag.Pos{Path: path, Line: b.line, Col: 1}, diag.Error, "front-matter-fence", "where this front matter ends is not clear")
		diags.Hint("write it between two lines that hold only ---")
	}
	return fields, diags
}
