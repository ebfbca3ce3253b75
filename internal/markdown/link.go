package markdown

import (
	"bytes"
	"strings"

	"dossier/internal/briefing"
	"dossier/internal/diag"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// way says what kind of target a link has.
type way uint8

const (
	internal  way = iota // no scheme: a path, a query or a fragment
	external             // http, https, mailto, tel
	unsafe               // runs code or reads files
	defangedT            // made harmless by its author
	foreign              // any other scheme
	nowhere              // empty
)

// wayOf looks at a target as a browser would, which drops white space and control
// characters and takes a backslash for a slash.
func wayOf(target string) way {
	s := strings.Map(func(r rune) rune {
		switch {
		case r <= ' ' || r == 0x7f:
			return -1
		case r == '\\':
			return '/'
		}
		return r
	}, target)
	if s == "" || strings.HasPrefix(s, "!--") {
		return nowhere
	}
	if defanged([]byte(s)) {
		return defangedT
	}
	if strings.HasPrefix(s, "//") {
		return external
	}
	end := strings.IndexAny(s, ":/?#")
	if end <= 0 || s[end] != ':' {
		return internal
	}
	return wayOfScheme(strings.ToLower(s[:end]))
}

func wayOfScheme(scheme string) way {
	switch scheme {
	case "http", "https", "mailto", "tel":
		return external
	case "javascript", "data", "vbscript", "file":
		return unsafe
	}
	if harmlessScheme([]byte(scheme)) {
		return defangedT
	}
	return foreign
}

// link prints a link, or its text alone where it leads to nothing that a page
// may lead to. Markers within it are printed behind it.
func (p *printer) link(n *ast.Link) {
	if n.Reference != nil && p.caretLink(n) {
		return
	}
	destination := withoutComments(n.Destination)
	target := plainText(destination)
	w := wayOf(target)
	if p.in >= 0 && (w == external && isWeb(target) || w == internal && hostLike(target)) {
		p.source(n, target)
		return
	}
	if p.links > 0 || w > external {
		p.textOfLink(n, target, w)
		return
	}
	index := p.addLink(target, "", false, n.Pos())
	if w == internal {
		p.html(`<a href="`)
		p.slot(briefing.SlotLink, index)
	} else {
		p.html(`<a href="`)
		p.href(destination)
		p.html(`" rel="external noreferrer`)
	}
	p.title(n.Title)
	p.html(`">`)
	p.doc.Links[index].Text = p.linked(n, target)
	p.html("</a>")
	p.release()
}

// linked prints the text of a link, or its target when it has none, and gives it
// as plain text.
func (p *printer) linked(n *ast.Link, target string) string {
	from, out := len(p.plain), len(p.out)
	p.links++
	p.inlines(n)
	p.links--
	if len(p.out) == out {
		p.both(target)
	}
	return folded(p.plain[from:])
}

// isWeb reports whether a target is an address of the web.
func isWeb(target string) bool {
	t := strings.ToLower(strings.TrimSpace(target))
	return strings.HasPrefix(t, "http:") || strings.HasPrefix(t, "https:") || strings.HasPrefix(t, "//")
}

// hostLike reports whether a target without a scheme is meant as a web address:
// it begins with "www." or with a host below a public suffix and a path.
func hostLike(target string) bool {
	if len(target) > 4 && strings.EqualFold(target[:4], "www.") {
		return true
	}
	first, rest, ok := strings.Cut(target, ".")
	return ok && first != "" && hostLength([]byte(first)) == len(first) && hostWithPath([]byte(first), []byte("."+rest))
}

// source prints a link in a note: a source with a title.
func (p *printer) source(n *ast.Link, target string) {
	if p.links > 0 {
		p.inlines(n)
		return
	}
	if n.FirstChild() == nil || p.isAddress(n) {
		p.addItem(briefing.Item{Kind: briefing.BareURL, URL: target}, n.Pos(), target)
		return
	}
	index := len(p.doc.Items)
	p.doc.Items = append(p.doc.Items, p.item(briefing.Item{Kind: briefing.TitledURL, URL: target}, n.Pos()))
	from := len(p.plain)
	p.html("<a")
	p.slot(briefing.SlotItemURL, index)
	if text := plainText(withoutComments(n.Title)); text != "" {
		p.html(` title="`)
		p.out = escape(p.out, text)
		p.html(`"`)
	}
	p.html(">")
	p.doc.Items[index].Title = p.linked(n, target)
	p.html("</a>")
	p.items = append(p.items, span{from, len(p.plain)})
	p.release()
}

// isAddress reports whether the text of a link is its target again: then it names
// the source no better than the bare URL does.
func (p *printer) isAddress(n *ast.Link) bool {
	child := n.FirstChild()
	if child.NextSibling() != nil {
		return false
	}
	switch c := child.(type) {
	case *ast.Text:
		return bytes.Equal(c.Segment.Value(p.body), n.Destination)
	case *bareURL:
		return bytes.Equal(p.body[c.from:c.upto], n.Destination)
	}
	return false
}

// textOfLink prints a link that may not be one as its text, and says why.
func (p *printer) textOfLink(n *ast.Link, target string, w way) {
	p.links++
	p.inlines(n)
	p.links--
	switch w {
	case unsafe:
		p.say(n.Pos(), diag.Error, "link-unsafe", "a page may not link to "+quote(target), "link to an http or https address, or to a file of this site")
	case foreign:
		p.say(n.Pos(), diag.Error, "link-unsafe", "a page may not link to "+quote(target), "only http, https, mailto and tel addresses and paths of this site are links")
	case defangedT:
		p.say(n.Pos(), diag.Warning, "link-defanged", "the defanged address "+quote(target)+" is shown as text", "write it in backticks, without a link")
		p.both(" (" + target + ")")
	case nowhere:
		p.say(n.Pos(), diag.Warning, "link-empty", "this link leads nowhere", "")
	}
	if p.links == 0 {
		p.release()
	}
}

// refused reports a picture that a page may not show, and says why.
func (p *printer) refused(n ast.Node, target string) bool {
	switch wayOf(target) {
	case internal:
		return false
	case nowhere:
		p.say(n.Pos(), diag.Error, "picture-empty", "this picture has no file", "")
	case unsafe:
		p.say(n.Pos(), diag.Error, "link-unsafe", "a page may not show a picture from "+quote(short(target)), "keep the picture beside the briefing")
	default:
		p.say(n.Pos(), diag.Error, "picture-external", "the picture "+quote(short(target))+" lies on another host", "keep a copy beside the briefing")
	}
	return true
}

// href prints the address of an external link.
func (p *printer) href(destination []byte) {
	d := bytes.TrimSpace(destination)
	if bytes.HasPrefix(d, []byte("//")) {
		p.html("https:")
	}
	p.out = escape(p.out, string(util.URLEscape(d, true)))
}

// addLink records a link or picture and gives its index.
func (p *printer) addLink(target, text string, picture bool, at int) int {
	line, col := p.lines.at(at)
	p.doc.Links = append(p.doc.Links, briefing.Link{Target: target, Text: text, Picture: picture, Line: line, Col: col})
	return len(p.doc.Links) - 1
}

// autoLink prints <https://…> and <name@host>. In a note an address of the web is
// a source. An address that no page may link to keeps its angle brackets and is
// text.
func (p *printer) autoLink(n *ast.AutoLink) {
	label := n.Label(p.body)
	at := n.Pos() + 1
	target := string(label)
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(target), "mailto:") {
		target = "mailto:" + target
	}
	w := wayOf(target)
	if p.links > 0 || w != external {
		p.both("<")
		p.raw(label, at)
		p.both(">")
		if w == unsafe {
			p.say(n.Pos(), diag.Error, "link-unsafe", "a page may not link to "+quote(target), "put it in backticks to show it as text")
		}
		return
	}
	if p.in >= 0 && isWeb(target) {
		p.addItem(briefing.Item{Kind: briefing.BareURL, URL: target}, n.Pos(), target)
		return
	}
	p.addLink(target, string(label), false, n.Pos())
	p.html(`<a href="`)
	p.out = escape(p.out, string(util.URLEscape([]byte(target), false)))
	p.html(`" rel="external noreferrer">`)
	p.raw(label, at)
	p.html("</a>")
}

