package output

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"math"
	"slices"
	"strings"
)

// scan reads a manifest of the size that is byte for byte as encode prints it. Of
// any other, also one that is damaged, it only says that it is none. Reading
// 45,000 files as JSON took ten times as long.
func scan(r io.Reader, size int64) (last record, ok bool) {
	in := bufio.NewReaderSize(r, 64<<10)
	if last.kind, ok = scanHead(in); !ok {
		return record{}, false
	}
	last.schema, last.exact = manifestSchema, true
	last.files = make([]planned, 0, size/shortLine)
	var paths pool
	before, more := "", true
	for more {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return record{}, false
		}
		if len(last.files) == 0 && string(line) == "]\n" {
			return last, ends(in, "}\n")
		}
		var f File
		if f, more, ok = scanLine(line, &paths); !ok || f.Path <= before || checkPath(f.Path) != nil {
			return record{}, false
		}
		before = f.Path
		last.files = append(last.files, planned{File: f})
	}
	return last, ends(in, "]\n}\n")
}

// shortLine is as short as the lines of a manifest are on average, at least: how
// many there are can be told well enough by its size.
const shortLine = 120

// scanHead reads what comes before the files.
func scanHead(in *bufio.Reader) (kind string, ok bool) {
	head := make([]byte, len(manifestHead))
	if _, err := io.ReadFull(in, head); err != nil || string(head) != manifestHead {
		return "", false
	}
	line, err := in.ReadSlice('\n')
	quoted, ok := bytes.CutSuffix(line, []byte(",\n"))
	if err != nil || !ok || json.Unmarshal(quoted, &kind) != nil || !bytes.Equal(appendQuoted(nil, kind), quoted) {
		return "", false
	}
	line, err = in.ReadSlice('\n')
	return kind, err == nil && string(line) == "\"files\": [\n"
}

// ends reports whether nothing but the text is left.
func ends(in *bufio.Reader, text string) bool {
	rest := make([]byte, len(text)+1)
	n, err := io.ReadFull(in, rest)
	return err == io.ErrUnexpectedEOF && string(rest[:n]) == text
}

// scanLine reads a file and whether another one follows.
func scanLine(line []byte, paths *pool) (f File, more, ok bool) {
	l := cursor{rest: line, ok: true}
	l.skip(`{"path":"`)
	f.Path = l.path(paths)
	l.skip(`,"class":"`)
	f.Class = l.class()
	l.skip(`,"size":`)
	f.Size = l.number()
	l.skip(`,"xxh3":"`)
	for i := range f.Sum {
		f.Sum[i] = byte(l.digits(2))
	}
	if l.starts(`","made_from":"`) {
		f.Fingerprint = Fingerprint(l.digits(16))
		l.ok = l.ok && f.Fingerprint != 0
	}
	l.skip(`"}`)
	more = l.starts(",")
	l.skip("\n")
	return f, more, l.ok && len(l.rest) == 0
}

// cursor goes through a line. It is not ok any more when something else stood there.
type cursor struct {
	rest []byte
	ok   bool
}

// starts goes past the text if it is there.
func (l *cursor) starts(text string) bool {
	if len(l.rest) < len(text) || string(l.rest[:len(text)]) != text {
		return false
	}
	l.rest = l.rest[len(text):]
	return true
}

func (l *cursor) skip(text string) { l.ok = l.starts(text) && l.ok }

// path reads what is left of a string of JSON, up to and with its closing mark.
func (l *cursor) path(paths *pool) string {
	for i, c := range l.rest {
		if c == '"' {
			s := paths.keep(l.rest[:i])
			l.rest = l.rest[i+1:]
			return s
		}
		if !isPlain(c) {
			break
		}
	}
	return l.escaped()
}

// escaped reads a path with characters that are written in another way. It may not
// hold what comes after it.
func (l *cursor) escaped() (s string) {
	text, _, _ := bytes.Cut(l.rest, []byte(`","class":"`))
	quoted := slices.Concat([]byte{'"'}, text, []byte{'"'})
	l.rest = l.rest[min(len(text)+1, len(l.rest)):]
	l.ok = json.Unmarshal(quoted, &s) == nil && bytes.Equal(appendQuoted(nil, s), quoted) && l.ok
	return s
}

func (l *cursor) class() Class {
	for c, name := range classNames {
		if l.starts(name) {
			l.skip(`"`)
			return Class(c)
		}
	}
	l.ok = false
	return 0
}

// number reads a decimal number without sign and leading zeros.
func (l *cursor) number() (n int64) {
	i := 0
	for ; i < len(l.rest) && '0' <= l.rest[i] && l.rest[i] <= '9'; i++ {
		if n > (math.MaxInt64-9)/10 {
			l.ok = false
			return 0
		}
		n = n*10 + int64(l.rest[i]-'0')
	}
	l.ok = l.ok && i > 0 && (i == 1 || l.rest[0] != '0')
	l.rest = l.rest[i:]
	return n
}

// digits reads hexadecimal ones.
func (l *cursor) digits(count int) (n uint64) {
	if len(l.rest) < count {
		l.ok = false
		return 0
	}
	for _, c := range l.rest[:count] {
		switch {
		case '0' <= c && c <= '9':
			n = n<<4 | uint64(c-'0')
		case 'a' <= c && c <= 'f':
			n = n<<4 | uint64(c-'a'+10)
		default:
			l.ok = false
		}
	}
	l.rest = l.rest[count:]
	return n
}

// pool keeps many strings in few allocations.
type pool struct{ block *strings.Builder }

func (p *pool) keep(text []byte) string {
	if p.block == nil || p.block.Cap()-p.block.Len() < len(text) {
		p.block = new(strings.Builder)
		p.block.Grow(max(64<<10, len(text)))
	}
	from := p.block.Len()
	p.block.Write(text)
	return p.block.String()[from:]
}
