package markdown

import (
	"github.com/yuin/goldmark/ast"
)

// The kinds of nodes that goldmark does not know.
var (
	kindDefinition = ast.NewNodeKind("NoteDefinition")
	kindMarker     = ast.NewNodeKind("NoteMarker")
	kindCitation   = ast.NewNodeKind("Citation")
	kindBareURL    = ast.NewNodeKind("BareURL")
	kindComment    = ast.NewNodeKind("Comment")
	kindHidden     = ast.NewNodeKind("CommentBlock")
)

type noteKind uint8

const (
	defined   noteKind = iota // [^label]: text
	inline                    // ^[text]
	bracketed                 // [@key] in running text
	implied                   // [^key] without a definition
)

// note is one note while its document is read and printed.
type note struct {
	kind  noteKind
	label string
	at    int         // offset of the "[" of its definition, or of its first marker
	text  *definition // the blocks of its text; nil for bracketed and implied notes
	keys  []key       // of bracketed and implied notes
	index int         // in Document.Notes; -1 until a marker is reached
	from  *note       // a note that cites it, and
	cited bool        // whether any marker does
}

// definition holds the blocks of a note's text. It stays where it stands until
// everything is parsed: moving it earlier is what loses text.
type definition struct {
	ast.BaseBlock
	note     *note
	repeats  *definition // the first definition of the same label, if this is not it
	at       int         // offset of its "["
	afterGap bool        // the line before was blank
}

func (*definition) Kind() ast.NodeKind { return kindDefinition }

// Pos gives the offset of the definition's "[".
func (d *definition) Pos() int { return d.at }

// SetPos does nothing: goldmark's own count forgets the padding of a split tab.
func (*definition) SetPos(int) {}

// Dump prints the node for debugging.
func (d *definition) Dump(source []byte, level int) { ast.DumpHelper(d, source, level, nil, nil) }

// marker stands where a note is cited.
type marker struct {
	ast.BaseInline
	note *note
	at   int
}

func (*marker) Kind() ast.NodeKind { return kindMarker }

// Dump prints the node for debugging.
func (m *marker) Dump(source []byte, level int) { ast.DumpHelper(m, source, level, nil, nil) }

// citation is a source named by key in a note, or several in one bracket.
type citation struct {
	ast.BaseInline
	keys       []key
	from, upto int // the part of the body that names them
}

func (*citation) Kind() ast.NodeKind { return kindCitation }

// Dump prints the node for debugging.
func (c *citation) Dump(source []byte, level int) { ast.DumpHelper(c, source, level, nil, nil) }

// bareURL is a source named by its address alone, in a note.
type bareURL struct {
	ast.BaseInline
	from, upto int // the URL in the body, without angle brackets
	angled     bool
}

func (*bareURL) Kind() ast.NodeKind { return kindBareURL }

// Dump prints the node for debugging.
func (u *bareURL) Dump(source []byte, level int) { ast.DumpHelper(u, source, level, nil, nil) }

// comment is an HTML comment in running text; it is never printed.
type comment struct{ ast.BaseInline }

func (*comment) Kind() ast.NodeKind { return kindComment }

// Dump prints the node for debugging.
func (c *comment) Dump(source []byte, level int) { ast.DumpHelper(c, source, level, nil, nil) }

// hidden is a line that holds an HTML comment alone; it is never printed.
type hidden struct{ ast.BaseBlock }

func (*hidden) Kind() ast.NodeKind { return kindHidden }

// IsRaw keeps the inline parsers out.
func (*hidden) IsRaw() bool { return true }

// Dump prints the node for debugging.
func (h *hidden) Dump(source []byte, level int) { ast.DumpHelper(h, source, level, nil, nil) }
