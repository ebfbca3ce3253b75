package picture

import (
	"strings"
	"testing"
)

const svgHead = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"`

func TestSVGKeepsTheDrawingAlone(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"drawing":           {`<path d="M0 0"/><g><title>A &amp; B</title><desc>d</desc></g>`, `<path d="M0 0"/><g><title>A &amp; B</title><desc>d</desc></g>`},
		"comment":           {`<!-- SECRET --><g/>`, `<g/>`},
		"instruction":       {`<?editor SECRET?><g/>`, `<g/>`},
		"metadata":          {`<metadata><r:RDF xmlns:r="urn:r">SECRET</r:RDF></metadata><g/>`, `<g/>`},
		"editor's element":  {`<e:view xmlns:e="urn:e"><path d="SECRET"/></e:view><g/>`, `<g/>`},
		"editor's attr":     {`<g xmlns:e="urn:e" e:docname="SECRET" id="a"/>`, `<g id="a"/>`},
		"data attribute":    {`<g data-name="SECRET"/>`, `<g/>`},
		"script":            {`<script>SECRET</script><g/>`, `<g/>`},
		"handler":           {`<g onclick="SECRET" OnLoad="SECRET" on="x"/>`, `<g on="x"/>`},
		"foreign object":    {`<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">SECRET</p></foreignObject><g/>`, `<g/>`},
		"HTML":              {`<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="SECRET"/><g/>`, `<g/>`},
		"no namespace":      {`<g xmlns=""><path d="SECRET"/></g><g/>`, `<g/>`},
		"link":              {`<a href="https://x.example/SECRET"><text>t</text></a>`, `<a><text>t</text></a>`},
		"script in a link":  {`<a xlink:href=" java&#115;cript:SECRET"/>`, `<a/>`},
		"own part":          {`<use xlink:href="#a"/><use href="#b"/>`, `<use xlink:href="#a"/><use href="#b"/>`},
		"picture elsewhere": {`<image href="https://x.example/SECRET.png"/><image xlink:href="SECRET.png"/>`, `<image/><image/>`},
		"renamed xlink":     {`<use xmlns:q="http://www.w3.org/1999/xlink" q:href="#a" q:title="SECRET"/>`, `<use xlink:href="#a"/>`},
		"animated address":  {`<a><set attributeName="xlink:href" to="javascript:SECRET"/><animate attributeName="href" to="SECRET"/></a>`, `<a/>`},
		"animation":         {`<animate attributeName="x" to="1"/>`, `<animate attributeName="x" to="1"/>`},
		"base":              {`<g xml:base="https://x.example/SECRET" xml:lang="de" xml:space="preserve"/>`, `<g xml:lang="de" xml:space="preserve"/>`},
		"style":             {`<style>a&gt;b{fill:url(#f)}</style><g style="fill: url( '#f' )"/>`, `<style>a&gt;b{fill:url(#f)}</style><g style="fill: url( '#f' )"/>`},
		"CDATA":             {`<style><![CDATA[a<b{}]]></style>`, `<style>a&lt;b{}</style>`},
		"white space":       {"<text x='1\t2'>a\n b</text>", "<text x=\"1&#9;2\">a\n b</text>"},
		"quotes":            {`<text class='"&lt;'/>`, `<text class="&quot;&lt;"/>`},
		"font":              {`<style>@font-face{src:url(data:font/woff2;base64,AA)}</style>`, `<style>@font-face{src:url(data:font/woff2;base64,AA)}</style>`},
	} {
		t.Run(name, func(t *testing.T) {
			in := "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"SECRET\" \"x\">" + svgHead + ` width="5" height="3">` + c.in + "</svg>\n<!-- SECRET -->"
			p := clean(t, "a.svg", []byte(in))
			hasSize(t, p, 5, 3)
			if want := svgHead + ` width="5" height="3">` + c.want + "</svg>"; string(p.Data) != want {
				t.Errorf("\n got %s\nwant %s", p.Data, want)
			}
		})
	}
}

