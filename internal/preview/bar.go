package preview

import (
	"html/template"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"dossier/internal/diag"
)

// bar is a Bar ready to be shown.
type bar struct {
	File     file
	Minutes  int
	Notes    []note
	Messages []said // of the file, without those that stand with a note
	Faults   int    // errors and warnings of the file
}

type note struct {
	Number   int
	Label    string
	Text     string
	Href     template.URL
	File     file
	Sources  []source
	Messages []said
}

type source struct {
	Title, Shown, Status string
	URL, Place           string // "" for no link
	Also                 []to
	More                 int // of those that also cite it
}

// file is a place in a file, and the address that opens it in an editor, if any.
type file struct {
	Where string
	Edit  template.URL
}

// said is a message ready to be shown.
type said struct {
	file
	Severity, Text, Code, Hint string
	Excerpt                    string
}

// maxAlso is how many briefings are named that cite a source as well.
const maxAlso = 6

func (s *Server) bar(b Bar, base string) *bar {
	out := &bar{File: s.file(diag.Pos{Path: b.File}), Minutes: b.Minutes}
	withNote := map[diag.Diagnostic]bool{}
	for _, n := range b.Notes {
		out.Notes = append(out.Notes, s.note(n, b.File, base))
		for _, m := range n.Messages {
			withNote[m.Diagnostic] = true
		}
	}
	for _, m := range b.Messages {
		if m.Severity != diag.Info {
			out.Faults++
		}
		if !withNote[m.Diagnostic] {
			out.Messages = append(out.Messages, s.said(m))
		}
	}
	return out
}

func (s *Server) note(n Note, path, base string) note {
	out := note{Number: n.Number, Label: n.Label, Text: n.Text}
	if n.Anchor != "" {
		out.Href = template.URL((&url.URL{Fragment: n.Anchor}).String())
	}
	if n.Line > 0 {
		out.File = s.file(diag.Pos{Path: path, Line: n.Line})
	}
	for _, c := range n.Sources {
		out.Sources = append(out.Sources, sourceOf(c, base))
	}
	for _, m := range n.Messages {
		out.Messages = append(out.Messages, s.said(m))
	}
	return out
}

func sourceOf(c Source, base string) source {
	out := source{Title: c.Title, Shown: c.URL, Status: c.Status}
	if u, err := url.Parse(c.URL); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		out.URL = c.URL
	}
	if c.Place != "" {
		out.Place = place(base, c.Place)
	}
	for _, l := range c.Also[:min(len(c.Also), maxAlso)] {
		out.Also = append(out.Also, to{place(base, l.Path), l.Title})
	}
	out.More = len(c.Also) - len(out.Also)
	return out
}

func (s *Server) said(m Message) said {
	return said{s.file(m.Pos), m.Severity.String(), m.Text, m.Code, m.Hint, strings.Join(m.Excerpt, "\n")}
}

// file gives a place with the address that opens it in the editor.
func (s *Server) file(at diag.Pos) file {
	out := file{Where: at.String()}
	if s.options.Editor == "" || at.Path == "" {
		return out
	}
	path := filepath.ToSlash(filepath.Join(s.options.Root, filepath.FromSlash(at.Path)))
	if strings.Contains(s.options.Editor, "/{path}") {
		path = strings.TrimPrefix(path, "/") // the pattern has it
	}
	out.Edit = template.URL(strings.NewReplacer("{path}", (&url.URL{Path: path}).EscapedPath(),
		"{line}", strconv.Itoa(max(at.Line, 1)), "{col}", strconv.Itoa(max(at.Col, 1))).Replace(s.options.Editor))
	return out
}
