package content

import (
	"bytes"
	"unicode/utf8"

	"dossier/internal/diag"
)

var bom = []byte("\ufeff")

// checkEncoding reports the first place at which a file is not plain UTF-8.
func checkEncoding(path string, data []byte) (diags diag.List) {
	if len(data) > 1 && (data[0] == 0xff && data[1] == 0xfe || data[0] == 0xfe && data[1] == 0xff) {
		diags.Add(diag.Pos{Path: path, Line: 1, Col: 1}, diag.Error, "encoding", "the file is UTF-16")
		diags.Hint("save it as UTF-8")
		return diags
	}
	if i := bytes.IndexByte(data, 0); i >= 0 {
		diags.Add(diag.Place(path, data, i), diag.Error, "encoding", "a NUL byte stands here; the file is no text")
	}
	if i := firstInvalid(data); i >= 0 {
		diags.Add(diag.Place(path, data, i), diag.Error, "encoding", "byte 0x%X is not UTF-8", data[i])
		diags.Hint("in Latin-1 it would be %q; save the file as UTF-8", rune(data[i]))
	}
	return diags
}

// firstInvalid gives the offset of the first byte that is not UTF-8, or -1.
func firstInvalid(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// checkNoBOM reports a byte order mark, which hides a fence from other readers.
func checkNoBOM(path string, data []byte) (diags diag.List) {
	if bytes.HasPrefix(data, bom) {
		diags.Add(diag.Pos{Path: path, Line: 1, Col: 1}, diag.Error, "encoding", "the file begins with a byte order mark")
		diags.Hint("save it as UTF-8 without a byte order mark (BOM)")
	}
	return diags
}
