package diag

import (
	"bytes"
	"unicode/utf8"
)

// Place gives the line and the column, in code points, of the byte at offset in
// the text of a file. A byte that is not UTF-8 counts as one code point, and a
// byte order mark as none.
func Place(path string, data []byte, offset int) Pos {
	before := data[:max(0, min(offset, len(data)))]
	line := bytes.Count(before, []byte("\n")) + 1
	before = before[bytes.LastIndexByte(before, '\n')+1:]
	if line == 1 {
		before = bytes.TrimPrefix(before, []byte("\ufeff"))
	}
	return Pos{Path: path, Line: line, Col: utf8.RuneCount(before) + 1}
}