func TestSVGWithAPrefixIsWrittenWithout(t *testing.T) {
	p := clean(t, "a.svg", []byte("\ufeff"+`<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 5 3"><s:g/><g/></s:svg>`))
	if want := svgHead + ` viewBox="0 0 5 3"><g/></svg>`; string(p.Data) != want {
		t.Errorf("got %s", p.Data)
	}
}

func TestSVGThatCannotBeCleanedIsAnError(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"import":             {`<style>@Import "x.css";</style>`, "@import"},
		"import over parts":  {`<style>@im<!-- -->port "x.css";</style>`, "@import"},
		"address in a style": {`<style>a{fill:url(https://x.example/)}</style>`, "x.example"},
		"address in an attr": {`<g fill="URL('//x.example/')"/>`, `attribute "fill"`},
		"second address":     {`<g style="fill:url(#a);mask:url(b.svg#c)"/>`, "b.svg"},
		"picture in a style": {`<style>a{fill:url(data:image/png;base64,AA)}</style>`, "data:image"},
		"escapes":            {`<style>a{fill:\75rl(x)}</style>`, "backslash"},
		"entity":             {`<g>&secret;</g>`, "entity"},
		"prefix":             {`<q:g/>`, `prefix "q"`},
		"prefix of an attr":  {`<g q:a=""/>`, `prefix "q"`},
		"attribute twice":    {`<g x="1" x="2"/>`, `"x" is given twice`},
		"crossed tags":       {`<g><a></g></a>`, "closes nothing"},
		"second document":    {`</svg><svg>`, "two documents"},
		"text outside":       {`</svg>x<svg>`, "outside"},
		"depth":              {strings.Repeat("<g>", 600) + strings.Repeat("</g>", 600), "nested"},
		"namespaces":         {strings.Repeat(`<g xmlns:a="a">`, 300) + strings.Repeat("</g>", 300), "namespaces"},
		"embedded SVG":       {`<image href="data:image/svg+xml;base64,PHN2Zz4="/>`, "image/svg+xml"},
		"embedded text":      {`<image href="data:image/png,abc"/>`, "base64"},
		"embedded, broken":   {`<image href="data:image/png;base64,iVBORw0KGgo="/>`, "too early"},
		"colon in a name":    {`<g a:="1"/>`, "no name"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Clean("a.svg", []byte(svgHead+">"+c.in+"</svg>")); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
	for name, in := range map[string]string{
		"HTML":           `<html><svg xmlns="http://www.w3.org/2000/svg"/></html>`,
		"no namespace":   `<svg/>`,
		"other encoding": `<?xml version="1.0" encoding="latin1"?>` + svgHead + "/>",
		"laughs":         `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>` + svgHead + `>&b;</svg>`,
	} {
		if _, err := Clean("a.svg", []byte(in)); err == nil {
			t.Errorf("%s passes", name)
		}
	}
}

func TestSVGSizeIsThatOfABrowser(t *testing.T) {
	for _, c := range []struct {
		attrs string
		w, h  int
	}{
		{`width="120" height="80.6px"`, 120, 81},
		{`width="1in" height="2.54cm"`, 96, 96},
		{`width="100%" height="100%" viewBox="0 0 40 20"`, 40, 20},
		{`width="80" viewBox="0,0,40,20"`, 80, 40},
		{`height="80" viewBox="-1 -1 40 20"`, 160, 80},
		{`viewBox="0 0 40"`, 300, 150},
		{``, 300, 150},
		{`width="0.1" height="1e2"`, 1, 100},
		{`width="-5" height="NaN" viewBox="0 0 NaN 1"`, 300, 150},
	} {
		p, err := Clean("a.svg", []byte(svgHead+" "+c.attrs+"/>"))
		if err != nil {
			t.Errorf("%s: %v", c.attrs, err)
			continue
		}
		if p.Width != c.w || p.Height != c.h {
			t.Errorf("%s: %d by %d, want %d by %d", c.attrs, p.Width, p.Height, c.w, c.h)
		}
	}
	if _, err := Clean("a.svg", []byte(svgHead+` width="1e9" height="1"/>`)); err == nil {
		t.Error("a picture of 1e9 pixels' width passes")
	}
}