// caretLink prints a link by reference whose label begins with "^" as the text
// that it is: nobody names a link so, but many a footnote.
func (p *printer) caretLink(n *ast.Link) bool {
	if value := bytes.TrimSpace(n.Reference.Value); len(value) == 0 || value[0] != '^' {
		p.use(n.Reference.Value)
		return false
	}
	p.both("[")
	p.inlines(n)
	p.both("]")
	switch n.Reference.Type {
	case ast.ReferenceLinkFull:
		p.both("[" + plainText(n.Reference.Value) + "]")
	case ast.ReferenceLinkCollapsed:
		p.both("[]")
	}
	return true
}

func (p *printer) use(label []byte) {
	if p.used == nil {
		p.used = make(map[string]bool)
	}
	p.used[util.ToLinkReference(label)] = true
}

// reference keeps the definition of a link for the report. One whose label
// begins with "^" was meant as a note and is printed as text.
func (p *printer) reference(n *ast.LinkReferenceDefinition) {
	if label := bytes.TrimSpace(n.Label); len(label) == 0 || label[0] != '^' {
		p.references = append(p.references, n)
		return
	}
	p.html("<p>")
	p.beginText()
	p.write(withoutComments(n.Lines().Value(p.body)), n.Pos())
	p.endText()
	p.html("</p>\n")
}
