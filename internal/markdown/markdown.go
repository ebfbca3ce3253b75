package markdown

import (
	"sync"

	"dossier/internal/briefing"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Options are the site's choices that change how a body is read.
type Options struct {
	TrustHTML bool // raw HTML is passed through; otherwise it is shown as text
}

// Parser reads bodies. It holds nothing of the bodies it read and is safe for
// concurrent use.
type Parser struct {
	options  Options
	markdown parser.Parser
	printers sync.Pool
}

// New makes a parser.
func New(o Options) *Parser {
	return &Parser{
		options: o,
		markdown: parser.NewParser(
			parser.WithBlockParsers(blockParsers(o)...),
			parser.WithInlineParsers(inlineParsers(o)...),
			parser.WithParagraphTransformers(
				util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
				util.Prioritized(tables{extension.NewTableParagraphTransformer()}, 200),
			),
		),
		printers: sync.Pool{New: func() any { return new(printer) }},
	}
}

// blockParsers are CommonMark's with notes and comments added. HTML blocks are
// known only where HTML is trusted; elsewhere they are paragraphs, so that the
// Markdown and the markers in them work and no word is lost.
func blockParsers(o Options) []util.PrioritizedValue {
	list := []util.PrioritizedValue{
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(bounded{parser.NewListParser()}, 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(bounded{parser.NewBlockquoteParser()}, 800),
		util.Prioritized(commentBlocks{}, 899),
		util.Prioritized(definitions{}, 999),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	}
	if o.TrustHTML {
		list = append(list, util.Prioritized(htmlBlocks{parser.NewHTMLBlockParser()}, 900))
	}
	return list
}

func inlineParsers(o Options) []util.PrioritizedValue {
	list := []util.PrioritizedValue{
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(comments{}, 90),
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(markers{}, 101),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(bareURLs{}, 450),
		util.Prioritized(parser.NewEmphasisParser(), 500),
		util.Prioritized(extension.NewStrikethroughParser(), 500),
	}
	if o.TrustHTML {
		return append(list, util.Prioritized(parser.NewRawHTMLParser(), 400))
	}
	return append(list, util.Prioritized(tags{}, 400))
}

// Parse reads a body. firstLine is the line of the file, counted from 1, on
// which the body begins; all positions are those of the file. There is no input
// that it refuses: what is wrong is said in the Document's diagnostics, sorted,
// with an empty path.
func (p *Parser) Parse(body []byte, firstLine int) *briefing.Document {
	body, faults := normalise(body)
	r := p.read(body)
	r.faults = append(r.faults, faults...)
	out := p.printers.Get().(*printer)
	doc := out.print(r, newLines(body, firstLine))
	p.printers.Put(out)
	return doc
}

// read builds the tree. A comment that runs over the end of its block is only
// seen for what it is once the blocks are known; it is then hidden and the body
// read again, as often as comments may plausibly come to light in turn.
func (p *Parser) read(body []byte) *reading {
	r := p.readOnce(body, nil)
	for round := 1; len(r.hidden) > 0; round++ {
		lost := unclosed(body, r.hidden)
		body = hide(body, r.hidden, round > hideRounds)
		r = p.readOnce(body, lost)
	}
	return r
}

func (p *Parser) readOnce(body []byte, faults []fault) *reading {
	r := &reading{body: body, trusted: p.options.TrustHTML, faults: faults}
	context := parser.NewContext()
	context.Set(readingKey, r)
	r.tree = p.markdown.Parse(text.NewReader(body), parser.WithContext(context))
	return r
}
