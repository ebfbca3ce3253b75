package preview

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// anatomy is what a page is made of, as digests: text, what is in <main> and what the
// head says of it; around, everything that only a reload can change: the rest of the
// body, and scripts. Styles are the addresses of its style sheets as the page has them.
type anatomy struct {
	text, around string
	styles       []string
}

// dissector reads a page from start to end.
type dissector struct {
	text, around hash.Hash
	styles       []string
	body, main   bool // inside of it
	script       bool // inside of one that runs
}

func dissect(page []byte) anatomy {
	d := dissector{text: sha256.New(), around: sha256.New()}
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			d.around.Write(z.Raw())
			break
		}
		raw := bytes.Clone(z.Raw()) // reading the attributes alters it
		d.take(kind, z, raw)
	}
	return anatomy{sum(d.text), sum(d.around), d.styles}
}

func (d *dissector) take(kind html.TokenType, z *html.Tokenizer, raw []byte) {
	name, more := []byte(nil), false
	if kind == html.StartTagToken || kind == html.SelfClosingTagToken || kind == html.EndTagToken {
		name, more = z.TagName()
	}
	switch tag := atom.Lookup(name); {
	case kind == html.EndTagToken && tag == atom.Script:
		d.write(raw)
		d.script = false
		return
	case kind == html.EndTagToken && tag == atom.Main:
		d.main = false
	case tag == atom.Body:
		d.body = true
	case kind != html.StartTagToken && kind != html.SelfClosingTagToken:
	case tag == atom.Main:
		d.main = true
	case tag == atom.Script:
		d.script = runs(attributes(z, more))
	case tag == atom.Link:
		if a := attributes(z, more); isSheet(a) {
			d.styles = append(d.styles, a["href"])
			return
		}
	}
	d.write(raw)
}

// write adds bytes to the part that they belong to.
func (d *dissector) write(raw []byte) {
	if d.script || d.body && !d.main {
		d.around.Write(raw)
		return
	}
	d.text.Write(raw)
}

func attributes(z *html.Tokenizer, more bool) map[string]string {
	out := map[string]string{}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if _, twice := out[string(key)]; !twice {
			out[string(key)] = string(value)
		}
	}
	return out
}

// runs reports whether a script is one, and not a block of data.
func runs(attributes map[string]string) bool {
	t := strings.ToLower(strings.TrimSpace(attributes["type"]))
	return t == "" || t == "module" || t == "importmap" || strings.Contains(t, "javascript")
}

func isSheet(attributes map[string]string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(attributes["rel"])) {
		if word == "stylesheet" {
			return true
		}
	}
	return false
}

// sum gives a digest that is short and tells apart what one author writes.
func sum(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)[:8]) }

// digest is sum of some bytes.
func digest(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return sum(h)
}
