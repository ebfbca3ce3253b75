package picture

// An SVG picture is a document that can hold programs, other documents and
// addresses. What is written anew of it is this:
//
//	elements    those of the SVG namespace but script, foreignObject, metadata and
//	            the like; with an element all that stands in it goes
//	attributes  those without a namespace, and of others xlink:href, xml:lang and
//	            xml:space; but handlers (on…), data-… and xml:base
//	href        to a part of the picture ("#id"); on image and feImage also a
//	            picture as data:, which is cleaned itself
//	style       as it is; one that names another file is an error
//	text        as it is
//
// Comments, processing instructions, the document type and namespaces of editors
// go. An entity that XML does not know is an error.

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"

	maxSVGDepth  = 512
	maxSVGSpaces = 256 // in force at once; they are searched one by one
)

// svgCleaner is a document half written anew.
type svgCleaner struct {
	out     bytes.Buffer
	open    []svgElement
	spaces  []svgPrefix
	started bool // the last start tag lacks its ">"
	dropped int  // depth of the outermost open element that is left out, 0 for none
	root    *svgRoot
	style   strings.Builder
}

// svgElement is an open element by its name as written.
type svgElement struct {
	name   xml.Name
	spaces int // prefixes in force outside of it
	style  bool
}

type svgPrefix struct{ prefix, space string }

func isSVG(b []byte) bool {
	b = bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\ufeff")), " \t\r\n")
	return bytes.HasPrefix(b, []byte("<")) && bytes.Contains(b, []byte("svg"))
}

func cleanSVG(in []byte) (Picture, error) {
	c := &svgCleaner{spaces: []svgPrefix{{"xml", xmlSpace}, {"", ""}}}
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(in, []byte("\ufeff"))))
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err == nil {
			err = c.token(token)
		}
		if err != nil {
			line, col := d.InputPos()
			return Picture{}, fmt.Errorf("line %d, column %d: %w", line, col, err)
		}
	}
	if c.root == nil || len(c.open) > 0 {
		return Picture{}, errTruncated
	}
	w, h := c.root.size()
	return Picture{Data: c.out.Bytes(), Width: w, Height: h}, nil
}

func (c *svgCleaner) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		return c.start(t)
	case xml.EndElement:
		return c.end(t)
	case xml.CharData:
		return c.text(t)
	}
	return nil // comment, processing instruction, document type
}

func (c *svgCleaner) start(t xml.StartElement) error {
	if len(c.open) == 0 && c.root != nil {
		return errors.New("there are two documents in it")
	}
	if len(c.open) == maxSVGDepth {
		return fmt.Errorf("elements are nested more than %d deep", maxSVGDepth)
	}
	if strings.Contains(t.Name.Local, ":") {
		return fmt.Errorf("%q is no name of an element", t.Name.Local)
	}
	e := svgElement{name: t.Name, spaces: len(c.spaces)}
	if c.declare(t.Attr); len(c.spaces) > maxSVGSpaces {
		return fmt.Errorf("more than %d namespaces are declared", maxSVGSpaces)
	}
	space, ok := c.space(t.Name.Space)
	if !ok {
		return fmt.Errorf("the prefix %q is not declared", t.Name.Space)
	}
	e.style = space == svgSpace && t.Name.Local == "style"
	c.open = append(c.open, e)
	if c.root == nil {
		if space != svgSpace || t.Name.Local != "svg" {
			return fmt.Errorf("the document is %q, not svg", t.Name.Local)
		}
		c.root = &svgRoot{}
	}
	if c.dropped > 0 || space != svgSpace || !svgKept(t) {
		if c.dropped == 0 {
			c.dropped = len(c.open)
		}
		return nil
	}
	return c.write(t)
}

// declare puts the namespaces that a start tag declares into force.
func (c *svgCleaner) declare(attrs []xml.Attr) {
	for _, a := range attrs {
		switch {
		case a.Name.Space == "xmlns":
			c.spaces = append(c.spaces, svgPrefix{a.Name.Local, a.Value})
		case a.Name.Space == "" && a.Name.Local == "xmlns":
			c.spaces = append(c.spaces, svgPrefix{"", a.Value})
		}
	}
}

// space gives the namespace of a prefix.
func (c *svgCleaner) space(prefix string) (string, bool) {
	for i := len(c.spaces) - 1; i >= 0; i-- {
		if c.spaces[i].prefix == prefix {
			return c.spaces[i].space, true
		}
	}
	return "", false
}

