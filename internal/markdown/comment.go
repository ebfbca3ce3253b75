package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// HTML comments are margin notes among editors and are never printed. One that
// ends in its line or its paragraph is parsed here. One that runs on, over a
// blank line, out of a table cell or to the end of the file, is hidden in the
// body (see hide) and the body read again.

var (
	commentOpen  = []byte("<!--")
	commentClose = []byte("-->")
)

// commentEnd gives the length of the comment with which a text begins, or 0. By
// the HTML standard "<!-->" and "<!--->" are whole comments.
func commentEnd(s []byte) int {
	if !bytes.HasPrefix(s, commentOpen) {
		return 0
	}
	if i := bytes.Index(s[2:], commentClose); i >= 0 {
		return 2 + i + len(commentClose)
	}
	return 0
}

// commentBlocks parses a line that holds comments alone. It interrupts a
// paragraph, as HTML blocks do.
type commentBlocks struct{}

// Trigger gives the byte with which a comment begins.
func (commentBlocks) Trigger() []byte { return []byte{'<'} }

// Open takes the line when nothing follows the comment on it.
func (commentBlocks) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || !bytes.HasPrefix(line[at:], commentOpen) {
		return nil, parser.NoChildren
	}
	end := commentEnd(line[at:])
	if end == 0 {
		r := state(pc)
		r.hidden = append(r.hidden, segment.Start+at-segment.Padding)
		return nil, parser.NoChildren
	}
	if !util.IsBlank(line[at+end:]) {
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return new(hidden), parser.NoChildren
}

// Continue ends the block after its line.
func (commentBlocks) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}

// Close has nothing to do.
func (commentBlocks) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph is true.
func (commentBlocks) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine is false: four blanks are code.
func (commentBlocks) CanAcceptIndentedLine() bool { return false }

// comments parses comments in running text. It comes before code spans.
type comments struct{}

// Trigger gives the byte with which a comment begins.
func (comments) Trigger() []byte { return []byte{'<'} }

// Parse reads a comment that ends in the same block.
func (comments) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, commentOpen) {
		return nil
	}
	if end := commentEnd(line); end > 0 {
		block.Advance(end)
		return new(comment)
	}
	r := state(pc)
	r.hidden = append(r.hidden, segment.Start)
	return nil
}

// htmlBlocks parses HTML blocks where HTML is trusted. Comments are not its own.
type htmlBlocks struct{ parser.BlockParser }

// Open refuses comments.
func (h htmlBlocks) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	if at := pc.BlockOffset(); at < 0 || bytes.HasPrefix(line[at:], commentOpen) {
		return nil, parser.NoChildren
	}
	return h.BlockParser.Open(parent, reader, pc)
}

// Close looks for a comment that does not end in the block.
func (h htmlBlocks) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	r := state(pc)
	block := node.(*ast.HTMLBlock)
	for i := range block.Lines().Len() {
		line := block.Lines().At(i)
		r.unfinished(line.Start, line.Stop)
	}
	if block.HasClosure() {
		r.unfinished(block.ClosureLine.Start, block.ClosureLine.Stop)
	}
	h.BlockParser.Close(node, reader, pc)
}

// unfinished notes a comment that begins in a line and does not end in it.
func (r *reading) unfinished(from, upto int) {
	for from < upto {
		i := bytes.Index(r.body[from:upto], commentOpen)
		if i < 0 {
			return
		}
		end := commentEnd(r.body[from+i : upto])
		if end == 0 {
			r.hidden = append(r.hidden, from+i)
			return
		}
		from += i + end
	}
}
