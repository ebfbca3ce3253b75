package markdown

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// lines turns offsets into the body into lines and columns of the file. A query
// is cheap in a long line too, of which there may be only one.
type lines struct {
	body   []byte
	first  int   // the file's line at which the body begins
	starts []int // offset at which each line begins
	counts []int // characters before each multiple of stride; nil for ASCII
}

const stride = 256

func newLines(body []byte, first int) *lines {
	l := &lines{body: body, first: first, starts: make([]int, 1, 1+bytes.Count(body, []byte{'\n'}))}
	for at := 0; ; {
		i := bytes.IndexByte(body[at:], '\n')
		if i < 0 {
			break
		}
		at += i + 1
		l.starts = append(l.starts, at)
	}
	if utf8.RuneCount(body) != len(body) {
		l.count()
	}
	return l
}

func (l *lines) count() {
	n := 0
	for i, c := range l.body {
		if i%stride == 0 {
			l.counts = append(l.counts, n)
		}
		if utf8.RuneStart(c) {
			n++
		}
	}
	l.counts = append(l.counts, n)
}

// before gives the number of characters that begin before an offset.
func (l *lines) before(at int) int {
	if l.counts == nil {
		return at
	}
	n := l.counts[at/stride]
	for _, c := range l.body[at/stride*stride : at] {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n
}

// at gives line and column of an offset, both counted from 1, the column in code
// points.
func (l *lines) at(offset int) (line, column int) {
	offset = min(max(offset, 0), len(l.body))
	i := sort.SearchInts(l.starts, offset+1) - 1
	return l.first + i, l.before(offset) - l.before(l.starts[i]) + 1
}
