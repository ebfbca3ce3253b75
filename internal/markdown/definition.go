package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/internal/briefing"
	"dossier/internal/diag"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// definitions parses "[^label]: text" and the lines indented by four below it
// into a container that stays where it stands. It comes after all other blocks
// and before the paragraph, which it may interrupt.
type definitions struct{}

const (
	labelLimit = 999 // bytes, as CommonMark's for link labels
	noteDepth  = 16  // notes defined within notes; a deeper one stays text
)

// Trigger gives the bytes with which a definition begins.
func (definitions) Trigger() []byte { return []byte{'['} }

// Open reads the label and steps to the first text behind it. All blanks behind
// the colon are skipped, so that a quotation four blanks away is one.
func (definitions) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset() // -1 on short lines that begin with a tab
	if at < 0 || tooDeep(pc) {
		return nil, parser.NoChildren
	}
	start := segment.Start + at - segment.Padding
	name, n := scanLabel(line[at:])
	if n == 0 || at+n >= len(line) || line[at+n] != ':' {
		state(pc).reportLabel(line[at:], start)
		return nil, parser.NoChildren
	}
	if depthOf(parent) >= noteDepth {
		return nil, parser.NoChildren
	}
	d := state(pc).define(string(name), start)
	end := at + n + 1
	for end < len(line) && (line[end] == ' ' || line[end] == '\t') {
		end++
	}
	reader.Advance(end)
	return d, parser.HasChildren
}

// Continue keeps the note open over blank lines and lines indented by four.
func (definitions) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	d := node.(*definition)
	line, segment := reader.PeekLine()
	if util.IsBlank(line) {
		d.afterGap = true
		return parser.Continue | parser.HasChildren
	}
	column := reader.LineOffset()
	pos, padding := util.IndentPosition(line, column, 4)
	if pos < 0 {
		if width, n := util.IndentWidth(line, column); d.afterGap && width > 0 && !bytes.HasPrefix(line[n:], []byte("[^")) {
			state(pc).report(segment.Start+max(n-segment.Padding, 0), diag.Warning, "note-indent",
				"this line is indented by "+spaces(width)+" and is not part of footnote [^"+d.note.label+"]",
				"indent it by four spaces to continue the footnote, by none to end it")
		}
		d.afterGap = false
		return parser.Close
	}
	d.afterGap = false
	reader.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

func spaces(n int) string {
	return [...]string{"no space", "one space", "two spaces", "three spaces"}[n&3]
}

// Close does nothing: the definition stays in the tree.
func (definitions) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph is true, as on GitHub.
func (definitions) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine is false: four blanks are code.
func (definitions) CanAcceptIndentedLine() bool { return false }

// depthOf counts the definitions in which a block stands.
func depthOf(block ast.Node) int {
	depth := 0
	for n := block; n != nil; n = n.Parent() {
		if n.Kind() == kindDefinition {
			depth++
		}
	}
	return depth
}

// define makes a definition, of a new note or of one that already has one.
func (r *reading) define(label string, at int) *definition {
	new := &struct { // most definitions are the first of their label
		definition
		note note
	}{}
	d, fold := &new.definition, briefing.FoldLabel(label)
	d.at = at
	if first := r.notes[fold]; first != nil {
		d.note, d.repeats = first, first.text
	} else {
		new.note = note{kind: defined, label: label, at: at, text: d, index: -1}
		d.note = &new.note
		r.name(fold, d.note)
	}
	r.defined = append(r.defined, d)
	return d
}

func (r *reading) name(fold string, n *note) {
	if r.notes == nil {
		r.notes = make(map[string]*note)
	}
	r.notes[fold] = n
}

// reportLabel says that a line which begins like a definition is none, when its
// label is what stands in the way.
func (r *reading) reportLabel(line []byte, at int) {
	if len(line) < 4 || line[1] != '^' {
		return
	}
	end := bytes.Index(line[:min(len(line), labelLimit)], []byte("]:"))
	if end < 2 {
		return
	}
	name := line[2:end]
	if _, n := scanLabel(line); n != 0 || bytes.ContainsAny(name, "[]") {
		return
	}
	hint := ""
	if fixed := properLabel(name); fixed != "" {
		hint = "write [^" + fixed + "] here and at its markers"
	}
	r.report(at, diag.Error, "note-label", "footnote label "+quote(string(name))+improper(name), hint)
}

// improper says what keeps a text from being a label.
func improper(name []byte) string {
	if bytes.ContainsFunc(name, unicode.IsSpace) {
		return " holds white space"
	}
	return " holds a character that labels may not hold"
}

// properLabel gives the label nearest to a text that is none, or "".
func properLabel(name []byte) string {
	return strings.Join(strings.FieldsFunc(string(name), notOfLabel), "-")
}

// reportMarker says that what looks like a marker is shown as text for the sake
// of its label.
func (r *reading) reportMarker(line []byte, at int) {
	end := bytes.IndexAny(line[2:min(len(line), labelLimit)], "[]")
	if end < 0 || line[2+end] != ']' || bytes.HasPrefix(line[2+end:], []byte("]:")) {
		return // no marker, or the label of a definition, which is reported as such
	}
	name := line[2 : 2+end]
	if fixed := properLabel(name); fixed != "" {
		r.report(at, diag.Warning, "note-label", "footnote label "+quote(string(name))+improper(name)+", so this marker is shown as text",
			"write [^"+fixed+"], or \\[^ to show it")
	}
}

// scanLabel reads "[^label]" and gives the label and the length of the whole, or
// 0. A label holds no white space, no control character and none of "[", "]",
// "^"; it has at most 999 bytes.
func scanLabel(line []byte) (label []byte, n int) {
	if len(line) < 4 || line[0] != '[' || line[1] != '^' {
		return nil, 0
	}
	for i := 2; i < len(line) && i < labelLimit+2; {
		c := line[i]
		switch {
		case c == ']':
			if i == 2 || line[i-1] == '\\' {
				return nil, 0
			}
			return line[2:i], i + 1
		case c < utf8.RuneSelf:
			if c <= ' ' || c == '[' || c == '^' || c == 0x7f || c == '<' && bytes.HasPrefix(line[i:], commentOpen) {
				return nil, 0
			}
			i++
		default:
			r, size := utf8.DecodeRune(line[i:])
			if notOfLabel(r) {
				return nil, 0
			}
			i += size
		}
	}
	return nil, 0
}

// notOfLabel reports whether labels may not hold the character.
func notOfLabel(r rune) bool {
	return r == '[' || r == ']' || r == '^' || unicode.IsSpace(r) || unicode.IsControl(r) ||
		r == '\u200b' || r == '\ufeff' || r == '\u2060' || unicode.Is(unicode.Bidi_Control, r)
}
