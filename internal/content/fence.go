package content

import (
	"bytes"
	"strings"

	"dossier/internal/diag"
	"dossier/internal/fields"
)

// The library that splits front matter off is silent where it finds none: what
// was meant as metadata becomes body text, and a draft is published. So this
// scan comes first. It knows one exact form of each fence, reports all that
// resembles one, and the library must then find the same block (see decode).

// maxFront is the most front matter that is read, in bytes.
const maxFront = 64 << 10

// block is the front matter found in a file and what follows it. Without front
// matter, read is nil and body is the whole file.
type block struct {
	fence    string        // "---", "+++" or "{"
	read     fields.Format // nil without front matter
	text     []byte        // what read is given: without fences, but for JSON with them
	line     int           // on which text begins
	head     []byte        // the file up to the body
	body     []byte
	bodyLine int
}

// lines walks over the lines of a file.
type lines struct {
	data   []byte
	offset int // at which the next line begins
	number int // of the line returned last
}

// next gives the next line without its line end; ok is false behind the last.
func (l *lines) next() (line []byte, ok bool) {
	if l.offset >= len(l.data) {
		return nil, false
	}
	rest := l.data[l.offset:]
	l.number++
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		l.offset += i + 1
		return rest[:i], true
	}
	l.offset = len(l.data)
	return rest, true
}

// scanner looks for the fences of one file.
type scanner struct {
	path  string
	lines lines
	diags diag.List
}

// scan finds the front matter of a file. Whatever is not exactly right is an
// error; the block is then as good a guess as there is. Empty data has no block.
func scan(path string, data []byte) (block, diag.List) {
	s := scanner{path: path, lines: lines{data: data}}
	first, ok := s.firstLine()
	if !ok {
		return block{body: data, bodyLine: 1}, nil
	}
	fence, read := s.opening(first)
	if read == nil {
		return block{body: data, bodyLine: 1}, s.diags
	}
	b := block{fence: fence, read: read, line: s.lines.number + 1}
	if fence == "{" {
		s.closeObject(&b, s.lines.offset)
	} else {
		s.closeFence(&b)
	}
	b.head, b.body = data[:s.lines.offset], data[s.lines.offset:]
	b.bodyLine = 1 + bytes.Count(b.head, []byte("\n"))
	if len(b.text) > maxFront {
		s.error("front-matter-size", b.line-1, "front matter is longer than %d KiB", maxFront>>10)
		s.diags.Hint("is the closing %s missing?", b.close())
	}
	return b, s.diags
}

func (b block) close() string {
	if b.fence == "{" {
		return "}"
	}
	return b.fence
}

func (s *scanner) error(code string, line int, format string, args ...any) {
	s.diags.Add(diag.Pos{Path: s.path, Line: line, Col: 1}, diag.Error, code, format, args...)
}

// firstLine gives the first line that is not blank.
func (s *scanner) firstLine() ([]byte, bool) {
	for {
		line, ok := s.lines.next()
		if !ok || len(bytes.TrimSpace(line)) > 0 {
			return line, ok
		}
	}
}

// opening tells by the first line which front matter begins there, if any.
func (s *scanner) opening(line []byte) (string, fields.Format) {
	text := string(bytes.TrimSpace(line))
	fence := text[:min(len(text), 3)]
	if text[0] == '{' {
		fence = "{"
	}
	read := formatOf(fence)
	n := s.lines.number
	switch {
	case read != nil && isFence(line, fence):
		return fence, read
	case read != nil && text == fence:
		s.error("front-matter-fence", n, "the opening %s is indented", fence)
		s.diags.Hint("begin the line with %s", fence)
	case fence == "{" && strings.HasPrefix(strings.TrimSpace(text[1:]), `"`):
		s.error("front-matter-fence", n, "front matter in JSON begins with a line that holds nothing but {")
		s.diags.Hint("put { and } on lines of their own, and an empty line behind the }")
	case fence == "{", strings.Trim(text, "-+") == "":
		return "", nil // a template's tag, a rule of hyphens
	case read != nil:
		s.error("front-matter-fence", n, "%q is no fence: %s must stand alone on its line", text, fence)
		s.diags.Hint("begin with %s for %s; front matter is YAML between ---, TOML between +++ or JSON in braces", fence, formatName(fence))
	case strings.HasPrefix(text, ";;;"):
		s.error("front-matter-fence", n, "%q is no fence that is read here", text)
		s.diags.Hint("front matter is YAML between ---, TOML between +++ or JSON in braces")
	case strings.Trim(text, "-–—") == "":
		s.error("front-matter-fence", n, "%q is no fence: it must be three hyphens", text)
		s.diags.Hint("an editor has made dashes of ---")
	}
	return "", nil
}

func formatOf(fence string) fields.Format {
	switch fence {
	case "---":
		return fields.YAML
	case "+++":
		return fields.TOML
	case "{":
		return fields.JSON
	}
	return nil
}

func formatName(fence string) string {
	if fence == "+++" {
		return "TOML"
	}
	return "YAML"
}

// isFence reports whether a line is the fence alone, without indent.
func isFence(line []byte, fence string) bool {
	return strings.TrimRight(string(line), " \t\r") == fence
}

// closeFence looks for the line that ends YAML or TOML.
func (s *scanner) closeFence(b *block) {
	open, start := s.lines.number, s.lines.offset
	for end := start; ; end = s.lines.offset {
		line, ok := s.lines.next()
		b.text = s.lines.data[start:end]
		switch {
		case !ok:
			s.error("front-matter-fence", open, "the front matter that begins here has no end")
			s.diags.Hint("close it with a line that holds only %s", b.fence)
			return
		case isFence(line, b.fence):
			return
		case b.fence == "---" && strings.TrimRight(string(line), " \t\r") == "...":
			s.error("front-matter-fence", s.lines.number, "front matter does not end with ...")
			s.diags.Hint("close it with ---")
			return
		case string(bytes.TrimSpace(line)) == b.fence:
			s.error("front-matter-fence", s.lines.number, "an indented %s stands inside the front matter, where some programs see its end", b.fence)
			s.diags.Hint("take the line out, or close the front matter with %s at the start of a line", b.fence)
		}
	}
}
