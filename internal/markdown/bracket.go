package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// pair matches the brackets of a block once and keeps those of inline notes by
// offset, so that the notes within notes, whose paragraphs lie in the same
// bytes, need no matching of their own.
func (r *reading) pair(block ast.Node) {
	if r.paired == block {
		return
	}
	r.paired = block
	if home := r.within(block); home != nil && home.note.kind == inline {
		return
	}
	if r.inline == nil {
		r.inline = make(map[int]int)
	}
	m := matcher{body: r.body, pairs: r.inline}
	for i := range block.Lines().Len() {
		line := block.Lines().At(i)
		m.scan(line.Start, line.Stop)
	}
}

// matcher matches brackets over the lines of one block. Escaped brackets and
// those in code spans and comments do not count.
type matcher struct {
	body  []byte
	pairs map[int]int
	open  []int // offsets of the brackets that are open
}

func (m *matcher) scan(from, upto int) {
	for i := from; i < upto; i++ {
		switch m.body[i] {
		case '\\':
			if i+1 < upto && util.IsPunct(m.body[i+1]) {
				i++
			}
		case '`':
			i = m.skipCode(i, upto)
		case '<':
			i = m.skipComment(i, upto)
		case '[':
			m.open = append(m.open, i)
		case ']':
			m.close(i)
		}
	}
}

func (m *matcher) close(at int) {
	if len(m.open) == 0 {
		return
	}
	open := m.open[len(m.open)-1]
	m.open = m.open[:len(m.open)-1]
	if open > 0 && m.body[open-1] == '^' {
		m.pairs[open] = at
	}
}

// skipCode gives the offset of the last byte of the code span that begins at i,
// or of its backticks where they open none.
func (m *matcher) skipCode(i, upto int) int {
	n := ticks(m.body[i:upto])
	for j := i + n; j < upto; {
		next := bytes.IndexByte(m.body[j:upto], '`')
		if next < 0 {
			break
		}
		j += next
		k := ticks(m.body[j:upto])
		j += k
		if k == n {
			return j - 1
		}
	}
	return i + n - 1
}

func (m *matcher) skipComment(i, upto int) int {
	if end := commentEnd(m.body[i:upto]); end > 0 {
		return i + end - 1
	}
	return i
}

// ticks counts the backticks at the start of a text.
func ticks(s []byte) int {
	n := 0
	for n < len(s) && s[n] == '`' {
		n++
	}
	return n
}
