package preview

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"dossier/internal/diag"
)

//go:embed assets/frame.html
var frameText string

var frame = template.Must(template.New("frame").Parse(frameText))

// ours is what is put into a page: what the template shows, and what it came to.
type ours struct {
	Choice   Choice
	Choices  []Choice
	Here     string // the page's address
	Number   uint64
	Stale    bool
	Notices  []string
	Errors   []said // the first of them
	Warnings []said // the first of them
	Faults   string // digest of all errors: closed ones stay closed until it is another
	Bar      *bar
	Missing  *notThere
	Desk     bool // this page is the desk
	DeskPath string

	ErrorCount, MoreErrors, WarningCount, MoreWarnings int

	text, styles, around string // digests of the page
	inside               []byte
}

// notThere is what is said on a page for an address without one.
type notThere struct {
	Path  string
	Like  []to
	Above Choice // an edition that has the page, of no name for none
}

// to is a link: where it leads, and its text.
type to struct{ Href, Title string }

// mostSaid is how many errors a page shows, and how many warnings; an archive can have
// thousands.
const mostSaid = 50

// ours makes what is put into a page.
func (s *Server) ours(p sheet) ours {
	page := dissect(p.Body)
	o := ours{text: page.text, around: page.around, styles: stylesOf(p, page.styles)}
	o.Choice, o.Choices, o.Notices = p.choice, s.work.Editions(), s.options.Notices()
	o.Here, o.Desk, o.DeskPath = p.here(), p.path == deskPath, deskPath
	if p.edition != nil {
		s.fill(&o, p)
	}
	var b bytes.Buffer
	if err := frame.Execute(&b, o); err != nil {
		s.logf("showing %q: %v", p.path, err)
	}
	o.inside = b.Bytes()
	return o
}

// fill says what the edition has to say of a page.
func (s *Server) fill(o *ours, p sheet) {
	o.Number, o.Stale = p.edition.Number(), p.edition.Stale()
	s.fillMessages(o, p.edition.Diagnostics())
	if p.status == http.StatusNotFound {
		o.Missing = &notThere{Path: p.path, Above: p.above}
		for _, l := range p.edition.Like(p.site) {
			o.Missing.Like = append(o.Missing.Like, to{address(p.edition.Base(), l.Path), l.Title})
		}
	} else if b, ok := p.edition.Bar(p.site); ok && p.site != "" {
		o.Bar = s.bar(b, p.edition.Base())
	}
}

func (s *Server) fillMessages(o *ours, all []Message) {
	var faults strings.Builder
	for _, m := range all {
		switch m.Severity {
		case diag.Error:
			fmt.Fprintln(&faults, m.Pos, m.Code, m.Text)
			o.Errors, o.ErrorCount = s.sayToo(o.Errors, m), o.ErrorCount+1
		case diag.Warning:
			o.Warnings, o.WarningCount = s.sayToo(o.Warnings, m), o.WarningCount+1
		}
	}
	o.Faults = digest([]byte(faults.String()))
	o.MoreErrors, o.MoreWarnings = o.ErrorCount-len(o.Errors), o.WarningCount-len(o.Warnings)
}

// sayToo adds a message to those that are shown, if there are not too many.
func (s *Server) sayToo(shown []said, m Message) []said {
	if len(shown) == mostSaid {
		return shown
	}
	return append(shown, s.said(m))
}

// here gives the address of the page as a browser shows it.
func (p sheet) here() string {
	if query := p.terms.Encode(); p.path == deskPath && query != "" {
		return p.path + "?" + query
	}
	return address("", p.path)
}

func (o ours) digest() string { return digest(o.inside) }

// markup gives the elements that are put into the page. The shadow root keeps the
// page's style out of them and theirs out of the page.
func (o ours) markup() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `%s lang="en" dir="ltr" translate="no" data-edition="%s" data-text="%s" data-styles="%s" data-around="%s" data-ours="%s" data-number="%d">`,
		hostTag, template.HTMLEscapeString(o.Choice.Name), o.text, o.styles, o.around, o.digest(), o.Number)
	b.WriteString(`<template shadowrootmode="open"><link rel="stylesheet" href="` + assetsPath + `preview.css">`)
	b.Write(o.inside)
	b.WriteString("</template>" + afterTag)
	return b.Bytes()
}
