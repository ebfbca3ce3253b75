package markdown

import (
	"bytes"

	"dossier/internal/briefing"
	"dossier/internal/diag"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markers parses what leads to a note or names a source by key: [^label],
// ^[text], [@key] and, at the start of a note, @key. It comes before links and
// after code spans. All definitions are known by the time it runs.
type markers struct{}

// Trigger gives the bytes at which markers may begin, and the "]" at which a
// link may have been lost to one. "!" is there because "![" begins a picture.
func (markers) Trigger() []byte { return []byte{'[', '!', '^', '@', ']'} }

// Parse reads one marker or nothing.
func (markers) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	r := state(pc)
	if len(line) < 3 || segment.Padding != 0 {
		return nil
	}
	switch line[0] {
	case '!':
		return r.afterBang(parent, block, line, segment)
	case '[':
		return r.bracket(parent, block, line, segment)
	case '^':
		return r.inlineNote(parent, block, line, segment)
	case '@':
		return r.bareKey(parent, block, line, segment)
	case ']':
		r.lostLink(line, segment.Start, pc)
	}
	return nil
}

// afterBang reads a marker behind an exclamation mark, which is not the opening
// of a picture then.
func (r *reading) afterBang(parent ast.Node, block text.Reader, line []byte, segment text.Segment) ast.Node {
	if line[1] != '[' || (line[2] != '^' && line[2] != '@' && line[2] != '-') {
		return nil
	}
	block.Advance(1)
	n := r.bracket(parent, block, line[1:], segment.WithStart(segment.Start+1))
	if n != nil {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+1))
	}
	return n
}

// bracket reads [^label] or a bracket of citations.
func (r *reading) bracket(parent ast.Node, block text.Reader, line []byte, segment text.Segment) ast.Node {
	if line[1] != '^' {
		return r.citations(parent, block, line, segment)
	}
	label, n := scanLabel(line)
	if n == 0 {
		r.reportMarker(line, segment.Start)
		return nil
	}
	block.Advance(n)
	return r.mark(r.lookup(label, segment.Start), parent, segment.Start)
}

// lookup finds the note of a label. A label without a definition makes a note of
// its own: it may be the key of a source, which is for later to say.
func (r *reading) lookup(label []byte, at int) *note {
	if n, ok := r.notes[string(label)]; ok { // no allocation for folded labels
		return n
	}
	name := string(label)
	fold := briefing.FoldLabel(name)
	n := r.notes[fold]
	if n == nil {
		n = &note{kind: implied, label: name, at: at, index: -1, keys: []key{{name: name, at: at + len("[^")}}}
		r.name(fold, n)
	}
	return n
}

// mark makes a marker and remembers who cites the note.
func (r *reading) mark(n *note, parent ast.Node, at int) ast.Node {
	n.cited = true
	if home := r.within(parent); home != nil && n.from == nil && home.note != n {
		n.from = home.note
	}
	m := &marker{note: n, at: at}
	m.SetPos(at)
	return m
}

// inlineNote reads ^[text]. The text becomes a paragraph of a note at the end of
// the document, where goldmark's walk over the blocks gets to it in its turn, so
// that it is parsed in place and its positions are exact.
func (r *reading) inlineNote(parent ast.Node, block text.Reader, line []byte, segment text.Segment) ast.Node {
	open := segment.Start + 1
	if line[1] != '[' || segment.Start > 0 && r.body[segment.Start-1] == '[' {
		return nil
	}
	r.pair(parent)
	end, ok := r.inline[open]
	switch {
	case !ok:
		r.report(segment.Start, diag.Warning, "note-unclosed", "this inline footnote has no end in its paragraph and is shown as text",
			"end it with ], or write \\^[ to show it")
		return nil
	case len(bytes.TrimSpace(r.body[open+1:end])) == 0:
		r.report(segment.Start, diag.Error, "note-empty", "footnote ^[] is empty", "")
		return nil
	}
	paragraph := r.cutOut(parent.Lines(), block, open+1, end)
	if paragraph == nil {
		return nil
	}
	n := &note{kind: inline, at: segment.Start, index: -1}
	n.text = &definition{note: n, at: segment.Start}
	n.text.AppendChild(n.text, paragraph)
	root := parent.OwnerDocument()
	root.AppendChild(root, n.text)
	return r.mark(n, parent, segment.Start)
}

// cutOut makes a paragraph of the part of a block's lines that lies between two
// offsets, and moves the reader behind the bracket at the second. It gives nil
// when there is nothing but white space between them.
func (r *reading) cutOut(lines *text.Segments, block text.Reader, from, end int) ast.Node {
	p := ast.NewParagraph()
	number, _ := block.Position()
	for ; number < lines.Len(); number++ {
		line := lines.At(number)
		part := text.NewSegment(max(from, line.Start), min(line.Stop, end))
		if part = part.TrimLeftSpace(r.body); part.Start < part.Stop {
			p.Lines().Append(part)
		}
		if end < line.Stop {
			break
		}
	}
	last := p.Lines().Len() - 1
	if last < 0 || number == lines.Len() {
		return nil
	}
	tail := p.Lines().At(last)
	p.Lines().Set(last, tail.TrimRightSpace(r.body))
	line := lines.At(number)
	block.SetPosition(number, text.NewSegment(end+1, line.Stop))
	return p
}

// lostLink reports "[t][^1]" where [t] is defined as a link: CommonMark takes the
// "[^1]" as the label of the link, finds none, and the link is gone.
func (r *reading) lostLink(line []byte, at int, pc parser.Context) {
	if line[1] != '[' || line[2] != '^' {
		return
	}
	if _, n := scanLabel(line[1:]); n == 0 {
		return
	}
	open := bytes.LastIndexByte(r.body[max(0, at-labelLimit):at], '[')
	if open < 0 {
		return
	}
	label := r.body[max(0, at-labelLimit)+open+1 : at]
	if _, ok := pc.Reference(util.ToLinkReference(label)); ok {
		r.report(at-len(label)-1, diag.Warning, "link-before-note",
			"["+string(label)+"] is no link here, because a footnote follows it at once",
			"write ["+string(label)+"][] before the footnote")
	}
}