// svgKept reports whether an element of the SVG namespace draws something. An
// animation of an address could put back what was taken out.
func svgKept(t xml.StartElement) bool {
	switch t.Name.Local {
	case "script", "handler", "listener", "foreignObject", "metadata", "iframe", "embed", "object", "audio", "video", "canvas", "discard":
		return false
	case "set", "animate", "animateTransform", "animateMotion", "animateColor":
		for _, a := range t.Attr {
			if v := strings.TrimSpace(a.Value); a.Name.Local == "attributeName" && (v == "href" || strings.HasSuffix(v, ":href") || isHandler(v)) {
				return false
			}
		}
	}
	return true
}

func isHandler(name string) bool { return len(name) > 2 && strings.EqualFold(name[:2], "on") }

// write prints a start tag without prefix; its ">" comes with what follows.
func (c *svgCleaner) write(t xml.StartElement) error {
	c.closeTag()
	c.out.WriteString("<" + t.Name.Local)
	c.started = true
	if len(c.open) == 1 {
		c.out.WriteString(` xmlns="` + svgSpace + `" xmlns:xlink="` + xlinkSpace + `"`)
	}
	seen := make(map[string]bool, len(t.Attr))
	for _, a := range t.Attr {
		name, keep, err := c.attrName(a.Name)
		if err == nil && keep {
			if seen[name] {
				return fmt.Errorf("the attribute %q is given twice", name)
			}
			seen[name] = true
			err = c.attr(t.Name.Local, name, a.Value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *svgCleaner) attr(element, name, value string) error {
	if name == "href" || name == "xlink:href" {
		clean, err := cleanRef(element, value)
		if err != nil || clean == "" {
			return err
		}
		value = clean
	} else if err := checkStyle(value); err != nil {
		return fmt.Errorf("the attribute %q: %w", name, err)
	}
	if len(c.open) == 1 {
		c.root.read(name, value)
	}
	c.out.WriteString(" " + name + `="`)
	attrEscaper.WriteString(&c.out, value)
	c.out.WriteByte('"')
	return nil
}

// attrName gives the name under which an attribute is written, and whether it is.
func (c *svgCleaner) attrName(n xml.Name) (string, bool, error) {
	local := n.Local
	if strings.Contains(local, ":") {
		return "", false, fmt.Errorf("%q is no name of an attribute", local)
	}
	if n.Space == "" {
		return local, local != "xmlns" && !isHandler(local) && !strings.HasPrefix(local, "data-"), nil
	}
	if n.Space == "xmlns" {
		return "", false, nil
	}
	space, ok := c.space(n.Space)
	switch {
	case !ok:
		return "", false, fmt.Errorf("the prefix %q is not declared", n.Space)
	case space == xlinkSpace && n.Local == "href":
		return "xlink:href", true, nil
	case space == xmlSpace && (n.Local == "lang" || n.Local == "space"):
		return "xml:" + n.Local, true, nil
	}
	return "", false, nil
}

func (c *svgCleaner) end(t xml.EndElement) error {
	last := len(c.open) - 1
	if last < 0 || c.open[last].name != t.Name {
		return fmt.Errorf("the end tag %q closes nothing", t.Name.Local)
	}
	e := c.open[last]
	if c.dropped == 0 {
		if e.style {
			if err := checkStyle(c.style.String()); err != nil {
				return err
			}
			c.style.Reset()
		}
		c.endTag(t.Name.Local)
	}
	if c.dropped == len(c.open) {
		c.dropped = 0
	}
	c.open, c.spaces = c.open[:last], c.spaces[:e.spaces]
	return nil
}

func (c *svgCleaner) endTag(name string) {
	if c.started {
		c.out.WriteString("/>")
		c.started = false
		return
	}
	c.out.WriteString("</" + name + ">")
}

func (c *svgCleaner) closeTag() {
	if c.started {
		c.out.WriteByte('>')
		c.started = false
	}
}

func (c *svgCleaner) text(t xml.CharData) error {
	switch {
	case len(c.open) == 0 && len(bytes.TrimSpace(t)) > 0:
		return errors.New("there is text outside of the document")
	case len(c.open) == 0 || c.dropped > 0 || len(t) == 0:
		return nil
	}
	if c.open[len(c.open)-1].style {
		c.style.Write(t)
	}
	c.closeTag()
	textEscaper.WriteString(&c.out, string(t))
	return nil
}

var (
	textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
	attrEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#13;", "\n", "&#10;", "\t", "&#9;")
)
