package output

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"iter"
	"strconv"
)

// encode prints a manifest of files that are sorted, with one file a line, so that a
// change of one page is a change of one line. Errors are those of the writer, which
// gives them when it is flushed.
func encode(out *bufio.Writer, kind string, files iter.Seq[*planned]) {
	out.WriteString(manifestHead)
	out.Write(appendQuoted(out.AvailableBuffer(), kind))
	out.WriteString(",\n\"files\": [")
	first := true
	for p := range files {
		if !first {
			out.WriteByte(',')
		}
		first = false
		out.Write(appendLine(out.AvailableBuffer(), &p.File))
	}
	out.WriteString("\n]\n}\n")
}

const manifestHead = "{\n\"schema_version\": 2,\n\"kind\": "

// appendLine prints a file. Not with json.Marshal: nothing else can run meanwhile.
func appendLine(to []byte, f *File) []byte {
	to = appendQuoted(append(to, "\n{\"path\":"...), f.Path)
	to = append(append(to, `,"class":"`...), f.Class.String()...)
	to = strconv.AppendInt(append(to, `","size":`...), f.Size, 10)
	to = hex.AppendEncode(append(to, `,"xxh3":"`...), f.Sum[:])
	if f.Fingerprint != 0 {
		to = appendHex(append(to, `","made_from":"`...), f.Fingerprint)
	}
	return append(to, `"}`...)
}

// appendQuoted appends a string of JSON. Most need no escaping.
func appendQuoted(to []byte, s string) []byte {
	for i := range len(s) {
		if !isPlain(s[i]) {
			quoted, err := json.Marshal(s)
			if err != nil {
				panic(err) // a string always encodes
			}
			return append(to, quoted...)
		}
	}
	return append(append(append(to, '"'), s...), '"')
}

// isPlain reports whether a byte stands for itself in a string of JSON.
func isPlain(c byte) bool {
	return ' ' <= c && c <= '~' && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&'
}
